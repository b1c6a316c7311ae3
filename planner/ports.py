"""Every protocol on one page: what the use-cases ask of the world outside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal, Protocol, runtime_checkable

from planner.domain.board import Alias, Board, ImportedDocument
from planner.domain.changes import Change, Record, Step
from planner.domain.item import Item
from planner.domain.meeting import Meeting
from planner.domain.people import Person
from planner.domain.plan import Plan

if TYPE_CHECKING:
    from planner.domain.calendar import Busy, CalendarEntry, Diagnosis, GatewayError, Link, Remote, Replies
    from planner.domain.correspondence import Correspondence, Heard, Settling
    from planner.domain.entry import Entry
    from planner.domain.feed import Feed
    from planner.domain.letter import Arrivals, Letter
    from planner.domain.outbound import State, Task
    from planner.domain.publication import Publication
    from planner.domain.standstill import Departure, Standstill


class Clock(Protocol):
    """The only source of the present."""

    def now(self) -> datetime:
        """The present instant, aware, in the zone of the configuration."""
        ...


@dataclass(frozen=True)
class Hit:
    """A row found by full text: which record, and the words around the match."""

    table: str
    id: int
    text: str


class Reader(Protocol):
    """Questions to the store. Each is bounded: its cost follows what it returns, not what is stored.

    A returned Plan is a slice: every placement in it has its item and meeting in it, with the
    item's presenters and the people, memberships, absences, standing blocks and acceptances that
    concern them, so that the rules and the timetable can be computed from it alone.
    """

    def boards(self) -> tuple[Board, ...]:
        """Every board, own ones first, by code."""
        ...

    def meeting_on(self, board: int, day: date) -> Meeting | None:
        """The board's meeting that day, one that stands before a cancelled one."""
        ...

    def meetings_near(self, board: int, day: date, limit: int = 2) -> tuple[Meeting, ...]:
        """The meetings nearest to a day, for a question such as "mente du den 27.?"."""
        ...

    def meeting_dates(self, board: int, first: date, last: date) -> tuple[date, ...]:
        """Days with a meeting that is not cancelled, in order."""
        ...

    def window(self, board: int, first: date, last: date) -> Plan:
        """The board's meetings from `first` to `last` with all that stands on them."""
        ...

    def meetings(self, ids: Iterable[int]) -> Plan:
        """These meetings with all that stands on them."""
        ...

    def placements(self, ids: Iterable[int]) -> Plan:
        """These placements with their items and meetings, and nothing else that stands there."""
        ...

    def open_past(self, board: int, before: date, limit: int = 10) -> Plan:
        """Meetings before a day that still have items without an outcome, latest first."""
        ...

    def items(self, ids: Iterable[int]) -> Plan:
        """These items with every placement of theirs and the meetings of those."""
        ...

    def backlog(self, board: int, limit: int = 200) -> Plan:
        """Items that await a date, longest waiting first."""
        ...

    def titled(self, board: int, fragment: str, limit: int = 9) -> tuple[Item, ...]:
        """Items whose title or other spelling holds the fragment, open ones first, newest first."""
        ...

    def candidates(self, board: int, words: Sequence[str], limit: int = 50) -> tuple[Item, ...]:
        """Items that share any of these words with their title or spellings, or a case number."""
        ...

    def search(self, board: int, text: str, limit: int = 50) -> tuple[Hit, ...]:
        """Full text over titles, decisions, follow-ups, notes and documents."""
        ...

    def people(self, fragment: str | None = None, limit: int = 500) -> tuple[Person, ...]:
        """People whose name, initials, title or spelling holds the fragment; all when None."""
        ...

    def person_plan(self, person: int, first: date, last: date) -> Plan:
        """What concerns a person between two days: items presented or answered for, absences."""
        ...

    def documents(self, board: int, name: str | None = None) -> tuple[ImportedDocument, ...]:
        """Imported documents, latest first; those with that name or sha256 when given."""
        ...

    def aliases(self, board: int) -> tuple[Alias, ...]:
        """Everything that was remembered for the board."""
        ...

    def steps(self, board: int, *, item: int | None = None, limit: int = 20) -> tuple[Step, ...]:
        """Journal steps, latest first; only those that touch the item when one is given."""
        ...

    def correspondence(self, meetings: Iterable[int]) -> tuple[Correspondence, ...]:
        """What went to and fro about all events of these meetings, those that are over too, by id."""
        ...

    def correspondence_with(
        self, person: int, emails: Iterable[str], first: date
    ) -> tuple[Correspondence, ...]:
        """The same of every event from that day on that the person was ever told of."""
        ...

    def unusable(self) -> tuple[Heard, ...]:
        """Messages that came back and could not be used, oldest first."""
        ...

    def everything(self, board: int | None = None) -> Plan:
        """The whole plan, for export and checks. Not bounded."""
        ...


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

    def unknown(self) -> tuple[Departure, ...]:
        """What left and this database does not know of, in the order it left."""
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


class Work(Protocol):
    """One writing transaction. Leaving it without `commit` writes nothing."""

    @property
    def read(self) -> Reader:
        """The same questions, inside the transaction."""
        ...

    @property
    def out(self) -> Outgoing:
        """What was published and is on its way out, inside the transaction."""
        ...

    @property
    def sending(self) -> Sending:
        """How far the sending has come, inside the transaction."""
        ...

    @property
    def feeds(self) -> Feeds:
        """The calendars that are subscribed to, inside the transaction."""
        ...

    @property
    def incoming(self) -> Incoming:
        """What came back, inside the transaction."""
        ...

    def new_id(self, kind: type[Record]) -> int:
        """The next id of that kind of record; never given out twice."""
        ...

    def append(
        self,
        changes: Sequence[Change],
        *,
        board: int,
        at: datetime,
        by: str,
        command: str,
        why: str | None = None,
        kind: Literal["do", "undo", "redo"] = "do",
        of: int | None = None,
    ) -> Step:
        """Apply the changes and journal them as one step; StalePlan where a row is not as expected.

        A "do" step clears redo; "undo" and "redo" set the state of step `of`.
        """
        ...

    def last_done(self, board: int, by: str | None = None) -> Step | None:
        """The latest step that stands (made by `by`, when given): what undo takes back."""
        ...

    def next_redo(self, board: int) -> Step | None:
        """The step that redo would bring back, or None."""
        ...

    def commit(self) -> None:
        """Make it so."""
        ...


class Store(Protocol):
    """The plan's home."""

    def work(self) -> AbstractContextManager[Work]:
        """A writing transaction; it rolls back unless committed."""
        ...

    def reading(self) -> AbstractContextManager[Reader]:
        """A reading transaction: one consistent state."""
        ...


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
