"""Words that look alike: one letter apart, or the same words in another order."""

from __future__ import annotations

from functools import lru_cache

_EDGES = " .,:;!?()[]–—-/\\\"'“”„»«·•…"


@lru_cache(maxsize=2048)  # a title is compared with every other
def words(text: str) -> tuple[str, ...]:
    """The words of a text as written, without punctuation around them."""
    found = (word.strip(_EDGES) for word in text.replace("/", " ").split())
    return tuple(word for word in found if word)


def one_apart(one: str, other: str) -> bool:
    """Whether a single letter was changed, left out, added or swapped with its neighbour."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    if len(one) > len(other):
        one, other = other, one
    same = 0
    while same < len(one) and one[same] == other[same]:
        same += 1
    rest, longer = one[same:], other[same:]
    if len(one) < len(other):
        return rest == longer[1:]
    swapped = len(rest) > 1 and rest[0] == longer[1] and rest[1] == longer[0] and rest[2:] == longer[2:]
    return rest[1:] == longer[1:] or swapped


def same_title(one: str, other: str) -> bool:
    """Whether two titles are the same words, in any order, a spelling mistake in a long word allowed.

    Words with figures must agree: "Budget 2031" is not "Budget 2032".
    """
    left, right = set(words(one.casefold())), set(words(other.casefold()))
    if left == right:
        return bool(left)
    unpaired, spare = left - right, right - left
    return len(unpaired) == len(spare) == 1 and is_misspelling(*unpaired, *spare)


def is_misspelling(one: str, other: str) -> bool:
    """Whether one long word may be the other one misspelt, and not another form or number of it."""
    if min(len(one), len(other)) < 6 or not (one.isalpha() and other.isalpha()):
        return False
    # Endings inflect ("mødet", "møder", "mødets"); a mistake sits before them.
    return one_apart(one, other) and one[-2:] == other[-2:] and not _is_ending(one, other)


def _is_ending(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return long.startswith(short)
