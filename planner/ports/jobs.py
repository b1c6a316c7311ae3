"""Which due times have been taken, by whom, and what came of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from planner.domain.due import Due
    from planner.domain.job_run import Known, Run
    from planner.domain.post import LetterQueue


class Jobs(Protocol):
    """The due times of every job. A job is named by its key ("sync", "digest:3")."""

    def known(self) -> tuple[Known, ...]:
        """Every job that a process has met, with its open run: one statement, by index."""
        ...

    def register(self, job: str, rule: str, now: datetime) -> None:
        """The job's rule is this one from now on; due times before now are none of its."""
        ...

    def rest(self, job: str, since: datetime | None) -> None:
        """Carry nothing out of the job since then; None: do so again."""
        ...

    def claim(self, job: str, due: Due, owner: str, now: datetime, *, repeats: bool = False) -> Run | None:
        """Take a due time; None where somebody has taken it already, or a run of the job is open.

        What was recorded in what is now the future (the clock was set back) does not count as missed,
        nor as done where the job `repeats` anyway.
        """
        ...

    def take_over(self, run: Run, owner: str, now: datetime) -> Run | None:
        """Take up a run as it was seen; None where it is no longer so."""
        ...

    def beat(self, run: Run, now: datetime) -> bool:
        """The worker of a run is alive; False where the run is no longer its own."""
        ...

    def settle(self, run: Run) -> bool:
        """A run as it is now; False where it is no longer its owner's."""
        ...

    def note(self, job: str, dues: Iterable[Due], state: str, now: datetime) -> int:
        """These due times are not carried out ("missed" or "skipped"); how many were still free."""
        ...

    def give_up(self, run: Run, now: datetime) -> None:
        """An open run is missed."""
        ...

    def last(self, job: str, now: datetime) -> Run | None:
        """The latest due time up to now that is settled, or taken; what was missed in the future is not."""
        ...

    def recent(self, job: str, most: int) -> tuple[Run, ...]:
        """The job's latest due times, the newest first."""
        ...

    def queues(self) -> Mapping[str, int]:
        """How many messages are in each state that is not an end."""
        ...

    def letters(self) -> LetterQueue:
        """How many letters are not settled."""
        ...

    def forget(self, job: str, before: datetime) -> None:
        """Drop what is over and was due before then."""
        ...
