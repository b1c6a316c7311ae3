"""What a use-case asks of calendars, mail and files that people subscribe to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from planner.domain.calendar import (
        Busy,
        CalendarEntry,
        Diagnosis,
        GatewayError,
        Link,
        Mailbox,
        Remote,
        Replies,
    )
    from planner.domain.letter import Arrivals, Letter


class CalendarGateway(Protocol):
    """A calendar that entries are sent to. It never sees the plan, only finished entries.

    Every method raises a GatewayError (domain/calendar.py) that says what is known: Throttled,
    NotReached and Rejected mean definitely not done, OutcomeUnknown that it may have been done.
    No method retries by itself.
    """

    def create(self, entry: CalendarEntry) -> Link:
        """Put the entry there and invite its attendees."""
        ...

    def update(self, entry: CalendarEntry, link: Link) -> Link:
        """Make the event as the entry says; only attendees whom it concerns are told."""
        ...

    def cancel(self, entry: CalendarEntry, link: Link, reason: str) -> None:
        """Cancel the event and tell its attendees. An event that is gone already is done."""
        ...

    def probe(self, entry: CalendarEntry) -> Remote | None:
        """The event with the entry's key (then its UID), or None where there is none."""
        ...

    def between(self, first: datetime, last: datetime) -> tuple[Remote, ...]:
        """Events that touch the stretch, ours and others'."""
        ...

    def busy(self, emails: Sequence[str], first: datetime, last: datetime) -> tuple[Busy, ...]:
        """When these mailboxes are taken; unknown mailboxes are left out."""
        ...

    def replies(self, state: str | None) -> Replies:
        """What came back since `state` (None: from the beginning)."""
        ...

    def check(self) -> tuple[Diagnosis, ...]:
        """Try, without writing anything, what this backend needs."""
        ...


@runtime_checkable
class Unasked(Protocol):
    """What a calendar has besides, where nobody can be asked what arrived."""

    def presumed(self, entry: CalendarEntry) -> Link:
        """The link of an entry that was sent, taken for arrived with everybody it was for."""
        ...


@runtime_checkable
class InBatches(Protocol):
    """What a calendar has besides, where several new entries can be sent in one call."""

    @property
    def most_at_once(self) -> int:
        """How many, so that the call is over well before the quiet period is."""
        ...

    def create_many(self, entries: Sequence[CalendarEntry]) -> tuple[Link | GatewayError, ...]:
        """Each entry's link, or what is known of it. When the answer to all of it is lost, each is unknown."""
        ...


@runtime_checkable
class Adopting(Protocol):
    """What a calendar has besides, where an event that was there before can be marked as ours."""

    def adopt(self, entry: CalendarEntry, link: Link) -> Link:
        """Mark it, unseen by its attendees, as the entry that it is now; nobody is told."""
        ...


class FeedFiles(Protocol):
    """Where the files of subscriptions lie."""

    def write(self, name: str, title: str, events: Sequence[CalendarEntry]) -> bool:
        """Put the file there whole; False where it was the same already. Unreachable when it cannot be."""
        ...

    def remove(self, name: str) -> None:
        """The file is gone; it may have been before."""
        ...

    def address(self, name: str) -> str:
        """What a calendar program is told: the address on the web, or the file where there is none."""
        ...


@runtime_checkable
class Directory(Protocol):
    """What a calendar has besides, where the organization's address book can be asked."""

    def people_called(self, name: str) -> tuple[Mailbox, ...]:
        """Those whose name or address begins like that, at most a handful; none is chosen."""
        ...


class Mailer(Protocol):
    """A way out for mail."""

    def send(self, letters: Sequence[Letter]) -> tuple[GatewayError | None, ...]:
        """Hand over each letter once: None where it was accepted, else what is known of it.

        One that is refused stops no other.
        """
        ...

    def check(self) -> tuple[Diagnosis, ...]:
        """Try the door, and send nothing."""
        ...


class Inbox(Protocol):
    """A place that mail comes in to. Reading changes nothing there."""

    def since(self, state: str | None) -> Arrivals:
        """The mails that came after `state` (None: all); a GatewayError where it cannot be read."""
        ...

    def check(self) -> tuple[Diagnosis, ...]:
        """Try the door, and read nothing."""
        ...
