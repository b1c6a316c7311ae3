"""The families of words of one language, and the patterns made of them.

A family holds words as a secretary would list them: `*` stands for any letters of the same word,
a space for any white space. Patterns are compiled when first asked for, and kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from planner.domain.minutes.alternation import any_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_NEVER = r"(?!)"
_ANY_LENGTH = 10_000
_PUNCTUATION = 12  # characters around a word that is all of a text
_UNASKED: Any = object()
_More = ParamSpec("_More")
_Answer = TypeVar("_Answer")


@dataclass(frozen=True, eq=False)
class Words:
    """The lexicon of one language: family name ("fields.place") -> its words."""

    language: str
    families: Mapping[str, tuple[str, ...]]
    _kept: dict[str | tuple[str, ...], re.Pattern[str]] = field(default_factory=dict, repr=False)
    _sources: dict[tuple[object, ...], str] = field(default_factory=dict, repr=False)
    _whole: dict[str, tuple[int, frozenset[str] | None, re.Pattern[str]]] = field(
        default_factory=dict, repr=False
    )
    _inside: dict[str, re.Pattern[str]] = field(default_factory=dict, repr=False)
    _at_end: dict[str, tuple[int, re.Pattern[str]]] = field(default_factory=dict, repr=False)
    memory: dict[object, Any] | None = field(default=None, repr=False)

    def with_memory(self) -> Words:
        """The same words for one document: what is `remembered` lives as long as they do."""
        return replace(self, memory={})

    def source(self, *names: str, unordered: bool = False) -> str:
        """A regular expression for any word of these families, without borders.

        The longest word wins. With `unordered` any may: it then only serves to tell whether there is one, and is
        quicker where many are open.
        """
        key = (unordered, *names)
        if key not in self._sources:
            found = {word for name in names for word in self.families.get(name, ())}
            self._sources[key] = f"(?:{any_of(found, unordered=unordered)})" if found else _NEVER
        return self._sources[key]

    def named(self, *prefixes: str) -> list[str]:
        """The families whose names begin so."""
        return [name for name in self.families if name.startswith(prefixes)]

    def compiled(self, key: str, source: Callable[[], str], flags: int = re.IGNORECASE) -> re.Pattern[str]:
        """The expression that `source` makes, compiled once and kept under `key`."""
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = re.compile(source(), flags)
        return found

    def pattern(self, *names: str) -> re.Pattern[str]:
        """Any word of these families as whole words, anywhere."""
        found = self._kept.get(names)
        if found is None:
            found = self._kept[names] = re.compile(
                rf"{self._border(*names)}{self.source(*names)}(?!\w)", re.IGNORECASE
            )
        return found

    def has(self, name: str, text: str) -> bool:
        """Whether any word of the family stands in the text."""
        pattern = self._inside.get(name)
        if pattern is None:
            pattern = self._inside[name] = re.compile(self._anywhere(name), re.IGNORECASE)
        return pattern.search(text) is not None

    def starts(self, name: str, text: str) -> re.Match[str] | None:
        """The match, where the text begins with a word of the family."""
        return self.pattern(name).match(text)

    def ends(self, name: str, text: str) -> bool:
        """Whether the text ends in a word of the family."""
        found = self._at_end.get(name)
        if found is None:
            pattern = re.compile(rf"{self._border(name)}{self.source(name, unordered=True)}$", re.IGNORECASE)
            found = self._at_end[name] = self._longest(name), pattern
        longest, pattern = found
        return pattern.search(text, max(0, len(text) - longest)) is not None

    def says_any(self, prefix: str, text: str) -> bool:
        """Whether the whole text is a word of any family whose name begins so."""
        pattern = self.compiled("*" + prefix, lambda: self._alone(*self.named(prefix)))
        return bool(text) and pattern.fullmatch(text) is not None

    def says(self, name: str, text: str) -> bool:
        """Whether the whole text, but for a colon or dots around it, is a word of the family."""
        whole = self._whole.get(name)
        if whole is None:
            pattern = re.compile(self._alone(name), re.IGNORECASE)
            whole = self._whole[name] = self._longest(name), self._first_letters(name), pattern
        longest, letters, pattern = whole
        if len(text) > longest or (letters is not None and text[:1].isalpha() and text[0] not in letters):
            return False
        return pattern.fullmatch(text) is not None

    def _anywhere(self, name: str) -> str:
        """As `pattern`, to tell only that it is there: then a star at the beginning of a word needs no letters."""
        found = self.families.get(name, ())
        ends = [word[1:] for word in found if word[:1] == "*" and word[1:2].isalpha()]
        if not ends:
            return rf"{self._border(name)}{self.source(name, unordered=True)}(?!\w)"
        others = [word for word in found if word[1:] not in ends]
        patterns = [rf"(?<!\w){any_of(others)}"] if others else []
        return rf"(?:{'|'.join([*patterns, any_of(ends)])})(?!\w)"

    def _alone(self, *names: str) -> str:
        return rf"\W*{self.source(*names, unordered=True)}[\s.:;_/-]*"

    def _first_letters(self, *names: str) -> frozenset[str] | None:
        """What a word of these families may begin with; None where that may be anything."""
        first = {word[:1] for name in names for word in self.families.get(name, ())}
        if not all(letter.isalpha() for letter in first):
            return None
        return frozenset(case for letter in first for case in (letter.lower(), letter.upper()))

    def _border(self, *names: str) -> str:
        """Where a word of these families may begin: the letter is looked at first, which rules out most places."""
        letters = self._first_letters(*names)
        return rf"(?-i:(?=[{''.join(sorted(letters))}]))(?<!\w)" if letters else r"(?<!\w)"

    def _longest(self, name: str) -> int:
        """How long a text may be that is nothing but a word of the family and some punctuation."""
        found = self.families.get(name, ())
        return (
            _ANY_LENGTH
            if any("*" in word for word in found)
            else max(map(len, found), default=0) + _PUNCTUATION
        )


def remembered(
    function: Callable[Concatenate[str, Words, _More], _Answer],
) -> Callable[Concatenate[str, Words, _More], _Answer]:
    """A function of a text that is worked out once for a document, however many of its readers ask.

    Its answer is shared, so it must be a value that nobody changes.
    """

    @wraps(function)
    def asked(text: str, words: Words, /, *args: _More.args, **kwargs: _More.kwargs) -> _Answer:
        memory = words.memory
        if memory is None or kwargs:
            return function(text, words, *args, **kwargs)
        question = (function, text, *args)
        answer: _Answer = memory.get(question, _UNASKED)
        if answer is _UNASKED:
            answer = memory[question] = function(text, words, *args, **kwargs)
        return answer

    return asked
