"""Who in the organization's address book may be the people without an address: proposals, never stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from planner.ports import Directory
from planner.usecases.who_hears import Missing

# Nobody waits for a long list, and whoever lacks that many addresses has a list to read in.
_MOST_PEOPLE = 8
_MOST_EACH = 3


def with_candidates(missing: Iterable[Missing], directory: Directory) -> tuple[Missing, ...]:
    """The same people, the first of them each with those who may be meant."""
    return tuple(
        replace(one, candidates=directory.people_called(one.name)[:_MOST_EACH])
        if number < _MOST_PEOPLE
        else one
        for number, one in enumerate(missing)
    )
