"""The same real document as text, DOCX and PDF gives nearly the same lines."""

from __future__ import annotations

import os
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from planner.adapters.documents.read import read_bytes
from planner.domain.document import Table
from tests.adapters.documents.plain import texts

SHARED = Path(os.environ.get("PLANNER_SHARED", Path(__file__).resolve().parents[4] / "shared")) / "minutes"
DOCX = sorted(SHARED.glob("*.docx"))

pytestmark = pytest.mark.skipif(not DOCX, reason="the shared minutes are not on this machine")


def read(path: Path):
    return read_bytes(path.name, path.read_bytes())


def alike(first: list[str], second: list[str]) -> float:
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


@pytest.mark.parametrize("path", DOCX, ids=lambda path: path.stem)
def test_pdf_and_docx_give_nearly_the_same_lines(path):
    assert alike(texts(read(path)), texts(read(path.with_suffix(".pdf")))) >= 0.9


@pytest.mark.parametrize("path", DOCX, ids=lambda path: path.stem)
def test_text_and_docx_give_nearly_the_same_words(path):
    words = [" ".join(texts(read(one))).replace("- ", "").split() for one in (path, path.with_suffix(".txt"))]
    assert alike(*words) >= 0.9


@pytest.mark.parametrize("path", DOCX, ids=lambda path: path.stem)
def test_pdf_and_docx_give_the_same_tables(path):
    first, second = (
        [b for b in read(one).blocks if isinstance(b, Table)] for one in (path, path.with_suffix(".pdf"))
    )
    assert [len(table.rows) for table in first] == [len(table.rows) for table in second]
    assert [row.cells[0][0].text for table in first for row in table.rows] == [
        row.cells[0][0].text for table in second for row in table.rows
    ]
