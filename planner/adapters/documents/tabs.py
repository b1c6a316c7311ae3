"""Rows typed with tabs become tables.

A row is a line with a tab in it. Lines right under a row, with no blank line between, belong to its
last cell when they are bullets, go on in small letters, or stand before another row of the table.
A row whose first cell is empty goes on with the row above (a page break inside the row). The table
goes over a blank line when the line after it is a row of as many cells; a row without digits in
front, where all rows so far have them, heads a new table, unless it repeats the header.
Contents lists ("1. Budget<tab>3") and labels ("Sted:<tab>Lokale 4") keep their tabs as lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from planner.adapters.documents.characters import squeeze, without_bullet
from planner.adapters.documents.wrapping import Hyphens, append, continues
from planner.domain.document import Block, Line, Row, Table

_DIGIT = re.compile(r"\d")
_MOST_BELOW = 8  # lines without a tab between two rows of one table
_PAGE_NUMBER = re.compile(r"\d{1,4}")

CellReader = Callable[[Line], tuple[Line, ...]]


def plain_cell(line: Line) -> tuple[Line, ...]:
    """The one line of a cell, or none; a leading bullet becomes its kind."""
    text = squeeze(line.text.strip())
    if not text:
        return ()
    rest = without_bullet(text) if line.kind == "text" else None
    if rest is not None:
        return (replace(line, text=squeeze(rest), kind="bullet"),)
    return (line,) if text == line.text else (replace(line, text=text),)


def fold_tabs(
    lines: Sequence[Line | None], hyphens: Hyphens, read_cell: CellReader = plain_cell
) -> tuple[Block, ...]:
    """The lines (None is a blank one) with every run of rows as a table."""
    blocks: list[Block] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if line is None:
            at += 1
            continue
        table = _TableAt(lines, at, hyphens, read_cell) if _is_row(line) else None
        end = table.end if table is not None else at + 1
        if table is not None and table.is_table():
            blocks.append(Table(rows=tuple(table.rows), line=line.line, page=line.page))
        else:
            run = (one for one in lines[at:end] if one is not None)
            blocks.extend(cell for one in run for cell in read_cell(_without_tabs(one)))
        at = end
    return tuple(blocks)


def _without_tabs(line: Line) -> Line:
    text = line.text.strip("\t ")
    return line if text == line.text else replace(line, text=text)


def _is_row(line: Line | None) -> bool:
    return line is not None and line.kind == "text" and "\t" in line.text


class _TableAt:
    """The longest table that begins at one line; `end` is the line after it."""

    def __init__(
        self, lines: Sequence[Line | None], start: int, hyphens: Hyphens, read_cell: CellReader
    ) -> None:
        self._lines = lines
        self._hyphens = hyphens
        self._read_cell = read_cell
        self._texts: list[list[str]] = []
        self.rows: list[Row] = []
        self.end = start
        self._grow(start)

    def is_table(self) -> bool:
        """Two rows at least, and neither a contents list nor labels with their values."""
        if len(self.rows) < 2:
            return False
        labels = sum(texts[0].endswith(":") for texts in self._texts)
        return labels * 2 < len(self._texts) and not self._is_contents()

    def _is_contents(self) -> bool:
        numbers = [int(texts[-1]) for texts in self._texts if _PAGE_NUMBER.fullmatch(texts[-1])]
        timed = any(_PAGE_NUMBER.match(texts[0]) and len(texts[0]) <= 6 for texts in self._texts[1:])
        return not timed and len(numbers) * 5 >= len(self._texts) * 3 and numbers == sorted(numbers)

    def _grow(self, at: int) -> None:
        loose: list[Line] = []  # lines under the last row that no later row has yet confirmed
        after_blank = False
        while at < len(self._lines):
            line = self._lines[at]
            if line is None:
                after_blank = True
            elif _is_row(line):
                if self.rows and after_blank and not self._is_mine(line):
                    return
                self._add_below(loose)
                loose = []
                self._add_row(line)
                after_blank, self.end = False, at + 1
            elif after_blank or len(loose) >= _MOST_BELOW:
                return
            else:
                loose.append(line)
                if line.kind == "bullet" or continues(self._last_text(loose[:-1]), line.text):
                    self._add_below(loose)
                    loose = []
                    self.end = at + 1
            at += 1

    def _last_text(self, loose: Sequence[Line]) -> str:
        if loose:
            return loose[-1].text
        cell = self.rows[-1].cells[-1]
        return cell[-1].text if cell else ""

    def _is_mine(self, line: Line) -> bool:
        texts = [text.strip() for text in line.text.split("\t")]
        if len(texts) > max(len(row) for row in self._texts):
            return False
        body = self._texts[1:]
        if body and body[-1][0].endswith(":") and not texts[0].endswith(":"):
            return False
        heads_new = not _DIGIT.search(texts[0]) and bool(body) and all(_DIGIT.search(row[0]) for row in body)
        return not texts[0] or texts == self._texts[0] or not heads_new

    def _add_row(self, line: Line) -> None:
        texts = [text.strip() for text in line.text.split("\t")]
        if self.rows and texts == self._texts[0]:
            return
        cells = tuple(self._read_cell(replace(line, text=text)) for text in texts)
        if self.rows and not texts[0]:
            above = self.rows[-1]
            width = max(len(above.cells), len(cells))
            pad = ((),) * width
            joined = zip((*above.cells, *pad)[:width], (*cells, *pad)[:width], strict=True)
            self.rows[-1] = replace(above, cells=tuple(append(a, b, self._hyphens) for a, b in joined))
        else:
            self._texts.append(texts)
            self.rows.append(Row(cells=cells, line=line.line, page=line.page))

    def _add_below(self, lines: Sequence[Line]) -> None:
        if lines:
            above = self.rows[-1]
            read = tuple(one for line in lines for one in self._read_cell(line))
            last = append(above.cells[-1], read, self._hyphens)
            self.rows[-1] = replace(above, cells=(*above.cells[:-1], last))
