"""DOCX: paragraphs and tables in reading order, as Word shows them.

Read from the XML itself: text boxes, content controls, tracked changes and automatic numbers are
not part of python-docx's paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from planner.adapters.documents.characters import clean, squeeze, without_bullet
from planner.adapters.documents.docx_numbering import Numbering, Styles, value
from planner.adapters.documents.docx_package import Package, W
from planner.adapters.documents.docx_runs import Piece, boxes, pieces
from planner.adapters.documents.limits import Limits
from planner.adapters.documents.tabs import fold_tabs
from planner.adapters.documents.wrapping import Hyphens, is_wrapped, mended
from planner.domain.document import Block, Document, Line, Row, Table

if TYPE_CHECKING:
    from lxml.etree import _Element

_TRANSPARENT = frozenset(
    f"{W}{tag}" for tag in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")
)
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def read_docx(name: str, data: bytes, limits: Limits) -> Document:
    """The document of a DOCX file; `line` counts the paragraphs, those in tables included."""
    package = Package(name, data, limits)
    relations = package.relations(package.main)
    parts = dict(relations.values())
    reader = _Reader(
        Styles(package.part(parts.get("styles", ""))), Numbering(package.part(parts.get("numbering", "")))
    )
    root = package.part(package.main)
    body = root.find(f"{W}body") if root is not None else None
    if root is None or body is None:
        return Document(name=name, format="docx", sha256=sha256(data).hexdigest(), blocks=())
    blocks = [*_header(package, relations, body, reader), *reader.blocks(body)]
    lines = [block for block in blocks if isinstance(block, Line)]
    return Document(
        name=name,
        format="docx",
        sha256=sha256(data).hexdigest(),
        blocks=tuple(blocks),
        wrapped=is_wrapped([line.text for line in lines]),
        title=package.title,
    )


def _header(
    package: Package, relations: dict[str, tuple[str, str]], body: _Element, reader: _Reader
) -> Iterator[Line]:
    """The page header of the first section, once: the board's name and the date may stand only there."""
    section = next(body.iter(f"{W}sectPr"), None)
    if section is None:
        return
    named = {one.get(f"{W}type"): one.get(f"{_R}id", "") for one in section.findall(f"{W}headerReference")}
    first = named.get("first") if section.find(f"{W}titlePg") is not None else None
    for key in (first, named.get("default")):
        root = package.part(relations[key][1]) if key in relations else None
        found = [line for block in reader.blocks(root) for line in _flat(block)] if root is not None else []
        if found:
            reader.restart()
            yield from (replace(line, line=1) for line in found)
            return


