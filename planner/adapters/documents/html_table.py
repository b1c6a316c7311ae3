"""An HTML table row by row, merged cells given their place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.domain.document import Line, Row, Table

if TYPE_CHECKING:
    from lxml.etree import _Element

Cell = tuple[Line, ...]
_WIDEST, _TALLEST = 50, 1000


class TableBuilder:
    """Takes rows and cells in order. A merged cell stands once, in its first row and column."""

    def __init__(self, line: int) -> None:
        self._line = line
        self._rows: list[Row] = []
        self._cells: list[Cell] = []
        self._row_line = line
        self._taken: dict[int, int] = {}  # column -> rows below that a cell above still covers

    def start_row(self, line: int) -> None:
        """A <tr> begins."""
        self._end_row()
        self._row_line = line

    def add_cell(self, cell: Cell, element: _Element) -> None:
        """A <td> or <th> ended."""
        self._skip_taken()
        across = _span(element, "colspan", _WIDEST)
        down = _span(element, "rowspan", _TALLEST)
        for number in range(across):
            if down > 1:
                self._taken[len(self._cells)] = down
            self._cells.append(cell if number == 0 else ())

    def table(self) -> Table | None:
        """The finished table, or None where nothing stands in it."""
        self._end_row()
        if not self._rows:
            return None
        header = _texts(self._rows[0])
        body = [row for row in self._rows[1:] if _texts(row) != header]
        return Table(rows=(self._rows[0], *body), line=self._line)

    @staticmethod
    def flat(table: Table) -> list[Line]:
        """The rows as lines, cells parted by tabs: for a table within a cell."""
        lines = []
        for row in table.rows:
            text = "\t".join(" ".join(line.text for line in cell) for cell in row.cells).strip("\t")
            first = next((line for cell in row.cells for line in cell), None)
            if first is not None:
                lines.append(replace(first, text=text, line=row.line))
        return lines

    def _skip_taken(self) -> None:
        while len(self._cells) in self._taken and len(self._cells) < _WIDEST:
            self._cells.append(())

    def _end_row(self) -> None:
        if self._cells:
            self._skip_taken()
            row = Row(cells=tuple(self._cells), line=self._row_line)
            if any(row.cells):
                self._rows.append(row)
            self._taken = {column: left - 1 for column, left in self._taken.items() if left > 1}
        self._cells = []


def _span(element: _Element, name: str, most: int) -> int:
    given = element.get(name, "1").strip()
    return max(1, min(int(given), most)) if given.isdecimal() and len(given) < 6 else 1


def _texts(row: Row) -> list[list[str]]:
    return [[line.text for line in cell] for cell in row.cells]
