from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from planner.adapters.documents.read import read_bytes
from planner.domain.document import Line, Table
from tests.adapters.documents.plain import plain, texts


def saved(document) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def read(document):
    return read_bytes("dagsorden.docx", saved(document))


def with_xml(*paragraphs: str):
    """A document whose body holds these paragraphs, written as WordprocessingML."""
    document = docx.Document()
    for xml in reversed(paragraphs):
        document.element.body.insert(0, parse_xml(xml.replace(">", f" {nsdecls('w')}>", 1)))
    return document


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


PARAGRAPHS = {
    "insertions stand, deletions do not": (
        f'<w:p>{run("Budget")}<w:ins w:id="1">{run(" 2026")}</w:ins><w:del w:id="2"><w:r><w:delText> 2025</w:delText></w:r></w:del></w:p>',
        ["Budget 2026"],
    ),
    "struck text stands by itself": (
        f"<w:p>{run('Budget ')}{run('udsat', '<w:strike/>')}</w:p>",
        ["Budget", "~ udsat"],
    ),
    "hidden text does not stand": (f"<w:p>{run('Budget')}{run(' skjult', '<w:vanish/>')}</w:p>", ["Budget"]),
    "bold": (f"<w:p>{run('Møder', '<w:b/>')}</w:p>", ["! Møder"]),
    "not bold": (
        f"<w:p>{run('Møder', '<w:b w:val=&quot;0&quot;/>'.replace('&quot;', chr(34)))}</w:p>",
        ["Møder"],
    ),
    "a line break begins a line": ("<w:p><w:r><w:t>A</w:t><w:br/><w:t>B</w:t></w:r></w:p>", ["A", "B"]),
    "a tab is kept": (
        "<w:p><w:r><w:t>Sted:</w:t><w:tab/><w:t>Lokale 4</w:t></w:r></w:p>",
        ["Sted:\tLokale 4"],
    ),
    "hyphens": (
        "<w:p><w:r><w:t>Budget</w:t><w:noBreakHyphen/><w:t>møde koordine</w:t><w:softHyphen/><w:t>ring</w:t></w:r></w:p>",
        ["Budget-møde koordinering"],
    ),
    "a content control": (
        f"<w:sdt><w:sdtContent><w:p>{run('Dato: 3. maj')}</w:p></w:sdtContent></w:sdt>",
        ["Dato: 3. maj"],
    ),
    "a content control in the line": (
        f"<w:p>{run('Dato: ')}<w:sdt><w:sdtContent>{run('3. maj')}</w:sdtContent></w:sdt></w:p>",
        ["Dato: 3. maj"],
    ),
    "a link": (f"<w:p>{run('Se ')}<w:hyperlink>{run('bilaget')}</w:hyperlink></w:p>", ["Se bilaget"]),
    "a field shows its result": (
        (
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DATE </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>3. maj</w:t></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t> kl. 9</w:t></w:r></w:p>'
        ),
        ["3. maj kl. 9"],
    ),
    "a text box": (
        f"<w:p>{run('Referat')}<w:r><w:pict><w:txbxContent><w:p>{run('Sted: Lokale 4')}</w:p></w:txbxContent></w:pict></w:r></w:p>",
        ["Referat", "Sted: Lokale 4"],
    ),
    "an outline level makes a heading": (
        f'<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr>{run("Økonomi")}</w:p>',
        ["## Økonomi"],
    ),
    "a typed bullet": (f"<w:p>{run('- Budget')}</w:p>", ["* Budget"]),
}


@pytest.mark.parametrize("case", PARAGRAPHS.values(), ids=PARAGRAPHS)
def test_a_paragraph_is_read_as_word_shows_it(case):
    xml, expected = case
    assert plain(read(with_xml(xml))) == expected


def test_styles_say_what_is_heading_and_bullet():
    document = docx.Document()
    document.add_paragraph("Direktionen", style="Title")
    document.add_heading("Økonomi", level=2)
    document.add_paragraph("Budget", style="List Bullet")
    document.add_paragraph("Havnen", style="List Bullet 2")
    document.add_paragraph("Skolen", style="List Number")
    document.add_paragraph("Vejen", style="List Number")
    assert plain(read(document)) == [
        "# Direktionen",
        "## Økonomi",
        "* Budget",
        "** Havnen",
        "1. Skolen",
        "2. Vejen",
    ]


