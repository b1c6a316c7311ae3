"""The items that await a date ("Punkter som afventer dato")."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planner.domain.minutes.fields import label_of
from planner.domain.minutes.grids import layout_of
from planner.domain.minutes.layout import Grid, GridRow, Para, Piece
from planner.domain.minutes.marks import mark_of
from planner.domain.minutes.sentences import sentences
from planner.domain.minutes.titles import title_of
from planner.domain.reading import ReadBacklog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.domain.minutes.when import When
    from planner.domain.minutes.words import Words

_SHORT_LIST = re.compile(r"\s*;\s*")
_LAST_TWO = "de to sidste er delt ved et “og”"
NUMBER = re.compile(r"^(?:\d{1,2}|[Aa]d \d{1,2})[.):]+\s+")


def backlog_of(pieces: Sequence[Piece], when: When, words: Words) -> tuple[ReadBacklog, ...]:
    """The entries under the headings of a backlog, in order."""
    found: list[ReadBacklog] = []
    open_list = bulleted = dated = False
    number: int | None = None
    for piece in pieces:
        if isinstance(piece, Grid):
            if open_list and not _is_planned(piece, when, words):
                found.extend(
                    entry
                    for row in _without_header(piece, words)
                    for cell in row.cells[:1]
                    for para in cell
                    for entry in _entries(para, words)
                )
            open_list = False
            continue
        rest = _opened(piece, words)
        if rest is not None:
            open_list, bulleted, dated = True, False, False
            number = mark.no if (mark := mark_of(piece, words)) else None
            if rest:
                found.extend(_listed(piece, rest, words))
                open_list = False
        elif open_list:
            after_bullets = bulleted and not piece.bullet
            if after_bullets or label_of(piece, words) is not None:
                open_list = False
                continue
            if not piece.bullet and (piece.heading or _closes(piece, found) or _next_section(piece, words)):
                open_list = False
                continue
            mark = mark_of(piece, words) if number is not None else None
            if mark is not None and mark.no == (number or 0) + 1:
                open_list = False  # the heading stood in the list of the agenda
                continue
            bulleted = piece.bullet
            if _is_dated(piece, when):
                dated = not piece.bullet  # bullets below it are the items of that day
            elif not (dated and piece.bullet):
                found.extend(_entries(piece, words))
    return tuple(found)


def _without_header(grid: Grid, words: Words) -> Sequence[GridRow]:
    """The rows but for a first one whose cells name the columns."""
    first = grid.rows[0]
    named = [words.says_any("columns.", first.text(n)) for n in range(len(first.cells)) if first.text(n)]
    return grid.rows[1:] if named and all(named) else grid.rows


def _is_planned(grid: Grid, when: When, words: Words) -> bool:
    """A table whose rows have days or times holds meetings, whatever the heading above it."""
    layout = layout_of(grid, when, words)
    return layout is not None and layout.kind in ("forward", "schedule", "boards", "timetable")


def _is_dated(para: Para, when: When) -> bool:
    """As in "26. september: Strategi": the line has its date, and is a meeting of its own."""
    days = when.days(para.text[:40])
    return bool(days) and days[0].start == 0


def _opened(para: Para, words: Words) -> str | None:
    """What stands after the heading of a backlog on its own line; None where it is no such heading."""
    text = NUMBER.sub("", para.text)
    head, colon, rest = text.partition(":")
    if len(text) < 90 and not rest.strip() and words.says("sections.backlog", text) and not para.bullet:
        return ""
    if colon and rest.strip() and len(head) < 60 and words.says("sections.backlog", head):
        return rest.strip()
    return None


def _closes(para: Para, found: Sequence[ReadBacklog]) -> bool:
    """A full sentence, a label or a new heading ends a list of short lines."""
    return para.text.endswith((".", ":")) or len(para.text) > 120 or (para.gap and bool(found))


def _next_section(para: Para, words: Words) -> bool:
    """Another section's heading ("Beslutning i ..."), though it is laid out as plain text."""
    return any(
        words.says(f"sections.{name}", para.text)
        for name in ("body", "decision", "recommendation", "signatures")
    )


def _listed(para: Para, rest: str, words: Words) -> list[ReadBacklog]:
    parts = _SHORT_LIST.split(rest) if ";" in rest else re.split(r",\s+", rest)
    if words.says("words.none", rest.rstrip(".")):
        return []
    found = [ReadBacklog(part.strip(" ."), para.source) for part in parts if part.strip(" .")]
    last = words.compiled("backlog.and", lambda: rf"\s+{words.source('words.and')}\s+").split(parts[-1])
    if ";" in rest or len(parts) < 2 or len(last) != 2:
        return found
    return found[:-1] + [
        ReadBacklog(part.strip(" ."), para.source, state="doubtful", why=_LAST_TWO) for part in last
    ]


def _entries(para: Para, words: Words) -> list[ReadBacklog]:
    if words.says("words.none", para.text):
        return []
    undated = words.compiled(
        "backlog.undated", lambda: rf"^{words.source('words.undated')}\s*[:–-]\s*"
    ).match(para.text)
    parts = sentences(para.text[undated.end() :] if undated else para.text)
    title = title_of(parts[0], words, para.source).text.rstrip(" .")
    text = " ".join(parts[1:]) or None
    return [ReadBacklog(title, para.source, text)] if title else []
