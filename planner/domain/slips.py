"""How often items slipped, and why, as the journal tells: moved to a later day, taken off, or not reached.

An item slips with its meeting as well, where that is moved to a later day or cancelled.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from planner.domain.changes import Change
from planner.domain.item import Placement
from planner.domain.meeting import Meeting
from planner.domain.plan import Plan

How = Literal["later", "off", "cancelled", "meeting_moved", "not_reached", "postponed"]
_PUT_OFF: dict[str | None, How] = {"not_reached": "not_reached", "postponed": "postponed"}


class Moves(NamedTuple):
    """One step of the journal: its day, why, and what it changed about placements and meetings."""

    at: dt.date
    why: str | None
    changes: tuple[Change, ...]


class Slip(NamedTuple):
    """One time that an item slipped: when, how, by how many days where it got another date, and why."""

    item: int
    at: dt.date
    how: How
    days: int | None
    why: str | None


class Slipped(NamedTuple):
    """An item and all its slips: how often, by how many days in all, when last, and the reasons by how often."""

    item: int
    times: int
    days: int
    last: dt.date
    reasons: tuple[tuple[How, str | None, int], ...]


def slips_in(steps: Sequence[Moves], now: Plan) -> tuple[Slip, ...]:
    """The slips of these steps, oldest first. `now` holds the meetings in them whole, as the last step left them.

    It goes back from there, so that it knows of each step what stood where, and when.
    """
    meetings, placements = dict(now.meetings), dict(now.placements)
    found: list[Slip] = []
    for step in reversed(steps):
        later = {number: meetings.get(number) for change in step.changes for number in meetings_in(change)}
        for change in step.changes:
            _reverted(placements if isinstance(change.record, Placement) else meetings, change)
        rows = {slip.item: slip for slip in _slips(step, meetings, later, placements)}
        found += [slip if slip.why is not None else slip._replace(why=step.why) for slip in rows.values()]
    return tuple(reversed(found))


def meetings_in(change: Change) -> set[int]:
    """The meetings that a change of a placement or a meeting is about."""
    sides = [side for side in (change.before, change.after) if side is not None]
    return {side.meeting if isinstance(side, Placement) else side.id for side in sides}


def by_item(slips: Iterable[Slip]) -> tuple[Slipped, ...]:
    """The slips of each item together, the worst first: most often, then longest, then last."""
    rows: dict[int, list[Slip]] = defaultdict(list)
    for slip in slips:
        rows[slip.item].append(slip)
    found = [
        Slipped(
            item,
            len(every),
            sum(slip.days or 0 for slip in every),
            max(slip.at for slip in every),
            reasons_of(every),
        )
        for item, every in rows.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.times, -one.days, -one.last.toordinal(), one.item)))


def reasons_of(slips: Iterable[Slip]) -> tuple[tuple[How, str | None, int], ...]:
    """How they slipped and why, the most frequent first."""
    counted = Counter((slip.how, slip.why) for slip in slips)
    order = sorted(counted.items(), key=lambda one: (-one[1], one[0][0], one[0][1] or ""))
    return tuple((how, why, times) for (how, why), times in order)


def _reverted(rows: dict[int, Any], change: Change) -> None:
    if change.before is None:
        rows.pop(change.record.id, None)
    else:
        rows[change.record.id] = change.before


def _slips(
    step: Moves,
    before: Mapping[int, Meeting],
    after: Mapping[int, Meeting | None],
    placements: Mapping[int, Placement],
) -> Iterator[Slip]:
    """What the step put off: by its meeting, and by itself, which tells more."""
    moved = {change.record.id for change in step.changes if isinstance(change.record, Placement)}
    for change in step.changes:
        old, new = change.before, change.after
        if isinstance(old, Meeting) and isinstance(new, Meeting) and old.id in before:
            there = (one for one in placements.values() if one.meeting == old.id and _is_firm(one))
            yield from (
                slip
                for one in there
                if one.id not in moved and (slip := _with_meeting(one.item, old, new, step.at)) is not None
            )
    for change in step.changes:
        old, new = change.before, change.after
        if isinstance(old, Placement) and _is_firm(old):
            slip = _slip(old, new if isinstance(new, Placement) else None, step.at, before, after)
            if slip is not None:
                yield slip


def _is_firm(placement: Placement) -> bool:
    return placement.state == "placed" and placement.outcome is None


def _with_meeting(item: int, old: Meeting, new: Meeting, at: dt.date) -> Slip | None:
    if old.status == "planned" and new.status == "cancelled":
        return Slip(item, at, "cancelled", None, new.reason)
    if new.date > old.date and new.status == "planned":
        return Slip(item, at, "meeting_moved", (new.date - old.date).days, None)
    return None


def _slip(
    old: Placement,
    new: Placement | None,
    at: dt.date,
    before: Mapping[int, Meeting],
    after: Mapping[int, Meeting | None],
) -> Slip | None:
    if new is not None and new.outcome in _PUT_OFF:
        return Slip(old.item, at, _PUT_OFF[new.outcome], None, None)
    was = before.get(old.meeting)
    if was is None or was.status == "cancelled" or (new is not None and new.meeting == old.meeting):
        return None  # what leaves a meeting that is off already was put off when that was
    left, goes = after.get(old.meeting), after.get(new.meeting) if new is not None else None
    days = (goes.date - was.date).days if goes is not None else None
    if left is not None and left.status == "cancelled":
        return Slip(old.item, at, "cancelled", days if days and days > 0 else None, left.reason)
    if new is None:
        return Slip(old.item, at, "off", None, None)
    return Slip(old.item, at, "later", days, None) if days is not None and days > 0 else None
