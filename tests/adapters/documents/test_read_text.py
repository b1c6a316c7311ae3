from __future__ import annotations

import pytest

from planner.adapters.documents.read import read_bytes
from planner.domain.document import Line, Table
from tests.adapters.documents.plain import plain


def read(text: str):
    return read_bytes("referat.txt", text.encode())


TABLES = {
    "rows of tabs": (
        "Tid\tPunkt\n9.00\tVelkomst\n9.15\tBudget\n\nEventuelt",
        [[["Tid", "Punkt"], ["9.00", "Velkomst"], ["9.15", "Budget"]], "Eventuelt"],
    ),
    "html in cells": (
        "Tid\tPunkt\n<p>9.00</p>\t<p>Budget</p> <p>Anne Holm deltager.</p>",
        [[["Tid", "Punkt"], ["9.00", "Budget / Anne Holm deltager."]]],
    ),
    "a list in a cell whose items were never marked up": (
        'Dato\tPunkter\n3. maj\tStatus for: <ul style="x"> • Budget • Havnen\n10. maj\tOpsamling: <ul> - Skolen d. 2. maj - Vejen',
        [
            [
                ["Dato", "Punkter"],
                ["3. maj", "Status for: / * Budget / * Havnen"],
                ["10. maj", "Opsamling: / * Skolen d. 2. maj / * Vejen"],
            ]
        ],
    ),
    "numbered loose items count on": (
        "Tid\tPunkt\n9.00\t<ol> 1) Drøfte 2 mål 2) Beslutte 3) Afslutte",
        [[["Tid", "Punkt"], ["9.00", "1) Drøfte 2 mål / 2) Beslutte / 3) Afslutte"]]],
    ),
    "a row cut by a page break": (
        "Tid\tPunkt\n9.00\t<p>Styrke samarbejdet mellem virksom-</p>\n\n\t<p>heder og foreninger.</p>\n10.00\tFrokost",
        [
            [
                ["Tid", "Punkt"],
                ["9.00", "Styrke samarbejdet mellem virksomheder og foreninger."],
                ["10.00", "Frokost"],
            ]
        ],
    ),
    "an empty date": (
        "Dato\tPunkter\n4. dec.\tBudget\n11. dec.\t\n18. dec.\tLukning\n",
        [[["Dato", "Punkter"], ["4. dec.", "Budget"], ["11. dec.", ""], ["18. dec.", "Lukning"]]],
    ),
    "bullets on the lines below belong to the last cell": (
        "Dato\tPunkter\n4. dec.\tStatus for:\n- Budget\n- Havnen\n11. dec.\tBudget\n- Skolen\n\nEventuelt",
        [
            [
                ["Dato", "Punkter"],
                ["4. dec.", "Status for: / * Budget / * Havnen"],
                ["11. dec.", "Budget / * Skolen"],
            ],
            "Eventuelt",
        ],
    ),
    "lines between two rows belong to the first": (
        "Dato\tPunkter\n4. dec.\tBudget\nHavnen\n11. dec.\tSkolen\nIndstilling",
        [[["Dato", "Punkter"], ["4. dec.", "Budget / Havnen"], ["11. dec.", "Skolen"]], "Indstilling"],
    ),
    "a repeated header is dropped, a new one begins a table": (
        "Tid\tPunkt\n9.00\tA\n\nTid\tPunkt\n10.00\tB\n\nDato\tPunkter\n4. dec.\tC",
        [[["Tid", "Punkt"], ["9.00", "A"], ["10.00", "B"]], [["Dato", "Punkter"], ["4. dec.", "C"]]],
    ),
    "a contents list is no table": (
        "\tSide\n1. Budget\t1\n2. Havnen\t3\n3. Eventuelt\t9",
        ["Side", "1. Budget\t1", "2. Havnen\t3", "3. Eventuelt\t9"],
    ),
    "labels are no table": (
        "Sted:\tLokale 4\nDato:\t3. maj\n",
        ["Sted:\tLokale 4", "Dato:\t3. maj"],
    ),
    "labels before a table": (
        "Sted:\tLokale 4\nDato:\t3. maj\n\nTid\tPunkt\n9.00\tA",
        ["Sted:\tLokale 4", "Dato:\t3. maj", [["Tid", "Punkt"], ["9.00", "A"]]],
    ),
    "one row is no table": ("9.00\tVelkomst\n", ["9.00\tVelkomst"]),
}


@pytest.mark.parametrize("case", TABLES.values(), ids=TABLES)
def test_tabs_become_tables(case):
    text, expected = case
    assert plain(read(text)) == expected


BULLETS = {
    "- Budget": "* Budget",
    "• Budget": "* Budget",
    "\uf0b7 Budget": "* Budget",
    "\uf0b7Budget": "* Budget",
    "– Budget": "* Budget",
    "o Budget": "* Budget",
    "-10 grader": "-10 grader",
    "Budget - plan": "Budget - plan",
    "1. Budget": "1. Budget",
    "og så videre": "og så videre",
}


@pytest.mark.parametrize("text", BULLETS)
def test_a_bullet_is_told_by_its_sign(text):
    assert plain(read(text)) == [BULLETS[text]]


def test_bullets_farther_in_are_deeper():
    assert plain(read("- A\n  - B\n    - C\n  - D\n- E\nTekst\n  - F")) == [
        "* A", "** B", "*** C", "** D", "* E", "Tekst", "* F",
    ]  # fmt: skip


ENCODINGS = {
    "utf-8": "Møde på Ærø".encode(),
    "utf-8 with a mark": "Møde på Ærø".encode("utf-8-sig"),
    "utf-16": "Møde på Ærø".encode("utf-16"),
    "windows": "Møde på Ærø".encode("cp1252"),
}


@pytest.mark.parametrize("data", ENCODINGS.values(), ids=ENCODINGS)
def test_the_encoding_is_found(data):
    assert plain(read_bytes("a.txt", data)) == ["Møde på Ærø"]


def test_characters_that_nobody_sees_are_taken_out():
    assert plain(read("Ko\u00adordi\u200bnering\x07\u00a0og\u202fplan")) == ["Koordinering og plan"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_keep_their_physical_number(end):
    document = read(f"{end}{end}A{end}{end}Tid\tPunkt{end}9.00\tB{end}")
    line, table = document.blocks
    assert isinstance(line, Line)
    assert isinstance(table, Table)
    assert (line.line, table.line, [row.line for row in table.rows]) == (3, 5, [5, 6])


def test_hard_line_ends_are_measured():
    cut = (
        "Udvalget drøftede forslaget til ny plan for havnen og besluttede at bede om\n\n"
        "en ny beregning af udgifterne til det næste møde, så sagen kan behandles med\n\n"
        "alle tal på bordet. Derefter gennemgik udvalget listen over kommende møder og\n\n"
        "de punkter, som endnu ikke har fået en dato, og aftalte at se på dem igen.\n"
    )
    whole = "Udvalget drøftede forslaget.\nPunktet kommer på igen.\nmødet sluttede kl. 12\n" * 5
    assert (read(cut).wrapped, read(whole).wrapped) == (True, False)


def test_lines_of_a_wrapped_text_stay_as_they_are():
    text = "10.00 Protokoller og opsamling fra koordine-\n\nringsmøde 27. maj.\n"
    assert plain(read(text)) == ["10.00 Protokoller og opsamling fra koordine-", "ringsmøde 27. maj."]
