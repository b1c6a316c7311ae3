"""A Document as JSON and back. What comes back is checked field by field: the child that wrote it read a stranger's file."""

from __future__ import annotations

import json
from dataclasses import astuple
from typing import Any, cast

from planner.domain.document import Block, Document, Kind, Line, Row, Table

_KINDS = ("text", "heading", "bullet")
_FORMATS = ("txt", "md", "html", "docx", "pdf")


def to_json(document: Document) -> str:
    """The document as one line of ASCII."""
    return json.dumps(
        {
            "name": document.name,
            "format": document.format,
            "sha256": document.sha256,
            "blocks": [_block_down(block) for block in document.blocks],
            "wrapped": document.wrapped,
            "pages": document.pages,
            "title": document.title,
        }
    )


def from_json(text: str | bytes) -> Document:
    """The document again; ValueError where the text is anything else."""
    try:
        return document_up(json.loads(text))
    except (ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
        raise ValueError("not a document") from error


def document_up(values: Any) -> Document:
    """The document in a JSON value; ValueError, KeyError, TypeError or IndexError where it is none."""
    kind = values["format"]
    if kind not in _FORMATS:
        raise ValueError(kind)
    return Document(
        name=_text(values["name"]),
        format=kind,
        sha256=_text(values["sha256"]),
        blocks=tuple(_block_up(block) for block in values["blocks"]),
        wrapped=_flag(values["wrapped"]),
        pages=_maybe(values["pages"]),
        title=None if values["title"] is None else _text(values["title"]),
    )


def _block_down(block: Block) -> list[Any]:
    if isinstance(block, Line):
        return list(astuple(block))
    rows = [
        [[[list(astuple(line)) for line in cell] for cell in row.cells], row.line, row.page]
        for row in block.rows
    ]
    return [rows, block.line, block.page]


def _block_up(values: Any) -> Block:
    if isinstance(values[0], str):
        return _line_up(values)
    rows, line, page = values
    return Table(rows=tuple(_row_up(*row) for row in rows), line=_number(line), page=_maybe(page))


def _row_up(cells: Any, line: Any, page: Any) -> Row:
    read = tuple(tuple(_line_up(one) for one in cell) for cell in cells)
    return Row(cells=read, line=_number(line), page=_maybe(page))


def _line_up(values: Any) -> Line:
    text, line, page, kind, level, bold, struck = values
    if kind not in _KINDS:
        raise ValueError(kind)
    return Line(
        _text(text),
        _number(line),
        _maybe(page),
        cast("Kind", kind),
        _number(level),
        _flag(bold),
        _flag(struck),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _number(value: Any) -> int:
    if type(value) is not int:
        raise TypeError(value)
    return value


def _maybe(value: Any) -> int | None:
    return None if value is None else _number(value)


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(value)
    return value
