from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.adapters.documents.encode import from_json, to_json
from planner.domain.document import Document, Line, Row, Table

NUMBERS = st.integers(1, 10_000)
PAGES = st.none() | st.integers(1, 200)
LINES = st.builds(
    Line,
    st.text(),
    NUMBERS,
    PAGES,
    st.sampled_from(["text", "heading", "bullet"]),
    st.integers(0, 9),
    st.booleans(),
    st.booleans(),
)
CELLS = st.lists(LINES, max_size=3).map(tuple)
ROWS = st.builds(Row, st.lists(CELLS, max_size=4).map(tuple), NUMBERS, PAGES)
TABLES = st.builds(Table, st.lists(ROWS, max_size=4).map(tuple), NUMBERS, PAGES)
DOCUMENTS = st.builds(
    Document,
    name=st.text(),
    format=st.sampled_from(["txt", "md", "html", "docx", "pdf"]),
    sha256=st.text(),
    blocks=st.lists(LINES | TABLES, max_size=5).map(tuple),
    wrapped=st.booleans(),
    pages=PAGES,
    title=st.none() | st.text(),
)


@given(DOCUMENTS)
def test_a_document_comes_back_as_it_was(document):
    assert from_json(to_json(document)) == document


WRONG = {
    "not json": "{",
    "a list": "[]",
    "another format": json.dumps(
        {
            "name": "a",
            "format": "exe",
            "sha256": "",
            "blocks": [],
            "wrapped": False,
            "pages": None,
            "title": None,
        }
    ),
    "a number for a text": json.dumps(
        {
            "name": 1,
            "format": "txt",
            "sha256": "",
            "blocks": [],
            "wrapped": False,
            "pages": None,
            "title": None,
        }
    ),
    "a short line": json.dumps(
        {
            "name": "a",
            "format": "txt",
            "sha256": "",
            "blocks": [["a", 1]],
            "wrapped": False,
            "pages": None,
            "title": None,
        }
    ),
    "an empty block": json.dumps(
        {
            "name": "a",
            "format": "txt",
            "sha256": "",
            "blocks": [[]],
            "wrapped": False,
            "pages": None,
            "title": None,
        }
    ),
    "a text for a flag": json.dumps(
        {
            "name": "a",
            "format": "txt",
            "sha256": "",
            "blocks": [],
            "wrapped": "no",
            "pages": None,
            "title": None,
        }
    ),
}


@pytest.mark.parametrize("text", WRONG.values(), ids=WRONG)
def test_anything_else_is_refused(text):
    with pytest.raises(ValueError, match="not a document"):
        from_json(text)
