"""The text of a document as paragraphs and grids: what the rest of the reading works on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from planner.domain.reading import Source


class Para(NamedTuple):
    """One paragraph, its lines joined. `depth` is that of a bullet, `heading` a level or 0.

    `gap`: an empty line stands above. `lead`: the label that the paragraph was cut from, if any.
    """

    text: str
    source: Source
    bullet: bool = False
    depth: int = 0
    heading: int = 0
    bold: bool = False
    struck: bool = False
    gap: bool = False


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row of a table, each cell as its paragraphs."""

    cells: tuple[tuple[Para, ...], ...]
    source: Source

    def text(self, column: int) -> str:
        """The text of one cell on one line; empty where the row is too short."""
        if column >= len(self.cells):
            return ""
        return " ".join([para.text for para in self.cells[column]]).strip()

    @property
    def whole(self) -> str:
        """All cells on one line."""
        return " | ".join(text for text in map(self.text, range(len(self.cells))) if text)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table.

    `drawn` is False where it was recognised in running text by its header line, `merged` True
    where its columns then had to be told apart by what they hold.
    """

    rows: tuple[GridRow, ...]
    source: Source
    drawn: bool = True
    merged: bool = False


Piece = Para | Grid
