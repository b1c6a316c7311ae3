"""How full a meeting becomes: a range, from the lengths given and from those of the board's own past.

Pure functions, minutes everywhere. Two things are learned. An item without a length is taken to be as long
as items of its kind were; and where meetings of the past did not get through their agenda, what they did
get through took longer than was given. The range is where eight of ten would lie.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import sqrt
from statistics import fmean, pstdev
from typing import Final, NamedTuple

from planner.domain.item import Item, ItemKind
from planner.domain.meeting import Meeting
from planner.domain.plan import Plan
from planner.domain.timetable import LEFT_THE_MEETING, Slot, Timetable, timetable
from planner.domain.timetable import length_of as length

ENOUGH_ITEMS: Final = 8
ENOUGH_MEETINGS: Final = 5
# Of a normal spread, eight of ten lie within so many standard deviations of the mean.
_EIGHT_OF_TEN = 1.28
# A length that nobody gave and nothing was learned about may be half or half as much again.
_DOUBT = 0.5
_STEP = 5


class Spread(NamedTuple):
    """The mean length and its standard deviation, and how many items it rests on (0: on none, it is assumed)."""

    mean: float
    deviation: float
    items: int


class Learned(NamedTuple):
    """What the past tells: lengths by kind (None: of any kind), and how much longer a meeting took than was given.

    `slowest` is 1.0 where everything was reached, or too few meetings are known. `items` and `meetings`
    are how many of each it rests on.
    """

    lengths: Mapping[ItemKind | None, Spread]
    slowest: float
    items: int
    meetings: int


class Range(NamedTuple):
    """The minutes between which the items of a meeting take, and what they are held against.

    `guessed` is how many of them have no length; `held` how many may come elsewhere, counted in `high` only.
    """

    low: int
    high: int
    capacity: int
    guessed: int
    held: int


def learned(plan: Plan, meetings: Iterable[Meeting]) -> Learned:
    """What meetings that have been held tell; the plan must hold them whole."""
    lengths: dict[ItemKind | None, list[int]] = defaultdict(list)
    ratios: list[float] = []
    for meeting in meetings:
        if meeting.status == "cancelled":
            continue
        reached, left = _minutes(plan, meeting, lengths)
        if reached:
            capacity = timetable(plan, meeting).capacity
            ratios.append(max(1.0, capacity / reached) if left else 1.0)
    known = {kind: _spread(found) for kind, found in lengths.items() if len(found) >= ENOUGH_ITEMS}
    slowest = sorted(ratios)[int(0.9 * (len(ratios) - 1))] if len(ratios) >= ENOUGH_MEETINGS else 1.0
    return Learned(known, slowest, len(lengths[None]), len(ratios))


def forecast(table: Timetable, past: Learned) -> Range:
    """How much the items of a meeting take."""
    placed = [slot for slot in table.slots if slot.kind == "item"]
    held = [slot for slot in table.slots if slot.kind == "held"]
    low, _ = _ends([length_of(slot, past) for slot in placed])
    _, high = _ends([length_of(slot, past) for slot in (*placed, *held)])
    return Range(
        max(0, round(low / _STEP) * _STEP),
        round(high * past.slowest / _STEP) * _STEP,
        table.capacity,
        sum(slot.guessed for slot in (*placed, *held)),
        len(held),
    )


def awaiting(plan: Plan, items: Iterable[Item], past: Learned) -> tuple[int, int]:
    """The minutes between which items without a date take together."""
    spreads = [_spread_of(item, *length(plan, item), past) for item in items]
    low, high = _ends(spreads)
    return max(0, round(low / _STEP) * _STEP), round(high / _STEP) * _STEP


def usual(spread: Spread) -> tuple[int, int]:
    """The minutes between which eight of ten items lie."""
    low, high = _ends([spread])
    return max(0, round(low / _STEP) * _STEP), round(high / _STEP) * _STEP


def length_of(slot: Slot, past: Learned) -> Spread:
    """How long an item of an agenda is thought to take."""
    return _spread_of(slot.item, slot.minutes, slot.guessed, past)


def _spread_of(item: Item | None, minutes: int, guessed: bool, past: Learned) -> Spread:
    if not guessed:
        return Spread(minutes, 0.0, 0)
    found = past.lengths.get(item.kind if item is not None else None) or past.lengths.get(None)
    return found or Spread(minutes, minutes * _DOUBT / _EIGHT_OF_TEN, 0)


def _ends(spreads: Sequence[Spread]) -> tuple[float, float]:
    """The lengths together: they are longer and shorter independently of one another."""
    mean = sum(one.mean for one in spreads)
    apart = _EIGHT_OF_TEN * sqrt(sum(one.deviation**2 for one in spreads))
    return mean - apart, mean + apart


def _minutes(plan: Plan, meeting: Meeting, lengths: dict[ItemKind | None, list[int]]) -> tuple[int, bool]:
    """The minutes given to what was reached, and whether something was not; the lengths are noted."""
    reached, left = 0, False
    for placement in plan.on(meeting.id):
        item = plan.items.get(placement.item)
        if placement.outcome == "not_reached":
            left = True
        minutes = placement.minutes or (item.minutes if item is not None else None)
        if (
            item is None
            or minutes is None
            or placement.outcome is None
            or placement.outcome in LEFT_THE_MEETING
        ):
            continue
        reached += minutes
        lengths[None].append(minutes)
        if item.kind is not None:
            lengths[item.kind].append(minutes)
    return reached, left


def _spread(minutes: Sequence[int]) -> Spread:
    return Spread(fmean(minutes), pstdev(minutes), len(minutes))
