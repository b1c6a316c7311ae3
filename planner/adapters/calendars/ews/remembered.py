"""What `replies` remembers from one time to the next, in the text that it gives back as its state."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from planner.domain.calendar import Answer

LETTERS: dict[str, Answer] = {"a": "accepted", "t": "tentative", "d": "declined"}
_OF = {answer: letter for letter, answer in LETTERS.items()}
_ID_DIGITS = 16


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


def is_news(event: Event, attendee: str, answer: Answer) -> bool:
    """Whether this answer was not told before; it is remembered from now on."""
    who = short(attendee.casefold())[:8]
    was, event.answers[who] = event.answers.get(who), _OF[answer]
    return was != event.answers[who]


def is_new_time(event: Event, attendee: str, times: str) -> bool:
    """Whether this proposed time was not told before; it is remembered from now on."""
    who = short(attendee.casefold())[:8] + "+"
    was, event.answers[who] = event.answers.get(who), times
    return was != times
