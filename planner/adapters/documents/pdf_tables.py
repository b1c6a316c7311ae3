"""Ruled tables of a PDF across pages: rows that a page break cut are put together again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planner.adapters.documents.pdf_grid import Cell, Grid
from planner.adapters.documents.pdf_lines import (
    Numbers,
    Paragraph,
    Pitch,
    Visual,
    by_line,
    goes_over,
    paragraphs,
    visual_lines,
)
from planner.adapters.documents.wrapping import Hyphens

_SAME_COLUMN = 4.0
_WIDEST_PADDING = 8.0

CellText = list[Paragraph]


@dataclass(frozen=True)
class GridLines:
    """A grid with the lines in its cells; a covered place has none."""

    columns: tuple[float, ...]
    rows: list[list[tuple[float, list[Visual]]]]

    @property
    def cells(self) -> list[list[Visual]]:
        """The lines of every cell."""
        return [lines for row in self.rows for _, lines in row]


def grid_lines(grid: Grid, numbers: Numbers) -> GridLines:
    """The words of each cell as lines, with the right edge that they may reach."""
    return GridLines(grid.columns, [[_cell_lines(cell, numbers) for cell in row] for row in grid.rows])


def _cell_lines(cell: Cell | None, numbers: Numbers) -> tuple[float, list[Visual]]:
    if cell is None or not cell.words:
        return 0.0, []
    padding = min(word.x0 for word in cell.words) - cell.left
    right = cell.right - max(1.0, min(padding, _WIDEST_PADDING))
    return right, visual_lines(by_line(cell.words), numbers)


@dataclass
class RuledTable:
    """The rows read so far, each with the paragraphs of its cells."""

    columns: tuple[float, ...]
    rows: list[list[CellText]]

    @classmethod
    def of(cls, grid: GridLines, pitch: Pitch, hyphens: Hyphens) -> RuledTable:
        """The table on one page."""
        rows = [[paragraphs(lines, right, pitch, hyphens) for right, lines in row] for row in grid.rows]
        return cls(grid.columns, [row for row in rows if any(row)])

    def take(self, other: RuledTable, hyphens: Hyphens) -> bool:
        """Go on with the table at the top of the next page, where it has the same columns."""
        if len(self.columns) != len(other.columns) or not self.rows or not other.rows:
            return False
        if any(abs(a - b) > _SAME_COLUMN for a, b in zip(self.columns, other.columns, strict=True)):
            return False
        rows = other.rows[1:] if _texts(other.rows[0]) == _texts(self.rows[0]) else other.rows
        if rows and not rows[0][0]:
            self.rows[-1] = [_append(a, b, hyphens) for a, b in zip(self.rows[-1], rows[0], strict=True)]
            rows = rows[1:]
        self.rows.extend(rows)
        return True


def _texts(row: Sequence[CellText]) -> list[list[str]]:
    return [[paragraph.text for paragraph in cell] for cell in row]


def _append(above: CellText, below: CellText, hyphens: Hyphens) -> CellText:
    if above and below and goes_over(above[-1], below[0].first):
        whole = Paragraph(
            hyphens.join(above[-1].text, below[0].text), above[-1].first, below[0].last, below[0].right
        )
        return [*above[:-1], whole, *below[1:]]
    return [*above, *below]
