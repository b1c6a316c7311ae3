"""How often items slipped, and why, as the journal tells: moved to a later day, taken off, or not reached."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from planner.domain.changes import Change
from planner.domain.item import Placement
from planner.domain.meeting import Meeting

How = Literal["later", "off", "cancelled", "not_reached", "postponed"]
_PUT_OFF: dict[str | None, How] = {"not_reached": "not_reached", "postponed": "postponed"}


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


def slips_of(
    day: dt.date, why: str | None, changes: Iterable[Change], days: Mapping[int, dt.date]
) -> tuple[Slip, ...]:
    """The slips of one step. `days` says when each meeting was to be held."""
    rows = tuple(changes)
    off = {
        change.after.id: change.after.reason
        for change in rows
        if isinstance(change.after, Meeting) and change.after.status == "cancelled"
    }
    found: dict[int, Slip] = {}
    for change in rows:
        old, new = change.before, change.after
        if not isinstance(old, Placement) or old.state != "placed" or old.outcome is not None:
            continue
        slip = _slip(old, new if isinstance(new, Placement) else None, day, off, days)
        if slip is not None:
            found[old.item] = slip if slip.why is not None or why is None else slip._replace(why=why)
    return tuple(found.values())


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


def _slip(
    old: Placement,
    new: Placement | None,
    at: dt.date,
    off: Mapping[int, str | None],
    days: Mapping[int, dt.date],
) -> Slip | None:
    if new is None:
        how: How = "cancelled" if old.meeting in off else "off"
        return Slip(old.item, at, how, None, off.get(old.meeting))
    if new.outcome in _PUT_OFF:
        return Slip(old.item, at, _PUT_OFF[new.outcome], None, None)
    if new.meeting != old.meeting and old.meeting in days and new.meeting in days:
        later = (days[new.meeting] - days[old.meeting]).days
        return Slip(old.item, at, "later", later, None) if later > 0 else None
    return None
