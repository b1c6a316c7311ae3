"""A meeting that runs late: who comes at another time than they were told, and what to write to them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from planner.domain.audience import AUDIENCES, seen
from planner.domain.item import Item
from planner.domain.meeting import Meeting
from planner.domain.plan import Plan
from planner.domain.timetable import Slot, minute_of, timetable
from planner.domain.wording import clock

_DAY = 24 * 60
# A text in Teams is read by everybody there, and over shoulders.
_READER = AUDIENCES["medarbejder"]


@dataclass(frozen=True)
class LateSlot:
    """Something that comes later. `item` is an item's id, None for fixed blocks; times are wall times."""

    item: int | None
    title: str
    start: dt.time
    new_start: dt.time


@dataclass(frozen=True)
class LatePerson:
    """Somebody who attends only a part, and comes later. `mode` says where they are."""

    person: int
    name: str
    mode: Literal["in_room", "online"]
    telephone: str | None
    items: tuple[LateSlot, ...]


@dataclass(frozen=True)
class Lateness:
    """What a delay means. `under_way` is the item that is being treated, None before the first.

    `text` may be pasted where everybody reads it: it has no closed title, and no name that goes with one.
    """

    date: dt.date
    minutes: int
    under_way: str | None
    ends: dt.time
    slots: tuple[LateSlot, ...]
    persons: tuple[LatePerson, ...]
    text: str


def lateness(plan: Plan, meeting: Meeting, now: dt.time, minutes: int) -> Lateness:
    """Everything after what is under way at `now` comes `minutes` later. Changes nothing."""
    slots = [
        slot for slot in timetable(plan, meeting).slots if slot.start is not None and slot.kind != "held"
    ]
    current = next((slot for slot in slots if minute_of(slot.start) <= minute_of(now) < _end(slot)), None)
    later = [slot for slot in slots if slot.start is not None and slot.start > now]
    pairs = [(slot, part) for slot in later for part in (slot, *slot.under)]
    rows = tuple(_row(slot, part, minutes) for slot, part in pairs)
    return Lateness(
        meeting.date,
        minutes,
        current.title if current is not None else None,
        _later(meeting.end, minutes),
        rows,
        _persons(plan, meeting, pairs, minutes),
        _text(plan, meeting, pairs, minutes),
    )


def _row(slot: Slot, part: Slot, minutes: int) -> LateSlot:
    start = slot.start or dt.time()
    return LateSlot(part.item.id if part.item else None, part.title, start, _later(start, minutes))


def _persons(
    plan: Plan, meeting: Meeting, pairs: list[tuple[Slot, Slot]], minutes: int
) -> tuple[LatePerson, ...]:
    """Presenters and standing guests of what comes later, by when they come; members are there anyway."""
    seats = plan.seats_on(meeting.board, meeting.date)
    members = {seat.person for seat in seats if seat.role == "member"}
    guests = {seat.person for seat in seats if seat.role == "guest"}
    away = {absence.person for absence in plan.absent_on(meeting.board, meeting.date)}
    found: dict[int, list[LateSlot]] = {}
    modes: dict[int, Literal["in_room", "online"]] = {}
    for slot, part in pairs:
        if part.item is None:
            continue
        attending = {one.person: one.mode for one in plan.presenters_of(part.item.id, meeting.id)}
        if part.placement is not None and part.placement.mayor:
            attending |= dict.fromkeys(guests - set(attending), "in_room")
        for person, mode in attending.items():
            if person not in members | away and person in plan.people:
                found.setdefault(person, []).append(_row(slot, part, minutes))
                modes.setdefault(person, mode)
    return tuple(
        LatePerson(
            number, plan.people[number].name, modes[number], plan.people[number].telephone, tuple(items)
        )
        for number, items in found.items()
    )


def _text(plan: Plan, meeting: Meeting, pairs: list[tuple[Slot, Slot]], minutes: int) -> str:
    board = plan.boards[meeting.board].name
    noun = "1 minut" if minutes == 1 else f"{minutes} minutter"
    lines = [f"{board}: mødet er {noun} forsinket. De nye tider er:"]
    for slot, part in pairs:
        if part.item is None:
            continue
        start = slot.start or dt.time()
        lines.append(
            f"kl. {clock(_later(start, minutes))} (før {clock(start)}): {_said(plan, meeting, part, part.item)}"
        )
    if len(lines) == 1:
        lines = [f"{board}: mødet er {noun} forsinket."]
    lines.append(f"Mødet slutter ca. kl. {clock(_later(meeting.end, minutes))}.")
    return "\n".join(lines)


def _said(plan: Plan, meeting: Meeting, slot: Slot, item: Item) -> str:
    shown = seen(plan, item, _READER, placement=slot.placement)
    number = slot.placement.agenda_number if slot.placement is not None else None
    away = {absence.person for absence in plan.absent_on(meeting.board, meeting.date)}
    names = [plan.people[p].name for p in shown.presenters if p in plan.people and p not in away]
    with_whom = f" ({', '.join(names)})" if names else ""
    return f"{f'punkt {number}, ' if number is not None else ''}{shown.title}{with_whom}"


def _end(slot: Slot) -> int:
    return minute_of(slot.start) + slot.minutes


def _later(moment: dt.time, minutes: int) -> dt.time:
    """Wall time that much later, at most the last minute of the day."""
    total = min(minute_of(moment) + minutes, _DAY - 1)
    return dt.time(total // 60, total % 60)
