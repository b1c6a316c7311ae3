import re
from datetime import date, time
from io import BytesIO

import pytest
from docx import Document as Word
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from planner.adapters.documents.read import read_bytes
from planner.adapters.documents.write import written
from planner.domain.document import Table
from planner.domain.tables import Entry, ForwardRow, ForwardTable, TimedRow, TimedTable

FORWARD = ForwardTable(
    board="Direktionen",
    day=date(2026, 11, 4),
    rows=(
        ForwardRow(
            date(2026, 11, 11), (Entry("Økonomirapport", suffix="ca. 30 min."), Entry("IT <&> drift | A*B"))
        ),
        ForwardRow(
            date(2026, 11, 18),
            (
                Entry("Status og program for", children=(Entry("Ledertræf"), Entry("Seminar"))),
                Entry("Budget"),
            ),
            note="Ane Holt deltager ikke på mødet",
        ),
        ForwardRow(date(2026, 11, 25), cancelled="fælles lederdag"),
        ForwardRow(date(2026, 12, 2)),
        ForwardRow(date(2027, 1, 6), (Entry("Nytårskur", suffix="foreløbig: 6. jan. eller 13. jan."),)),
    ),
    backlog=(Entry("Frivillighedsstrategi", suffix="afventer Kultur og Fritid"),),
)
CELLS = [
    (["Dato"], ["Punkter"]),
    (["11. nov."], ["Økonomirapport (ca. 30 min.)", "IT <&> drift | A*B"]),
    (
        ["18. nov.", "(Ane Holt deltager ikke på mødet)"],
        ["Status og program for:", "Ledertræf", "Seminar", "Budget"],
    ),
    (["25. nov."], ["Aflyst pga. fælles lederdag"]),
    (["2. dec."], []),
    (["6. jan. 2027"], ["Nytårskur (foreløbig: 6. jan. eller 13. jan.)"]),
]
TIMED = TimedTable(
    board="Direktionen",
    day=date(2026, 11, 11),
    start=time(9),
    end=time(13),
    place="Mødelokale 2",
    rows=(
        TimedRow("Aktuelle sager", time(9), "standing", lines=("Borgmesteren deltager under behandlingen.",)),
        TimedRow("Økonomirapport", time(10), suffix="ca."),
        TimedRow("Frokost", time(12), "break"),
        TimedRow("Mødet afsluttes", time(13), "end"),
    ),
)


def cells(document):
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    return [tuple([line.text for line in cell] for cell in row.cells) for row in table.rows]


@pytest.mark.parametrize("form", ["docx", "html"])
def test_the_forward_table_is_read_back_cell_by_cell(form):
    assert cells(read_bytes(f"t.{form}", written(FORWARD, form))) == CELLS


@pytest.mark.parametrize("form", ["docx", "html"])
def test_bullets_come_back_with_their_depth(form):
    (table,) = (b for b in read_bytes(f"t.{form}", written(FORWARD, form)).blocks if isinstance(b, Table))
    assert [(line.kind, line.level) for line in table.rows[2].cells[1]] == [
        ("bullet", 0),
        ("bullet", 1),
        ("bullet", 1),
        ("bullet", 0),
    ]


@pytest.mark.parametrize("form", ["docx", "html", "md"])
def test_every_format_says_the_same_words(form):
    lines = [line for row in CELLS for cell in row for line in cell]
    lines += ["Punkter som afventer dato:", "Frivillighedsstrategi (afventer Kultur og Fritid)"]
    data = written(FORWARD, form)
    text = data.decode() if form == "md" else " ".join(words(read_bytes(f"t.{form}", data)))
    text = re.sub(r"\\(.)", r"\1", text) if form == "md" else text
    assert [line for line in lines if squeezed(line) not in squeezed(text)] == []
    assert "Kommende møder i Direktionen" in text


def squeezed(text):
    return " ".join(text.split())


def words(document):
    for block in document.blocks:
        lines = (
            [line for row in block.rows for cell in row.cells for line in cell]
            if isinstance(block, Table)
            else [block]
        )
        yield from (line.text for line in lines)


def test_the_word_table_has_a_header_row_and_real_bullets():
    document = Word(BytesIO(written(FORWARD, "docx")))
    (table,) = document.tables
    xml = table._tbl.xml
    assert (xml.count("<w:tblHeader/>"), xml.count("<w:cantSplit/>")) == (1, len(CELLS))
    styles = [paragraph.style.name for paragraph in table.rows[2].cells[1].paragraphs]
    assert styles == ["List Bullet", "List Bullet 2", "List Bullet 2", "List Bullet"]


def test_the_timed_agenda_has_its_facts_and_its_times():
    text = written(TIMED, "txt").decode()
    assert text.splitlines() == [
        "Direktionen",
        "Dato: Onsdag den 11. november 2026",
        "Start kl.: 9.00",
        "Slut kl.: 13.00",
        "Sted: Mødelokale 2",
        "",
        "Tid    Punkt",
        "-" * 80,
        "9.00   Aktuelle sager",
        "       Borgmesteren deltager under behandlingen.",
        "10.00  Økonomirapport (ca.)",
        "12.00  Frokost",
        "13.00  Mødet afsluttes",
    ]


def test_the_same_table_is_the_same_bytes():
    assert written(FORWARD, "docx") == written(FORWARD, "docx")


def test_markup_in_a_title_stays_text():
    table = ForwardTable(
        "D", date(2026, 1, 7), (ForwardRow(date(2026, 1, 14), (Entry("<script>alert(1)</script>"),)),)
    )
    page = written(table, "html").decode()
    assert "<script" not in page
    assert lxml_html.fromstring(page).findtext(".//li") == "<script>alert(1)</script>"


@settings(deadline=None)  # a Word file takes its time on a busy machine
@given(title=st.text(min_size=1, max_size=80), note=st.text(max_size=40))
def test_any_title_can_be_written_in_every_format(title, note):
    table = ForwardTable("D", date(2026, 1, 7), (ForwardRow(date(2026, 1, 14), (Entry(title),), note=note),))
    for form in ("docx", "html", "md", "txt"):
        assert written(table, form)
