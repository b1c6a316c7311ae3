"""Calendars that people subscribe to: given, listed, taken back, and kept as the plan has been told."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from planner.domain.audience import is_closed
from planner.domain.board import Board
from planner.domain.calendar import CalendarEntry
from planner.domain.entry import Entry
from planner.domain.errors import Refused, Unknown
from planner.domain.feed import Feed, feed_events
from planner.domain.people import Person
from planner.domain.wanted import READER, attendee
from planner.ports import Clock, FeedFiles, Store, Work
from planner.usecases import address


@dataclass(frozen=True)
class Subscription:
    """A calendar that is subscribed to. Whoever has the `address` can read it; `person` None is the board's.

    `also` is the other way in which the person is told, where the subscription does not stand alone.
    """

    board: str
    person: str | None
    address: str
    at: datetime
    also: str | None = None


def add_feed(
    words: tuple[str, ...],
    board: Board,
    *,
    store: Store,
    files: FeedFiles,
    clock: Clock,
    new_name: Callable[[], str],
    default: str,
) -> Subscription:
    """Give the person, or without words the board, a calendar to subscribe to; Refused where there is one.

    `new_name` gives a name that nobody can guess; `default` is how people are told who have no channel.
    """
    with store.work() as work:
        person = address.person(work.read, words) if words else None
        known = _of(work.feeds.active(), board, person)
        if known is not None:
            raise Refused(
                f"{person.name if person else board.name} har allerede et abonnement.",
                hint="planner abonnement liste viser adressen; planner abonnement tilbagekald fjerner det.",
            )
        number = person.id if person is not None else None
        feed = work.feeds.add(Feed(0, board.id, number, new_name(), clock.now()))
        work.commit()
    refresh_feeds(store=store, files=files)
    return _shown(feed, {board.id: board}, {person.id: person} if person else {}, files, default)


def revoke_feed(
    words: tuple[str, ...], board: Board, *, store: Store, files: FeedFiles, clock: Clock, default: str
) -> Subscription:
    """Take the calendar back: its file is removed, and its address never works again."""
    with store.work() as work:
        person = address.person(work.read, words) if words else None
        feed = _of(work.feeds.active(), board, person)
        if feed is None:
            raise Unknown(
                f"{person.name if person else board.name} har intet abonnement.",
                hint="planner abonnement liste viser dem.",
            )
        files.remove(feed.name)  # first: what is gone in the plan must be gone outside
        work.feeds.revoke(feed, clock.now())
        work.commit()
    return _shown(feed, {board.id: board}, {person.id: person} if person else {}, files, default)


def list_feeds(*, store: Store, files: FeedFiles, default: str) -> tuple[Subscription, ...]:
    """Every calendar that is subscribed to, the boards' own first."""
    with store.work() as work:
        boards = {board.id: board for board in work.read.boards()}
        people = {person.id: person for person in work.read.people()}
        rows = [_shown(feed, boards, people, files, default) for feed in work.feeds.active()]
    return tuple(sorted(rows, key=lambda row: (row.person is not None, row.board, row.person or "")))


def subscribers(store: Store) -> dict[str, tuple[str, str]]:
    """Whose file is which: its name and title, by the address that their events are sent to."""
    with store.work() as work:
        people = {person.id: person for person in work.read.people()}
        return {
            attendee(people[feed.person]).mailbox.email: (feed.name, people[feed.person].name)
            for feed in work.feeds.active()
            if feed.person is not None and feed.person in people
        }


def refresh_feeds(*, store: Store, files: FeedFiles) -> int:
    """Bring every file to what people have been told; how many of them were rewritten.

    A title that has become closed is covered here at once, before anybody is told anything new.
    """
    with store.work() as work:
        feeds = work.feeds.active()
        if not feeds:
            return 0
        entries = tuple(_covered(entry, work) for entry in work.feeds.standing())
        names = {board.id: board.name for board in work.read.boards()}
        people = {person.id: person.name for person in work.read.people()}
    written = 0
    for feed in feeds:
        title = names.get(feed.board, "") if feed.person is None else people.get(feed.person, "")
        written += files.write(feed.name, title, feed_events(feed, entries))
    return written


def _covered(entry: Entry, work: Work) -> Entry:
    if not entry.wanted.shown or entry.sent is None:
        return entry
    plan = work.read.items(entry.wanted.shown)
    if all(n in plan.items and not is_closed(plan, plan.items[n], READER) for n in entry.wanted.shown):
        return entry
    hidden: CalendarEntry = replace(entry.sent, body=entry.wanted.neutral_body, private=True)
    return replace(entry, sent=hidden)


def _of(feeds: Iterable[Feed], board: Board, person: Person | None) -> Feed | None:
    """A person has one calendar, whatever the board; a board one of its own."""
    if person is not None:
        return next((feed for feed in feeds if feed.person == person.id), None)
    return next((feed for feed in feeds if feed.person is None and feed.board == board.id), None)


def _shown(
    feed: Feed, boards: dict[int, Board], people: dict[int, Person], files: FeedFiles, default: str
) -> Subscription:
    board, person = boards.get(feed.board), people.get(feed.person or 0)
    usual = (board.channel if board is not None else None) or default
    way = (person.channel or usual) if person is not None else None
    return Subscription(
        board.code if board is not None else "",
        person.name if person is not None else None,
        files.address(feed.name),
        feed.at,
        way if way in ("ews", "mail") else None,
    )
