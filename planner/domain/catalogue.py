"""What is said, put into another language by the template it was made from.

Sentences arise in Danish all over the planner; they are set into one another, stored with an import, and sent
between processes. So no sentence carries its translation along: on its way to a reader it is recognised by its
template in a catalogue, and said again in the other language. What no template knows is somebody's own words,
and stays as it is.

A template has `{name}` where anything may stand, `{name:d}` where a number and `{name:w}` where one word stands. In
the translation `{name}` is put in as it was, and `{_name}` is translated as well: a date, a list, a sentence within
a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

HOLE = re.compile(r"\{(_?)(\w+)(?::(d|w))?\}")
# What may stand in a hole by its kind.
_FITS = {"d": r"\d+", "w": r"\S+", None: ".*?"}


class Template:
    """A sentence with holes, and the same in the other language."""

    def __init__(self, danish: str, other: str) -> None:
        self.danish, self.other = danish, other
        # Its own words, in order, between the holes.
        self.pieces = [piece for piece in HOLE.split(danish)[:: HOLE.groups + 1] if piece]

    @property
    def weight(self) -> int:
        """How telling it is: the letters of its own."""
        return sum(letter.isalpha() for piece in self.pieces for letter in piece)

    def read(self, text: str) -> dict[str, str] | None:
        """What stands in each hole, or None where the text is not made from this template."""
        if not all(piece in text for piece in self.pieces):
            return None
        found = self._pattern.fullmatch(text)
        return found.groupdict() if found else None

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        parts, end = [], 0
        for hole in HOLE.finditer(self.danish):
            parts += [re.escape(self.danish[end : hole.start()]), f"(?P<{hole[2]}>{_FITS[hole[3]]})"]
            end = hole.end()
        return re.compile("".join([*parts, re.escape(self.danish[end:])]), re.DOTALL)


class Catalogue:
    """Danish texts and templates with their translations; the most telling template is tried first."""

    def __init__(self, entries: Mapping[str, str]) -> None:
        self._whole = {text: other for text, other in entries.items() if not HOLE.search(text)}
        holed = [Template(text, other) for text, other in entries.items() if HOLE.search(text)]
        self._templates = sorted(holed, key=lambda template: -template.weight)

    def said(self, text: str) -> str:
        """The text in the other language; unchanged where nothing in the catalogue knows it."""
        if text in self._whole:
            return self._whole[text]
        for template in self._templates:
            values = template.read(text)
            if values is not None:
                return self._filled(template.other, values)
        return text

    def _filled(self, other: str, values: Mapping[str, str]) -> str:
        def put(hole: re.Match[str]) -> str:
            return self.said(values[hole[2]]) if hole[1] else values[hole[2]]

        return HOLE.sub(put, other)
