"""What may be said of an item to one person: no more, and asked where every way out asks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from planner.domain.audience import Audience, AudienceName, audience_of, seen
from planner.domain.board import Board
from planner.domain.calendar import Mailbox
from planner.domain.entry import Wanted
from planner.domain.item import Item, ItemStatus, Placement, Presenter
from planner.domain.meeting import Meeting
from planner.domain.people import Person
from planner.domain.plan import Plan, plan_of
from planner.domain.stages import stage_of
from planner.domain.timetable import minute_of, timetable
from planner.domain.wanted import Sender, wanted_entries
from planner.usecases import address
from planner.usecases.views.rows import BoardName, wall_time

if TYPE_CHECKING:
    from planner.ports import Reader

Relation = Literal["member", "secretariat", "presenter", "guest", "presents_other", "none"]


@dataclass(frozen=True)
class MayKnow:
    """A coming date of the item, as the person may know it.

    `start`-`end` is when they attend, a `window` before the time plan is locked; None where they do not
    attend, or are not told yet.
    """

    date: date
    held: bool
    title: str
    agenda_number: int | None
    start: time | None
    end: time | None
    window: bool
    place: str | None


@dataclass(frozen=True)
class MayHear:
    """What may be said to a person of an item. What is None or empty may not be said, or is not known.

    As JSON: {"kind": "for", "board", "item", "person": name, "relation", "audience", "hidden", "title",
    "heading", "presenters", "attachments", "case_number", "kle", "note", "bring", "dates": [{"date",
    "held", "title", "agenda_number", "start", "end", "window", "place"}], "status", "telephone", "mailbox"}.
    """

    kind: Literal["for"]
    board: BoardName
    item: int
    person: str
    relation: Relation
    audience: AudienceName
    hidden: bool
    title: str
    heading: str | None
    presenters: tuple[str, ...]
    attachments: tuple[str, ...]
    case_number: str | None
    kle: str | None
    note: str | None
    bring: str | None
    dates: tuple[MayKnow, ...]
    status: ItemStatus
    telephone: str | None
    mailbox: str | None


def may_hear(
    reader: Reader,
    board: Board,
    now: datetime,
    words: tuple[str, ...],
    to: str,
    *,
    mailbox: str | None = None,
    telephone: str | None = None,
) -> MayHear:
    """What may be said to the person named `to` of the item that the words name."""
    local = wall_time(now, board)
    item = address.item(reader, board, words, local.date())
    person = address.person(reader, [to])
    plan = reader.items([item.id]).merged(plan_of([board, person]))
    coming = [p for p in plan.open_of(item.id) if plan.meetings[p.meeting].date >= local.date()]
    plan = plan.merged(reader.meetings(sorted({p.meeting for p in coming})))
    reads = audience_of(plan, board.id, person.id, local.date())
    where: list[int | None] = [placement.meeting for placement in coming]
    presents = any(
        one.person == person.id for on in where or [None] for one in plan.presenters_of(item.id, on)
    )
    shown = seen(plan, item, reads, placement=coming[0] if coming else None, person=person.id)
    events = _events(plan, board, person, local.date())
    return MayHear(
        "for",
        BoardName(board.code, board.name),
        item.id,
        person.name,
        _relation(
            reads.name,
            presents=presents,
            attends=any(item.id in one.items for one in events),
            elsewhere=_presents(reader, person, item, local.date()),
        ),
        reads.name,
        shown.closed,
        shown.title,
        shown.heading,
        tuple(plan.people[number].name for number in shown.presenters if number in plan.people),
        shown.attachments,
        shown.case_number,
        shown.kle,
        shown.note,
        item.bring if presents else None,
        tuple(_known(plan, placement, reads, person, events, local.date()) for placement in coming),
        item.status,
        telephone,
        mailbox,
    )


def _relation(name: AudienceName, *, presents: bool, attends: bool, elsewhere: bool) -> Relation:
    if name == "sekretariat":
        return "secretariat"
    if name == "medlem":
        return "member"
    if presents or attends:
        return "presenter" if presents else "guest"
    return "presents_other" if elsewhere else "none"


def _presents(reader: Reader, person: Person, item: Item, today: date) -> bool:
    """Whether the person presents another coming item."""
    plan = reader.person_plan(person.id, today, date.max)
    return any(one.person == person.id and one.item != item.id for one in plan.all(Presenter).values())


def _events(plan: Plan, board: Board, person: Person, today: date) -> tuple[Wanted, ...]:
    """The person's own events, as publishing would make them, whether or not they can be reached."""
    reachable = plan_of([Person(person.id, person.name, email="-")])
    sender = Sender(Mailbox("", ""), alone=True, today=today)
    meetings = [meeting for meeting in plan.by_date if meeting.board == board.id and meeting.date >= today]
    found = wanted_entries(plan.merged(reachable), meetings, sender).entries
    return tuple(one for one in found if one.people == (person.id,))


def _known(
    plan: Plan, placement: Placement, reads: Audience, person: Person, events: Iterable[Wanted], today: date
) -> MayKnow:
    meeting, item = plan.meetings[placement.meeting], plan.items[placement.item]
    board = plan.boards[meeting.board]
    zone = ZoneInfo(board.zone)
    own = [one for one in events if one.meeting == meeting.id and item.id in one.items]
    times: list[tuple[time | None, time | None]] = [
        (one.starts.astimezone(zone).time(), one.ends.astimezone(zone).time()) for one in own
    ]
    # Who sits there the whole time is told when the point comes, once that is firm.
    if reads.entitled and stage_of(board, meeting, today) != "provisional":
        times = [_slot(plan, meeting, placement)]
    start, end = times[0] if times else (None, None)
    return MayKnow(
        meeting.date,
        placement.state == "held",
        seen(plan, item, reads, placement=placement, person=person.id).title,
        placement.agenda_number,
        start,
        end,
        bool(own) and own[0].is_window,
        meeting.place or board.place,
    )


def _slot(plan: Plan, meeting: Meeting, placement: Placement) -> tuple[time | None, time | None]:
    for slot in timetable(plan, meeting).slots:
        if slot.start is not None and placement in (slot.placement, *(one.placement for one in slot.under)):
            end = minute_of(slot.start) + slot.minutes
            return slot.start, time(end // 60 % 24, end % 60)
    return None, None
