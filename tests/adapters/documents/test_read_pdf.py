from __future__ import annotations

from io import BytesIO

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.lib.units import cm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    FrameBreak,
    ListFlowable,
    PageBreak,
    PageTemplate,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
)

from planner.adapters.documents.read import read_bytes
from tests.adapters.documents.plain import plain, texts

STYLES = getSampleStyleSheet()
NORMAL = ParagraphStyle("text", parent=STYLES["Normal"], fontSize=11, leading=14, spaceAfter=8)
TIGHT = ParagraphStyle("tight", parent=NORMAL, spaceAfter=0)
RULED = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
LONG = (
    "Udvalget drøftede forslaget til en ny plan for havnen og besluttede at bede om en ny beregning "
    "af udgifterne til det næste møde, så sagen kan behandles med alle tal på bordet. Derefter "
    "gennemgik udvalget listen over de kommende møder og de punkter, som endnu ikke har fået en dato."
)


def built(*story, on_page=lambda _canvas, _document: None) -> bytes:
    file = BytesIO()
    SimpleDocTemplate(file, pagesize=A4).build(list(story), onFirstPage=on_page, onLaterPages=on_page)
    return file.getvalue()


def read(*story, **options):
    return read_bytes("referat.pdf", built(*story, **options))


def text(words: str, style: ParagraphStyle = NORMAL) -> Paragraph:
    return Paragraph(words, style)


def test_wrapped_lines_become_paragraphs_and_large_ones_headings():
    document = read(
        text("Økonomi", STYLES["Heading1"]),
        text(LONG),
        text("Udvalget tog det til efterretning."),
        text(LONG),
    )
    assert plain(document) == ["# Økonomi", LONG, "Udvalget tog det til efterretning.", LONG]
    assert (document.pages, document.wrapped) == (1, False)
    assert [(block.page, block.line) for block in document.blocks] == [(1, 1), (1, 2), (1, 6), (1, 7)]


def test_bullets_and_their_wrapped_lines():
    items = ListFlowable([text(LONG, TIGHT), text("Havnen", TIGHT)], bulletType="bullet", start="•")
    assert plain(read(text("Punkter:"), items)) == ["Punkter:", f"* {LONG}", "* Havnen"]


def test_bold_paragraphs_are_told():
    assert plain(read(text("<b>Møder i maj</b>"), text(LONG))) == ["! Møder i maj", LONG]


def test_a_ruled_table_keeps_its_cells_and_their_paragraphs():
    cell = [
        text("Budget for det kommende år og de tre næste år derefter samt et par ord mere", NORMAL),
        text("Anne Holm deltager.", NORMAL),
    ]
    table = Table(
        [["Tid", "Punkt"], ["9.00", cell], ["10.00", ""], ["", "Havnen"]],
        colWidths=[3 * cm, 6 * cm],
        style=RULED,
    )
    assert plain(read(text(LONG), table, text("Eventuelt"))) == [
        LONG,
        [
            ["Tid", "Punkt"],
            [
                "9.00",
                "Budget for det kommende år og de tre næste år derefter samt et par ord mere / Anne Holm deltager.",
            ],
            ["10.00", ""],
            ["", "Havnen"],
        ],
        "Eventuelt",
    ]


def test_merged_cells_stand_once():
    style = [*RULED, ("SPAN", (0, 1), (0, 2)), ("SPAN", (0, 3), (1, 3))]
    table = Table(
        [["Dato", "Punkt"], ["3. maj", "A"], ["", "B"], ["Pause", ""]],
        colWidths=[3 * cm, 6 * cm],
        style=style,
    )
    assert plain(read(table)) == [[["Dato", "Punkt"], ["3. maj", "A"], ["", "B"], ["Pause", ""]]]


