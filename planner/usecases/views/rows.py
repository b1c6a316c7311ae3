"""The rows that several views share: an item, a meeting, an item that waits. Minutes everywhere.

They are named tuples: every reading command makes these classes, and a dataclass takes seven times as long to make.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import NamedTuple

from planner.domain.board import Board
from planner.domain.item import Item, Placement
from planner.domain.meeting import Meeting
from planner.domain.people import Membership
from planner.domain.plan import Plan
from planner.domain.timetable import LEFT_THE_MEETING, Slot, Timetable, timetable
from planner.domain.wording import week, weekday_name


class BoardName(NamedTuple):
    """Which board a view is of."""

    code: str
    name: str


class ItemRow(NamedTuple):
    """An item on a meeting. `written` is its title as that agenda has it, `title` its own.

    `guessed` marks minutes that nobody gave. `held` is one of several possible days, `held_on`
    all of them. `returns` is the how-manieth time it is on, counted from its first meeting.
    `under` is the standing item whose time it uses. `late` is set where it ends after the frame.
    `papers` says where its papers stand, where the board has a deadline for them.
    """

    id: int
    title: str
    written: str
    heading: str | None
    kind: str | None
    start: time | None
    minutes: int
    guessed: bool
    held: bool
    held_on: tuple[date, ...]
    presenters: tuple[str, ...]
    returns: int
    under: str | None = None
    late: bool = False
    agenda_number: int | None = None
    visibility: str | None = None
    case_number: str | None = None
    mayor: bool | None = None
    groups: tuple[str, ...] = ()
    outcome: str | None = None
    decision: str | None = None
    papers: str | None = None


class TableRow(NamedTuple):
    """A bullet of the table "Dato | Punkter": an item, or a heading with its bullets."""

    title: str
    children: tuple[str, ...] = ()


class SlotRow(NamedTuple):
    """A stretch of the meeting in order of time; `item` is an item's id, None for fixed blocks."""

    kind: str
    title: str
    start: time | None
    minutes: int
    item: int | None = None


class MeetingRow(NamedTuple):
    """A meeting with everything on it. `used_if_all_min` counts held items too."""

    id: int
    date: date
    weekday: str
    week: int
    start: time
    end: time
    status: str
    reason: str | None
    note: str | None
    place: str | None
    groups: tuple[str, ...]
    absent: tuple[str, ...]
    capacity_min: int
    used_min: int
    used_if_all_min: int
    over_min: int
    free_min: int
    guessed: bool
    guessed_if_all: bool
    items: tuple[ItemRow, ...]
    rows: tuple[TableRow, ...]
    slots: tuple[SlotRow, ...] = ()


class WaitingRow(NamedTuple):
    """An item that awaits a date: since when, what and whom it awaits, and its bounds."""

    id: int
    title: str
    since: date | None
    waits_for: str | None
    waits_on: str | None
    by: date | None
    after: date | None
    minutes: int | None
    responsible: str | None
    note: str | None = None
    visibility: str | None = None
    returns: int = 0


def wall_time(now: datetime, board: Board) -> datetime:
    """The present as the clocks of the board's zone show it."""
    if getattr(now.tzinfo, "key", None) == board.zone:
        return now
    from zoneinfo import ZoneInfo  # noqa: PLC0415 -- slow import

    return now.astimezone(ZoneInfo(board.zone))


def meeting_row(plan: Plan, meeting: Meeting, now: datetime) -> MeetingRow:
    """A meeting as views show it; the plan must hold it whole, and its items' earlier placements.

    `now` is wall time in the board's zone.
    """
    table = timetable(plan, meeting)
    items = tuple(_item_rows(plan, table, now))
    return MeetingRow(
        id=meeting.id,
        date=meeting.date,
        weekday=weekday_name(meeting.date),
        week=week(meeting.date),
        start=meeting.start,
        end=meeting.end,
        status=meeting.status,
        reason=meeting.reason,
        note=meeting.note,
        place=meeting.place,
        groups=meeting.groups,
        absent=_absent(plan, meeting),
        capacity_min=table.capacity,
        used_min=table.used,
        used_if_all_min=table.used_if_all,
        over_min=table.over,
        free_min=table.free,
        guessed=table.guessed,
        guessed_if_all=table.guessed_if_all,
        items=items,
        rows=table_rows(items),
        slots=tuple(
            SlotRow(slot.kind, slot.title, slot.start, slot.minutes, slot.item.id if slot.item else None)
            for slot in table.slots
        ),
    )