class _Reader:
    """Walks one file, counting paragraphs and automatic numbers."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self._line = 0

    def restart(self) -> None:
        """Count paragraphs from one again."""
        self._line = 0

    def blocks(self, parent: _Element) -> tuple[Block, ...]:
        """Lines and tables below an element; rows typed with tabs are tables too."""
        done: list[Block] = []
        loose: list[Line | None] = []
        hyphens = Hyphens(())
        for element in self._elements(parent):
            if element.tag == f"{W}p":
                loose.extend(self._paragraph(element) or [None])
                continue
            done.extend(fold_tabs(loose, hyphens))
            loose = []
            done.extend(self._table(element))
        done.extend(fold_tabs(loose, hyphens))
        return tuple(done)

    def _elements(self, parent: _Element) -> Iterator[_Element]:
        for child in parent:
            if child.tag in (f"{W}p", f"{W}tbl"):
                yield child
            elif child.tag in _TRANSPARENT:
                yield from self._elements(child)

    def _table(self, element: _Element) -> list[Block]:
        """A table, or the blocks in it where it is only a frame of one column."""
        line = self._line + 1
        rows = []
        for row in self._rows(element):
            start = self._line + 1
            cells = tuple(self._cells(row))
            if any(cells):
                rows.append(Row(cells=cells, line=start))
        if all(len(row.cells) == 1 for row in rows):
            return [one for row in rows for one in row.cells[0]]
        header = [[one.text for one in cell] for cell in rows[0].cells]
        kept = [row for row in rows[1:] if [[one.text for one in cell] for cell in row.cells] != header]
        return [Table(rows=(rows[0], *kept), line=line)]

    def _rows(self, element: _Element) -> Iterator[_Element]:
        for child in element:
            if child.tag == f"{W}tr":
                if child.find(f"{W}trPr/{W}del") is None:
                    yield child
            elif child.tag in _TRANSPARENT:
                yield from self._rows(child)

    def _cells(self, row: _Element) -> Iterator[tuple[Line, ...]]:
        for child in row:
            if child.tag in _TRANSPARENT:
                yield from self._cells(child)
            elif child.tag == f"{W}tc":
                properties = child.find(f"{W}tcPr")
                merged_up = value(properties, f"{W}vMerge") in ("", "continue")
                yield () if merged_up else tuple(mended(list(self._cell(child)), Hyphens(())))
                across = value(properties, f"{W}gridSpan") or "1"
                yield from [()] * (min(int(across), 50) - 1 if across.isdecimal() else 0)

    def _cell(self, cell: _Element) -> Iterator[Line]:
        for element in self._elements(cell):
            if element.tag == f"{W}p":
                yield from (replace(line, text=line.text.strip("\t ")) for line in self._paragraph(element))
            else:
                yield from (line for block in self._table(element) for line in _flat(block))

    def _paragraph(self, element: _Element) -> list[Line]:
        """The lines of one paragraph (a line break begins a new one), then those of its text boxes."""
        self._line += 1
        number = self._line
        properties = element.find(f"{W}pPr")
        style = self._styles.of(value(properties, f"{W}pStyle"))
        own = list(pieces(element, bold=style.bold))
        lines: list[Line] = []
        if any(piece.text.strip() for piece in own):
            pattern, mark = self._kind(properties, Line("", number))
            for parts in _lines_of(own):
                shaped = _line(parts, pattern, mark if not lines else "")
                lines.extend(shaped)
                pattern = pattern if pattern.kind == "heading" else replace(pattern, kind="text")
        for box in boxes(element):
            lines.extend(line for block in self.blocks(box) for line in _flat(block))
        return lines

    def _kind(self, properties: _Element | None, line: Line) -> tuple[Line, str]:
        """The paragraph's kind and level on an empty line, and the number Word shows before it."""
        style = self._styles.of(value(properties, f"{W}pStyle"))
        depth_text = value(properties, f"{W}numPr/{W}ilvl")
        depth = int(depth_text) if depth_text and depth_text.isdecimal() else style.depth
        num_id = value(properties, f"{W}numPr/{W}numId") or style.num_id
        mark = self._numbering.next(num_id, depth) if num_id else None
        outline = value(properties, f"{W}outlineLvl")
        heading = int(outline) + 1 if outline and outline.isdecimal() and int(outline) < 9 else style.heading
        if heading:
            return replace(line, kind="heading", level=heading), mark or ""
        if mark == "" or (mark is None and style.bullet is not None and num_id != "0"):
            return replace(line, kind="bullet", level=depth or style.bullet or 0), ""
        return replace(line, level=depth if mark else 0), mark or ""


def _lines_of(parts: list[Piece]) -> Iterator[list[Piece]]:
    """The pieces between line breaks."""
    line: list[Piece] = []
    for part in parts:
        first, *more = part.text.split("\n")
        line.append(part._replace(text=first))
        for text in more:
            yield line
            line = [part._replace(text=text)]
    yield line


def _line(parts: list[Piece], pattern: Line, mark: str) -> list[Line]:
    """One line of the pieces, and what is struck out of it by itself."""
    kept = [part for part in parts if not part.struck]
    text = squeeze(clean("".join(part.text for part in kept)))
    struck = squeeze(clean("".join(part.text for part in parts if part.struck))).strip("\t")
    lines = []
    if text.strip("\t"):
        rest = without_bullet(text) if pattern.kind == "text" and not mark else None
        bold = pattern.kind != "heading" and all(part.bold for part in kept if part.text.strip())
        whole = f"{mark} {text}" if mark else text
        shaped = replace(pattern, text=whole, bold=bold)
        lines.append(shaped if rest is None else replace(shaped, text=squeeze(rest), kind="bullet"))
    if struck:
        lines.append(replace(pattern, text=struck, struck=True))
    return lines


def _flat(block: Block) -> list[Line]:
    """A line, or the rows of a table as lines, cells parted by tabs."""
    if isinstance(block, Line):
        return [block]
    lines = []
    for row in block.rows:
        first = next((line for cell in row.cells for line in cell), None)
        text = "\t".join(" ".join(line.text for line in cell) for cell in row.cells).strip("\t")
        if first is not None:
            lines.append(replace(first, text=text))
    return lines
