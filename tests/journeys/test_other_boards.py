"""Documents of boards in layouts of their own, read from their files as a careful reader would."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.adapters.documents.lexicon import load_all
from planner.adapters.documents.read import read_bytes
from planner.domain.minutes.reader import read_minutes
from tests.fakes.reading_in_words import in_words

DATA = Path(__file__).resolve().parents[1] / "data" / "minutes_in_words"
DOCUMENTS = sorted(
    path
    for path in DATA.iterdir()
    if path.suffix in {".txt", ".md", ".html", ".docx", ".pdf"} and ".expected" not in path.name
)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_document_of_another_board_is_read_as_expected(path):
    reading = read_minutes(read_bytes(path.name, path.read_bytes()), load_all())
    assert in_words(reading) == path.with_name(f"{path.stem}.expected.txt").read_text(encoding="utf-8")
