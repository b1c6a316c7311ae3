"""The page as a Word document in the house layout.

A real Word table: its first row repeats on every page and is marked as header for screen readers,
a row is never cut by a page break, bullets are list bullets. The same page gives the same bytes.
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from planner.adapters.documents.page import Cell, Page, Paragraph

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell

_FONT = "Calibri"
_COLUMN_CM, _NARROW_COLUMN_CM = 3.4, 1.9
_TEXT_CM = 16.0
_SHADE, _BORDER, _INK, _QUIET_INK = "E9EDF2", "8C8C8C", "1A1A1A", "4D4D4D"
_BULLETS = ("List Bullet", "List Bullet 2", "List Bullet 3")


def docx(page: Page) -> bytes:
    """The whole file."""
    from docx import Document  # noqa: PLC0415 -- slow import
    from docx.shared import Pt  # noqa: PLC0415 -- slow import

    document = Document()
    _dress(document, page)
    document.add_heading(page.title, level=1)
    for fact in page.facts:
        document.add_paragraph(fact)
    document.paragraphs[-1].paragraph_format.space_after = Pt(8)
    _table(document, page)
    if page.list_heading:
        document.add_heading(page.list_heading, level=2)
        for row in page.list:
            document.add_paragraph(row.text, style=_bullet(row))
    saved = BytesIO()
    document.save(saved)
    return _without_clock(saved.getvalue(), page)


def _dress(document: Document, page: Page) -> None:
    """A4, the font, the language of the spelling check, and properties that do not depend on today."""
    from docx.shared import Cm, Pt, RGBColor  # noqa: PLC0415 -- slow import

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm((21.0 - _TEXT_CM) / 2)
    section.top_margin = section.bottom_margin = Cm(2.2)
    for name, size, before, after in (
        ("Normal", 11, 0, 2),
        ("Heading 1", 16, 0, 4),
        ("Heading 2", 12, 14, 4),
        *((name, 11, 0, 2) for name in _BULLETS),
    ):
        style: Any = document.styles[name]
        style.font.name, style.font.size = _FONT, Pt(size)
        style.font.color.rgb = RGBColor.from_string(_INK)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(_name(theme), None)
        for script in ("ascii", "hAnsi", "cs"):
            fonts.set(_name(script), _FONT)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.line_spacing = 1.1
    normal: Any = document.styles["Normal"]
    normal.element.get_or_add_rPr().append(_element("lang", val="da-DK"))
    moment = datetime.combine(page.day, time(), UTC)
    properties = document.core_properties
    properties.title, properties.language, properties.author = page.title, "da-DK", ""
    properties.comments, properties.created, properties.modified = "", moment, moment
    properties.last_modified_by = ""


def _table(document: Document, page: Page) -> None:
    from docx.shared import Cm  # noqa: PLC0415 -- slow import

    table = document.add_table(rows=1 + len(page.rows), cols=2, style="Table Grid")
    table.autofit = False
    first = _NARROW_COLUMN_CM if page.narrow else _COLUMN_CM
    for column, width in zip(table.columns, (first, _TEXT_CM - first), strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)
    rows = [list(row.cells) for row in table.rows]
    for cell, words in zip(rows[0], page.head, strict=True):
        _head(cell, words)
    for cells, row in zip(rows[1:], page.rows, strict=True):
        for cell, content in zip(cells, row, strict=True):
            _fill(cell, content)
    _mark(table, page)


def _head(cell: _Cell, words: str) -> None:
    cell.paragraphs[0].add_run(words).bold = True
    properties: Any = cell._tc.get_or_add_tcPr()  # noqa: SLF001 -- python-docx has no shading of its own
    properties.append(_element("shd", val="clear", color="auto", fill=_SHADE))


def _fill(cell: _Cell, content: Cell) -> None:
    from docx.shared import Cm, RGBColor  # noqa: PLC0415 -- slow import

    for number, row in enumerate(content):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        run = paragraph.add_run(row.text)
        if row.level is not None:
            paragraph.style = _bullet(row)
            paragraph.paragraph_format.left_indent = Cm(0.5 * (row.level + 1))
            paragraph.paragraph_format.first_line_indent = Cm(-0.5)
        elif row.quiet:
            run.font.color.rgb = RGBColor.from_string(_QUIET_INK)


def _mark(table: Table, page: Page) -> None:
    """The header row as such, no row across a page break, quiet borders, room in the cells, a caption."""
    for number, row in enumerate(table.rows):
        properties: Any = row._tr.get_or_add_trPr()  # noqa: SLF001 -- python-docx has no row options
        properties.append(_element("cantSplit"))
        if number == 0:
            properties.append(_element("tblHeader"))
    borders, margins = _element("tblBorders"), _element("tblCellMar")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(_element(side, val="single", sz="4", space="0", color=_BORDER))
    for side, twips in (("top", "60"), ("left", "110"), ("bottom", "60"), ("right", "110")):
        margins.append(_element(side, w=twips, type="dxa"))
    options: Any = table._tbl.tblPr  # noqa: SLF001 -- nor table borders, margins or captions
    layout = options.find(_name("tblLayout"))
    layout.addprevious(_element("tblInd", w="0", type="dxa"))
    layout.addprevious(borders)
    look = options.find(_name("tblLook"))
    look.addprevious(margins)
    look.addnext(_element("tblCaption", val=page.caption))


def _element(name: str, **attributes: str) -> Any:
    """A WordprocessingML element with its attributes."""
    from docx.oxml import OxmlElement  # noqa: PLC0415 -- slow import

    element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        element.set(_name(key), value)
    return element


def _name(name: str) -> str:
    from docx.oxml.ns import qn  # noqa: PLC0415 -- slow import

    return qn(f"w:{name}")


def _bullet(row: Paragraph) -> str:
    return _BULLETS[min(row.level or 0, len(_BULLETS) - 1)]


def _without_clock(package: bytes, page: Page) -> bytes:
    """The same package with the page's day on every part, so that equal pages are equal files."""
    stamp = (max(page.day.year, 1980), page.day.month, page.day.day, 0, 0, 0)
    saved = BytesIO()
    with ZipFile(BytesIO(package)) as source, ZipFile(saved, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(ZipInfo(name, stamp), source.read(name), ZIP_DEFLATED)
    return saved.getvalue()
