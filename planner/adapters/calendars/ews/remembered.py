"""What `replies` remembers from one time to the next, in the text that it gives back as its state."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from planner.domain.calendar import Answer

LETTERS: dict[str, Answer] = {"a": "accepted", "t": "tentative", "d": "declined"}
_OF = {answer: letter for letter, answer in LETTERS.items()}
_ID_DIGITS = 16
# An answer stands in a message and in the event with times that are so far apart at most.
SAME = dt.timedelta(minutes=2)


@dataclass
class Event:
    """One of our events as it was last told about: who had answered what, and a time set by hand."""

    uid: str
    answers: dict[str, str] = field(default_factory=dict)
    moved: str | None = None


@dataclass
class Memory:
    """Where the server's list of changes was read to, our events by id, and the messages already read."""

    sync: str | None = None
    since: str | None = None
    read: list[str] = field(default_factory=list)
    events: dict[str, Event] = field(default_factory=dict)

    def __str__(self) -> str:
        events = {id_: [event.uid, event.answers, event.moved] for id_, event in self.events.items()}
        kept = {"sync": self.sync, "since": self.since, "read": self.read, "events": events}
        return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))

    def by_uid(self, uid: str) -> Event | None:
        """Our event with that UID."""
        return next((event for event in self.events.values() if event.uid == uid), None)


def remembered(state: str | None) -> Memory:
    """The memory in a state; an empty one when there is none, or it cannot be read."""
    try:
        kept: dict[str, Any] = json.loads(state or "{}")
        events = {id_: Event(*parts) for id_, parts in kept.pop("events", {}).items()}
        return Memory(**kept, events=events)
    except (AttributeError, TypeError, ValueError):
        return Memory()


def short(id_: str) -> str:
    """An id of the server's, which may be hundreds of characters, in a few."""
    return sha256(id_.encode()).hexdigest()[:_ID_DIGITS]


def is_news(event: Event, attendee: str, answer: Answer, at: dt.datetime | None) -> bool:
    """Whether this answer was not told before; it is remembered from now on.

    `at` is when it was given, None where the server does not say. The same answer given again later,
    to a new time perhaps, is another one; told from two places, its instants differ a little.
    """
    who = _who(attendee)
    was = event.answers.get(who, "")
    letter, told = was[:1], was[1:]
    same = letter == _OF[answer]
    if same and (at is None or not told or at <= dt.datetime.fromisoformat(told) + SAME):
        return False
    event.answers[who] = _OF[answer] + (at.astimezone(dt.UTC).isoformat() if at else "")
    return True


def is_taken_back(event: Event, attendee: str) -> None:
    """The event holds no answer of theirs (any more): the next one is told, whatever it is."""
    event.answers.pop(_who(attendee), None)


def is_new_time(event: Event, attendee: str, times: str) -> bool:
    """Whether this proposed time was not told before; it is remembered from now on."""
    who = _who(attendee) + "+"
    was, event.answers[who] = event.answers.get(who), times
    return was != times


def _who(attendee: str) -> str:
    return short(attendee.casefold())[:8]
