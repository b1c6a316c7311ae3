"""A document as one flow of paragraphs and grids, whatever format it came from."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from typing import TYPE_CHECKING

from planner.domain.document import Line, Table
from planner.domain.minutes import cleaning
from planner.domain.minutes.flat_tables import with_flat_tables
from planner.domain.minutes.joining import RawLine, paragraphs, usual_width
from planner.domain.minutes.layout import Grid, GridRow, Piece
from planner.domain.reading import Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.domain.document import Document
    from planner.domain.minutes.words import Words

_PAGE_LINE = re.compile(
    r"(?:(?:side|sida|page|s\.)\s*)?[-–]?\s*\d{1,3}\s*[-–]?(?:\s*(?:af|av|of|/|\()\s*\d{1,3}\)?)?",
    re.IGNORECASE,
)
_PAGE_WORDED = re.compile(
    r"(?:side|sida|page)\s*\d{1,3}\s*(?:(?:af|av|of|/|\()\s*\d{1,3}\)?)?\s*", re.IGNORECASE
)
_REPEATED = 3
_LONG_LINE = 60
_NARROW = 60
_FLATTENED = 110
# This and the inner point begin with the white space itself, which is found much faster than what must stand before it.
_IN_ORDER = re.compile(r"\s(?<=[^\s,(]\s)\s*(?=(\d{1,2})\.\s+[A-ZÆØÅÄÖ][a-zæøåäö])")
_PAGE_PREFIX = re.compile(r"^\d{1,3}\s+(?=\d{1,2}\.\s)")
_PAGE_SUFFIX = re.compile(r"\s+(?:side|sida|page)\s+\d+\s+(?:af|av|of)\s+\d+$", re.IGNORECASE)
_INNER_POINT = re.compile(r"\s(?<=[.!?]\s)(?<![kK]l\.\s)\s*(?=\d{1,2}:\s+[A-ZÆØÅÄÖ])")
_CAPITAL = r"(?-i:(?=[A-ZÆØÅÄÖ]))(?<!\S)"
_NUMBER = re.compile(r"\d+")
_TAB_PAGE = re.compile(r"\t\s*\d{1,3}\s*$")


def flow_of(document: Document, words: Words) -> tuple[Piece, ...]:
    """The pieces of the document in reading order."""
    found: list[Piece] = []
    pending: list[RawLine] = []
    lines = [block for block in document.blocks if isinstance(block, Line)]
    repeated = _running_heads(lines)
    usual_gap = _usual_gap(lines) if document.wrapped else 0
    above: Line | None = None
    seen: set[str] = set()

    def close() -> None:
        if pending:
            width = usual_width(pending, wrapped=document.wrapped)
            run_on = document.wrapped and width > _NARROW
            found.extend(
                with_flat_tables(pending, words, lambda some: paragraphs(some, words, width, run_on=run_on))
            )
            pending.clear()

    for block in document.blocks:
        if isinstance(block, Table):
            close()
            found.append(_grid(block, document, words))
            above = None
            continue
        if _is_page_number(block.text):
            continue
        if repeated and (key := _key(block.text)) in repeated:
            if key in seen:
                continue
            seen.add(key)
        gap = (
            above is not None
            and usual_gap > 0
            and block.line - above.line > usual_gap
            and block.page == above.page
        )
        pending.extend(_raw_lines(block, document.name, words, gap=gap))
        above = block
    close()
    return tuple(found)


def _raw_lines(line: Line, file: str, words: Words, *, gap: bool, cell: str | None = None) -> list[RawLine]:
    if cell is None and "\t" in line.text and not _TAB_PAGE.search(line.text):
        source = Source(file, line.line, cleaning.clean(line.text.replace("\t", " | ")), line.page)
        return [RawLine(line.text, source, gap=gap, alone=True)]
    text = _TAB_PAGE.sub("", line.text) if cell is None and "\t" in line.text else line.text
    if "  " in text.strip():
        spaced = words.compiled(
            "flow.spaced", lambda: rf"^\s*({words.source(*words.named('fields.'))})[.:]?\s{{2,}}(?=\S)"
        )
        text = spaced.sub(r"\1: ", text, count=1)
    raws = []
    parts = cleaning.pieces(text.replace("\t", " "))
    for number, raw in enumerate(parts):
        for part in _labelled_parts(raw.text, words):
            source = Source(file, line.line, part, line.page, cell)
            bullet = raw.bullet or line.kind == "bullet"
            depth = line.level if line.kind == "bullet" else (raw.indent // 2 if bullet else 0)
            heading = line.level if line.kind == "heading" else 0
            is_below_gap, alone = gap and number == 0, len(parts) > 1
            raws.append(
                RawLine(part, source, bullet, depth, heading, line.bold, line.struck, is_below_gap, alone)
            )
    return raws


def _labelled_parts(text: str, words: Words) -> list[str]:
    """A header flattened to one line, cut before each of its labels."""
    if len(text) > _FLATTENED and not words.has("sections.toc", text):
        parts = _numbered_in_order(text)
        if len(parts) > 1:
            return [part for one in parts for part in _labelled_parts(one, words)]
    inner = _INNER_POINT.split(text) if ":" in text else [text]
    if len(inner) > 1:
        return [part for one in inner for part in _labelled_parts(one, words)]
    if len(text) < _LONG_LINE and text.count(":") < 2:
        return [text]
    starts: list[int] = []
    if text.count(":") > 1:
        with_colon = words.compiled(
            "flow.labels",
            lambda: rf"{_CAPITAL}{words.source(*words.named('fields.'))}\.?\s*:(?!\d)",
        )
        starts = [match.start() for match in with_colon.finditer(text) if text[match.start()].isupper()]
    if len(text) > _FLATTENED and ("." in text or ":" in text):
        timed = words.compiled(
            "flow.hours",
            lambda: (
                rf"{_CAPITAL}{words.source('fields.start', 'fields.end')}\.?\s*(?:kl\.?\s*)?(?=\d{{1,2}}[.:]\d\d)"
            ),
        )
        starts += [match.start() for match in timed.finditer(text) if text[match.start()].isupper()]
    if len(starts) < 2:
        people = ("fields.present", "fields.absent", "fields.also", "fields.members")
        bare = words.compiled(
            "flow.people",
            lambda: rf"{_CAPITAL}{words.source(*people)}(?=:?\s+[A-ZÆØÅÄÖ][a-zæøåäö]+\s+[A-ZÆØÅÄÖ])",
        )
        bare_starts = [match.start() for match in bare.finditer(text) if text[match.start()].isupper()]
        starts = bare_starts if len(bare_starts) > 1 else []
    if not starts or starts == [0]:
        return [text]
    cuts = sorted({0, *starts, len(text)})
    return [part for one, two in itertools.pairwise(cuts) if (part := text[one:two].strip())]


def _numbered_in_order(text: str) -> list[str]:
    """A whole page on one line, cut before its numbers where they count upwards one by one."""
    bare = _PAGE_PREFIX.sub("", text)
    if bare[-1:].isdigit():
        bare = _PAGE_SUFFIX.sub("", bare)
    matches = [
        match for match in _IN_ORDER.finditer(bare) if not bare[: match.start()].endswith((" den", " d."))
    ]
    first = re.match(r"(\d{1,2})\.\s+[A-ZÆØÅÄÖ]", bare)
    numbers = ([int(first.group(1))] if first else []) + [int(match.group(1)) for match in matches]
    if len(numbers) < 2 or any(two != one + 1 for one, two in itertools.pairwise(numbers)):
        return [text]
    cuts = [0, *(match.start() for match in matches), len(bare)]
    return [part for one, two in itertools.pairwise(cuts) if (part := bare[one:two].strip())]


def _grid(table: Table, document: Document, words: Words) -> Grid:
    columns: dict[int, list[RawLine]] = {}
    rows: list[list[list[RawLine]]] = []
    for row in table.rows:
        cells = []
        for number, cell in enumerate(row.cells):
            name = f"række {len(rows) + 1}, kolonne {number + 1}"
            raws = [
                raw for line in cell for raw in _raw_lines(line, document.name, words, gap=False, cell=name)
            ]
            columns.setdefault(number, []).extend(raws)
            cells.append(raws)
        rows.append(cells)
    # The reader of a PDF has seen where each cell ends, and has joined the lines that fill it.
    widths = {
        number: 0
        if document.format == "pdf"
        else max((len(raw.text) for raw in raws), default=0)
        if document.wrapped
        else usual_width(raws, wrapped=False)
        for number, raws in columns.items()
    }
    made = []
    for number, (row, cells) in enumerate(zip(table.rows, rows, strict=True)):
        joined = tuple(tuple(paragraphs(cell, words, widths[n])) for n, cell in enumerate(cells))
        text = " | ".join(" ".join(para.text for para in cell) for cell in joined)
        made.append(GridRow(joined, Source(document.name, row.line, text, row.page, f"række {number + 1}")))
    return Grid(
        tuple(made), Source(document.name, table.line, made[0].source.text if made else "", table.page)
    )


def _running_heads(lines: Sequence[Line]) -> set[str]:
    """Lines that stand at the edge of three or more pages: kept once."""
    pages: dict[int, list[Line]] = {}
    for line in lines:
        if line.page is not None:
            pages.setdefault(line.page, []).append(line)
    edges = Counter(
        key for page in pages.values() for key in {_key(line.text) for line in (*page[:3], *page[-3:])} if key
    )
    return {key for key, times in edges.items() if times >= min(_REPEATED, max(2, len(pages)))}


def _key(text: str) -> str:
    return _NUMBER.sub("0", text.strip().casefold())


def _is_page_number(text: str) -> bool:
    stripped = text.strip()
    return bool(stripped) and len(stripped) < 16 and _PAGE_LINE.fullmatch(stripped) is not None


def _usual_gap(lines: Sequence[Line]) -> int:
    """How many physical lines usually lie between two that hold text."""
    steps = Counter(
        two.line - one.line
        for one, two in itertools.pairwise(lines)
        if one.page == two.page and two.line > one.line
    )
    return steps.most_common(1)[0][0] if steps else 1
