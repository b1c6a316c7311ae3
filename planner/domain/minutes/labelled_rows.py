"""Agendas laid out in two columns, the mark of a point beside its text: "Sak 21/27 | Skolestruktur"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.minutes.layout import Grid, Para, Piece
from planner.domain.minutes.marks import mark_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.domain.minutes.layout import GridRow
    from planner.domain.minutes.words import Words

_FEWEST = 2


def with_labelled_rows(pieces: Sequence[Piece], words: Words) -> list[Piece]:
    """The pieces with each such table as headings and the text below them, which is what it is."""
    headed = {
        mark.label
        for piece in pieces
        if isinstance(piece, Para) and (mark := mark_of(piece, words)) is not None
    }
    found: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, Grid) and _is_labelled(piece, headed, words):
            for row in piece.rows:
                found.extend(_headed(row))
        else:
            found.append(piece)
    return found


def _is_labelled(grid: Grid, headed: set[str], words: Words) -> bool:
    """Whether every row is a worded mark ("Sak 21/27", not a bare number) and the text beside it.

    Where a mark heads its text elsewhere (`headed`), the table is only the list of the points.
    """
    rows = [row for row in grid.rows if row.whole]
    if len(rows) < _FEWEST or not all(len(row.cells) == _FEWEST and row.cells[1] for row in rows):
        return False
    marks = [mark_of(row.cells[0][0], words) if len(row.cells[0]) == 1 else None for row in rows]
    return all(
        mark is not None
        and mark.style in ("worded", "paragraph")
        and not mark.title
        and mark.label not in headed
        for mark in marks
    )


def _headed(row: GridRow) -> list[Para]:
    if not row.whole:
        return []
    title, *below = row.cells[1]
    label = row.cells[0][0]
    return [label._replace(text=f"{label.text.rstrip(' .:')} {title.text}", bold=True), *below]
