"""The house layout: a table of the plan as a page of lines, bullets and one grid, before any format.

The words and shapes are those of the secretariat's own documents, so that the page can be pasted
into an agenda, and be read back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planner.domain import wording
from planner.domain.tables import Entry, ForwardTable, TimedRow, TimedTable

BACKLOG_HEADING = "Punkter som afventer dato:"


@dataclass(frozen=True)
class Paragraph:
    """A line of a cell; `level` is None for plain text, else the depth of its bullet (0 is outermost)."""

    text: str
    level: int | None = None
    quiet: bool = False


Cell = tuple[Paragraph, ...]


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


def laid_out(table: ForwardTable | TimedTable) -> Page:
    """The page of either table."""
    return _forward(table) if isinstance(table, ForwardTable) else _timed(table)


def _forward(table: ForwardTable) -> Page:
    rows = []
    for row in table.rows:
        left = [Paragraph(_day(row.date, table.day))]
        if row.note:
            left.append(Paragraph(f"({_clean(row.note)})", quiet=True))
        if row.cancelled is None:
            right = _bullets(row.entries)
        else:
            right = (Paragraph(f"Aflyst pga. {_clean(row.cancelled)}" if row.cancelled else "Aflyst"),)
        rows.append((tuple(left), right))
    return Page(
        title=f"Kommende møder i {_clean(table.board)}",
        day=table.day,
        facts=(f"Pr. {wording.echo(table.day)}",),
        caption="Kommende møder og deres punkter",
        head=("Dato", "Punkter"),
        rows=tuple(rows),
        list_heading=BACKLOG_HEADING if table.backlog else None,
        list=_bullets(table.backlog),
    )


def _timed(table: TimedTable) -> Page:
    facts = [f"Dato: {wording.weekday_name(table.day).capitalize()} den {wording.day_month_year(table.day)}"]
    if table.start:
        facts.append(f"Start kl.: {wording.clock(table.start)}")
    if table.end:
        facts.append(f"Slut kl.: {wording.clock(table.end)}")
    if table.place:
        facts.append(f"Sted: {_clean(table.place)}")
    if table.note:
        facts.append(_clean(table.note))
    if table.cancelled is not None:
        facts.append(f"Aflyst pga. {_clean(table.cancelled)}" if table.cancelled else "Aflyst")
    return Page(
        title=_clean(table.board),
        day=table.day,
        facts=tuple(facts),
        caption="Tidsplan for mødet",
        head=("Tid", "Punkt"),
        rows=tuple((_time(row), _item(row)) for row in table.rows),
        narrow=True,
    )


def _time(row: TimedRow) -> Cell:
    return (Paragraph(wording.clock(row.start)),) if row.start else ()


def _item(row: TimedRow) -> Cell:
    lines = (Paragraph(_clean(line), quiet=True) for line in row.lines)
    return (Paragraph(_titled(row.title, row.suffix)), *_bullets(row.children), *lines)


def _bullets(entries: tuple[Entry, ...], level: int = 0) -> tuple[Paragraph, ...]:
    found: list[Paragraph] = []
    for entry in entries:
        title = _titled(entry.title, entry.suffix)
        found.append(Paragraph(f"{title.rstrip(':')}:" if entry.children else title, level))
        found += _bullets(entry.children, level + 1)
    return tuple(found)


def _titled(title: str, suffix: str | None) -> str:
    return _clean(f"{title} ({suffix})" if suffix else title)


def _day(day: date, printed: date) -> str:
    """The date as in the house ("13. nov."), with its year only where it is another than the page's."""
    return wording.short(day) if day.year == printed.year else f"{wording.short(day)} {day.year}"


def _clean(text: str) -> str:
    """The text on one line, without characters that no document format can hold."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
