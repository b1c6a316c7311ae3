"""When people's own calendars are taken. Only times are asked for and shown, never what they are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from planner.domain.board import Board
from planner.domain.calendar import Busy
from planner.domain.changes import Change
from planner.domain.errors import Refused
from planner.domain.item import Placement
from planner.domain.plan import Plan
from planner.domain.timetable import timetable
from planner.domain.wording import clock as o_clock
from planner.domain.wording import short
from planner.ports import CalendarGateway, Clock, Store
from planner.usecases import address


@dataclass(frozen=True)
class Stretch:
    """From an instant to another."""

    starts: datetime
    ends: datetime


@dataclass(frozen=True)
class BusyView:
    """When a person is taken on a day.

    As JSON: {"person", "name", "email", "date", "taken": [{"starts", "ends"}]}.
    """

    person: int
    name: str
    email: str
    date: date
    taken: tuple[Stretch, ...]


def busy_on(
    words: Sequence[str], board: Board, *, store: Store, gateway: CalendarGateway, clock: Clock
) -> BusyView:
    """A name and a day, as typed; stretches that touch each other are one."""
    with store.reading() as read:
        name, choice = address.before_days(words, address.context(read, board, clock.now().date()))
        person = address.person(read, name)
    if len(choice.dates) != 1:
        raise Refused(f"“{choice.text}” er ikke én dag.", hint="planner optaget Anders 8/10")
    if not person.email:
        raise Refused(
            f"{person.name} har ingen mailadresse, så kalenderen kan ikke slås op.",
            hint=f'planner person ret "{person.name}" --email ADRESSE',
        )
    day = choice.dates[0]
    zone = ZoneInfo(board.zone)
    first = datetime.combine(day, time(0), zone)
    found = gateway.busy([person.email], first, first + timedelta(days=1))
    taken = tuple(Stretch(s.starts.astimezone(zone), s.ends.astimezone(zone)) for s in _joined(found))
    return BusyView(person.id, person.name, person.email, day, taken)


def taken_presenters(
    changes: Iterable[Change], board: Board, *, store: Store, gateway: CalendarGateway, is_written: bool
) -> tuple[str, ...]:
    """A sentence for each presenter of an item just placed who is taken at that time by something else.

    `is_written` says whether the changes stand in the plan already.
    """
    changes = tuple(changes)
    meetings = {c.after.meeting for c in changes if isinstance(c.after, Placement)}
    items = {c.after.item for c in changes if isinstance(c.after, Placement)}
    if not meetings:
        return ()
    with store.work() as work:
        plan = work.read.meetings(meetings).merged(work.read.items(sorted(items)))
        own = [
            (attendee.mailbox.email.casefold(), entry.sent.starts, entry.sent.ends)
            for entry in work.out.entries(meetings)
            if entry.sent is not None
            for attendee in entry.sent.attendees
        ]
    if not is_written:
        plan = plan.apply(changes)
    wanted = [one for meeting in sorted(meetings) for one in _presenting(plan, meeting, items)]
    if not wanted:
        return ()
    emails = sorted({email for _, email, _, _ in wanted})
    found = gateway.busy(emails, min(w[2] for w in wanted), max(w[3] for w in wanted))
    others = [
        one
        for one in found
        if not any(
            one.email.casefold() == email and starts <= one.starts and one.ends <= ends
            for email, starts, ends in own
        )
    ]
    return tuple(dict.fromkeys(_clashes(wanted, others, ZoneInfo(board.zone))))


def _presenting(plan: Plan, meeting: int, items: set[int]) -> Iterator[tuple[str, str, datetime, datetime]]:
    """Name, address and time of each presenter of these items on the meeting."""
    held = plan.meetings[meeting]
    zone = ZoneInfo(plan.boards[held.board].zone)
    for slot in timetable(plan, held).slots:
        for one in (slot, *(child._replace(start=slot.start, minutes=slot.minutes) for child in slot.under)):
            if one.item is None or one.item.id not in items or one.start is None:
                continue
            starts = datetime.combine(held.date, one.start, zone)
            for row in plan.presenters_of(one.item.id, meeting):
                person = plan.people[row.person]
                if person.email:
                    yield person.name, person.email, starts, starts + timedelta(minutes=one.minutes)


def _clashes(
    wanted: Iterable[tuple[str, str, datetime, datetime]], found: Sequence[Busy], zone: tzinfo
) -> Iterator[str]:
    for name, email, starts, ends in wanted:
        mine = [one for one in found if one.email.casefold() == email.casefold()]
        for one in _joined(one for one in mine if one.starts < ends and one.ends > starts):
            since, until = (o_clock(moment.astimezone(zone).time()) for moment in (one.starts, one.ends))
            yield f"{name} er optaget {short(starts.date())} kl. {since}-{until}."


def _joined(found: Iterable[Busy]) -> list[Busy]:
    joined: list[Busy] = []
    for one in sorted(found, key=lambda each: (each.starts, each.ends)):
        if joined and one.starts <= joined[-1].ends:
            last = joined.pop()
            joined.append(Busy(last.email, last.starts, max(last.ends, one.ends)))
        else:
            joined.append(one)
    return joined
