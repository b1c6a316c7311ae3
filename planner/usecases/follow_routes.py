"""When one leg of a route moves, the legs before it follow, as part of the same step.

A leg follows where it no longer reaches the next one, and did before. It goes to the latest meeting of its
board that reaches. Where one of them cannot (there is no such meeting, people have been told of the item,
or the command itself moved it), all of them stay, and the findings of the routes say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from planner.domain.changes import Change, edited
from planner.domain.item import Leg, Placement, Route
from planner.domain.meeting import Meeting
from planner.domain.placing import New, Target, put
from planner.domain.plan import Plan
from planner.domain.route import Stop, latest_before, latest_day, reaches, stop_at, stops_of
from planner.domain.stages import stage_of
from planner.ports import Reader


@dataclass(frozen=True)
class Place:
    """Where it is decided: the plan inside the transaction, the present, and numbers for new records."""

    read: Reader
    now: datetime
    new: New


def follow_routes(
    here: Place, plan: Plan, routes: Iterable[Route], changes: Sequence[Change]
) -> tuple[Change, ...]:
    """The changes that bring the legs of these routes along; `plan` holds the routes and their items."""
    own = {c.record.route for c in changes if isinstance(c.record, Leg)}
    own |= {c.record.id for c in changes if isinstance(c.record, Route)}
    found: list[Change] = []
    for route in routes:
        if route.id not in own:
            found += _along(here, plan, route, (*changes, *found))
    return tuple(found)


def _along(here: Place, plan: Plan, route: Route, changes: Sequence[Change]) -> list[Change]:
    """From the last leg back: each is put where it reaches the next; nothing at all where one of them cannot be."""
    item = plan.items[route.item]
    after = _applied(plan, changes)
    was, now = stops_of(plan, route), list(stops_of(after, route))
    by_hand = any(isinstance(c.record, Placement) and c.record.item == item.id for c in changes)
    moved = {c.before.id for c in changes if isinstance(c.before, Meeting) and _is_moved(c)}
    found: list[Change] = []
    for place in range(len(now) - 2, -1, -1):
        one, following = now[place], now[place + 1]
        if one.meeting is None:
            now[place] = one._replace(day=latest_day(following, route.lag))
        if not _is_left_behind(one, following, was[place], was[place + 1], route):
            continue
        is_own = one.board.id == item.board
        if one.leg is None or (one.meeting is not None and one.meeting.id in moved):
            return []
        if is_own and (by_hand or _is_told(here, one, item.id)):
            return []
        target = latest_before(_ahead(here, after, one, following.day), following, route.lag)
        if target is None:
            return []
        if is_own:
            whole = _applied(plan.merged(here.read.meetings([target.id])), (*changes, *found))
            found += put(whole, item, [Target(target)], here.now, here.new)
        else:
            found.append(edited(one.leg, meeting=target.id))
        now[place] = stop_at(one.board, target, leg=one.leg)
    return found


def _is_moved(change: Change) -> bool:
    old, new = change.before, change.after
    return isinstance(old, Meeting) and isinstance(new, Meeting) and old.date != new.date


def _applied(plan: Plan, changes: Sequence[Change]) -> Plan:
    """The plan after those of the changes whose records it holds."""
    known = [c for c in changes if c.before is None or plan.all(type(c.record)).get(c.record.id) == c.before]
    return plan.apply(known)


def _is_left_behind(one: Stop, following: Stop, was: Stop, was_following: Stop, route: Route) -> bool:
    """Whether a leg reached the one after it, and no longer does, or its own meeting is off."""
    if one.meeting is None or following.day is None:
        return False
    if following.meeting is not None and following.meeting.status != "planned":
        return False
    if one.meeting.status == "cancelled":
        return was.meeting is not None and was.meeting.status != "cancelled"
    reached = was.meeting is not None and reaches(was.meeting, was_following, route.lag)
    return reached and not reaches(one.meeting, following, route.lag)


def _is_told(here: Place, stop: Stop, item: int) -> bool:
    """Whether the time plan is firm, or somebody was told that the item is on there."""
    meeting = stop.meeting
    if meeting is None or stage_of(stop.board, meeting, here.now.date()) != "provisional":
        return meeting is not None
    return any(item in about.entry.wanted.items for about in here.read.correspondence([meeting.id]))


def _ahead(here: Place, after: Plan, stop: Stop, until: date | None) -> list[Meeting]:
    """The board's meetings that are still to come, up to a day, as they are after the changes."""
    found = here.read.ahead.meetings(stop.board.id, here.now.date(), until or here.now.date())
    now = (here.now.date(), here.now.time().replace(tzinfo=None))
    return [after.meetings.get(one.id, one) for one in found if (one.date, one.end) > now]
