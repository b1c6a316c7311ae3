"""Many words as one pattern in which what they begin with alike stands once, so that few are tried at each place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_LETTERS = r"[\w.-]*"
_REST_OF_LINE = r"\b.*"
_OPEN = (_LETTERS, _REST_OF_LINE)  # these may begin like any other word, so their order counts


def any_of(words: Iterable[str], *, unordered: bool = False) -> str:
    """A regular expression for any of the words, of which the longest wins.

    With `unordered` any may: it then only serves to tell whether there is one, and is quicker where many are open.
    """
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return _branches([_tokens(word) for word in ordered], unordered=unordered)


def _tokens(word: str) -> tuple[str, ...]:
    """A word piece by piece; a star stands for letters of the word, a lone one for any rest of the line."""
    if word.endswith(" *"):
        return (*_tokens(word[:-2]), _REST_OF_LINE)
    parts = [tuple(map(_token, part)) for part in word.split()]
    return tuple(token for n, part in enumerate(parts) for token in ((r"\s+", *part) if n else part))


def _token(letter: str) -> str:
    return letter if letter.isalnum() else _LETTERS if letter == "*" else re.escape(letter)


def _branches(found: Sequence[tuple[str, ...]], *, unordered: bool) -> str:
    if len(found) == 1:
        return "".join(found[0])
    if not unordered and any(tokens and tokens[0] in _OPEN for tokens in found):
        return "(?:" + "|".join(map("".join, found)) + ")"
    rests: dict[str, list[tuple[str, ...]]] = {}
    for tokens in found:
        rests.setdefault(tokens[0] if tokens else "", []).append(tokens[1:])
    branches = [first + _branches(rest, unordered=unordered) for first, rest in rests.items()]
    return branches[0] if len(branches) == 1 else "(?:" + "|".join(branches) + ")"
