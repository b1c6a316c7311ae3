"""Writes the DOCX and PDF documents of this folder from `sources_docx.py` and `sources_pdf.py`; run it after a change there.

python tests/data/minutes/make.py     (needs python-docx and reportlab)

The documents are invented. A block is a pair of a kind and its content: "h1", "h2", "h3" and "p" a text, "b" and "n"
bullets and numbers, "t" the rows of a table whose cells may hold several lines, "page" a page break.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import sources_docx  # noqa: E402 -- beside this script
import sources_pdf  # noqa: E402 -- beside this script -- a script beside its data


def docx(path: Path, blocks: list[tuple[str, Any]], header: str, footer: str) -> None:
    """One DOCX file with Word's own headings, lists and tables."""
    from docx import Document

    document = Document()
    document.sections[0].header.paragraphs[0].text = header
    document.sections[0].footer.paragraphs[0].text = footer
    for kind, content in blocks:
        if kind in ("h1", "h2", "h3"):
            document.add_heading(content, int(kind[1]))
        elif kind == "p":
            document.add_paragraph(content)
        elif kind in ("b", "n"):
            for one in content:
                document.add_paragraph(one, style="List Bullet" if kind == "b" else "List Number")
        elif kind == "page":
            document.add_page_break()
        else:
            table = document.add_table(rows=0, cols=len(content[0]), style="Table Grid")
            for row in content:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    lines = text.split("\n")
                    cell.paragraphs[0].text = lines[0]
                    for line in lines[1:]:
                        bullet = line.startswith("• ")
                        cell.add_paragraph(
                            line[2:] if bullet else line, style="List Bullet" if bullet else None
                        )
    document.save(str(path))


def pdf(path: Path, blocks: list[tuple[str, Any]], header: str, footer: str) -> None:
    """One PDF file; `%d` in the footer is the page."""
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

    styles = getSampleStyleSheet()
    names = {"h1": "Heading1", "h2": "Heading2", "h3": "Heading3", "p": "BodyText"}
    flow: list[Any] = []
    for kind, content in blocks:
        if kind in names:
            flow.append(Paragraph(content.replace("\n", "<br/>"), styles[names[kind]]))
        elif kind in ("b", "n"):
            for number, one in enumerate(content, 1):
                mark = "•" if kind == "b" else f"{number}."
                flow.append(Paragraph(one, styles["BodyText"], bulletText=mark))
        elif kind == "page":
            flow.append(PageBreak())
        else:
            rows = [
                [[Paragraph(line, styles["BodyText"]) for line in cell.split("\n")] for cell in row]
                for row in content
            ]
            table = Table(rows, repeatRows=1, colWidths=[470 / len(rows[0])] * len(rows[0]))
            table.setStyle(
                TableStyle(
                    [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
                )
            )
            flow += [table, Spacer(1, 8)]

    def margins(canvas: Any, page: Any) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(60, 810, header)
        canvas.drawString(60, 25, footer % page.page if "%d" in footer else footer)

    made = SimpleDocTemplate(str(path), pagesize=A4, invariant=1, title="", author="")
    made.build(flow, onFirstPage=margins, onLaterPages=margins)


if __name__ == "__main__":
    for name, (blocks, header, footer) in (sources_docx.DOCUMENTS | sources_pdf.DOCUMENTS).items():
        (docx if name.endswith(".docx") else pdf)(HERE / name, blocks, header, footer)