def test_a_table_goes_over_the_page_with_its_cut_row_and_without_its_second_header():
    content = [["Dato", "Punkter"], *([f"{day}. maj", "Budget"] for day in range(1, 6))]
    content[-1][1] = "Samarbejde mellem virksom-"
    first = Table(content, colWidths=[3 * cm, 6 * cm], style=RULED)
    rest = [["Dato", "Punkter"], ["", text("heder og foreninger")], ["9. maj", "Havnen"]]
    second = Table(rest, colWidths=[3 * cm, 6 * cm], style=RULED)
    (table,) = plain(read(first, PageBreak(), second))
    assert table == [
        *content[:-1],
        ["5. maj", "Samarbejde mellem virksomheder og foreninger"],
        ["9. maj", "Havnen"],
    ]


def test_rows_without_rules_are_a_table_by_their_gaps():
    table = Table(
        [["9.00", "Velkomst"], ["9.15", "Budget"], ["10.00", "Havnen"]],
        colWidths=[3 * cm, 6 * cm],
        hAlign="LEFT",
    )
    assert plain(read(text(LONG), table)) == [
        LONG,
        [["9.00", "Velkomst"], ["9.15", "Budget"], ["10.00", "Havnen"]],
    ]


def test_page_headers_and_page_numbers_are_left_out_but_the_first_header():
    def around(canvas: Canvas, document) -> None:
        canvas.drawString(2.5 * cm, 28.5 * cm, "Direktionen den 3. maj 2025")
        canvas.drawString(10 * cm, 1 * cm, f"Side {document.page} af 3")

    expected = [f"{'Meget ' * number}{LONG}" for number in range(24)]
    document = read(*map(text, expected), on_page=around)
    assert document.pages == 3
    assert texts(document) == ["Direktionen den 3. maj 2025", *expected]


def test_a_paragraph_goes_over_the_page():
    document = read(
        Spacer(1, 22.9 * cm),
        text(LONG, ParagraphStyle("l", parent=NORMAL, allowWidows=1, allowOrphans=1)),
        text(LONG),
    )
    assert document.pages == 2
    assert texts(document) == [LONG, LONG]


def test_two_columns_are_read_one_after_the_other():
    file = BytesIO()
    frames = [Frame(x * cm, 2 * cm, 8 * cm, 25 * cm) for x in (2, 11)]
    template = BaseDocTemplate(file, pagesize=A4, pageTemplates=[PageTemplate(frames=frames)])
    left, right = (
        [f"{word} {LONG}" for word in ("Først:", "Så:")],
        [f"{word} {LONG}" for word in ("Dernæst:", "Til sidst:")],
    )
    template.build([*map(text, left), FrameBreak(), *map(text, right)])
    assert texts(read_bytes("to.pdf", file.getvalue())) == [*left, *right]


def test_words_cut_by_hyphens_are_put_together():
    lines = [
        "Direktionen gennemgik de sager, der skal op på det næste koordine-",
        "ringsmøde, og talte om de planer, som Social-, Børne- og Budget-",
        "og Planudvalget har bedt om.",
    ]
    file = BytesIO()
    canvas = Canvas(file, pagesize=(stringWidth(lines[0], "Helvetica", 12) + 4 * cm, 10 * cm))
    for number, line in enumerate(lines):
        canvas.drawString(2 * cm, 8 * cm - number * 14, line)
    canvas.save()
    assert texts(read_bytes("h.pdf", file.getvalue())) == [
        (
            "Direktionen gennemgik de sager, der skal op på det næste koordineringsmøde, og talte om de planer, "
            "som Social-, Børne- og Budget- og Planudvalget har bedt om."
        )
    ]


def test_struck_grids_of_one_column_are_frames():
    frame = Table([[text("I en ramme")]], colWidths=[8 * cm], style=RULED)
    assert plain(read(text("Før"), frame)) == ["Før", "I en ramme"]


@pytest.mark.parametrize("count", [1, 3])
def test_pages_are_counted(count):
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4)
    for number in range(count):
        canvas.drawString(4 * cm, 15 * cm, f"Punkt {number}")
        canvas.showPage()
    canvas.save()
    assert [block.page for block in read_bytes("s.pdf", file.getvalue()).blocks] == list(range(1, count + 1))
