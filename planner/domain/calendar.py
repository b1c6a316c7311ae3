"""What leaves for a calendar, and what comes back: values that know no backend and no plan."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from planner.domain.errors import PlannerError

Answer = Literal["accepted", "tentative", "declined"]


@dataclass(frozen=True)
class Mailbox:
    """A name and a mail address."""

    name: str
    email: str


@dataclass(frozen=True)
class Attendee:
    """Somebody invited: a person, or a room that is booked as a resource."""

    mailbox: Mailbox
    role: Literal["required", "optional", "resource"] = "required"


@dataclass(frozen=True)
class CalendarEntry:
    """One event as its receivers shall see it, already cut to what they may know.

    `key` is our own opaque identity (searchable at the backend), `uid` the iCalendar UID (RFC 5545
    3.8.4.7), both decided before the first call and never changed. `sequence` rises when time,
    place or status change (RFC 5546 2.1.4); `stamp` is the instant of this revision, so that the
    same revision is the same bytes. `starts`/`ends` are aware; `zone` is the IANA name they are
    shown in. `private` is a courtesy to the receiver, never a protection. With
    `whole_days` it lasts whole days and takes nobody's time. `language` is that of its
    texts, for what a backend writes around them.
    """

    key: str
    uid: str
    sequence: int
    stamp: dt.datetime
    starts: dt.datetime
    ends: dt.datetime
    zone: str
    subject: str
    body: str
    organizer: Mailbox
    attendees: tuple[Attendee, ...]
    place: str | None = None
    status: Literal["confirmed", "tentative"] = "confirmed"
    private: bool = False
    whole_days: bool = False
    language: str = field(default="da", compare=False)


@dataclass(frozen=True)
class Link:
    """Where a backend keeps an entry: its own id and the version it had when we last heard."""

    remote_id: str | None = None
    version: str | None = None


@dataclass(frozen=True)
class Remote:
    """An event found at a backend. `key` is None where the event is not ours.

    `holds` answers a probe: whether what was last written to it is exactly the entry asked about, its
    text among it; None where the backend cannot tell. `attendees` are the addresses invited; `recurs`
    says that it is one of a series.
    """

    link: Link
    uid: str | None
    key: str | None
    subject: str
    starts: dt.datetime
    ends: dt.datetime
    sequence: int | None = None
    is_organizer: bool = True
    is_cancelled: bool = False
    holds: bool | None = None
    attendees: tuple[str, ...] = ()
    recurs: bool = False
    organizer: str | None = None
    place: str | None = None


@dataclass(frozen=True)
class Reply:
    """What an attendee answered, as the backend or a mail told it.

    `sender` is who really sent it (a delegate), `attendee` whose answer it is. `kind` "counter"
    proposes `starts`-`ends`; "bounced" means the invitation never arrived; "moved" and "removed"
    are changes made by hand in the organizer's calendar.
    """

    uid: str
    attendee: str
    kind: Literal["answer", "counter", "bounced", "moved", "removed"]
    at: dt.datetime
    answer: Answer | None = None
    sequence: int | None = None
    sender: str | None = None
    starts: dt.datetime | None = None
    ends: dt.datetime | None = None
    comment: str | None = None


@dataclass(frozen=True)
class Replies:
    """New replies, what could not be understood (a reason each), and where to go on next time."""

    news: tuple[Reply, ...]
    state: str | None
    quarantined: tuple[str, ...] = ()


@dataclass(frozen=True)
class Busy:
    """A stretch in which a mailbox is taken."""

    email: str
    starts: dt.datetime
    ends: dt.datetime


@dataclass(frozen=True)
class Diagnosis:
    """One thing that `doctor` tried: whether it went well, what it found, and the fix."""

    what: str
    well: bool
    found: str
    fix: str | None = None


class GatewayError(PlannerError):
    """A backend did not do as asked; the subclass says what is known about it."""

    kind: ClassVar[Literal["refused", "usage", "outside", "person"]] = "outside"


class Throttled(GatewayError):
    """Definitely not done; not to be asked again before `retry_after` seconds."""

    def __init__(self, sentence: str, *, retry_after: float) -> None:
        super().__init__(sentence)
        self.retry_after = retry_after


class NotReached(GatewayError):
    """Definitely not done: refused before anything was sent. May be tried again."""


class OutcomeUnknown(GatewayError):
    """It may have been done: the answer was lost. Never to be sent anew before a probe."""


class Rejected(GatewayError):
    """Definitely not done, and trying again will not help."""


class AuthExpired(GatewayError):
    """The credentials no longer open the door; the whole backend waits for a person."""


class RemoteChanged(GatewayError):
    """Somebody changed the event since we last heard; nothing was overwritten."""


class RemoteGone(GatewayError):
    """The event is no longer there."""


class PartlyDone(GatewayError):
    """Done for some attendees and not for all. `link` remembers who has it.

    `failures` holds an address and what is known, for each who has not. Another update with that
    link reaches only those; `worst` is the failure that decides when, and whether, to try.
    """

    def __init__(self, link: Link, failures: tuple[tuple[str, GatewayError], ...]) -> None:
        super().__init__("; ".join(error.sentence for _, error in failures))
        self.link = link
        self.failures = failures

    @property
    def worst(self) -> GatewayError:
        """The failure to act on first: a shut door before a doubt, a doubt before a wait, a refusal last."""
        order = (AuthExpired, OutcomeUnknown, Throttled, NotReached)
        errors = [error for _, error in self.failures]
        return next((error for kind in order for error in errors if isinstance(error, kind)), errors[0])
