"""A Word document's paragraphs and tables as a PDF with ruled tables, to have something to measure."""

from __future__ import annotations

from pathlib import Path

from docx import Document
from docx.table import Table as WordTable
from reportlab.lib import colors
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

_GRID = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")])


def as_pdf(word: Path, pdf: Path) -> None:
    """Write the PDF."""
    style = getSampleStyleSheet()["Normal"]
    flow: list[object] = []
    for block in Document(str(word)).iter_inner_content():
        if isinstance(block, WordTable):
            rows = [
                [[Paragraph(p.text, style) for p in cell.paragraphs] for cell in row.cells]
                for row in block.rows
            ]
            flow.append(Table(rows, colWidths=(80, 360), style=_GRID))
        else:
            flow.append(Paragraph(block.text, style))
    SimpleDocTemplate(str(pdf)).build(flow)
