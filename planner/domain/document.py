"""A foreign document as text with its layout, before anyone has tried to understand it.

Readers (adapters) turn text, Markdown, HTML, DOCX and PDF into this one value; `domain/minutes`
interprets it. Nothing here knows what a meeting is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "heading", "bullet"]


@dataclass(frozen=True)
class Line:
    """One paragraph (or one visual line, where `Document.wrapped`) and where it stands.

    `line` counts from 1: the physical line of a text, Markdown or HTML file, the paragraph of a
    DOCX file, the line on its page in a PDF. `page` counts from 1 and is known for PDF only.
    `level` is the heading level (1 is the highest) or the depth of a bullet (0 is outermost).
    Soft hyphens and hyphens that only break a line are already removed where the layout shows it.
    """

    text: str
    line: int
    page: int | None = None
    kind: Kind = "text"
    level: int = 0
    bold: bool = False
    struck: bool = False


@dataclass(frozen=True)
class Row:
    """One row of a table; each cell holds its own lines, an empty cell none."""

    cells: tuple[tuple[Line, ...], ...]
    line: int
    page: int | None = None


@dataclass(frozen=True)
class Table:
    """A table as laid out; rows cut by a page break are joined, repeated header rows removed."""

    rows: tuple[Row, ...]
    line: int
    page: int | None = None


Block = Line | Table


@dataclass(frozen=True)
class Document:
    """All blocks of one file in reading order.

    `wrapped`: lines are visual lines and a paragraph may run over several of them (plain text
    with hard line ends). Where it is False every Line is a whole paragraph.
    """

    name: str
    format: Literal["txt", "md", "html", "docx", "pdf"]
    sha256: str
    blocks: tuple[Block, ...]
    wrapped: bool = False
    pages: int | None = None
    title: str | None = None