def table_rows(items: Sequence[ItemRow]) -> tuple[TableRow, ...]:
    """The bullets of the items in running order; items under one heading become its bullets."""
    rows: list[TableRow] = []
    heading: str | None = None
    for item in items:
        if item.heading is None:
            rows.append(TableRow(item.written))
        elif item.heading == heading:
            rows[-1] = TableRow(rows[-1].title, (*rows[-1].children, item.written))
        else:
            rows.append(TableRow(f"{item.heading.rstrip(':')}:", (item.written,)))
        heading = item.heading
    return tuple(rows)


def waiting_row(plan: Plan, item: Item) -> WaitingRow:
    """An item that awaits a date."""
    person = plan.people.get(item.responsible) if item.responsible is not None else None
    return WaitingRow(
        item.id,
        item.title,
        item.since,
        item.waits_for,
        item.waits_on,
        item.by,
        item.after,
        item.minutes,
        person.name if person is not None else item.responsible_text,
        note=item.note,
        visibility=item.visibility,
        returns=sum(1 for placement in plan.of(item.id) if placement.outcome not in LEFT_THE_MEETING),
    )


def _item_rows(plan: Plan, table: Timetable, now: datetime) -> list[ItemRow]:
    """Items in running order, which is the order of the table; those that left the meeting are not there."""
    slots = {slot.placement.id: slot for slot in table.items if slot.placement is not None}
    blocks = {inner.placement: slot.title for slot in table.slots for inner in slot.under}
    papers = _papers(plan, table.meeting, now)
    return [
        _item_row(plan, table.meeting, slots[placement.id], placement, blocks.get(placement))._replace(
            papers=papers.get(placement.id)
        )
        for placement in plan.on(table.meeting.id)
        if placement.id in slots
    ]


def _papers(plan: Plan, meeting: Meeting, now: datetime) -> dict[int, str]:
    board = plan.boards.get(meeting.board)
    if board is None or board.papers_days is None:
        return {}
    from planner.domain.papers import papers_due, state_of  # noqa: PLC0415 -- most boards have no rule

    return {one.placement.id: state_of(one, board, now) for one in papers_due(plan, meeting)}


def _item_row(plan: Plan, meeting: Meeting, slot: Slot, placement: Placement, under: str | None) -> ItemRow:
    item = plan.items[placement.item]
    held = [p.meeting for p in plan.open_of(item.id) if p.state == "held"]
    return ItemRow(
        id=item.id,
        title=item.title,
        written=placement.label or item.title,
        heading=placement.heading,
        kind=item.kind,
        start=slot.start,
        minutes=slot.minutes,
        guessed=slot.guessed,
        held=placement.state == "held",
        held_on=tuple(sorted(plan.meetings[m].date for m in held if m in plan.meetings)),
        presenters=tuple(
            plan.people[one.person].name + (" (Teams)" if one.mode == "online" else "")
            for one in plan.presenters_of(item.id, meeting.id)
            if one.person in plan.people
        ),
        returns=_times_on(plan, item, meeting),
        under=under,
        late=slot.late,
        agenda_number=placement.agenda_number,
        visibility=item.visibility,
        case_number=item.case_number,
        mayor=placement.mayor,
        groups=placement.groups,
        outcome=placement.outcome,
        decision=placement.decision,
    )


def _times_on(plan: Plan, item: Item, meeting: Meeting) -> int:
    """The how-manieth meeting this is for the item; meetings it is only held on do not count."""
    earlier = 0
    for placement in plan.of(item.id):
        on = plan.meetings.get(placement.meeting)
        if on is None or on.date >= meeting.date or on.status == "cancelled":
            continue
        if placement.state == "placed" and placement.outcome not in LEFT_THE_MEETING:
            earlier += 1
    return earlier + 1


def _absent(plan: Plan, meeting: Meeting) -> tuple[str, ...]:
    """Members who cannot attend that day."""
    seats = {seat.person for seat in plan.all(Membership).values() if seat.board == meeting.board}
    away = [a.person for a in plan.absent_on(meeting.board, meeting.date)]
    return tuple(
        plan.people[person].name
        for person in dict.fromkeys(away)
        if person in plan.people and (not seats or person in seats)
    )
