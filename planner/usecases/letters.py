"""Queue a letter: its facts are frozen, and what it is said once for is never queued again."""

from __future__ import annotations

from collections.abc import Iterable

from planner.domain.errors import NeedsPerson
from planner.domain.post import QueuedLetter
from planner.ports import Work


def queue(letters: Iterable[QueuedLetter], work: Work) -> int:
    """Queue those of the letters whose keys are new, inside the transaction; how many they are.

    Refused after a copy was put back, before a person has looked: it is not known what has been said since.
    """
    found = tuple(letters)
    if found and work.sending.standstill():
        raise NeedsPerson(
            "Der bliver ikke sendt noget, før du har set på det.", hint="planner synk siger hvorfor."
        )
    return sum(work.letters.add(letter) for letter in found)
