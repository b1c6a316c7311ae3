"""What a table is, by the words of its first row, or by what its cells hold where it has none."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from planner.domain.minutes.clock import first_span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.domain.minutes.layout import Grid, GridRow, Para
    from planner.domain.minutes.when import When
    from planner.domain.minutes.words import Words

TableKind = Literal["timetable", "forward", "schedule", "points", "attendance", "boards", "tasks"]
_COLUMNS = (
    "time",
    "end",
    "duration",
    "date",
    "number",
    "item",
    "case",
    "who",
    "place",
    "board",
    "weekday",
    "week",
    "month",
    "deadline",
    "attendance",
    "name",
    "visibility",
    "note",
)
_BESIDE = {  # what a column holds besides what it is otherwise, as a rule remarks
    "decision": "sections.decision",
    "remark": "sections.remarks",
    "papers": "fields.attachments",
}
_NUMBER = re.compile(r"(?:§\s*)?\d{1,3}[.)]?(?:/\d{2,4})?")
_LENGTH = re.compile(r"(?:ca\.\s*)?(?:\d{1,3}\s*(?:min\w*\.?)?|(?:\d|½|\d½|\d,5)\s*(?:t|h)\w{0,6}\.?)")
_MOSTLY = 0.6
_LONGEST_TIME = 24


@dataclass(frozen=True)
class Layout:
    """The kind of a table, its columns by meaning, and its rows without the header."""

    kind: TableKind
    columns: Mapping[str, int]
    rows: tuple[GridRow, ...]

    def text(self, row: GridRow, column: str) -> str:
        """The text of the cell of that meaning; empty where the table has no such column."""
        number = self.columns.get(column)
        return row.text(number) if number is not None else ""

    def cell(self, row: GridRow, column: str) -> tuple[Para, ...]:
        """The paragraphs of the cell of that meaning; none where the table has no such column."""
        number = self.columns.get(column)
        return row.cells[number] if number is not None and number < len(row.cells) else ()


def layout_of(grid: Grid, when: When, words: Words) -> Layout | None:
    """How the table is to be read, or None where it speaks neither of items nor of meetings."""
    if not grid.rows:
        return None
    boards = _by_board(grid, when, words)
    if boards is not None:
        return boards
    for skipped, row in enumerate(grid.rows[:3]):
        body = grid.rows[skipped + 1 :]
        columns = _headed(row, body, words)
        body = _with_months(columns, body, when)
        kind = _kind(columns, body, when)
        if kind is not None and body:
            return Layout(kind, columns, body)
    return _unheaded(grid, when)


def _by_board(grid: Grid, when: When, words: Words) -> Layout | None:
    """A table with a board over each column and days in the cells."""
    head, body = grid.rows[0], grid.rows[1:]
    columns = [n for n in range(1, len(head.cells)) if head.text(n) and not first_span(head.text(n))]
    filled = [row.text(n) for row in body for n in columns if row.text(n)]
    if len(columns) < 2 or len(body) < 2 or not filled:
        return None
    if sum(1 for n in columns if words.says_any("columns.", head.text(n))) > 1:
        return None  # "Mødedato | Bemærkninger": columns by meaning, though days stand in both
    dated = [text for text in filled if len(text) < 40 and when.days(text)]
    if len(dated) < len(filled) * _MOSTLY or any(when.days(head.text(n)) for n in columns):
        return None
    return Layout("boards", {head.text(n): n for n in columns}, body)


def _headed(row: GridRow, body: tuple[GridRow, ...], words: Words) -> dict[str, int]:
    unnamed = not row.text(0) and len(row.cells) > 2 and _all_numbered(body, 0)
    columns: dict[str, int] = {"number": 0} if unnamed else {}
    for number in range(len(row.cells)):
        text = row.text(number)
        if not text or len(text) > 60:
            continue
        fitting = [name for name in _COLUMNS if name not in columns and words.says(f"columns.{name}", text)]
        if (
            "time" in columns
            and words.says("columns.time", text)
            and _are_numbers(body, number)
            and "duration" not in columns
            or fitting
            and fitting[0] == "time"
            and _are_numbers(body, number)
        ):
            fitting = ["duration"]
        elif fitting and fitting[0] == "duration" and "time" not in columns and _are_spans(body, number):
            fitting = ["time"]
        elif fitting[:2] == ["date", "weekday"] and not _any_digit(body, number):
            fitting = ["weekday"]
        elif fitting and fitting[0] == "date" and not _any_digit(body, number) and "item" in fitting:
            fitting = ["item"]
        if fitting[:1] == ["item"] and _all_numbered(body, number):
            fitting = ["number"] if "number" not in columns else []
        if fitting:
            columns[fitting[0]] = number
        for name, family in _BESIDE.items():
            if name not in columns and words.says(family, text):
                columns[name] = number
    return _with_times(_with_due_days(columns, body), row, body)


def _with_due_days(columns: dict[str, int], body: tuple[GridRow, ...]) -> dict[str, int]:
    """The columns of numbered points with the day behind their decision as what it is, the day something is due."""
    if columns.keys() & {"deadline"} or not {"number", "item", "date", "decision"} <= columns.keys():
        return columns
    behind = columns["number"] < columns["item"] < columns["decision"] < columns["date"]
    if not behind or not _all_numbered(body, columns["number"]):
        return columns
    return {("deadline" if name == "date" else name): number for name, number in columns.items()}


def _with_times(columns: dict[str, int], row: GridRow, body: tuple[GridRow, ...]) -> dict[str, int]:
    """The columns with the first one as that of the times, where it holds nothing else, whatever stands above it."""
    left = row.text(0)
    if "item" not in columns or columns.keys() & {"time", "date"} or 0 in columns.values() or not left:
        return columns
    spans = [span for one in body if (span := first_span(one.text(0))) and len(one.text(0)) < _LONGEST_TIME]
    ascending = [span.start for span in spans] == sorted({span.start for span in spans})
    return {**columns, "time": 0} if len(spans) == len(body) > 1 and ascending else columns


def _kind(columns: Mapping[str, int], body: tuple[GridRow, ...], when: When) -> TableKind | None:
    if "date" in columns and any(when.days(row.text(columns["date"])) for row in body):
        return "forward" if "item" in columns else "schedule"
    if "item" in columns and "time" in columns and any(first_span(row.text(columns["time"])) for row in body):
        return "timetable"
    if "item" in columns and "who" in columns and "deadline" in columns:
        return "tasks"
    if "item" in columns and (
        "number" in columns or "duration" in columns or "case" in columns or "who" in columns
    ):
        return "points"
    if "attendance" in columns and "name" in columns:
        return "attendance"
    return None


def _unheaded(grid: Grid, when: When) -> Layout | None:
    rows = [row for row in grid.rows if row.whole]
    if len(rows) < 2 or max(len(row.cells) for row in rows) < 2:
        return None
    firsts = [row.text(0) for row in rows]
    times = sum(1 for text in firsts if (span := first_span(text)) and span.first < 4 and len(text) < 24)
    if times >= len(rows) * _MOSTLY:
        return Layout("timetable", {"time": 0, "item": _widest(rows)}, tuple(rows))
    days = sum(1 for text in firsts if len(text) < 60 and when.days(text))
    if days >= len(rows) * _MOSTLY:
        wordy = sum(1 for row in rows if len(row.text(1)) > 12 and first_span(row.text(1)) is None)
        if wordy * 2 >= len(rows):
            return Layout("forward", {"date": 0, "item": 1}, tuple(rows))
        return Layout("schedule", {"date": 0, "time": 1}, tuple(rows))
    numbers = [int(re.sub(r"\D", "", text)[:3]) for text in firsts if _NUMBER.fullmatch(text)]
    if len(numbers) >= len(rows) * _MOSTLY and numbers == sorted(numbers) and len(numbers) > 1:
        return Layout("points", {"number": 0, "item": 1}, tuple(rows))
    return None


def _widest(rows: list[GridRow]) -> int:
    """The column, but the first, that holds most text."""
    return max(
        range(1, max(len(row.cells) for row in rows)), key=lambda n: sum(len(row.text(n)) for row in rows)
    )


def _are_numbers(body: tuple[GridRow, ...], number: int) -> bool:
    texts = [row.text(number) for row in body if row.text(number)]
    lengths = [text for text in texts if _LENGTH.fullmatch(text)]
    return len(lengths) > len(texts) * _MOSTLY and not any(first_span(text) for text in texts)


def _all_numbered(body: tuple[GridRow, ...], number: int) -> bool:
    texts = [row.text(number) for row in body if row.text(number)]
    return bool(texts) and all(_NUMBER.fullmatch(text) for text in texts)


def _are_spans(body: tuple[GridRow, ...], number: int) -> bool:
    texts = [row.text(number) for row in body if row.text(number)]
    return bool(texts) and sum(1 for text in texts if first_span(text) is not None) >= len(texts) * _MOSTLY


def _with_months(columns: Mapping[str, int], body: tuple[GridRow, ...], when: When) -> tuple[GridRow, ...]:
    """The rows with the month of its own column, which may be written once for several, put into the date."""
    month, date = columns.get("month"), columns.get("date", columns.get("weekday"))
    if month is None or date is None or any(when.days(row.text(date)) for row in body):
        return body
    found: list[GridRow] = []
    above = ""
    for row in body:
        above = row.text(month) or above
        cell = row.cells[date] if date < len(row.cells) else ()
        if cell and above:
            dated = (cell[0]._replace(text=f"{row.text(date)} {above.lower()}"),)
            found.append(replace(row, cells=(*row.cells[:date], dated, *row.cells[date + 1 :])))
        else:
            found.append(row)
    return tuple(found)


def _any_digit(body: tuple[GridRow, ...], number: int) -> bool:
    return any(any(c.isdigit() for c in row.text(number)) for row in body)
