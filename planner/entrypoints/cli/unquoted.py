"""Dates of several words after an option, typed without quotes: "--on 27. september"."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta

_MOST_WORDS = 8
_LONGEST_NUMBER = 3  # digits: a year may end a date, the number of an item may not
_NUMBER_FOLLOWS = frozenset(("uge", "week", "eller", "or", "og", "and", "den", "d.", "om", "in", "kl.", "kl"))


def with_whole_dates(args: Sequence[str], options: Collection[str]) -> list[str]:
    """The words of a command line with what follows each of the `options` in one word, as far as it is one date."""
    found: list[str] = []
    at = 0
    while at < len(args):
        found.append(args[at])
        at += 1
        if found[-1] == "--":
            return [*found, *args[at:]]
        if found[-1] in options and at < len(args):
            count = _words_of_date(args[at:])
            found.append(" ".join(args[at : at + count]))
            at += count
    return found


def _words_of_date(words: Sequence[str]) -> int:
    """How many of the words are the date: as many as make one, and at least the first."""
    bare = 1
    while bare < min(len(words), _MOST_WORDS) and not words[bare].startswith("-"):
        bare += 1
    if bare == 1 or not any(c.isalpha() for c in words[0] + words[1]):
        return 1
    return next((count for count in range(bare, 1, -1) if _is_date(words[:count])), 1)


def _is_date(words: Sequence[str]) -> bool:
    from planner.domain.errors import BadUsage  # noqa: PLC0415 -- slow import
    from planner.domain.phrases import Context, read  # noqa: PLC0415 -- slow import

    some_day = date(2001, 1, 1)  # whether it is a date does not depend on the day
    context = Context(some_day, meetings=(some_day + timedelta(days=7),), weekday=0)

    last, before = words[-1], words[-2].lower()
    if last.isdigit() and len(last) <= _LONGEST_NUMBER and before not in _NUMBER_FOLLOWS:
        return False  # as in "--on 27. september 12", where 12 is an item
    try:
        read(" ".join(words), context)
    except BadUsage:
        return False
    return True
