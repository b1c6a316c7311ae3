"""The running order of a meeting: one item before or after another, and two that change places."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from typing import Literal

from planner.domain.changes import Change, net
from planner.domain.errors import Refused
from planner.domain.item import Item, Placement
from planner.domain.meeting import Meeting
from planner.domain.placing import New, Target, must_be_open, put
from planner.domain.plan import Plan
from planner.domain.timetable import length_of, minute_of
from planner.domain.typed import brief

_DAY = 24 * 60


def beside(
    plan: Plan, item: Item, side: Literal["before", "after"], other: Item, now: datetime, new: New
) -> tuple[Change, ...]:
    """The item stands right before or after the other one, on that one's meeting.

    Clock times follow: where one of those that it passes has a fixed one, they come one after the other
    from the earliest of them.
    """
    if item.id == other.id:
        raise Refused("Et punkt kan ikke flyttes i forhold til sig selv.", hint="Skriv to punkter.")
    anchor = only_placement(plan, other)
    meeting = plan.meetings[anchor.meeting]
    must_be_open(meeting, now)
    changes: tuple[Change, ...] = ()
    if [p.meeting for p in plan.open_of(item.id)] != [meeting.id]:
        changes = put(plan, item, [Target(meeting)], now, new)
        plan = plan.apply(changes)
    own = next(p for p in plan.open_of(item.id) if p.meeting == meeting.id)
    before = [p for p in plan.on(meeting.id) if p.outcome is None]
    order = [p for p in plan.on(meeting.id) if p.id != own.id]
    order.insert([p.id for p in order].index(anchor.id) + (side == "after"), own)
    timed = _timed(plan, meeting, before, [p for p in order if p.outcome is None])
    return net((*changes, *_numbered([timed.get(p.id, p) for p in order], plan)))


def swap(plan: Plan, one: Item, other: Item, now: datetime) -> tuple[Change, ...]:
    """Two items change places: meeting, place in the order and fixed time."""
    if one.id == other.id:
        raise Refused("Et punkt kan ikke byttes med sig selv.", hint="Skriv to punkter.")
    left, right = only_placement(plan, one), only_placement(plan, other)
    for placement in (left, right):
        must_be_open(plan.meetings[placement.meeting], now)
    swapped = {left.id: _in_place_of(left, right), right.id: _in_place_of(right, left)}
    if left.meeting == right.meeting:
        before = [p for p in plan.on(left.meeting) if p.outcome is None]
        after = sorted((swapped.get(p.id, p) for p in before), key=lambda p: p.position)
        timed = _timed(plan, plan.meetings[left.meeting], before, after)
        swapped |= timed
    return net(Change(plan.placements[number], after) for number, after in swapped.items())


def only_placement(plan: Plan, item: Item) -> Placement:
    """The one open placement of an item; Refused when it awaits a date or is held on several."""
    found = plan.open_of(item.id)
    if len(found) == 1:
        return found[0]
    if found:
        raise Refused(
            f"#{item.id} {brief(item.title)} står foreløbig på flere datoer.",
            hint=f"Vælg først en dato: planner sæt {item.id} DATO.",
        )
    raise Refused(
        f"#{item.id} {brief(item.title)} står ikke på nogen dato.",
        hint=f"Sæt det først på en dato: planner sæt {item.id} DATO.",
    )


def _in_place_of(placement: Placement, other: Placement) -> Placement:
    return replace(placement, meeting=other.meeting, position=other.position, start=other.start)


def _timed(
    plan: Plan, meeting: Meeting, before: list[Placement], after: list[Placement]
) -> dict[int, Placement]:
    """Those that changed places, with the clock times that follow; none where no time of theirs was fixed."""
    passed = [at for at, (old, new) in enumerate(zip(before, after, strict=True)) if old.id != new.id]
    group = after[passed[0] : passed[-1] + 1] if passed else []
    fixed = [minute_of(one.start) for one in group if one.start is not None]
    if not fixed:
        return {}
    blocks = [(minute_of(b.start), b.minutes) for b in plan.standing_on(meeting) if b.start is not None]
    found: dict[int, Placement] = {}
    cursor = min(fixed)
    for one in group:
        item = plan.items[one.item]
        if one.state == "held" or (item.under is not None and one.start is None):
            continue
        length = length_of(plan, item, one).minutes
        for begins, minutes in sorted(blocks):
            if begins < cursor + length and cursor < begins + minutes:
                cursor = begins + minutes
        if cursor < _DAY:
            found[one.id] = replace(one, start=time(cursor // 60, cursor % 60))
        cursor += length
    return found


def _numbered(order: list[Placement], plan: Plan) -> list[Change]:
    numbered = (replace(p, position=at) for at, p in enumerate(order, start=1))
    return [Change(plan.placements[p.id], p) for p in numbered if p != plan.placements[p.id]]
