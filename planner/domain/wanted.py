"""Which events the plan wants in whose calendar.

One for each meeting for its members, absentees left out; one for each presenter and contiguous
stretch, and for each stretch that a standing guest attends. A member who presents has the meeting
and nothing more. Held items give tentative events only when asked for. Before the time plan is
locked a presenter has a window in place of a time.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal
from zoneinfo import ZoneInfo

from planner.domain import entry_texts as texts
from planner.domain.audience import AUDIENCES, seen
from planner.domain.board import Board
from planner.domain.calendar import Attendee, Mailbox
from planner.domain.entry import Kind, Wanted
from planner.domain.entry_texts import Stay
from planner.domain.meeting import Meeting
from planner.domain.people import Person
from planner.domain.plan import Plan
from planner.domain.rooms import room_of
from planner.domain.shifts import Span, windows
from planner.domain.stages import gone, stage_of
from planner.domain.timetable import Slot, minute_of, timetable

# A calendar is read over shoulders and by delegates: it gets what every employee may see.
READER = AUDIENCES["medarbejder"]
# Ways of telling people that know no event with several attendees, and those that cannot book a room.
ALONE = frozenset({"mail", "ics"})
ROOMLESS = frozenset({"ics", "none"})


@dataclass(frozen=True)
class Sender:
    """Who invites, and how: the secretariat, and what the backend can do.

    `backend` is the way of those who have no channel of their own; with `alone` it gives each member an
    event of their own (mail has no shared ones). `holds` sends tentative events for held items.
    `subscribers` are the people who have a calendar to subscribe to. `shared` are meetings that have
    one event for everybody, by the backend it is at, whatever the channels. `told` is what was published
    of each person's own events on each meeting, and `today` the day that decides how firm a time plan is.
    """

    mailbox: Mailbox
    telephone: str | None = None
    alone: bool = False
    holds: bool = False
    backend: str = ""
    subscribers: frozenset[int] = frozenset()
    shared: Mapping[int, str] = field(default_factory=dict)
    told: Mapping[tuple[int, int], tuple[Wanted, ...]] = field(default_factory=dict)
    today: dt.date | None = None

    def way_of(self, person: Person | None) -> str:
        """How somebody is told things."""
        return (person.channel if person is not None else None) or self.backend

    def is_alone(self, channel: str) -> bool:
        """Whether each member has an event of their own there."""
        return self.alone if channel == self.backend else channel in ALONE


@dataclass(frozen=True)
class WantedEntries:
    """The events, and who would have been invited had they an address: ids of people by meeting.

    Those `without_feed` lack no address, but the calendar that they are to subscribe to.
    """

    entries: tuple[Wanted, ...] = ()
    unreachable: tuple[tuple[int, int], ...] = field(default=())
    without_feed: frozenset[int] = frozenset()


def wanted_entries(plan: Plan, meetings: Iterable[Meeting], sender: Sender) -> WantedEntries:
    """What shall stand in calendars for these meetings. The plan holds them whole."""
    found: list[Wanted] = []
    missing: list[tuple[int, int]] = []
    for meeting in meetings:
        if meeting.status != "planned":
            continue
        desk = _Desk(plan, meeting, sender)
        found += desk.entries()
        missing += [(meeting.id, person) for person in sorted(desk.unreachable)]
    without = {person for _, person in missing if sender.way_of(plan.people.get(person)) == "ics"}
    return WantedEntries(tuple(found), tuple(missing), frozenset(without))


class _Desk:
    """The events of one meeting."""

    def __init__(self, plan: Plan, meeting: Meeting, sender: Sender) -> None:
        self._plan, self._meeting, self._sender = plan, meeting, sender
        self._board: Board = plan.boards[meeting.board]
        self._absent = {absence.person for absence in plan.absent_on(meeting.board, meeting.date)}
        self._stage = stage_of(self._board, meeting, sender.today) if sender.today else meeting.stage
        self._slots = timetable(plan, meeting).slots
        self._shown = {
            slot.item.id: seen(plan, slot.item, READER, placement=slot.placement)
            for slot in _flat(self._slots)
            if slot.item is not None
        }
        self.unreachable: set[int] = set()

    def entries(self) -> Iterator[Wanted]:
        """The meeting for its members, then the stretches of everybody else by person."""
        members = self._seated("member")
        yield from self._meetings(members)
        stays = list(self._stays("item"))
        for person in sorted(self._presenters(stays) | self._seated("guest") - members):
            if person in members:
                continue
            own = [stay for stay in stays if self._attends(person, stay)]
            for stretch, span in self._spans(person, _merged(own)):
                yield from self._event("stretch", (person,), stretch, self._channel(person), span=span)
        yield from self._holds(members)

    def _spans(self, person: int, stretches: list[list[Stay]]) -> Iterable[tuple[list[Stay], Span | None]]:
        """The stretches as the person is told of them: exactly, as windows, or not at all yet."""
        if self._stage != "provisional":
            return [(stretch, None) for stretch in stretches]
        told = self._told(person, "stretch")
        if self._board.provisional == "nothing" and not told:
            return []
        meeting = self._meeting
        return windows(stretches, told, (self._moment(meeting.start), self._moment(meeting.end)))

    def _told(self, person: int, kind: Kind) -> list[Wanted]:
        """What was published of the person's own events on this meeting."""
        return [one for one in self._sender.told.get((self._meeting.id, person), ()) if one.kind == kind]

    def _meetings(self, members: set[int]) -> Iterator[Wanted]:
        sender, room = self._sender, room_of(self._board, self._meeting)
        groups: dict[tuple[str, int], list[int]] = defaultdict(list)
        for person in sorted(members):
            channel = sender.shared.get(self._meeting.id) or self._channel(person)
            alone = sender.is_alone(channel) and self._meeting.id not in sender.shared
            groups[channel, person if alone else 0].append(person)
        for (channel, alone_for), people in groups.items():
            # A shared event books the room, once.
            booked = room if not alone_for and channel not in ALONE else None
            for event in self._event("meeting", tuple(people), [], channel, booked):
                room = None if booked else room
                yield event
        if room is not None and sender.backend not in ROOMLESS:
            yield from self._event("room", (), [], sender.backend, room)

    def _holds(self, members: set[int]) -> Iterator[Wanted]:
        for stay in self._stays("held"):
            for person in sorted(self._presenters([stay]) - members):
                # Who was told that a day is held is told until it is settled.
                told = any(stay.item.id in one.items for one in self._told(person, "hold"))
                if not (self._sender.holds or self._board.holds or told):
                    continue
                yield from self._event("hold", (person,), [stay], self._channel(person))

    def _event(
        self,
        kind: Kind,
        people: tuple[int, ...],
        stretch: list[Stay],
        backend: str,
        room: Mailbox | None = None,
        span: Span | None = None,
    ) -> Iterator[Wanted]:
        reachable = tuple(person for person in people if self._is_reachable(person))
        if not reachable and kind != "room":
            return
        meeting, sender = self._meeting, self._sender
        starts, ends = span or (
            (stretch[0].starts, stretch[-1].ends)
            if stretch
            else (self._moment(meeting.start), self._moment(meeting.end))
        )
        slots = _flat(self._slots) if kind == "meeting" else ()
        about = [stay.item.id for stay in stretch] or [
            s.item.id for s in slots if s.item and s.kind == "item"
        ]
        shown = tuple(number for number in about if not self._shown[number].closed)
        place = meeting.place or self._board.place or (room.name if room is not None else None)
        facts = texts.Facts(
            self._board,
            meeting,
            starts,
            ends,
            place,
            sender.mailbox,
            self._stage,
            gone(self._plan, meeting),
            meeting.teams if kind == "meeting" or self._joins(people, stretch) else None,
        )
        language = self._language(reachable)
        write = texts.Writer(facts, sender.telephone, self._shown, language)
        yield Wanted(
            kind=kind,
            meeting=meeting.id,
            people=reachable,
            items=tuple(about) if kind != "meeting" else (),
            starts=starts,
            ends=ends,
            zone=self._board.zone,
            subject=write.subject(kind),
            body=write.body(kind, self._slots, stretch),
            neutral_body=write.body(kind, self._slots, stretch, neutral=True),
            shown=shown,
            organizer=sender.mailbox,
            attendees=(
                *(attendee(self._plan.people[person]) for person in reachable),
                *((Attendee(room, "resource"),) if room is not None else ()),
            ),
            place=facts.place,
            status="tentative" if kind == "hold" else "confirmed",
            private=kind != "meeting" and len(shown) < len(about),
            backend=backend,
            stage=self._stage,
            gist=write.body(kind, self._slots, stretch, timed=False),
            times=_times(self._slots, stretch) if self._stage != "provisional" else (),
            language=language,
        )

    def _language(self, people: Iterable[int]) -> str:
        """The language that those who share an event have in common, else the board's."""
        spoken = {self._plan.people[one].language or self._board.language for one in people}
        return spoken.pop() if len(spoken) == 1 else self._board.language

    def _seated(self, role: Literal["member", "guest"]) -> set[int]:
        """People with that seat on the day, who can come."""
        seats = self._plan.seats_on(self._board.id, self._meeting.date)
        return {seat.person for seat in seats if seat.role == role} - self._absent

    def _presenters(self, stays: Iterable[Stay]) -> set[int]:
        found = {
            one.person for stay in stays for one in self._plan.presenters_of(stay.item.id, self._meeting.id)
        }
        return found - self._absent

    def _attends(self, person: int, stay: Stay) -> bool:
        presents = person in self._presenters([stay])
        return presents or (stay.placement.mayor is True and person in self._seated("guest"))

    def _joins(self, people: Iterable[int], stretch: Iterable[Stay]) -> bool:
        """Whether somebody attends one of the items from elsewhere."""
        return any(
            one.mode == "online"
            for stay in stretch
            if stay.placement.state == "placed"
            for one in self._plan.presenters_of(stay.item.id, self._meeting.id)
            if one.person in people
        )

    def _stays(self, kind: Literal["item", "held"]) -> Iterator[Stay]:
        meeting = self._meeting
        for slot in _flat(self._slots):
            if slot.kind != kind or slot.item is None or slot.placement is None:
                continue
            if kind == "held":
                yield Stay(slot.item, slot.placement, self._moment(meeting.start), self._moment(meeting.end))
            elif slot.start is not None:
                yield Stay(
                    slot.item, slot.placement, self._moment(slot.start), self._after(slot.start, slot.minutes)
                )

    def _channel(self, number: int) -> str:
        return self._sender.way_of(self._plan.people.get(number))

    def _moment(self, clock: dt.time) -> dt.datetime:
        return dt.datetime.combine(self._meeting.date, clock, ZoneInfo(self._board.zone))

    def _after(self, clock: dt.time, minutes: int) -> dt.datetime:
        # Wall time and minutes: a meeting does not last an hour more in the night the clocks change.
        return self._moment(clock) + dt.timedelta(minutes=minutes)

    def _is_reachable(self, number: int) -> bool:
        person = self._plan.people.get(number)
        if person is None or person.channel == "none":
            return False
        subscribes = self._channel(number) == "ics"
        if number not in self._sender.subscribers if subscribes else not person.email:
            self.unreachable.add(number)
            return False
        return True


