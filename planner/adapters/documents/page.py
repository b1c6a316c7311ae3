"""The house layout: a table of the plan as a page of lines, bullets and one grid, before any format.

The words and shapes are those of the secretariat's own documents, so that the page can be pasted
into an agenda, and be read back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from planner.domain import wording
from planner.domain.audience import CLOSED_ITEM
from planner.domain.tables import Entry, ForwardTable, TimedRow, TimedTable

BACKLOG_HEADING = "Punkter som afventer dato:"


@dataclass(frozen=True)
class Paragraph:
    """A line of a cell; `level` is None for plain text, else the depth of its bullet (0 is outermost)."""

    text: str
    level: int | None = None
    quiet: bool = False


Cell = tuple[Paragraph, ...]
# Puts a text of ours, not of the plan, into the language of the page.
Say = Callable[[str], str]


@dataclass(frozen=True)
class Page:
    """A title, facts beneath it, one grid with a header row, and perhaps a list with its heading.

    `caption` says what the grid is for those who do not see it; `narrow` that its first column is.
    """

    title: str
    day: date
    facts: tuple[str, ...]
    caption: str
    head: tuple[str, str]
    rows: tuple[tuple[Cell, Cell], ...]
    list_heading: str | None = None
    list: tuple[Paragraph, ...] = ()
    narrow: bool = False


def laid_out(table: ForwardTable | TimedTable, say: Say = str) -> Page:
    """The page of either table, in Danish unless `say` puts it into another language."""
    return _forward(table, say) if isinstance(table, ForwardTable) else _timed(table, say)


def _forward(table: ForwardTable, say: Say) -> Page:
    rows = []
    for row in table.rows:
        left = [Paragraph(_day(row.date, table.day, say))]
        if row.note:
            left.append(Paragraph(f"({_clean(say(row.note))})", quiet=True))
        if row.cancelled is None:
            right = _bullets(row.entries, say)
        else:
            right = (Paragraph(_cancelled(row.cancelled, say)),)
        rows.append((tuple(left), right))
    return Page(
        title=say(f"Kommende møder i {_clean(table.board)}"),
        day=table.day,
        facts=(say(f"Pr. {wording.echo(table.day)}"),),
        caption=say("Kommende møder og deres punkter"),
        head=(say("Dato"), say("Punkter")),
        rows=tuple(rows),
        list_heading=say(BACKLOG_HEADING) if table.backlog else None,
        list=_bullets(table.backlog, say),
    )


def _timed(table: TimedTable, say: Say) -> Page:
    day = say(f"{wording.weekday_name(table.day)} den {wording.day_month_year(table.day)}")
    facts = [f"{say('Dato')}: {day[0].upper()}{day[1:]}"]
    if table.start:
        facts.append(f"Start kl.: {wording.clock(table.start)}")
    if table.end:
        facts.append(f"Slut kl.: {wording.clock(table.end)}")
    if table.place:
        facts.append(f"Sted: {_clean(table.place)}")
    facts = [say(fact) for fact in facts]
    if table.note:
        facts.append(_clean(say(table.note)))
    if table.cancelled is not None:
        facts.append(_cancelled(table.cancelled, say))
    return Page(
        title=_clean(table.board),
        day=table.day,
        facts=tuple(facts),
        caption=say("Tidsplan for mødet"),
        head=(say("Tid"), say("Punkt")),
        rows=tuple((_time(row), _item(row, say)) for row in table.rows),
        narrow=True,
    )


def _time(row: TimedRow) -> Cell:
    return (Paragraph(wording.clock(row.start)),) if row.start else ()


def _item(row: TimedRow, say: Say) -> Cell:
    lines = (Paragraph(_clean(say(line)), quiet=True) for line in row.lines)
    title = say(row.title) if row.kind == "end" else row.title
    return (Paragraph(_titled(title, row.suffix, say)), *_bullets(row.children, say), *lines)


def _cancelled(reason: str, say: Say) -> str:
    return say(f"Aflyst pga. {_clean(reason)}" if reason else "Aflyst")


def _bullets(entries: tuple[Entry, ...], say: Say, level: int = 0) -> tuple[Paragraph, ...]:
    found: list[Paragraph] = []
    for entry in entries:
        title = _titled(entry.title, entry.suffix, say)
        found.append(Paragraph(f"{title.rstrip(':')}:" if entry.children else title, level))
        found += _bullets(entry.children, say, level + 1)
    return tuple(found)


def _titled(title: str, suffix: str | None, say: Say) -> str:
    shown = say(title) if title == CLOSED_ITEM else title
    return _clean(f"{shown} ({say(suffix)})" if suffix else shown)


def _day(day: date, printed: date, say: Say) -> str:
    """The date as in the house ("13. nov."), with its year only where it is another than the page's."""
    return say(wording.short(day) if day.year == printed.year else f"{wording.short(day)} {day.year}")


def _clean(text: str) -> str:
    """The text on one line, without characters that no document format can hold."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
