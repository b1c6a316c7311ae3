"""What is said, put into another language by the template it was made from.

Sentences arise in Danish all over the planner; they are set into one another, stored with an import, and sent
between processes. So no sentence carries its translation along: on its way to a reader it is recognised by its
template in a catalogue, and said again in the other language. What no template knows is somebody's own words,
and stays as it is.

A template has holes: `{name}` for anything, `{name:d}` for a number, `{name:w}` for a word, `{name:t}` for a date
or several in a row, `{name:s}` for a text that is itself in the catalogue, and `{name:l}` for a list of anything. In
the translation `{name}` is put in as it was, and `{_name}` is translated as well: a date, a list, a sentence within
a sentence. A template of nothing but lists, such as `{first:l} eller {last:l}`, is how lists are joined.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

HOLE = re.compile(r"\{(_?)(\w+)(?::([dwtsl]))?\}")
# Days of a row before the last one: "4., 11. og ", "27. nov. og ".
_DAY = r"\d{1,2}\. [a-z]+\.?"
_MORE_DAYS = rf"(?:(?:\d{{1,2}}\.|{_DAY})(?:,| og) )*"
# What may stand in a hole of that kind, and how much it tells that it does, counted in letters.
_FITS = {
    "d": r"\d+",
    "w": r"\w+",
    "t": rf"{_MORE_DAYS}(?:\w+ den )?{_DAY}(?: \d{{4}})?(?: \(uge \d+\))?(?: og \d+ andre dage)?",
}
_NEXT_SENTENCE = re.compile(" [A-Z]")
_TELLS = {"d": 2, "w": 1, "t": 10, "s": 2}


class Template:
    """A sentence with holes, and the same in the other language."""

    def __init__(self, danish: str, other: str) -> None:
        self.danish, self.other = danish, other
        self.kinds = {hole[2]: hole[3] for hole in HOLE.finditer(danish)}
        # The holes whose content must be understood.
        self.ours = [name for name, kind in self.kinds.items() if kind in ("s", "t")]
        self.is_joint = danish.startswith("{") and list(self.kinds.values()) == ["l", "l"]
        self.parts_clauses = self.is_joint and bool(re.search("[,;]", danish))
        # Its own words, in order, between the holes.
        self.pieces = [piece for piece in HOLE.split(danish)[:: HOLE.groups + 1] if piece]

    @property
    def weight(self) -> tuple[int, int]:
        """How telling it is: by its own letters and the kinds of its holes, then by its length."""
        letters = sum(letter.isalpha() for piece in self.pieces for letter in piece)
        kinds = sum(_TELLS.get(kind or "", 0) for kind in self.kinds.values())
        return letters + kinds, sum(map(len, self.pieces))

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
            fits = _FITS.get(hole[3] or "", ".*?")
            parts += [re.escape(self.danish[end : hole.start()]), f"(?P<{hole[2]}>{fits})"]
            end = hole.end()
        return re.compile("".join([*parts, re.escape(self.danish[end:])]), re.DOTALL)


class Catalogue:
    """Danish texts and templates with their translations; the most telling template is tried first."""

    def __init__(self, entries: Mapping[str, str]) -> None:
        self._whole = {text: other for text, other in entries.items() if not HOLE.search(text)}
        holed = [Template(text, other) for text, other in entries.items() if HOLE.search(text)]
        holed.sort(key=lambda template: template.weight, reverse=True)
        self._templates = [template for template in holed if not template.is_joint]
        self._joints = [template for template in holed if template.is_joint]
        self._known: dict[str, str | None] = {}

    def said(self, text: str) -> str:
        """The text in the other language; unchanged where nothing in the catalogue knows it."""
        found = self._found(text)
        return text if found is None else found

    def _found(self, text: str) -> str | None:
        """The translation, or None. A text is asked about again and again while its parts are tried."""
        if text in self._whole:
            return self._whole[text]
        if text not in self._known:
            self._known[text] = self._made(text)
        return self._known[text]

    def _made(self, text: str) -> str | None:
        for template in self._templates:
            values = template.read(text)
            if values is not None and all(self._is_ours(template.kinds[n], values[n]) for n in template.ours):
                return self._filled(template, values)
        return None

    def _is_ours(self, kind: str | None, text: str) -> bool:
        return self._row(text) != text if kind == "t" else self._found(text) is not None

    def _row(self, text: str) -> str:
        """A date in the other language, or several in a row."""
        for joint in self._joints:
            values = joint.read(text)
            if values is not None:
                days = {name: self._row(value) for name, value in values.items()}
                return _put(joint.other, days)
        return self.said(text)

    def _listed(self, text: str) -> str:
        """A list in the other language: how it is joined, and those of its parts that are known."""
        # A clause that begins with a name could else take what stands before it for a part of the name.
        row = next(self._clauses(text), None)
        if row is not None:
            return row
        found = self._found(text)
        if found is not None:
            return found
        for joint in self._joints:
            values = joint.read(text)
            if values is not None:
                return self._filled(joint, values)
        return text

    def _clauses(self, text: str) -> Iterator[str]:
        """A row of clauses that are all known, in the other language."""
        for joint in self._joints:
            values = joint.read(text) if joint.parts_clauses else None
            if values and all(self._found(v) is not None or any(self._clauses(v)) for v in values.values()):
                yield self._filled(joint, values)

    def _filled(self, template: Template, values: Mapping[str, str]) -> str:
        def put(hole: re.Match[str]) -> str:
            value = values[hole[2]]
            if not hole[1]:
                return value
            found = {"l": self._listed, "t": self._row}.get(template.kinds[hole[2]] or "", self.said)(value)
            # A Danish sentence may end in a short month ("okt."), which has no stop in the other language.
            ends = value.endswith(".") and bool(_NEXT_SENTENCE.match(template.other, hole.end()))
            return f"{found}." if ends and not found.endswith(".") else found

        return HOLE.sub(put, template.other)


def _put(template: str, values: Mapping[str, str]) -> str:
    """The template with these values in its holes."""
    return HOLE.sub(lambda hole: values[hole[2]], template)
