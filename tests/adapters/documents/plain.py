"""Documents as short texts, so that a test can show a whole one.

A line is "text", "# heading", "* bullet" ("** " one deeper), "~ struck", "! bold"; a table is a list
of rows, a row a list of cells, a cell its lines joined by " / ".
"""

from __future__ import annotations

from planner.domain.document import Document, Line, Table


def plain(document: Document) -> list[object]:
    return [_line(block) if isinstance(block, Line) else rows(block) for block in document.blocks]


def rows(table: Table) -> list[list[str]]:
    return [[" / ".join(_line(line) for line in cell) for cell in row.cells] for row in table.rows]


def texts(document: Document) -> list[str]:
    found = []
    for block in document.blocks:
        lines = (
            [block]
            if isinstance(block, Line)
            else [x for row in block.rows for cell in row.cells for x in cell]
        )
        found.extend(line.text for line in lines)
    return found


def _line(line: Line) -> str:
    mark = {"heading": "#" * line.level + " ", "bullet": "*" * (line.level + 1) + " ", "text": ""}[line.kind]
    return ("~ " if line.struck else "") + ("! " if line.bold else "") + mark + line.text
