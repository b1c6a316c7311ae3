from __future__ import annotations

import pytest

from planner.adapters.documents.read import read_bytes
from planner.domain.document import Line, Table
from tests.adapters.documents.plain import plain

FILES = {
    "headings and bullets": (
        "# Budget\n\n- A\n  - B\n- C\n\n2. D\n3. E\n",
        ["# Budget", "* A", "** B", "* C", "2. D", "3. E"],
    ),
    "a table whose last row is not closed": (
        "| Start | Sak |\n| --- | --- |\n| 16:15 | Velkomst |\n| 16:20 | Slutt \n\nTekst",
        [[["Start", "Sak"], ["16:15", "Velkomst"], ["16:20", "Slutt"]], "Tekst"],
    ),
    "html among it": (
        "Indledning\n\n<p><strong>Panel:</strong> Anne Holm</p>\n<p><strong>Møder</strong></p>\n",
        ["Indledning", "Panel: Anne Holm", "! Møder"],
    ),
    "line ends count": ("Sted: Lokale 4\nDato: 3. maj\n", ["Sted: Lokale 4", "Dato: 3. maj"]),
    "dates that look like a list keep their days": (
        "18. september\n\n27. november\n\n- 3. december\n",
        ["18. september", "27. november", "3. december"],
    ),
    "a list numbered with ones is counted": ("1. A\n1. B\n", ["1. A", "2. B"]),
    "struck and bold": ("~~Udgår~~\n\n**Møder**\n", ["~ Udgår", "! Møder"]),
}


@pytest.mark.parametrize("case", FILES.values(), ids=FILES)
def test_markdown_is_read_as_its_text(case):
    text, expected = case
    assert plain(read_bytes("referat.md", text.encode())) == expected


def test_front_matter_gives_the_title_and_nothing_else():
    document = read_bytes("r.md", b'---\ntitle: "Dagsorden 2022"\ncreated: 24/1/2012\n---\n\nTekst\n')
    assert document.title == "Dagsorden 2022"
    assert plain(document) == ["# Dagsorden 2022", "Tekst"]


def test_lines_keep_their_physical_number():
    document = read_bytes(
        "r.md", b"---\ntitle: A\n---\n\nB\nC\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n<p>D</p>\n<p>E</p>\n"
    )
    lines = [(block.text, block.line) for block in document.blocks if isinstance(block, Line)]
    assert lines == [("A", 2), ("B", 5), ("C", 6), ("D", 12), ("E", 13)]
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    assert [(row.line, row.cells[1][0].line) for row in table.rows] == [(8, 8), (10, 10)]


def test_lines_that_only_the_margin_cut_are_joined():
    cut = (
        "The committee discussed the proposal for the harbour and decided to ask for\n"
        "a new calculation of the costs before the next meeting, so that it can have\n"
        "all the figures on the table. Then it went through the list of meetings and\n"
        "the items that have no date yet.\n\nDate: 3 May\nPlace: Room 4\n"
    )
    assert [len(str(line)) > 200 for line in plain(read_bytes("r.md", cut.encode()))] == [True, False, False]
