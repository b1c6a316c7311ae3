"""A clock time of its own for an item on an agenda: fixed by hand, and taken away again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time

from planner.domain.changes import Change, edited
from planner.domain.errors import Refused
from planner.domain.item import Item, Placement
from planner.domain.placing import must_be_open
from planner.domain.plan import Plan
from planner.domain.timetable import Slot, length_of, timetable
from planner.domain.typed import brief
from planner.domain.wording import clock, echo, parse_clock
from planner.usecases import address
from planner.usecases.step import Desk

_HOUR = 60


def fixed_starts(
    desk: Desk, plan: Plan, items: Sequence[Item], typed: str, on: str | None
) -> tuple[list[Change], tuple[str, ...]]:
    """The items begin at `typed` on their agenda, one after the other; "" lets them flow with the order again.

    `on` is the meeting's day where an item stands on several. `plan` holds the items and their meetings
    whole. Also what else stands at that time, in sentences.
    """
    starts = parse_clock(typed) if typed else None
    minute = starts.hour * _HOUR + starts.minute if starts else 0
    changes: list[Change] = []
    for item in items:
        placement = _placement(desk, plan, item, on)
        begins = time(minute // _HOUR, minute % _HOUR) if starts else None
        _must_fit(plan, placement, begins)
        changes.append(edited(placement, start=begins))
        minute += length_of(plan, item, placement).minutes
        if minute >= 24 * _HOUR:
            raise Refused("Punkterne varer til efter midnat.", hint="Vælg et tidligere klokkeslæt.")
    return changes, tuple(_meets(plan.apply(changes), changes)) if starts else ()


def _placement(desk: Desk, plan: Plan, item: Item, on: str | None) -> Placement:
    found = [
        one
        for one in plan.open_of(item.id)
        if one.state == "placed" and plan.meetings[one.meeting].date >= desk.today
    ]
    if on is not None:
        meeting = address.meeting(desk.read, desk.board, [on], desk.today)
        found = [one for one in found if one.meeting == meeting.id]
    if len(found) == 1:
        must_be_open(plan.meetings[found[0].meeting], desk.now)
        return found[0]
    name = f"#{item.id} {brief(item.title)}"
    if found:
        raise Refused(f"{name} står på flere dage.", hint="Skriv hvilken med --on DATO.")
    if on is not None:
        raise Refused(
            f"{name} ligger ikke fast den dag.", hint=f"planner vis {item.id} viser, hvor det står."
        )
    raise Refused(
        f"{name} ligger ikke fast på nogen dato.", hint=f"Sæt det først: planner sæt {item.id} DATO."
    )


def _must_fit(plan: Plan, placement: Placement, begins: time | None) -> None:
    meeting = plan.meetings[placement.meeting]
    if begins is not None and not meeting.start <= begins < meeting.end:
        hours = f"{clock(meeting.start)}-{clock(meeting.end)}"
        raise Refused(
            f"Mødet {echo(meeting.date)} holdes kl. {hours}.", hint="Vælg et klokkeslæt inden for mødet."
        )


def _meets(plan: Plan, changes: Sequence[Change]) -> list[str]:
    """What else stands at the time that was chosen."""
    said: list[str] = []
    for change in changes:
        placement = change.record
        if not isinstance(placement, Placement):
            continue
        slots = timetable(plan, plan.meetings[placement.meeting]).slots
        own = next(slot for slot in slots if slot.placement == placement)
        others = [slot for slot in slots if slot is not own and slot.kind != "held" and _overlap(own, slot)]
        said += [
            f"På samme tid står også {slot.title} kl. {clock(slot.start)}." for slot in others if slot.start
        ]
    return list(dict.fromkeys(said))


def _overlap(one: Slot, other: Slot) -> bool:
    first, second = (
        slot.start.hour * _HOUR + slot.start.minute if slot.start else -1 for slot in (one, other)
    )
    return second >= 0 and first < second + other.minutes and second < first + one.minutes
