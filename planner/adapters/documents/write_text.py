"""The page as Markdown, and as plain text for the screen and for letters."""

from __future__ import annotations

import re
from textwrap import wrap

from planner.adapters.documents.page import Cell, Page, Paragraph

_SPECIAL = re.compile(r"([\\`*_\[\]<>|&~])")
_BLOCK_START = re.compile(r"^(\s*)(#{1,6}\s|[-+](?=\s)|=+$|\d+(?=[.)]\s))")
_WIDTH = 80


def markdown(page: Page) -> str:
    """GitHub's Markdown: a table whose cells break lines with <br>."""
    lines = [f"# {_escaped(page.title)}", ""]
    for fact in page.facts:
        lines += [_escaped(fact), ""]
    lines += [f"| {' | '.join(page.head)} |", "|---|---|"]
    lines += [f"| {_cell(left)} | {_cell(right)} |" for left, right in page.rows]
    if page.list_heading:
        lines += ["", f"## {_escaped(page.list_heading)}", ""]
        lines += [f"{'  ' * (row.level or 0)}- {_escaped(row.text)}" for row in page.list]
    return "\n".join([*lines, ""])


def text(page: Page, width: int = _WIDTH) -> str:
    """Plain text, `width` characters wide."""
    left_width = max([len(page.head[0])] + [len(line.text) for left, _ in page.rows for line in left])
    left_width = min(left_width, width // 3)
    lines = [page.title, *page.facts, ""]
    lines += _side_by_side([page.head[0]], [page.head[1]], left_width)
    lines.append("-" * width)
    for left, right in page.rows:
        lines += _side_by_side(
            _wrapped(left, left_width), _wrapped(right, width - left_width - 2), left_width
        )
    if page.list_heading:
        lines += ["", page.list_heading, *_wrapped(page.list, width)]
    return "\n".join([*lines, ""])


def _escaped(words: str) -> str:
    """The words with nothing that Markdown would take for its own."""
    return _BLOCK_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", words))


def _cell(cell: Cell) -> str:
    def mark(level: int | None) -> str:
        return "" if level is None else "&nbsp;&nbsp;" * level + "- "

    return "<br>".join(mark(row.level) + _SPECIAL.sub(r"\\\1", row.text) for row in cell)


def _wrapped(paragraphs: tuple[Paragraph, ...], width: int) -> list[str]:
    lines: list[str] = []
    for paragraph in paragraphs:
        mark = "" if paragraph.level is None else "  " * paragraph.level + "- "
        lines += wrap(paragraph.text, width, initial_indent=mark, subsequent_indent=" " * len(mark))
    return lines


def _side_by_side(left: list[str], right: list[str], left_width: int) -> list[str]:
    height = max(len(left), len(right), 1)
    left, right = left + [""] * (height - len(left)), right + [""] * (height - len(right))
    return [f"{a:<{left_width}}  {b}".rstrip() for a, b in zip(left, right, strict=True)]
