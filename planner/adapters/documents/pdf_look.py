"""What the look of a PDF's paragraphs says: headings by size, bullets by indent, rows typed with tabs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from planner.adapters.documents.pdf_lines import Paragraph, Pitch, Visual
from planner.adapters.documents.pdf_tables import RuledTable
from planner.adapters.documents.tabs import fold_tabs
from planner.adapters.documents.wrapping import Hyphens, mended
from planner.domain.document import Block, Line, Row, Table

_BODY_SHARE = 0.2  # of all text; the largest such size is that of the body, tables are often smaller
_LARGER = 1.08  # times the size of the body
_LONGEST_HEADING = 250
_SAME_STOP = 3.0


class Look:
    """Sizes and indents of one document."""

    def __init__(self, lines: Sequence[Visual]) -> None:
        sizes: Counter[float] = Counter()
        for line in lines:
            sizes[line.size] += len(line.text)
        body = max(size for size, length in sizes.items() if length >= _BODY_SHARE * sizes.total())
        larger = sorted((size for size in sizes if size > body * _LARGER), reverse=True)
        self._levels = {size: level for level, size in enumerate(larger, start=1)}

    def blocks(self, item: list[Paragraph] | RuledTable, pitch: Pitch, hyphens: Hyphens) -> tuple[Block, ...]:
        """The lines of a stretch of text, or a table."""
        if isinstance(item, RuledTable):
            return (self._table(item, hyphens),)
        return fold_tabs(self._lines(item, pitch), hyphens)

    def _table(self, table: RuledTable, hyphens: Hyphens) -> Table:
        rows = []
        for cells in table.rows:
            start = min((p.first for cell in cells for p in cell), key=lambda first: (first.page, first.line))
            read = tuple(tuple(mended(self._shaped(cell, may_head=False), hyphens)) for cell in cells)
            rows.append(Row(cells=read, line=start.line, page=start.page))
        return Table(rows=tuple(rows), line=rows[0].line, page=rows[0].page)

    def _lines(self, found: Sequence[Paragraph], pitch: Pitch) -> list[Line | None]:
        """The paragraphs as lines, None where more than the usual distance stands between two."""
        lines: list[Line | None] = []
        row: Paragraph | None = None  # the row typed with tabs that a line may go on with
        before: Paragraph | None = None
        for paragraph, line in zip(found, self._shaped(found, may_head=True), strict=True):
            is_close = before is not None and pitch.is_close(before.last, paragraph.first)
            if before is not None and not is_close:
                lines.append(None)
            if paragraph.first.stops:
                row = paragraph
            elif row is not None and is_close and _stands_at(paragraph.first.x0, row.first.stops):
                lines.append(_in_second_column(line))
                before = paragraph
                continue
            else:
                row = None
            lines.append(line)
            before = paragraph
        return lines

    def _shaped(self, found: Sequence[Paragraph], *, may_head: bool) -> list[Line]:
        lines = []
        margins: list[float] = []  # the left edges of the bullets above, outermost first
        for paragraph in found:
            first = paragraph.first
            line = Line(paragraph.text, first.line, first.page, bold=paragraph.is_bold)
            if first.is_bullet:
                while margins and margins[-1] > first.x0 + _SAME_STOP:
                    margins.pop()
                if not margins or margins[-1] < first.x0 - _SAME_STOP:
                    margins.append(first.x0)
                line = Line(
                    paragraph.text, first.line, first.page, "bullet", len(margins) - 1, bold=paragraph.is_bold
                )
            elif not margins or first.x0 <= margins[0] + _SAME_STOP:
                margins = []
            level = self._levels.get(first.size, 0)
            if (
                may_head
                and level
                and not first.is_bullet
                and len(paragraph.text) <= _LONGEST_HEADING
                and not first.stops
            ):
                line = Line(paragraph.text, first.line, first.page, "heading", level)
            lines.append(line)
        return lines


def _stands_at(x: float, stops: Sequence[float]) -> bool:
    return any(abs(x - stop) <= _SAME_STOP for stop in stops[:1])


def _in_second_column(line: Line) -> Line:
    mark = "• " if line.kind == "bullet" else ""
    return Line(f"\t{mark}{line.text}", line.line, line.page, bold=line.bold)
