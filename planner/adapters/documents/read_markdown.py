"""Markdown: made into HTML that still knows its source lines, and read as that."""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256
from typing import TYPE_CHECKING

from planner.adapters.documents.characters import clean, decode, squeeze
from planner.adapters.documents.read_html import read_marked
from planner.adapters.documents.wrapping import continues, is_wrapped
from planner.domain.document import Document, Line

if TYPE_CHECKING:
    from markdown_it.token import Token

_FENCE = "---"
_TITLE = re.compile(r"title\s*:\s*(.+)")
_QUOTED = re.compile(r"(['\"])(.*)\1\s*")
_FIRST_TAG = re.compile(r"<([a-zA-Z][\w-]*)")
_AT_EDGE = 0.75  # of the longest line


def read_markdown(name: str, data: bytes) -> Document:
    """The document of a Markdown file; lines keep their physical number.

    The front matter gives the title and nothing else: its dates are those of the web page.
    """
    lines = re.split(r"\r\n|\r|\n", decode(data))
    title, title_line = _take_front_matter(lines)
    wrapped = is_wrapped([clean(line).strip() for line in lines])
    heading = [Line(title, title_line, kind="heading", level=1)] if title else []
    return Document(
        name=name,
        format="md",
        sha256=sha256(data).hexdigest(),
        blocks=(*heading, *read_marked(_to_html(lines, wrapped=wrapped))),
        title=title,
    )


def _take_front_matter(lines: list[str]) -> tuple[str | None, int]:
    """The title in the front matter and its line; the lines of the front matter are made blank."""
    if lines[0].rstrip() != _FENCE:
        return None, 0
    ends = [number for number, line in enumerate(lines) if number and line.rstrip() in (_FENCE, "...")]
    if not ends:
        return None, 0
    title, where = None, 0
    for number in range(ends[0] + 1):
        match = _TITLE.match(lines[number])
        if match and title is None:
            quoted = _QUOTED.fullmatch(match[1].strip())
            title, where = squeeze(clean(quoted[2] if quoted else match[1])) or None, number + 1
        lines[number] = ""
    return title, where


def _to_html(lines: Sequence[str], *, wrapped: bool) -> str:
    from markdown_it import MarkdownIt  # noqa: PLC0415 -- slow import

    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    tokens = parser.parse("\n".join(lines))
    longest = max(map(len, lines))
    number = 1
    _keep_written_numbers(tokens)
    for token in tokens:
        number = token.map[0] + 1 if token.map else number
        if token.type == "html_block":
            token.content = _FIRST_TAG.sub(rf'<\1 data-line="{number}"', token.content, count=1)
        elif token.nesting == 1:
            token.attrSet("data-line", str(number))
        elif token.type == "inline":
            _keep_line_ends(token, lines, longest if wrapped else None)
    return str(parser.renderer.render(tokens, parser.options, {}))


def _keep_written_numbers(tokens: Sequence[Token]) -> None:
    """Give list items the numbers that were written, so that "27. november" stays the 27th.

    A list whose items all have the same number is counted, as the writer meant it to be.
    """
    items: dict[int, list[Token]] = {}
    for token in tokens:
        if token.type == "ordered_list_open":
            items[token.level + 1] = []
        elif token.type == "list_item_open" and token.level in items and token.info.isdecimal():
            items[token.level].append(token)
        elif token.type == "ordered_list_close":
            listed = items.pop(token.level + 1, [])
            if len({item.info for item in listed}) == len(listed):
                for item in listed:
                    item.attrSet("value", item.info)


def _keep_line_ends(inline: Token, lines: Sequence[str], longest: int | None) -> None:
    """Make line ends count, but those that only the margin made; `longest` is None where there is no margin.

    Minutes written in Markdown often put "Sted:" and "Dato:" on lines of their own and forget the
    two spaces that would part them.
    """
    number = inline.map[0] if inline.map else 0
    for child in inline.children or ():
        if child.type not in ("softbreak", "hardbreak"):
            continue
        line, after = lines[number].strip(), lines[number + 1].strip() if number + 1 < len(lines) else ""
        is_margin = longest is not None and (continues(line, after) or len(line) >= _AT_EDGE * longest)
        if not is_margin:
            child.type, child.tag = "hardbreak", "br"
        number += 1
