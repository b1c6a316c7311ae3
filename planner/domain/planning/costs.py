"""What it costs to put an item somewhere, to leave it without a date, and to move what people were told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from typing import Final

from planner.domain.finding import Level
from planner.domain.item import Placement
from planner.domain.meeting import Meeting
from planner.domain.planning.case import on
from planner.domain.planning.ground import Ground, Movable
from planner.domain.planning.rules import held_near
from planner.domain.rules_dates import latest_day

_LONGEST_WAIT: Final = 26
_WEEK: Final = 7
# How many fifths of its weight a minute too much costs at each level of its rule.
_TOO_MUCH: Final[dict[Level, int]] = {"hint": 1, "warn": 5, "block": 20}


def place_cost(ground: Ground, one: Movable, meeting: Meeting, levels: Iterable[Level]) -> int:
    """What an item costs on a meeting, where rules of these levels are not met."""
    weights, today = ground.weights, ground.scene.today
    cost = sum(weights.of(level) for level in levels)
    # What awaits a date comes soon; what has one is not hurried, but not put off for nothing either.
    days = [ground.scene.plan.meetings[placement.meeting].date for placement in one.open]
    hurry = weights.delay_week + min(_waited(ground, one), weights.delay_week)
    cost += _weeks(min(days, default=today), meeting.date) * hurry
    if one.stands_on(meeting):
        return cost * ground.scale
    if (meeting.date - today).days <= weights.near_days and ground.told(meeting) is not None:
        cost += weights.told * weights.near  # on short notice
    # What is held could as well be settled first, and moved from there.
    moved = min((move_cost(ground, placement, one) for placement in one.open), default=0)
    return cost * ground.scale + moved


def unplaced_cost(ground: Ground, one: Movable) -> int:
    """What it costs that an item awaits a date, or stays undecided between several."""
    weights, today = ground.weights, ground.scene.today
    cost = weights.leave_out
    if one.state == "held":
        days = [ground.scene.plan.meetings[placement.meeting].date for placement in one.open]
        level = ground.level("held_near")
        near = held_near.against(one.item.id, days, today)
        if level is not None and near is not None and near.key not in ground.accepted:
            cost += weights.of(level)
        return cost * ground.scale
    cost += weights.waiting_week * (_LONGEST_WAIT if one.state == "firm" else _waited(ground, one))
    last = last_day(one)
    if last is not None and (one.state == "firm" or last <= max(m.date for m in ground.sittings.values())):
        cost += weights.deadline
    elif last is not None:
        cost //= 2
    if one.state != "firm":
        return cost * ground.scale
    # Without a date it has left its meeting as well.
    return (cost + 1) * ground.scale + move_cost(ground, one.open[0], one)


def move_cost(ground: Ground, placement: Placement, one: Movable) -> int:
    """What it costs to take an item from where it stands: the more, the more people were told and the nearer."""
    weights, meeting = ground.weights, ground.scene.plan.meetings[placement.meeting]
    told = ground.told(meeting)
    if told is None:
        return weights.move * ground.scale
    # Who cannot come anyway is not disturbed by hearing of another day.
    away = {absence.person for absence in ground.scene.plan.absent_on(meeting.board, meeting.date)}
    persons = len(one.presenters & told.get(one.item.id, frozenset()) - away)
    times = weights.nearness((meeting.date - ground.scene.today).days)
    return (weights.move + times * (weights.told + weights.person * persons)) * ground.scale


def shift_cost(ground: Ground, placement: Placement, presenters: frozenset[int]) -> int:
    """What it costs that an item begins at another time of its meeting: little, until people have that time."""
    meeting, weights = ground.scene.plan.meetings[placement.meeting], ground.weights
    told = ground.told(meeting)
    if meeting.stage == "provisional" or told is None:
        return ground.scale
    times = weights.nearness((meeting.date - ground.scene.today).days)
    persons = len(presenters & told.get(placement.item, frozenset()))
    return (1 + times * weights.person * persons) * ground.scale


def overtime_cost(ground: Ground) -> int:
    """What each tick beyond the end of a meeting costs."""
    level = ground.level("over_capacity")
    return 0 if level is None else ground.weights.over * _TOO_MUCH[level] // 5


def last_day(one: Movable) -> date | None:
    """The last day on which an item can be treated, by its own word or by the event that it is about."""
    anywhere = Meeting(0, one.item.board, date.min, time.min, time.max)
    event = latest_day(on(one.item, anywhere, one.open[0] if one.open else None))
    return min((day for day in (event, one.item.by) if day is not None), default=None)


def _waited(ground: Ground, one: Movable) -> int:
    since = one.item.since
    return min(_LONGEST_WAIT, _weeks(since, ground.scene.today)) if since is not None else 0


def _weeks(first: date, last: date) -> int:
    return max(0, (last - first).days // _WEEK)
