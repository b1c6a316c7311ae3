"""What is published, on its way out, subscribed to, and come back: the store of what people are told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from planner.domain.changes import Change
    from planner.domain.correspondence import Heard, Settling
    from planner.domain.entry import Entry
    from planner.domain.feed import Feed
    from planner.domain.outbound import State, Task
    from planner.domain.post import QueuedLetter
    from planner.domain.publication import Publication
    from planner.domain.standstill import Departure, LetterLeft, Standstill


class Outgoing(Protocol):
    """What was published, and what is on its way out."""

    def last_publication(self, board: int, *, whole: bool = False) -> Publication | None:
        """The board's latest publication; with `whole` the latest that was not limited to some days."""
        ...

    def last_step(self) -> int:
        """The number of the latest journal step, 0 where there is none."""
        ...

    def changes_since(self, step: int) -> tuple[Change, ...]:
        """Every journalled change after that step, in order."""
        ...

    def entries(self, meetings: Iterable[int]) -> tuple[Entry, ...]:
        """Events of these meetings that are not over, by id."""
        ...

    def entry(self, number: int) -> Entry:
        """The event with that id; Unknown where there is none."""
        ...

    def tasks(self, states: Iterable[State]) -> tuple[Task, ...]:
        """Tasks in these states, oldest first."""
        ...

    def task(self, number: int) -> Task:
        """The task with that id; Unknown where there is none."""
        ...

    def publish(self, publication: Publication) -> Publication:
        """Keep a publication under the next number."""
        ...

    def keep(self, entry: Entry) -> Entry:
        """Keep an event as it is now; one with id 0 is new and gets the next number."""
        ...

    def wish(self, entry: Entry, publication: Publication) -> None:
        """The event is to be brought to what it says: one waiting task for it, however often it is wished.

        What was definitely refused before is superseded.
        """
        ...

    def unwish(self, entry: Entry) -> None:
        """Nothing has to be sent for the event after all: a waiting task for it is superseded."""
        ...

    def due(self, now: datetime, backends: Iterable[str], most: int = 1) -> tuple[Task, ...]:
        """The oldest tasks that may be taken up now, each of another event, of events at these backends.

        One that waits, when nothing of the same event is under way or with a person; one in doubt
        after its quiet period; one whose worker has not been heard from for that long.
        """
        ...

    def save(self, task: Task, was: Task) -> bool:
        """The task as it is now; False where somebody else has taken it up since it was as it `was`."""
        ...


class Sending(Protocol):
    """How far the sending has come, in the database and outside it, and whether it may go on."""

    def standstill(self) -> Standstill | None:
        """Why nothing may leave before a person has looked; None where it may."""
        ...

    def depart(self, claims: Iterable[tuple[Task, Entry]]) -> None:
        """These leave in one call. It is known, in the database and outside it, once this is committed."""
        ...

    def letters_leave(self, letters: Iterable[QueuedLetter]) -> None:
        """These letters leave in one call, and are known as events are."""
        ...

    def letters_settled(self, letters: Iterable[QueuedLetter]) -> None:
        """What was answered about letters that left: each has arrived, has stayed after all, or it is not known."""
        ...

    def unknown(self) -> tuple[Departure, ...]:
        """What left and this database does not know of, in the order it left."""
        ...

    def unknown_letters(self) -> tuple[LetterLeft, ...]:
        """The letters that left and that this database may not know of, in the order they left."""
        ...

    def stop(self, why: Standstill) -> None:
        """Nothing leaves any more before a person has looked."""
        ...

    def resume(self) -> None:
        """A person has looked. The next publication compares everything that anybody was told."""
        ...

    def must_review(self) -> bool:
        """Whether a copy has been put back since the last publication that looked at everything."""
        ...

    def reviewed(self) -> None:
        """Everything was compared with the plan, and published."""
        ...

    def entry_with(self, key: str) -> Entry | None:
        """The event with that key."""
        ...

    def coming(self, now: datetime, board: int | None = None) -> tuple[Entry, ...]:
        """Events that are not over, and that end after this instant, by id; of one board when it is given."""
        ...


class Feeds(Protocol):
    """The calendars that are subscribed to."""

    def active(self) -> tuple[Feed, ...]:
        """Those that have not been revoked, the oldest first."""
        ...

    def add(self, feed: Feed) -> Feed:
        """Keep a new one under the next number."""
        ...

    def revoke(self, feed: Feed, at: datetime) -> None:
        """It is gone from now on."""
        ...

    def standing(self) -> tuple[Entry, ...]:
        """Every event that stands in somebody's calendar, of all boards."""
        ...


class Incoming(Protocol):
    """What came back from the calendars. Nothing is kept twice."""

    def read_to(self, backend: str) -> tuple[str | None, datetime | None]:
        """Where the last reading of a calendar ended, and when that was; None before the first."""
        ...

    def has_read(self, backend: str, state: str | None, at: datetime) -> None:
        """The next reading goes on from here."""
        ...

    def entry(self, uid: str) -> Entry | None:
        """The event with that UID; None where it is none of ours."""
        ...

    def keep(self, heard: Heard) -> bool:
        """Keep what was heard; False where it has been heard before."""
        ...

    def settle(self, numbers: Iterable[int], settling: Settling) -> None:
        """A person has dealt with these; Unknown where there are none such."""
        ...
