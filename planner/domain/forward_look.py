"""The facts of a weekly forward look, frozen as plain values: what the published plan says, and what changed.

They hold everything that the most entitled reader may see; `letter_facts` takes away what others may not.
Dates and times are ISO texts. A part that is about an item has its id as "item", and in "own" the ids of
the people who present it or answer for it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from planner.domain.audience import AUDIENCES, is_closed
from planner.domain.board import Board
from planner.domain.item import Item, Placement
from planner.domain.meeting import Meeting
from planner.domain.people import Membership
from planner.domain.plan import Plan
from planner.domain.since_last import Difference, EditKind, attending, length_told, start_told
from planner.domain.stages import stage_of
from planner.domain.timetable import Slot, timetable

WEEKS = 3
Facts = dict[str, Any]
_OUTSIDE = AUDIENCES["medarbejder"]


def last_day(today: dt.date) -> dt.date:
    """The last day that a forward look is about."""
    return today + dt.timedelta(weeks=WEEKS)


def coming(plan: Plan, board: Board, now: dt.datetime) -> tuple[Meeting, ...]:
    """The meetings it is about: of the board, not over yet, in the next three weeks. `now` is wall time."""
    return tuple(
        meeting
        for meeting in plan.by_date
        if meeting.board == board.id
        and meeting.status != "closed"
        and now.date() <= meeting.date <= last_day(now.date())
        and (meeting.date, meeting.end) > (now.date(), now.time().replace(tzinfo=None))
    )


def plan_facts(plan: Plan, board: Board, now: dt.datetime) -> Facts:
    """The coming meetings with their points, and what awaits a date, as the published plan has them."""
    return {
        "board": {"code": board.code, "name": board.name, "zone": board.zone},
        "day": now.date().isoformat(),
        "last_day": last_day(now.date()).isoformat(),
        "meetings": [_meeting(plan, board, meeting, now.date()) for meeting in coming(plan, board, now)],
        "waiting": [_waiting(plan, item) for item in plan.backlog if item.board == board.id],
    }


def change_facts(
    found: Iterable[Difference], before: Plan, after: Plan, reasons: Mapping[int, str]
) -> list[Facts]:
    """What changed since the last mail; `reasons` are what somebody wrote of an item, by its id."""
    return [_change(one, before, after, reasons) for one in found]


def events_of(facts: Mapping[str, Any]) -> tuple[tuple[int, dt.datetime, dt.datetime, str | None], ...]:
    """The meetings that are to be held, for a calendar file: id, beginning and end as wall times, place."""
    return tuple(
        (
            meeting["meeting"],
            dt.datetime.fromisoformat(f"{meeting['date']}T{meeting['start']}"),
            dt.datetime.fromisoformat(f"{meeting['date']}T{meeting['end']}"),
            meeting["place"],
        )
        for meeting in facts["meetings"]
        if meeting["cancelled"] is None
    )


def _meeting(plan: Plan, board: Board, meeting: Meeting, today: dt.date) -> Facts:
    is_off = meeting.status == "cancelled"
    table = timetable(plan, meeting)
    blocks = {inner.placement: slot.title for slot in table.slots for inner in slot.under}
    return {
        "meeting": meeting.id,
        "date": meeting.date.isoformat(),
        "start": _clock(meeting.start),
        "end": _clock(meeting.end),
        "place": meeting.place or board.place,
        "teams": meeting.teams,
        "stage": stage_of(board, meeting, today),
        "cancelled": (meeting.reason or "") if is_off else None,
        "extraordinary": meeting.extraordinary,
        "note": meeting.note,
        "groups": list(meeting.groups),
        "absent": [name for name in _absent(plan, meeting) if name.split()[0] not in (meeting.note or "")],
        "over": table.over,
        "points": [] if is_off else [_point(plan, meeting, slot, blocks) for slot in table.items],
    }


def _point(plan: Plan, meeting: Meeting, slot: Slot, blocks: Mapping[Placement | None, str]) -> Facts:
    item, placement = slot.item, slot.placement
    if item is None or placement is None:
        raise ValueError(slot)
    presenters = plan.presenters_of(item.id, meeting.id)
    held = [plan.meetings[p.meeting].date for p in plan.open_of(item.id) if p.meeting in plan.meetings]
    return {
        **_item(plan, item, placement),
        "number": placement.agenda_number,
        "start": _clock(slot.start) if slot.start is not None else None,
        "minutes": slot.minutes,
        "guessed": slot.guessed,
        "kind": item.kind,
        "heading": placement.heading,
        "under": blocks.get(placement),
        "mayor": placement.mayor,
        "groups": list(placement.groups),
        "held": [day.isoformat() for day in sorted(set(held))] if placement.state == "held" else [],
        "presenters": [
            {"name": who.name, "unit": who.unit, "online": one.mode == "online"}
            for one in presenters
            if (who := plan.people.get(one.person)) is not None
        ],
    }


def _waiting(plan: Plan, item: Item) -> Facts:
    return {
        **_item(plan, item),
        "since": item.since.isoformat() if item.since is not None else None,
        "waits_for": item.waits_for,
        "waits_on": item.waits_on,
        "by": item.by.isoformat() if item.by is not None else None,
    }


def _change(one: Difference, before: Plan, after: Plan, reasons: Mapping[int, str]) -> Facts:
    dates = {
        "change": one.kind,
        "old": [day.isoformat() for day in one.old],
        "new": [day.isoformat() for day in one.new],
    }
    if one.item is None:
        return {"meeting": one.meeting, **dates, **_hours(one, after), "cancelled": one.reason}
    plan = after if one.item in after.items else before
    return {
        **_item(plan, plan.items[one.item]),
        **dates,
        "why": reasons.get(one.item),
        "edits": [_edit(kind, one.item, before, after) for kind in one.edits],
    }


def _edit(kind: EditKind, item: int, before: Plan, after: Plan) -> Facts:
    """One thing that is different about an item. Of one that was closed, and is open now, only what it is now."""
    values: dict[EditKind, Callable[[Plan], Any]] = {
        "title": lambda plan: plan.items[item].title,
        "presenters": lambda plan: [
            {"name": plan.people[person].name, "online": mode == "online"}
            for person, mode in attending(plan, item)
            if person in plan.people
        ],
        "minutes": lambda plan: length_told(plan, item),
        "start": lambda plan: _clock(start) if (start := start_told(plan, item)) is not None else None,
    }
    was, now = (is_closed(plan, plan.items[item], _OUTSIDE) for plan in (before, after))
    return {
        "what": kind,
        "old": None if was and not now else values[kind](before),
        "new": values[kind](after),
    }


def _hours(one: Difference, plan: Plan) -> Facts:
    meeting = plan.meetings.get(one.meeting or 0)
    if meeting is None:
        return {"start": None, "end": None, "place": None}
    return {"start": _clock(meeting.start), "end": _clock(meeting.end), "place": meeting.place}


def _item(plan: Plan, item: Item, placement: Placement | None = None) -> Facts:
    own = {one.person for one in plan.presenters_of(item.id, placement.meeting if placement else None)}
    if item.responsible is not None:
        own.add(item.responsible)
    return {
        "item": item.id,
        "title": (placement.label if placement is not None else None) or item.title,
        "public": item.title_public,
        "closed": is_closed(plan, item, _OUTSIDE),
        "marked_closed": item.visibility == "closed",
        "own": sorted(own),
    }


def _absent(plan: Plan, meeting: Meeting) -> list[str]:
    members = {
        seat.person
        for seat in plan.all(Membership).values()
        if seat.board == meeting.board and seat.role == "member"
    }
    away = [one.person for one in plan.absent_on(meeting.board, meeting.date)]
    return [plan.people[n].name for n in dict.fromkeys(away) if n in plan.people and n in members]


def _clock(moment: dt.time) -> str:
    return moment.strftime("%H:%M")
