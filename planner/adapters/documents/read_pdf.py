"""PDF: words by their place become lines, paragraphs and ruled tables; pages are put together again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from planner.adapters.documents.characters import clean, squeeze
from planner.adapters.documents.limits import Limits
from planner.adapters.documents.pdf_columns import in_columns
from planner.adapters.documents.pdf_grid import Grid, grids
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
from planner.adapters.documents.pdf_look import Look
from planner.adapters.documents.pdf_margins import margin_lines
from planner.adapters.documents.pdf_page import Page, Word, read_page
from planner.adapters.documents.pdf_tables import GridLines, RuledTable, grid_lines
from planner.adapters.documents.wrapping import Hyphens, is_wrapped
from planner.domain.document import Block, Document, Line
from planner.domain.errors import UnreadableDocument

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument  # type: ignore[import-untyped]

_MANY_LINES = 8
_LONG = 0.6
_NO_TITLES = ("Microsoft", "untitled", "(anonymous)")  # what programs write where nobody gave a title


@dataclass(frozen=True)
class Region:
    """Lines between two tables, or in one column; `is_column` where the page has several."""

    lines: list[Visual]
    page_width: float
    is_column: bool


Part = Region | GridLines


def read_pdf(name: str, data: bytes, limits: Limits) -> Document:
    """The document of a PDF file; `page` counts from one, `line` the lines on the page."""
    pdf = _opened(name, data)
    try:
        if len(pdf) > limits.pages:
            raise UnreadableDocument(
                f"{name} har {len(pdf)} sider; højst {limits.pages} kan læses.", hint="Del filen.", file=name
            )
        pages = [read_page(page, number) for number, page in enumerate(pdf, start=1)]
        title = squeeze(clean(pdf.get_metadata_value("Title")))
    finally:
        pdf.close()
    if not any(page.words for page in pages):
        hint = "Læs den med tekstgenkendelse (OCR) først, eller brug den oprindelige fil."
        raise UnreadableDocument(
            f"{name} indeholder ingen tekst; den er nok indscannet.", hint=hint, file=name
        )
    blocks = _blocks(pages)
    return Document(
        name=name,
        format="pdf",
        sha256=sha256(data).hexdigest(),
        blocks=blocks,
        wrapped=is_wrapped([block.text for block in blocks if isinstance(block, Line)]),
        pages=len(pages),
        title=None if not title or title.startswith(_NO_TITLES) else title,
    )


def _opened(name: str, data: bytes) -> PdfDocument:
    import pypdfium2  # noqa: PLC0415 -- slow import

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            hint = "Gem den uden adgangskode."
            raise UnreadableDocument(f"{name} er beskyttet med adgangskode.", hint=hint, file=name) from error
        raise


def _blocks(pages: Sequence[Page]) -> tuple[Block, ...]:
    """All parts of all pages, what a page break cut put together."""
    laid_out = [_parts(page) for page in pages]
    body = [[line for part in parts if isinstance(part, Region) for line in part.lines] for parts in laid_out]
    dropped = margin_lines([(page.height, lines) for page, lines in zip(pages, body, strict=True)])
    groups = [*body, *(lines for parts in laid_out for part in parts for lines in _cells(part))]
    hyphens = Hyphens(line.text for group in groups for line in group)
    pitch, in_cells = (
        Pitch(body),
        Pitch([lines for parts in laid_out for part in parts for lines in _cells(part)]),
    )
    look = Look([line for group in groups for line in group])
    rights = _right_edges(part for parts in laid_out for part in parts)
    done: list[list[Paragraph] | RuledTable] = []
    for parts in laid_out:
        is_top = True
        for part in parts:
            if isinstance(part, GridLines):
                _add_table(done, RuledTable.of(part, in_cells, hyphens), hyphens, is_top=is_top)
            else:
                lines = [line for line in part.lines if line not in dropped]
                if not lines:
                    continue
                right = max(line.x1 for line in lines) if part.is_column else rights[part.page_width]
                _add_text(done, paragraphs(lines, right, pitch, hyphens), hyphens, is_top=is_top)
            is_top = False
    return tuple(block for item in done for block in look.blocks(item, pitch, hyphens))


def _add_table(
    done: list[list[Paragraph] | RuledTable], table: RuledTable, hyphens: Hyphens, *, is_top: bool
) -> None:
    last = done[-1] if done else None
    if not (is_top and isinstance(last, RuledTable) and last.take(table, hyphens)) and table.rows:
        done.append(table)


def _add_text(
    done: list[list[Paragraph] | RuledTable], found: list[Paragraph], hyphens: Hyphens, *, is_top: bool
) -> None:
    last = done[-1] if done else None
    if is_top and isinstance(last, list) and goes_over(last[-1], found[0].first):
        text = hyphens.join(last[-1].text, found[0].text)
        last[-1] = Paragraph(text, last[-1].first, found[0].last, found[0].right)
        found = found[1:]
    if found:
        done.append(found)


def _cells(part: Part) -> list[list[Visual]]:
    return part.cells if isinstance(part, GridLines) else []


def _right_edges(parts: Iterator[Part]) -> dict[float, float]:
    """For each width of page the edge that its text reaches.

    Where few lines are long enough to tell, the right margin is taken to be as wide as the left.
    """
    lines: dict[float, list[Visual]] = {}
    for part in parts:
        if isinstance(part, Region) and not part.is_column:
            lines.setdefault(part.page_width, []).extend(part.lines)
    edges = {}
    for width, found in lines.items():
        low, high = min(line.x0 for line in found), max(line.x1 for line in found)
        long = sum(line.x1 - line.x0 > _LONG * (high - low) and not line.stops for line in found)
        edges[width] = high if long >= _MANY_LINES else max(high, width - low)
    return edges


def _parts(page: Page) -> list[Part]:
    """Tables and the text between them, from the top."""
    tables = grids(page)
    whole = by_line(page.words)
    numbers = Numbers(page.number, whole)
    parts: list[Part] = []
    for lines, grid in zip(_between(page, tables) if tables else [whole], [*tables, None], strict=True):
        columns = in_columns(lines)
        for column in columns:
            if column:
                found = visual_lines(column, numbers)
                parts.append(Region(found, page.width, is_column=len(columns) > 1))
        if grid is not None:
            parts.append(grid_lines(grid, numbers))
    return parts


def _between(page: Page, tables: Sequence[Grid]) -> list[list[list[Word]]]:
    """The lines above, between and below the tables."""
    held = {id(word) for grid in tables for row in grid.rows for cell in row if cell for word in cell.words}
    between: list[list[Word]] = [[] for _ in range(len(tables) + 1)]
    for word in page.words:
        if id(word) not in held:
            between[sum([grid.bottom <= word.middle_y for grid in tables])].append(word)
    return [by_line(words) for words in between]