def _flat(slots: Iterable[Slot]) -> Iterator[Slot]:
    """Every slot; an item beneath a standing item has the whole of its time."""
    for slot in slots:
        yield slot
        for child in slot.under:
            yield child._replace(start=slot.start, minutes=slot.minutes)


def _times(slots: Iterable[Slot], stretch: Iterable[Stay]) -> tuple[int, ...]:
    """The clock times that a body names, in minutes of the day."""
    stays = [moment.time() for stay in stretch for moment in (stay.starts, stay.ends)]
    clocks = stays or [slot.start for slot in slots if slot.start is not None]
    return tuple(minute_of(clock) for clock in clocks)


def _merged(stays: list[Stay]) -> list[list[Stay]]:
    """Adjacent stays together; a gap begins a new stretch."""
    ordered = sorted(stays, key=lambda stay: (stay.starts, stay.ends))
    marks: list[int] = []
    ends: dt.datetime | None = None
    for stay in ordered:
        apart = ends is None or stay.starts > ends
        marks.append((marks[-1] if marks else 0) + apart)
        ends = stay.ends if ends is None else max(ends, stay.ends)
    return [
        [stay for _, stay in group]
        for _, group in groupby(zip(marks, ordered, strict=True), key=lambda pair: pair[0])
    ]


def attendee(person: Person) -> Attendee:
    """The person as they are invited; one who only subscribes needs no address."""
    return Attendee(Mailbox(person.name, person.email or f"person-{person.id}"))