def test_automatic_numbers_are_written_out():
    document = docx.Document()
    numbering = document.part.numbering_part.element
    levels = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    )
    levels += '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>'
    abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'
    numbering.insert(0, parse_xml(abstract))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="88"><w:abstractNumId w:val="77"/></w:num>'))
    for text, depth in (("Økonomi", 0), ("Regnskab", 1), ("Budget", 1), ("Eventuelt", 0), ("Næste møde", 1)):
        paragraph = document.add_paragraph(text)
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="88"/></w:numPr>')
        )
    assert texts(read(document)) == [
        "1. Økonomi",
        "1.a) Regnskab",
        "1.b) Budget",
        "2. Eventuelt",
        "2.a) Næste møde",
    ]


def table_of(document, *contents: list[str]):
    table = document.add_table(rows=0, cols=len(contents[0]))
    for row in contents:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    return table


def test_tables_stand_where_they_stand():
    document = docx.Document()
    document.add_paragraph("Før")
    table = table_of(document, ["Dato", "Punkter"], ["3. maj", ""], ["10. maj", "Havnen"])
    table.cell(1, 1).paragraphs[0].text = "Budget"
    table.cell(1, 1).add_paragraph("Skolen", style="List Bullet")
    document.add_paragraph("Efter")
    assert plain(read(document)) == [
        "Før",
        [["Dato", "Punkter"], ["3. maj", "Budget / * Skolen"], ["10. maj", "Havnen"]],
        "Efter",
    ]


def test_merged_cells_stand_once():
    document = docx.Document()
    table = table_of(
        document, ["Dato", "Punkter"], ["3. maj", "A"], ["", "B"], ["Pause", ""], ["4. maj", "C"]
    )
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(3, 0).merge(table.cell(3, 1))
    assert plain(read(document)) == [
        [["Dato", "Punkter"], ["3. maj", "A"], ["", "B"], ["Pause", ""], ["4. maj", "C"]]
    ]


def test_a_table_within_a_cell_is_flattened_and_a_frame_is_no_table():
    document = docx.Document()
    outer = table_of(document, ["9.00", "Budget"], ["10.00", "Slut"])
    inner = outer.cell(0, 1).add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "a", "b"
    table_of(document, ["I en ramme"])
    assert plain(read(document)) == [[["9.00", "Budget / a\tb"], ["10.00", "Slut"]], "I en ramme"]


def test_rows_typed_with_tabs_are_a_table():
    document = docx.Document()
    for text in ("9.00\tVelkomst", "9.15\tBudget", "Eventuelt"):
        document.add_paragraph(text)
    assert plain(read(document)) == [[["9.00", "Velkomst"], ["9.15", "Budget"]], "Eventuelt"]


def test_the_page_header_comes_first_without_its_page_number():
    document = docx.Document()
    header = document.sections[0].header.paragraphs[0]
    header.text = "Direktionen, 3. maj 2025, side "
    header._p.append(
        parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>7</w:t></w:r></w:fldSimple>')
    )
    document.add_paragraph("Budget")
    read_document = read(document)
    assert plain(read_document) == ["Direktionen, 3. maj 2025, side", "Budget"]
    assert [block.line for block in read_document.blocks] == [1, 1]


def test_lines_count_paragraphs_also_in_tables():
    document = docx.Document()
    document.add_paragraph("A")
    document.add_paragraph("")
    table_of(document, ["Dato", "Punkter"], ["3. maj", "B"])
    document.add_paragraph("C")
    first, table, last = read(document).blocks
    assert isinstance(table, Table)
    assert isinstance(last, Line)
    assert (first.line, table.line, [row.line for row in table.rows], last.line) == (1, 3, [3, 5], 7)


def test_a_word_cut_at_the_end_of_a_line_is_made_whole_in_a_cell():
    document = docx.Document()
    table = table_of(document, ["Dato", "Punkter"], ["3. maj", "Samarbejde mellem virksom-"])
    table.cell(1, 1).add_paragraph("heder og foreninger")
    assert plain(read(document)) == [
        [["Dato", "Punkter"], ["3. maj", "Samarbejde mellem virksomheder og foreninger"]]
    ]


def repacked(data: bytes, name: str, change) -> bytes:
    """The file with one part changed."""
    file = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(file, "w") as new:
        for part in old.namelist():
            content = old.read(part)
            new.writestr(part, change(content) if part == name else content)
    return file.getvalue()


def test_the_strict_variant_of_the_format_is_read_too():
    document = docx.Document()
    document.add_paragraph("Budget")
    strict = repacked(
        saved(document),
        "word/document.xml",
        lambda xml: re.sub(
            rb"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            xml,
        ),
    )
    assert plain(read_bytes("d.docx", strict)) == ["Budget"]
