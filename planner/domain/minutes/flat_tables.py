"""Tables that lost their lines: "Tid Punkt" above rows that begin with a time, tabs between cells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planner.domain.minutes import cleaning
from planner.domain.minutes.cell_lines import grid_of_cells
from planner.domain.minutes.flat_columns import columns_of, grid_of
from planner.domain.minutes.joining import RawLine, is_section
from planner.domain.minutes.layout import Grid, GridRow, Para, Piece
from planner.domain.reading import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from planner.domain.minutes.words import Words

_TIME = re.compile(
    r"^((?:kl\.?\s*)?\d{1,2}[.:]\d\d(?:\s*[-–]\s*(?:kl\.?\s*)?\d{1,2}[.:]\d\d)?)(?:\s+|$)", re.IGNORECASE
)
_DAY = re.compile(
    r"^((?:(?:man|tirs?|ons|tors?|fre|lør|søn|mån|lör|sön|mon|tues?|wednes|thurs?|fri|satur|sun)[a-zæøåäö]*\.?\s+)?"
    r"(?:(?:den|d\.|the)\s+)?\d{1,2}(?:\.\s*[-–]\s*\d{1,2})?\.?\s*(?:jan|feb|mar|apr|ma[jiy]|jun|jul|aug|sep|o[kc]t|nov|de[cs])[a-z]*\.?(?:\s+\d{4})?|\d{1,2}[/.]\d{1,2}(?:[-./]\d{2,4})?)(?=\s|$|[(,:])",
    re.IGNORECASE,
)
_HEADING = re.compile(r"^\d{1,2}\.\s+[A-ZÆØÅÄÖ]")
Joiner = "Callable[[Sequence[RawLine]], list[Para]]"


def with_flat_tables(
    lines: Sequence[RawLine], words: Words, joiner: Callable[[Sequence[RawLine]], list[Para]]
) -> list[Piece]:
    """The lines as paragraphs, and as grids where a table lies flat in them."""
    found: list[Piece] = []
    plain: list[RawLine] = []
    at = 0
    while at < len(lines):
        grid, after = _table_at(lines, at, words, joiner)
        if grid is None:
            line = lines[at]
            plain.append(line if "\t" not in line.text else _without_tabs(line))
            at += 1
            continue
        found.extend(joiner(plain))
        plain = []
        found.append(grid)
        at = after
    found.extend(joiner(plain))
    return found


def _table_at(
    lines: Sequence[RawLine], at: int, words: Words, joiner: Callable[[Sequence[RawLine]], list[Para]]
) -> tuple[Grid | None, int]:
    if "\t" in lines[at].text:
        return _tabbed(lines, at, joiner)
    header = lines[at].text
    columns = columns_of(header, words)
    if columns is not None:
        grid, after = grid_of(lines, at, columns, words)
        if grid is not None:
            return grid, after
    grid, after = grid_of_cells(lines, at, words)
    if grid is not None:
        return grid, after
    if len(header) < 40:
        timed = words.compiled("flat.time", lambda: _header_of(words, "time") + r"(?:\s.{0,20})?")
        dated = words.compiled("flat.date", lambda: _header_of(words, "date"))
        if timed.fullmatch(header):
            return _rows(lines, at, _TIME, words, joiner)
        if dated.fullmatch(header):
            return _rows(lines, at, _DAY, words, joiner)
    return None, at


def _header_of(words: Words, first: str) -> str:
    """The expression of a header line: a word for the first column, then one for the items."""
    return rf"{words.source(f'columns.{first}')}[.:]?[\s|/]+{words.source('columns.item')}:?"


def _rows(
    lines: Sequence[RawLine],
    at: int,
    start: re.Pattern[str],
    words: Words,
    joiner: Callable[[Sequence[RawLine]], list[Para]],
) -> tuple[Grid | None, int]:
    """Rows from the line under the header until a line that cannot belong to the table."""
    rows: list[GridRow] = [_header(lines[at])]
    key: list[RawLine] = []
    body: list[RawLine] = []
    spot = at + 1

    def close() -> None:
        if key:
            first, rest = tuple(joiner(key)), tuple(joiner(body))
            text = " | ".join(" ".join(para.text for para in cell) for cell in (first, rest))
            rows.append(
                GridRow(
                    (first, rest), Source(key[0].source.file, key[0].source.line, text, key[0].source.page)
                )
            )

    while spot < len(lines):
        line = lines[spot]
        match = None if line.bullet else start.match(line.text)
        if match:
            close()
            key, body = [_part(line, match.group(1))], []
            rest = line.text[match.end() :].strip()
            if rest:
                body = [_part(line, raw.text, bullet=raw.bullet) for raw in cleaning.pieces(rest)]
        elif _ends(line, lines[spot - 1], body, words, dated=start is _DAY):
            break
        elif (
            key
            and not body
            and (line.text.startswith("(") or key[-1].text.count("(") > key[-1].text.count(")"))
        ):
            key.append(line)
        elif key:
            body.append(line)
        else:
            break
        spot += 1
    close()
    if len(rows) < 2:
        return None, at
    return Grid(tuple(rows), lines[at].source, drawn=False), spot


def _ends(line: RawLine, above: RawLine, body: Sequence[RawLine], words: Words, *, dated: bool) -> bool:
    if line.heading or is_section(line.text, words) or (_HEADING.match(line.text) and not line.bullet):
        return True
    if not dated or line.bullet or not any(one.bullet for one in body):
        return False
    goes_on = (
        line.text[:1].islower() or above.text.endswith("-") or above.text.count("(") > above.text.count(")")
    )
    return not goes_on


def _tabbed(
    lines: Sequence[RawLine], at: int, joiner: Callable[[Sequence[RawLine]], list[Para]]
) -> tuple[Grid | None, int]:
    """Lines with tabs are rows; a row with an empty first cell continues the one above."""
    raw_rows: list[tuple[RawLine, list[list[RawLine]]]] = []
    spot = at
    while spot < len(lines):
        line = lines[spot]
        if "\t" in line.text:
            cells = [
                [_part(line, raw.text, bullet=raw.bullet) for raw in cleaning.pieces(cell)]
                for cell in line.text.split("\t")
            ]
            if raw_rows and not cells[0] and any(cells):
                above = raw_rows[-1][1]
                for number, cell in enumerate(cells):
                    if number < len(above):
                        above[number].extend(cell)
                    else:
                        above.append(cell)
            else:
                raw_rows.append((line, cells))
        elif not (raw_rows and line.bullet and not line.gap):
            break
        else:
            raw_rows[-1][1][-1].append(line)
        spot += 1
    if len(raw_rows) < 2:
        return None, at
    rows = []
    for line, cells in raw_rows:
        made = tuple(tuple(joiner(cell)) for cell in cells)
        rows.append(
            GridRow(made, Source(line.source.file, line.source.line, line.source.text, line.source.page))
        )
    return Grid(tuple(rows), lines[at].source), spot


def _header(line: RawLine) -> GridRow:
    first, _, rest = line.text.partition(" ")
    return GridRow(((_para(line, first),), (_para(line, rest.strip()),)), line.source)


def _para(line: RawLine, text: str) -> Para:
    return Para(text, line.source)


def _part(line: RawLine, text: str, *, bullet: bool = False) -> RawLine:
    return RawLine(text, line.source, bullet=bullet, alone="\t" in line.text)


def _without_tabs(line: RawLine) -> RawLine:
    return RawLine(cleaning.clean(line.text.replace("\t", " ")), line.source, gap=line.gap)
