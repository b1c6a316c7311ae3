"""A calendar in memory: the twin of a real one, with people who receive what it sends.

It may be told to misbehave, one fault for each writing call, in the order given. It keeps what every
attendee has and each message they got, so that a doubled or a lost one can be counted.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from planner.domain.calendar import (
    Busy,
    CalendarEntry,
    Diagnosis,
    GatewayError,
    Link,
    NotReached,
    OutcomeUnknown,
    Rejected,
    Remote,
    RemoteChanged,
    RemoteGone,
    Replies,
    Reply,
    Throttled,
)

# lose: done, but nobody heard; late: the same, and done only at `land`; the others are not done.
Fault = Literal["none", "lose", "late", "throttle", "not_reached", "reject"]
BACK_OFF_SECONDS = 30.0


@dataclass(frozen=True)
class Message:
    """Something that one attendee was sent."""

    email: str
    kind: Literal["request", "cancel"]
    entry: CalendarEntry


@dataclass
class _Event:
    """`written` is the entry as we last sent it, whatever somebody has done to it since; None: not ours."""

    entry: CalendarEntry
    written: CalendarEntry | None
    version: int = 1
    is_organizer: bool = True
    recurs: bool = False


class MemoryCalendar:
    """The ports `CalendarGateway`, `InBatches` and `Adopting`. Creating an entry twice makes two events, as on a real server."""

    most_at_once = 3

    def __init__(self) -> None:
        self.faults: deque[Fault] = deque()
        self.events: dict[str, _Event] = {}
        self.calendars: dict[str, dict[str, CalendarEntry]] = defaultdict(dict)
        self.messages: list[Message] = []
        self.answers: list[Reply] = []
        self._late: list[Callable[[], object]] = []
        self._made = 0

    def create(self, entry: CalendarEntry) -> Link:
        """Put the entry there and invite its attendees."""
        return self._done(lambda: self._created(entry))

    def create_many(self, entries: Sequence[CalendarEntry]) -> tuple[Link | GatewayError, ...]:
        """Each in turn; a lost answer is lost for all of them, and those after it are not made."""
        results: list[Link | GatewayError] = []
        for entry in entries:
            try:
                results.append(self.create(entry))
            except OutcomeUnknown as error:
                return tuple(error for _ in entries)
            except GatewayError as error:
                results.append(error)
        return tuple(results)

    def update(self, entry: CalendarEntry, link: Link) -> Link:
        """Make the event as the entry says; RemoteChanged where somebody has changed it since that version."""
        found = self._found(link)
        if link.version not in (None, str(found.version)) and found.entry != found.written:
            raise RemoteChanged("Aftalen er ændret i kalenderen.")
        return self._done(lambda: self._updated(entry, link))

    def cancel(self, entry: CalendarEntry, link: Link, reason: str) -> None:
        """Cancel the event; one that is gone is done."""
        del reason
        self._done(lambda: self._cancelled(entry, link))

    def probe(self, entry: CalendarEntry) -> Remote | None:
        """The event with the entry's key, or None."""
        for number, event in self.events.items():
            if event.entry.key == entry.key:
                return replace(_remote(number, event), holds=event.written == entry)
        return None

    def between(self, first: datetime, last: datetime) -> tuple[Remote, ...]:
        """Events that touch the stretch."""
        return tuple(
            _remote(number, event)
            for number, event in self.events.items()
            if event.entry.starts < last and first < event.entry.ends
        )

    def busy(self, emails: Sequence[str], first: datetime, last: datetime) -> tuple[Busy, ...]:
        """When these people are taken."""
        return tuple(
            Busy(email, entry.starts, entry.ends)
            for email in emails
            for entry in self.calendars.get(email, {}).values()
            if entry.starts < last and first < entry.ends
        )

    def replies(self, state: str | None) -> Replies:
        """Answers since `state`, which is how many have been read."""
        seen = int(state or 0)
        return Replies(tuple(self.answers[seen:]), str(len(self.answers)))

    def check(self) -> tuple[Diagnosis, ...]:
        """Nothing can be wrong with it."""
        return (Diagnosis("kalender i hukommelsen", well=True, found="klar"),)

    def stood_there(self, entry: CalendarEntry, *, is_organizer: bool = True, recurs: bool = False) -> None:
        """An event that somebody made before we came."""
        self._made += 1
        self.events[str(self._made)] = _Event(entry, None, 1, is_organizer, recurs)
        for attendee in entry.attendees:
            self.calendars[attendee.mailbox.email][entry.uid] = entry

    def adopt(self, entry: CalendarEntry, link: Link) -> Link:
        """Mark it as ours; nobody is told."""
        event = self._found(link)
        event.entry, event.written = replace(event.entry, key=entry.key), entry
        event.version += 1
        return Link(link.remote_id, str(event.version))

    def land(self) -> None:
        """Let everything take effect that was late."""
        late, self._late = self._late, []
        for effect in late:
            effect()

    def edited(self, uid: str, **fields: object) -> None:
        """Somebody changes the event by hand."""
        for event in self.events.values():
            if event.entry.uid == uid:
                event.entry = replace(event.entry, **fields)  # type: ignore[arg-type]
                event.version += 1

    def lost(self, uid: str) -> None:
        """Somebody deletes the event by hand; nobody is told."""
        self.events = {number: event for number, event in self.events.items() if event.entry.uid != uid}

    def _done(self, effect: Callable[[], Link]) -> Link:
        fault = self.faults.popleft() if self.faults else "none"
        if fault == "throttle":
            raise Throttled("Serveren har travlt.", retry_after=BACK_OFF_SECONDS)
        if fault == "not_reached":
            raise NotReached("Serveren svarer ikke.")
        if fault == "reject":
            raise Rejected("Serveren tager ikke imod aftalen.")
        if fault == "late":
            self._late.append(effect)
            raise OutcomeUnknown("Svaret udeblev.")
        link = effect()
        if fault == "lose":
            raise OutcomeUnknown("Svaret gik tabt.")
        return link

    def _created(self, entry: CalendarEntry) -> Link:
        self._made += 1
        number = str(self._made)
        self.events[number] = _Event(entry, entry)
        for attendee in entry.attendees:
            self._request(attendee.mailbox.email, entry)
        return Link(number, "1")

    def _updated(self, entry: CalendarEntry, link: Link) -> Link:
        event = self._found(link)
        before = {attendee.mailbox.email for attendee in event.entry.attendees}
        after = {attendee.mailbox.email for attendee in entry.attendees}
        concerned = after if _says(entry) != _says(event.entry) else after - before
        event.entry, event.written, event.version = entry, entry, event.version + 1
        for email in sorted(concerned):
            self._request(email, entry)
        for email in sorted(before - after):
            self._withdraw(email, entry)
        return Link(link.remote_id, str(event.version))

    def _cancelled(self, entry: CalendarEntry, link: Link) -> Link:
        event = self.events.pop(link.remote_id or "", None)
        for attendee in event.entry.attendees if event else ():
            self._withdraw(attendee.mailbox.email, entry)
        return link

    def _found(self, link: Link) -> _Event:
        event = self.events.get(link.remote_id or "")
        if event is None:
            raise RemoteGone("Aftalen findes ikke længere i kalenderen.")
        return event

    def _request(self, email: str, entry: CalendarEntry) -> None:
        self.calendars[email][entry.uid] = entry
        self.messages.append(Message(email, "request", entry))

    def _withdraw(self, email: str, entry: CalendarEntry) -> None:
        self.calendars[email].pop(entry.uid, None)
        self.messages.append(Message(email, "cancel", entry))


def _says(entry: CalendarEntry) -> CalendarEntry:
    """The entry without what no receiver sees of it."""
    return replace(entry, attendees=(), sequence=0, stamp=entry.starts)


def _remote(number: str, event: _Event) -> Remote:
    entry = event.entry
    return Remote(
        Link(number, str(event.version)),
        entry.uid,
        entry.key if event.written is not None else None,
        entry.subject,
        entry.starts,
        entry.ends,
        entry.sequence,
        is_organizer=event.is_organizer,
        attendees=tuple(attendee.mailbox.email for attendee in entry.attendees),
        recurs=event.recurs,
        organizer=entry.organizer.email,
        place=entry.place,
    )
