"""Columns and phrases that the screens share. Every line fits the width; nothing wraps by itself.

A row of an agenda is: start, #id, title, minutes, remark. The title takes what the others leave.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, time
from typing import TYPE_CHECKING, Literal

from planner.domain.wording import short
from planner.entrypoints.cli.language import say, spoken
from planner.entrypoints.cli.output import Line, Span, clip

if TYPE_CHECKING:
    from planner.domain.finding import Finding

START, NUMBER, MINUTES, REMARK = 7, 6, 4, 18
MARKS = {"block": "!!", "warn": "! ", "hint": "- "}
_MARGIN = 3
_BAR = 20
# Where titles begin.
INDENT = START + NUMBER + 2


def title_room(width: int) -> int:
    """Places for a title on a row of an agenda."""
    return width - START - NUMBER - 2 - 1 - MINUTES - 2 - REMARK


def agenda_row(
    width: int, *, start: str = "", number: str = "", title: Span, minutes: str = "", remark: Span = ("", "")
) -> Line:
    """One row of an agenda in aligned columns."""
    room = title_room(width)
    return [
        (f"{start:>{START}}", ""),
        (f"{number:>{NUMBER}}", "id"),
        (f"  {clip(title[0], room):<{room}}", title[1]),
        (f" {minutes:>{MINUTES}}", "guess" if minutes.startswith("~") else ""),
        (f"  {clip(remark[0], REMARK)}", remark[1]),
    ]


def both_ends(width: int, left: Sequence[Span], right: Span) -> Line:
    """Words at both ends of a line; the left end is cut where they would meet."""
    room = width - len(right[0]) - 2 if right[0] else width
    spans: list[Span] = []
    used = 0
    for text, style in left:
        cut = clip(text, room - used)
        spans.append((cut, style))
        used += len(cut)
    if right[0]:
        spans += [(" " * (width - used - len(right[0])), ""), right]
    return spans


def finding_lines(finding: Finding, width: int, *, label: str = "") -> Iterator[Line]:
    """A finding with the command that helps: at the end of its line, or beneath it."""
    mark = f"{label or MARKS[finding.level]:<{_MARGIN}}"
    help_ = say(finding.help or "")
    room = width - _MARGIN - len(mark)
    parts = folded(f"{say(finding.subject)}: {say(finding.sentence)}", room)
    fits = len(parts[-1]) + 2 + len(help_) <= room
    for number, part in enumerate(parts):
        lead = mark if number == 0 else " " * len(mark)
        aside = (help_, "muted") if fits and part is parts[-1] else ("", "")
        yield both_ends(width, [(" " * _MARGIN, ""), (lead, finding.level), (part, "")], aside)
    if help_ and not fits:
        yield both_ends(width, [], (help_, "muted"))


def folded(text: str, room: int) -> list[str]:
    """The text in lines of at most `room` places, broken between words."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= room or not lines[-1]:
            lines[-1] = clip(longer, room)
        else:
            lines.append(clip(word, room))
    return lines


def bar(sure: int, most: int, whole: int) -> str:
    """How full something is: █ for what is sure, ▒ for what may come besides, ! where that is too much."""
    held = max(whole, 1)
    filled, may = (min(_BAR, round(_BAR * part / held)) for part in (sure, most))
    return "█" * filled + "▒" * (may - filled) + "·" * (_BAR - may) + ("!" if most > whole else " ")


def length(minutes: int, *, guessed: bool) -> str:
    """Minutes in a column: "30", or "~30" when nobody gave them."""
    return f"~{minutes}" if guessed else f"{minutes}"


def due_words(
    day: date, at: time | None, counted: Sequence[date], what: Literal["due", "past", "papers", "agenda"]
) -> str:
    """A deadline and how it was counted: "frist 4. juni kl. 12.00 (lø. 7., fr. 6., to. 5., on. 4. juni)"."""
    from planner.domain.deadlines import Deadline, brief_deadline, counted_words  # noqa: PLC0415 -- most have none

    due = brief_deadline(Deadline(day, at))
    said = {
        "due": f"frist {due}",
        "past": f"fristen var {due}",
        "papers": f"frist for materiale {due}",
        "agenda": f"dagsordenen ud senest {due}",
    }[what]
    return f"{say(said)} ({counted_words(counted, spoken())})"


def one_of(days: Sequence[date]) -> str:
    """Days of which one is meant: "20. eller 27. nov."; the month is said once where it is one."""
    if not days:
        return ""
    same_month = len({(day.year, day.month) for day in days}) == 1
    names = [say(f"{day.day}." if same_month and day != days[-1] else short(day)) for day in days]
    return say(f"{', '.join(names[:-1])} eller {names[-1]}") if len(names) > 1 else names[0]


def called_off(reason: str | None) -> str:
    """Such as "Aflyst pga. fælles lederdag", or "Aflyst" when nobody said why."""
    if not reason:
        return say("Aflyst")
    bare = reason.strip()
    if bare.lower().startswith("aflyst"):
        return bare
    return (
        say(f"Aflyst {bare}") if bare.lower().startswith(("pga", "på grund")) else say(f"Aflyst pga. {bare}")
    )
