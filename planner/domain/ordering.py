"""The running order of a meeting: one item before or after another, and two that change places."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Literal

from planner.domain.changes import Change, edited, net
from planner.domain.errors import Refused
from planner.domain.item import Item, Placement
from planner.domain.placing import New, Target, must_be_open, put
from planner.domain.plan import Plan
from planner.domain.typed import brief


def beside(
    plan: Plan, item: Item, side: Literal["before", "after"], other: Item, now: datetime, new: New
) -> tuple[Change, ...]:
    """The item stands right before or after the other one, on that one's meeting."""
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
    order = [p for p in plan.on(meeting.id) if p.id != own.id]
    order.insert([p.id for p in order].index(anchor.id) + (side == "after"), own)
    return net((*changes, *_numbered(order)))


def swap(plan: Plan, one: Item, other: Item, now: datetime) -> tuple[Change, ...]:
    """Two items change places: meeting, place in the order and fixed time."""
    if one.id == other.id:
        raise Refused("Et punkt kan ikke byttes med sig selv.", hint="Skriv to punkter.")
    left, right = only_placement(plan, one), only_placement(plan, other)
    for placement in (left, right):
        must_be_open(plan.meetings[placement.meeting], now)
    return Change(left, _in_place_of(left, right)), Change(right, _in_place_of(right, left))


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


def _numbered(order: list[Placement]) -> list[Change]:
    return [edited(p, position=at) for at, p in enumerate(order, start=1) if p.position != at]
