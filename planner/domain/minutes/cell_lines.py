"""Tables that lost their lines and their rows: one cell on each line, below the words of the header.

"Tid", "Punkt" and "Ansvarlig" stand on lines of their own; a line that is nothing but a time (or a day)
begins a row. Empty cells have left no line: what a line holds then says which column it belongs to.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planner.domain.minutes.clock import length_in
from planner.domain.minutes.joining import RawLine, is_section
from planner.domain.minutes.layout import Grid, GridRow, Para
from planner.domain.minutes.persons import persons_of
from planner.domain.reading import Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.domain.minutes.words import Words

_TIME = re.compile(r"(?:kl\.?\s*)?\d{1,2}[.:]\d\d(?:\s*[-–]\s*(?:kl\.?\s*)?\d{1,2}[.:]\d\d)?", re.IGNORECASE)
_DAY = re.compile(
    r"(?:[a-zæøåäö]{3,8}\.?,?\s+)?(?:(?:den|d\.|the)\s+)?(?:\d{1,2}\.?\s*[a-zæøå]{3,9}\.?(?:\s+\d{4})?|\d{1,2}[/.]\d{1,2}\.?(?:[-./]?\d{2,4})?)",
    re.IGNORECASE,
)
_KEYS = {"time": _TIME, "date": _DAY}
_LONGEST_HEADER = 30
_MOST_COLUMNS = 5
_MOST_LINES = 6  # of one row below its key
_FEWEST_ROWS = 2


def grid_of_cells(lines: Sequence[RawLine], at: int, words: Words) -> tuple[Grid | None, int]:
    """The table whose header begins at this line, and the line after it."""
    columns = _columns(lines, at, words)
    if columns is None:
        return None, at
    key = _KEYS[columns[0]]
    step = _step(lines, at, at + len(columns) - 1)
    spot = at + len(columns)
    rows: list[list[RawLine]] = []
    while spot < len(lines):
        line = lines[spot]
        apart = spot > at + len(columns) and _step(lines, spot - 1, spot) > step
        if key.fullmatch(line.text):
            rows.append([line])
        elif not rows or apart or line.heading or is_section(line.text, words) or len(rows[-1]) > _MOST_LINES:
            break
        else:
            rows[-1].append(line)
        spot += 1
    if len(rows) < _FEWEST_ROWS:
        return None, at
    header = GridRow(tuple((_para(line),) for line in lines[at : at + len(columns)]), lines[at].source)
    crowded = len(columns) > 2 and any(len(row) > len(columns) for row in rows)
    made = tuple(_row(row, columns, words) for row in rows)
    return Grid((header, *made), lines[at].source, drawn=False, merged=crowded), spot


def _columns(lines: Sequence[RawLine], at: int, words: Words) -> list[str] | None:
    """The meanings of the header's lines: a time or a day first, and the items among the others."""
    first = lines[at].text
    if len(first) > _LONGEST_HEADER:
        return None
    found = [name for name in _KEYS if words.says(f"columns.{name}", first)][:1]
    if not found:
        return None
    for line in lines[at + 1 : at + _MOST_COLUMNS]:
        names = ("item", "who", "duration", "place", "note")
        meant = [name for name in names if name not in found and words.says(f"columns.{name}", line.text)]
        if len(line.text) > _LONGEST_HEADER or not meant:
            break
        found.append("duration" if "duration" in meant else meant[0])
    return found if "item" in found else None


def _step(lines: Sequence[RawLine], one: int, two: int) -> int:
    """How many lines of the file there are, on average, from one line of text to the next."""
    return (lines[two].source.line - lines[one].source.line) // max(1, two - one)


def _row(row: Sequence[RawLine], columns: Sequence[str], words: Words) -> GridRow:
    cells: dict[str, list[Para]] = {columns[0]: [_para(row[0])], "item": []}
    below, after = list(row[1:]), [name for name in columns[1:] if name != "item"]
    for name in reversed(after):
        if len(below) > 1 and _fits(below[-1].text, name, words):
            cells[name] = [_para(below.pop())]
    cells["item"] = [_para(line) for line in below]
    source = Source(
        row[0].source.file,
        row[0].source.line,
        " | ".join(line.text for line in row),
        row[0].source.page,
    )
    return GridRow(tuple(tuple(cells.get(name, ())) for name in columns), source)


def _fits(text: str, name: str, words: Words) -> bool:
    """Whether the line may stand in the column: names, a length, a short remark."""
    if name == "duration":
        return length_in(text) is not None and len(text) < _LONGEST_HEADER
    if name == "who":
        people, groups = persons_of(text, words)
        roles = ("words.everyone", "names.title", "names.unit")
        return bool(people or groups) or any(words.says(role, text) for role in roles)
    return False


def _para(line: RawLine) -> Para:
    return Para(line.text, line.source, bullet=line.bullet)
