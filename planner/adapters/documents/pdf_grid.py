"""Ruled tables: crossing lines become a grid, and words find their cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from planner.adapters.documents.pdf_page import Page, Rule, Word

_SAME = 2.0  # lines closer than this are one line
_TOUCH = 4.0  # lines that end this near each other meet
_MOST_LINES = 400


class Cell(NamedTuple):
    """A cell's inner left and right edge, and the words in it."""

    left: float
    right: float
    words: list[Word]


class Grid(NamedTuple):
    """A ruled table: rows of cells, a cell that is covered by a merged one being None."""

    top: float
    bottom: float
    columns: tuple[float, ...]
    rows: list[list[Cell | None]]


def grids(page: Page) -> list[Grid]:
    """The ruled tables of a page, from the top; a frame of one column is no table."""
    horizontal, vertical = _merged(page.horizontal), _merged(page.vertical)
    if not horizontal or not vertical or max(len(horizontal), len(vertical)) > _MOST_LINES:
        return []
    found = []
    for across, down in _groups(horizontal, vertical):
        grid = _grid(across, down, page.words)
        if grid is not None:
            found.append(grid)
    return sorted(found, key=lambda grid: grid.top)


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """Pieces of one line put together."""
    merged: list[Rule] = []
    for rule in sorted(rules):
        for index in range(len(merged) - 1, -1, -1):
            other = merged[index]
            if rule.at - other.at > _SAME:
                merged.append(rule)
                break
            if rule.start <= other.end + _TOUCH and other.start <= rule.end + _TOUCH:
                merged[index] = Rule(other.at, min(other.start, rule.start), max(other.end, rule.end))
                break
        else:
            merged.append(rule)
    return merged


def _groups(horizontal: list[Rule], vertical: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Lines that hang together by crossing."""
    owner = list(range(len(horizontal) + len(vertical)))

    def top_of(index: int) -> int:
        while owner[index] != index:
            owner[index] = owner[owner[index]]
            index = owner[index]
        return index

    for i, h in enumerate(horizontal):
        for j, v in enumerate(vertical):
            if h.start - _TOUCH <= v.at <= h.end + _TOUCH and v.start - _TOUCH <= h.at <= v.end + _TOUCH:
                owner[top_of(i)] = top_of(len(horizontal) + j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, h in enumerate(horizontal):
        groups.setdefault(top_of(i), ([], []))[0].append(h)
    for j, v in enumerate(vertical):
        groups.setdefault(top_of(len(horizontal) + j), ([], []))[1].append(v)
    return list(groups.values())


def _edges(rules: list[Rule], across: list[Rule]) -> list[float]:
    """Where the lines of one direction stand, the ends of the others standing in for a missing border."""
    places = sorted({rule.at for rule in rules})
    low, high = min(rule.start for rule in across), max(rule.end for rule in across)
    if not places or low < places[0] - _TOUCH:
        places.insert(0, low)
    if high > places[-1] + _TOUCH:
        places.append(high)
    kept = places[:1]
    kept.extend(place for before, place in pairwise(places) if place - before > _TOUCH)
    return kept


def _covers(rules: list[Rule], at: float, point: float) -> bool:
    return any(abs(rule.at - at) <= _TOUCH and rule.start - 1 <= point <= rule.end + 1 for rule in rules)


def _grid(across: list[Rule], down: list[Rule], words: Sequence[Word]) -> Grid | None:
    if len(across) < 2 or not down:
        return None
    xs, ys = _edges(down, across), _edges(across, down)
    width, height = len(xs) - 1, len(ys) - 1
    if width < 2 or height < 1:
        return None
    root = _roots(across, down, xs, ys)
    held: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        row = bisect_right(ys, word.middle_y) - 1
        if not 0 <= row < height:
            continue
        column = bisect_right(xs, (word.x0 + word.x1) / 2) - 1
        if 0 <= column < width:
            held.setdefault(root[row, column], []).append(word)
    rows: list[list[Cell | None]] = []
    for row in range(height):
        cells: list[Cell | None] = []
        for column in range(width):
            is_root = root[row, column] == (row, column)
            right = max(c for r, c in root if r == row and root[r, c] == (row, column)) if is_root else column
            cells.append(Cell(xs[column], xs[right + 1], held.get((row, column), [])) if is_root else None)
        rows.append(cells)
    return Grid(ys[0], ys[-1], tuple(xs), rows)


def _roots(
    across: list[Rule], down: list[Rule], xs: list[float], ys: list[float]
) -> dict[tuple[int, int], tuple[int, int]]:
    """For each place of the grid the first place of the cell it belongs to."""
    root: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(len(ys) - 1):
        middle = (ys[row] + ys[row + 1]) / 2
        for column in range(len(xs) - 1):
            center = (xs[column] + xs[column + 1]) / 2
            if column and not _covers(down, xs[column], middle):
                root[row, column] = root[row, column - 1]
            elif row and not _covers(across, ys[row], center):
                root[row, column] = root[row - 1, column]
            else:
                root[row, column] = (row, column)
    return root
