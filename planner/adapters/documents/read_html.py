"""HTML: headings, paragraphs, list items and tables; what belongs to the web page and not to its text is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from planner.adapters.documents.characters import clean, decode, squeeze, without_box, without_bullet
from planner.adapters.documents.html_lists import Counter, split_loose
from planner.adapters.documents.html_page import is_furniture, is_layout, style_of
from planner.adapters.documents.html_table import TableBuilder
from planner.adapters.documents.wrapping import is_wrapped
from planner.domain.document import Block, Document, Line

if TYPE_CHECKING:
    from lxml.etree import _Element

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BOLD = frozenset(("b", "strong", "dt"))
_STRUCK = frozenset(("s", "strike", "del"))
_LISTS = frozenset(("ul", "ol"))
_CELLS = frozenset(("td", "th"))
_DEEPEST = (
    20  # tables in tables that are measured; nobody reads deeper ones, and each costs all that is in it
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)


def read_html(name: str, data: bytes) -> Document:
    """The document of an HTML file; `line` is the line of the source."""
    root = _parse(_decode(data))
    title = root.findtext(".//title")
    blocks = _Walk(skip_furniture=True).of(root) or _Walk(skip_furniture=False).of(root)
    return Document(
        name=name,
        format="html",
        sha256=sha256(data).hexdigest(),
        blocks=blocks,
        wrapped=is_wrapped([block.text for block in blocks if isinstance(block, Line)]),
        title=squeeze(" ".join(clean(title).split())) or None if title else None,
    )


def read_marked(text: str) -> tuple[Block, ...]:
    """The blocks of HTML made from another format; `data-line` says where an element came from."""
    return _Walk(skip_furniture=False).of(_parse(text))


def fragment_lines(text: str, line: int) -> tuple[Line, ...]:
    """The lines of an HTML fragment that stands on one line of another format."""
    blocks = _Walk(skip_furniture=False).of(_parse(f"<div>{text}</div>"))
    lines: list[Line] = []
    for block in blocks:
        lines.extend([block] if isinstance(block, Line) else TableBuilder.flat(block))
    return tuple(replace(one, line=line) for one in lines)


def _decode(data: bytes) -> str:
    declared = _CHARSET.search(data, 0, 4096)
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data)


def _parse(text: str) -> _Element:
    from lxml import etree  # noqa: PLC0415 -- slow import

    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True
    )
    return etree.fromstring(plain.encode("utf-8", errors="replace") or b"<p></p>", parser)


def _events(root: _Element, *, skip_furniture: bool) -> Iterator[tuple[str, _Element]]:
    """Start and end of every element in document order, however deep the tree is."""
    stack = [(root, False)]
    while stack:
        element, is_done = stack.pop()
        if is_done:
            yield "end", element
        elif is_furniture(
            element, strictly=not skip_furniture
        ):  # comments are not parsed, so every tag is a name
            yield "skipped", element
        else:
            yield "start", element
            stack.append((element, True))
            stack.extend((child, False) for child in reversed(element))


class _Walk:
    """One pass over the tree; a paragraph is gathered until an element ends it."""

    def __init__(self, *, skip_furniture: bool) -> None:
        self._skip_furniture = skip_furniture
        self._blocks: list[Block] = []
        self._cells: list[list[Line]] = []  # open table cells, innermost last
        self._tables: list[TableBuilder | None] = []  # open tables; None is one made for layout
        self._lists: list[Counter] = []
        self._pieces: list[tuple[str, bool, bool]] = []  # text, bold, struck
        self._piece_line = 0
        self._bold = self._struck = 0
        self._heading = 0
        self._marker: str | None = None  # what the next paragraph begins with: "" is a bullet
        self._loose: str | None = None  # the list whose text stands outside any item
        self._line = 1
        self._shift = 0  # from lines of the HTML to lines of what it was made from
        self._is_preformatted = 0

    def of(self, root: _Element) -> tuple[Block, ...]:
        """Every block below the root."""
        for event, element in _events(root, skip_furniture=self._skip_furniture):
            if event == "start":
                self._start(element)
                self._text(element.text, element)
            else:
                if event == "end":
                    self._end(element)
                self._text(element.tail, element.getparent())
        self._flush()
        return tuple(self._blocks)

    def _start(self, element: _Element) -> None:
        tag = element.tag
        source = _source_line(element) or self._line
        marked = element.get("data-line", "")
        if marked.isdecimal() and len(marked) < 8:
            self._shift = int(marked) - source
        self._line = source + self._shift
        if tag in _BLOCKS or tag == "br":
            self._flush()
        bold, struck = style_of(element)
        self._bold += tag in _BOLD or bold
        self._struck += tag in _STRUCK or struck
        self._is_preformatted += tag == "pre"
        if tag in _HEADINGS:
            self._heading = _HEADINGS[tag]
        elif tag in _LISTS:
            self._lists.append(Counter.of(element))
        elif tag == "li":
            self._marker = self._lists[-1].next(element) if self._lists else ""
        elif tag == "table":
            arranges = len(self._tables) >= _DEEPEST or is_layout(element)
            self._tables.append(None if arranges else TableBuilder(self._line))
        elif self._tables and self._tables[-1] is not None:
            self._start_in_table(tag, self._tables[-1])

    def _start_in_table(self, tag: str, table: TableBuilder) -> None:
        if tag == "tr":
            table.start_row(self._line)
        elif tag in _CELLS:
            self._cells.append([])
            self._marker = None

    def _end(self, element: _Element) -> None:
        tag = element.tag
        if tag in _BLOCKS:
            self._flush()
        bold, struck = style_of(element)
        self._bold -= tag in _BOLD or bold
        self._struck -= tag in _STRUCK or struck
        self._is_preformatted -= tag == "pre"
        if tag in _HEADINGS:
            self._heading = 0
        elif tag in _LISTS and self._lists:
            self._lists.pop()
        elif tag == "li":
            self._marker = None
        elif tag == "table":
            self._end_table(self._tables.pop())
        elif tag in _CELLS and self._tables and self._tables[-1] is not None and self._cells:
            self._tables[-1].add_cell(tuple(self._cells.pop()), element)

    def _end_table(self, builder: TableBuilder | None) -> None:
        table = builder.table() if builder is not None else None
        if table is None:
            return
        if self._cells:
            self._cells[-1].extend(TableBuilder.flat(table))
        else:
            self._blocks.append(table)

    def _text(self, text: str | None, parent: _Element | None) -> None:
        if not text or parent is None:
            return
        if text.strip():
            if parent.tag in _LISTS:
                self._flush()
                self._loose = parent.tag
            parts = clean(text).split("\n") if self._is_preformatted else [clean(text).replace("\n", " ")]
            if not self._pieces:
                self._piece_line = self._line + text[: len(text) - len(text.lstrip())].count("\n")
            for number, part in enumerate(parts):
                if number:
                    self._flush()
                    self._piece_line = self._line + number
                self._pieces.append((part, self._bold > 0, self._struck > 0))
        elif self._pieces:
            self._pieces.append((" ", self._bold > 0, self._struck > 0))
        self._line += text.count("\n")

    def _flush(self) -> None:
        """The gathered paragraph as a line; what is struck out of a longer one stands by itself."""
        pieces, self._pieces = self._pieces, []
        loose, self._loose = self._loose, None
        kept = squeeze("".join(text for text, _, struck in pieces if not struck).replace("\t", " "))
        struck_out = squeeze("".join(text for text, _, struck in pieces if struck).replace("\t", " "))
        if not kept and not struck_out:
            return
        sink: list[Line] | list[Block] = self._cells[-1] if self._cells else self._blocks
        line = self._shaped(Line("", self._piece_line))
        if kept:
            bold = all(is_bold for text, is_bold, struck in pieces if text.strip() and not struck)
            kept = without_box(kept) if line.kind == "bullet" else kept
            whole = replace(line, text=f"{self._marker or ''}{kept}", bold=bold)
            sink.extend(split_loose(whole, loose) if loose else [_bullet_typed(whole)])
            self._marker = None
        if struck_out:
            sink.append(replace(line, text=struck_out, struck=True))

    def _shaped(self, line: Line) -> Line:
        if self._heading:
            return replace(line, kind="heading", level=self._heading)
        depth = max(len(self._lists) - 1, 0)
        if self._marker is not None:
            return replace(line, kind="text" if self._marker else "bullet", level=depth)
        return line


def _source_line(element: Any) -> int:
    """The line where the element begins, 0 where it is not known."""
    return int(element.sourceline or 0)


def _bullet_typed(line: Line) -> Line:
    """The line, a bullet where one was typed at its beginning."""
    rest = without_bullet(line.text) if line.kind == "text" else None
    return replace(line, text=squeeze(rest), kind="bullet") if rest else line
