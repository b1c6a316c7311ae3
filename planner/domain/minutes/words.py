"""The families of words of one language, and the patterns made of them.

A family holds words as a secretary would list them: `*` stands for any letters of the same word,
a space for any white space. Patterns are compiled when first asked for, and kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planner.domain.minutes.alternation import any_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_NEVER = r"(?!)"
_ANY_LENGTH = 10_000
_PUNCTUATION = 12  # characters around a word that is all of a text


@dataclass(frozen=True, eq=False)
class Words:
    """The lexicon of one language: family name ("fields.place") -> its words."""

    language: str
    families: Mapping[str, tuple[str, ...]]
    _kept: dict[str, re.Pattern[str]] = field(default_factory=dict, repr=False)
    _longest: dict[str, int] = field(default_factory=dict, repr=False)

    def source(self, *names: str) -> str:
        """A regular expression for any word of these families, longest first, without borders."""
        found = {word for name in names for word in self.families.get(name, ())}
        if not found:
            return _NEVER
        return f"(?:{any_of(found)})"

    def named(self, *prefixes: str) -> list[str]:
        """The families whose names begin so."""
        return [name for name in self.families if name.startswith(prefixes)]

    def compiled(self, key: str, source: Callable[[], str], flags: int = re.IGNORECASE) -> re.Pattern[str]:
        """The expression that `source` makes, compiled once and kept under `key`."""
        if key not in self._kept:
            self._kept[key] = re.compile(source(), flags)
        return self._kept[key]

    def pattern(self, *names: str) -> re.Pattern[str]:
        """Any word of these families as whole words, anywhere."""
        key = "|".join(names)
        if key not in self._kept:
            self._kept[key] = re.compile(rf"(?<!\w){self.source(*names)}(?!\w)", re.IGNORECASE)
        return self._kept[key]

    def has(self, name: str, text: str) -> bool:
        """Whether any word of the family stands in the text."""
        return self.pattern(name).search(text) is not None

    def starts(self, name: str, text: str) -> re.Match[str] | None:
        """The match, where the text begins with a word of the family."""
        return self.pattern(name).match(text)

    def ends(self, name: str, text: str) -> bool:
        """Whether the text ends in a word of the family."""
        key = "$" + name
        if key not in self._kept:
            self._kept[key] = re.compile(rf"(?<!\w){self.source(name)}$", re.IGNORECASE)
        return self._kept[key].search(text) is not None

    def says_any(self, prefix: str, text: str) -> bool:
        """Whether the whole text is a word of any family whose name begins so."""
        key = "*" + prefix
        if key not in self._kept:
            self._kept[key] = re.compile(rf"\W*{self.source(*self.named(prefix))}[\s.:;_/-]*", re.IGNORECASE)
        return bool(text) and self._kept[key].fullmatch(text) is not None

    def says(self, name: str, text: str) -> bool:
        """Whether the whole text, but for a colon or dots around it, is a word of the family."""
        longest = self._longest.get(name)
        if longest is None:
            longest = self._longest[name] = self._longest_of(name)
        if len(text) > longest:
            return False
        key = "=" + name
        if key not in self._kept:
            self._kept[key] = re.compile(rf"\W*{self.source(name)}[\s.:;_/-]*", re.IGNORECASE)
        return self._kept[key].fullmatch(text) is not None

    def _longest_of(self, name: str) -> int:
        """How long a text may be that is nothing but a word of the family and some punctuation."""
        found = self.families.get(name, ())
        return (
            _ANY_LENGTH
            if any("*" in word for word in found)
            else max(map(len, found), default=0) + _PUNCTUATION
        )
