"""HTML lists: the number of an item, and lists whose items were never marked up."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.adapters.documents.characters import without_bullet
from planner.adapters.documents.numerals import numeral
from planner.domain.document import Line

if TYPE_CHECKING:
    from lxml.etree import _Element

_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_GLYPH = re.compile(r"\s*[•◦▪●○■‣⁃\uf020-\uf0ff]\s*")
_DASH = re.compile(r"\s+[-–]\s+")
_NUMBER = re.compile(r"(?:^|(?<=\s))(?:(\d{1,2})[.)]|([a-z])[.)])\s+(?=\S)")


@dataclass
class Counter:
    """An open list; `numbers` is the way it counts, None for bullets."""

    numbers: str | None
    value: int

    @classmethod
    def of(cls, element: _Element) -> Counter:
        """The counter of a <ul> or <ol>."""
        if element.tag == "ul" or "none" in element.get("style", ""):
            return cls(None, 0)
        start = element.get("start", "1")
        return cls(
            _FORMATS.get(element.get("type", "1"), "decimal"), int(start) - 1 if start.isdecimal() else 0
        )

    def next(self, item: _Element) -> str:
        """What the next item begins with; nothing for a bullet."""
        given = item.get("value", "")
        self.value = int(given) if given.isdecimal() and len(given) < 6 else self.value + 1
        return f"{numeral(self.value, self.numbers)}. " if self.numbers else ""


def split_loose(line: Line, tag: str) -> list[Line]:
    """The items of a list whose text stands without <li>, told apart by their own marks.

    In a <ul> the marks are bullet characters, or dashes where the list begins with one; in an <ol>
    they are numbers or letters that count on.
    """
    if tag == "ol":
        return [replace(line, text=text) for text in _numbered(line.text)]
    if _GLYPH.search(line.text):
        lead, *items = _GLYPH.split(line.text)
    elif line.text.startswith(("- ", "– ")):
        lead, items = "", _DASH.split(without_bullet(line.text) or "")
    else:
        lead, items = line.text, []
    bullets = [replace(line, text=item.strip(), kind="bullet", level=0) for item in items if item.strip()]
    return [replace(line, text=lead.strip()), *bullets] if lead.strip() else bullets


def _numbered(text: str) -> list[str]:
    """Cut before each mark that is the next one in order."""
    cuts = [0]
    wanted = None
    for match in _NUMBER.finditer(text):
        value = int(match[1]) if match[1] else ord(match[2]) - 96
        key = (match[1] is not None, value)
        if wanted is None and value == 1 or key == wanted:
            cuts.append(match.start())
            wanted = (key[0], value + 1)
    ends = [*cuts[1:], len(text)]
    return [text[a:b].strip() for a, b in zip(cuts, ends, strict=True) if text[a:b].strip()]
