"""What stands around a number, and whether that lets it be a date or a time."""

from __future__ import annotations

import re
from typing import NamedTuple

from . import phrase_words as words

_AROUND_WORD = re.compile(r"[\s(|]")
_SENTENCE = re.compile(r"[.;\n](?= |$)")
_LINE = re.compile(r"[\n\t|<>]")
_NUMBER_LAST = re.compile(r"(?<!\d)\d{1,2}\.? ?$")
_REACH = 200  # characters looked at on either side, so that a text without lines costs no more


class Surroundings(NamedTuple):
    """A text, and the same text folded (see phrase_patterns.fold)."""

    text: str
    folded: str

    def is_number(self, start: int, end: int) -> bool:
        """Whether a numbering word stands before ("pkt. 9.10") or a unit after ("12.50 kr.")."""
        after = self.folded[end : end + 8].lstrip(" .")
        if after.startswith(words.AMOUNTS) and not _goes_on(after):
            return True
        return self.follows(start, words.NUMBERED)

    def follows(self, start: int, candidates: tuple[str, ...]) -> bool:
        """Whether the word before is one of the candidates."""
        before = self.folded[max(0, start - 16) : start].rstrip(" ")
        word = _AROUND_WORD.split(before)[-1]
        return bool(word) and word in candidates

    def is_after_number(self, start: int) -> bool:
        """Whether a number that is no year stands before: "45. november" is no month."""
        return bool(_NUMBER_LAST.search(self.folded[max(0, start - 5) : start]))

    def is_moving(self, start: int) -> bool:
        """Whether the sentence before speaks of moving something from one day to another."""
        before = _SENTENCE.split(self.folded[max(0, start - _REACH) : start])[-1]
        return any(word in before for word in words.MOVING)

    def starts_line(self, start: int) -> bool:
        """Whether only bullets stand before it in its line or table cell."""
        return not self._line_before(start).strip(" *•·-–:()\uf0b7")

    def is_alone(self, start: int, end: int) -> bool:
        """Whether nothing but bullets and punctuation shares its line or table cell."""
        after = _LINE.split(self.text[end : end + _REACH])[0]
        return self.starts_line(start) and not after.strip(" .,:;()")

    def _line_before(self, start: int) -> str:
        return _LINE.split(self.text[max(0, start - _REACH) : start])[-1]


def _goes_on(after: str) -> bool:
    """Whether the unit is only the start of a longer word ("ha" in "har")."""
    unit = max((unit for unit in words.AMOUNTS if after.startswith(unit)), key=len)
    return after[len(unit) : len(unit) + 1].isalpha()
