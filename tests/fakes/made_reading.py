"""What the tests of the reading share: the Danish words, and documents made of a few lines."""

from __future__ import annotations

from datetime import date

from planner.adapters.documents.lexicon import load, load_all
from planner.domain.document import Document, Line, Row, Table
from planner.domain.minutes.layout import Para
from planner.domain.minutes.reader import read_minutes
from planner.domain.minutes.when import When
from planner.domain.phrases import Context
from planner.domain.reading import Reading, Source

DANISH = load("da")
TODAY = date(2025, 3, 5)
WHEN = When(Context(TODAY))


def para(text: str, **layout: object) -> Para:
    """One paragraph with a source of its own."""
    return Para(text, Source("prøve.txt", 1, text), **layout)  # type: ignore[arg-type]


def document(*parts: str | list[list[str]]) -> Document:
    """A document of paragraphs (str) and tables (rows of cells)."""
    blocks: list[Line | Table] = []
    for number, part in enumerate(parts, 1):
        if isinstance(part, str):
            bullet = part.startswith("* ")
            blocks.append(Line(part.removeprefix("* "), number, kind="bullet" if bullet else "text"))
        else:
            rows = tuple(
                Row(
                    tuple(tuple(_line(text, number) for text in cell.split("\n") if text) for cell in row),
                    number,
                )
                for row in part
            )
            blocks.append(Table(rows, number))
    return Document("prøve.docx", "docx", "0" * 64, tuple(blocks))


def reading(*parts: str | list[list[str]]) -> Reading:
    """The reading of such a document."""
    return read_minutes(document(*parts), load_all())


def _line(text: str, number: int) -> Line:
    return Line(text.removeprefix("* "), number, kind="bullet" if text.startswith("* ") else "text")
