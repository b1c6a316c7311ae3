"""When nothing may leave before a person has looked: an old database, or events that have vanished.

Every call that sends is numbered. The number stands in the database, and in a file outside it that
also keeps what left. A database that is older than the file has been brought back from a copy: it does
not know what people have been told since.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from planner.domain.calendar import CalendarEntry
from planner.domain.entry import Entry, Operation

if TYPE_CHECKING:
    from planner.domain.post import LetterKind
    from planner.domain.reminders import Key

# older: the database is an old copy; missing: the file outside is gone; other: it belongs to another
# plan; vanished: too many events are gone from a calendar.
Standstill = Literal["older", "missing", "other", "vanished"]
# After so many that are unknown, the sequence of what is sent is beyond any that anybody may have.
UNKNOWN_MANY = 1_000
_FEW = 3
_SHARE = 5  # a fifth


@dataclass(frozen=True)
class Mark:
    """How far the sending has come: the name of the plan that sends, and the number of its latest call."""

    name: str
    number: int


@dataclass(frozen=True)
class Departure:
    """Something that left: what was done, with the event as it was then, and the revision that was sent."""

    mark: Mark
    operation: Operation
    entry: Entry
    revision: CalendarEntry


@dataclass(frozen=True)
class LetterLeft:
    """A letter that left at an instant, without a word of it: its key, and what it reminded its reader of.

    `arrived` says that the mail server took it; else it may have, and nobody was left to hear the answer.
    """

    key: str
    kind: LetterKind
    board: int
    person: int | None
    at: dt.datetime
    given: tuple[Key, ...] = ()
    arrived: bool = False


def standstill(own: Mark | None, outside: Mark | None) -> Standstill | None:
    """Whether a database with its `own` mark may send, when the file outside it has the other.

    The database may be ahead: a process died between the two, before anything was sent. Number 0 is
    the file as it is made, before the very first call.
    """
    if own is None:
        return "older" if outside is not None and outside.number else None
    if outside is None:
        return "missing"
    if own.name != outside.name:
        return "other"
    return "older" if outside.number > own.number else None


def have_vanished(gone: int, known: int) -> bool:
    """Whether so many of the known events are gone from a calendar that it is hardly somebody's wish.

    More than three and more than a fifth: a calendar that was emptied, or another one than yesterday's.
    """
    return gone > max(_FEW, known / _SHARE)
