"""What the published plan wants in a calendar, what is known to be there, and the step between them.

Calendars are reconciled, not narrated: whatever was edited in between, one step leads from what a
person has to what they shall have. Start, end, place and status are significant and raise the
sequence (RFC 5546 2.1.4), so that a reply to the old time is seen to be old; a text does not. It rises
too when somebody is left out, for they are sent a cancellation with it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Literal

from planner.domain.calendar import Attendee, CalendarEntry, Link, Mailbox
from planner.domain.meeting import MeetingStage

Kind = Literal["meeting", "stretch", "hold", "room"]
Operation = Literal["create", "update", "cancel"]

# Where an event stands that somebody else invites to: what changes is for a person to tell them.
BY_HAND = "hand"
_NOWHERE = Link()
_NEVER = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_SECOND = dt.timedelta(seconds=1)


@dataclass(frozen=True)
class Wanted:
    """One event as the plan wants it, before it has an identity.

    `people` are the ids behind `attendees`, `items` those it is about. `shown` are the items whose
    titles stand in `body`; `neutral_body` is the same without any title. A room is an attendee and no
    person; where nobody shares an event with it, it has one of its own ("room"). `backend` is the way
    its people are told. `stage` is how firm its time was: while it was provisional a stretch is a
    window. `gist` is the body without clock times and `times` those that stand in it, in minutes of the
    day, so that a small shift can be told from a change. `language` is that of its texts: its people's
    own where they share one, else the board's.
    """

    kind: Kind
    meeting: int
    people: tuple[int, ...]
    items: tuple[int, ...]
    starts: dt.datetime
    ends: dt.datetime
    zone: str
    subject: str
    body: str
    neutral_body: str
    shown: tuple[int, ...]
    organizer: Mailbox
    attendees: tuple[Attendee, ...]
    place: str | None = None
    status: Literal["confirmed", "tentative"] = "confirmed"
    private: bool = False
    backend: str = field(default="", compare=False)
    stage: MeetingStage = field(default="locked", compare=False)
    gist: str = field(default="", compare=False)
    times: tuple[int, ...] = field(default=(), compare=False)
    language: str = field(default="da", compare=False)

    @property
    def is_window(self) -> bool:
        """Whether its time is one within which its people attend."""
        return self.kind == "stretch" and self.stage == "provisional"

    @property
    def rooms(self) -> tuple[Mailbox, ...]:
        """The rooms that it books."""
        return tuple(one.mailbox for one in self.attendees if one.role == "resource")


@dataclass(frozen=True)
class Entry:
    """An event with an identity that never changes: what is wanted of it, and what was sent and confirmed.

    `stands` is False where it shall be cancelled; `sent` is the last revision known to have arrived,
    None before the first; `is_over` means cancelled for good: its identity is not used again.
    """

    id: int
    board: int
    backend: str
    key: str
    uid: str
    wanted: Wanted
    stands: bool = True
    sent: CalendarEntry | None = None
    link: Link = _NOWHERE
    is_over: bool = False

    @property
    def is_adopted(self) -> bool:
        """Whether it stood in a calendar before the plan knew of it: then its UID is not of our making."""
        return self.uid != uid_of(self.key)


def uid_of(key: str) -> str:
    """The iCalendar UID of an event of our own."""
    return f"{key}@planner"


@dataclass(frozen=True)
class Create:
    """Put the event there."""

    entry: CalendarEntry


@dataclass(frozen=True)
class Update:
    """Make the event as the entry says."""

    entry: CalendarEntry


@dataclass(frozen=True)
class Cancel:
    """Call the event off."""

    entry: CalendarEntry


@dataclass(frozen=True)
class Nothing:
    """All is as it shall be."""


Step = Create | Update | Cancel | Nothing


def next_step(wanted: CalendarEntry | None, known: CalendarEntry | None) -> Step:
    """From what is known to be there to what is wanted; the revision has the sequence it is sent with."""
    if wanted is None:
        return Nothing() if known is None else Cancel(replace(known, sequence=known.sequence + 1))
    if known is None:
        return Create(wanted)
    if _meaning(wanted) == _meaning(known):
        return Nothing()
    # Who is left out is told with this number, and takes no cancellation below what they have (5546 3.2.5).
    left_out = {one.mailbox.email for one in known.attendees} - {
        one.mailbox.email for one in wanted.attendees
    }
    bump = significant(wanted) != significant(known) or bool(left_out)
    return Update(replace(wanted, sequence=known.sequence + bump))


def step_of(entry: Entry, stamp: dt.datetime, *, hide: bool = False) -> Step:
    """The step that this entry needs now. `stamp` is the instant of the revision, `hide` covers every title.

    Calendar programs tell revisions apart by the second, so each is at least one after the last.
    """
    if entry.sent is not None:
        stamp = max(stamp, entry.sent.stamp + _SECOND)
    step = next_step(as_sent(entry, stamp, hide=hide) if entry.stands else None, entry.sent)
    return Cancel(replace(step.entry, stamp=stamp)) if isinstance(step, Cancel) else step


def as_sent(entry: Entry, stamp: dt.datetime, *, hide: bool = False) -> CalendarEntry:
    """The entry as it would leave the house for the first time."""
    wanted = entry.wanted
    return CalendarEntry(
        key=entry.key,
        uid=entry.uid,
        sequence=0,
        stamp=stamp,
        starts=wanted.starts,
        ends=wanted.ends,
        zone=wanted.zone,
        subject=wanted.subject,
        body=wanted.neutral_body if hide else wanted.body,
        organizer=wanted.organizer,
        attendees=wanted.attendees,
        place=wanted.place,
        status=wanted.status,
        private=wanted.private or hide,
        language=wanted.language,
    )


def significant(entry: CalendarEntry | Wanted) -> tuple[object, ...]:
    """What a receiver must answer anew when it changes."""
    return (entry.starts, entry.ends, entry.status, entry.place)


def says(entry: CalendarEntry | Wanted) -> tuple[object, ...]:
    """Everything that a receiver sees of the event, whoever else is invited."""
    return (*significant(entry), entry.zone, entry.subject, entry.body, entry.organizer, entry.private)


def _meaning(entry: CalendarEntry) -> CalendarEntry:
    return replace(entry, sequence=0, stamp=_NEVER)
