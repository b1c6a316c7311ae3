"""When an item of the year wheel moves, the next of its series keeps its distance, as part of the same step.

Only one that still awaits a date is given a later earliest day; where it stands already it stays, and the
finding `series_near` says that they are too near.
"""

from __future__ import annotations

from collections.abc import Sequence

from planner.domain.changes import Change, edited
from planner.domain.item import Item, ItemSeries, Placement
from planner.domain.meeting import Meeting
from planner.domain.plan import Plan
from planner.domain.wheel import earliest, period_of
from planner.ports import Reader


def follow_series(read: Reader, plan: Plan, changes: Sequence[Change]) -> tuple[Change, ...]:
    """The earliest days that the changes alter."""
    found: dict[int, Change] = {}
    for item in _moved(plan, changes):
        series = next((one for one in read.ahead.series(item.board) if one.id == item.item_series), None)
        later = _next(read, item) if series is not None else None
        if series is None or later is None:
            continue
        after = plan.merged(read.items([item.id])).apply(changes)
        change = _kept(series, later, after, item)
        if change is not None:
            found[later.id] = change
    return tuple(found.values())


def _moved(plan: Plan, changes: Sequence[Change]) -> list[Item]:
    """The items of the year wheel whose day the changes alter."""
    numbers = {c.record.item for c in changes if isinstance(c.record, Placement)}
    for change in changes:
        old, new = change.before, change.after
        if isinstance(old, Meeting) and isinstance(new, Meeting) and old.date != new.date:
            numbers |= {placement.item for placement in plan.on(old.id)}
    items = (plan.items.get(number) for number in sorted(numbers))
    return [item for item in items if item is not None and item.item_series is not None]


def _next(read: Reader, item: Item) -> Item | None:
    """The item of the period after, while it awaits a date."""
    made = read.ahead.instances(item.item_series or 0, 6)
    later = [one for one in made if (one.period or "") > (item.period or "")]
    following = min(later, key=lambda one: one.period or "", default=None)
    if following is None or following.status != "open":
        return None
    return None if read.items([following.id]).open_of(following.id) else following


def _kept(series: ItemSeries, later: Item, after: Plan, item: Item) -> Change | None:
    period = period_of(series, later.period or "")
    if period is None:
        return None
    rows = after.open_of(item.id)
    days = [after.meetings[row.meeting].date for row in rows if row.meeting in after.meetings]
    day = earliest(series, period, max(days, default=None))
    return edited(later, after=day) if later.after != day else None
