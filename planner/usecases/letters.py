"""Queue a letter: its facts are frozen, and what it is said once for is never queued again."""

from __future__ import annotations

from collections.abc import Iterable

from planner.domain.post import QueuedLetter
from planner.ports import Work


def queue(letters: Iterable[QueuedLetter], work: Work) -> int:
    """Queue those of the letters whose keys are new, inside the transaction; how many they are."""
    return sum(work.letters.add(letter) for letter in letters)
