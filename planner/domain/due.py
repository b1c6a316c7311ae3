"""When a job is due: a rule in wall time, and the instants it means in one zone.

Nothing is due between 0.00 and 3.00, where clocks are set. A wall time that a day does not have all
the same (a zone that sets its clock at another hour) means the instant as much later as the clock was
moved; one that a day has twice means the first of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Literal
from zoneinfo import ZoneInfo

EARLIEST = dt.time(3)
ALL_DAYS = tuple(range(7))
WORKING_DAYS = tuple(range(5))
# As far as a day is moved: across Easter, and across Christmas when it lies around two weekends.
_FARTHEST = dt.timedelta(days=14)
_DAY = dt.timedelta(days=1)
# How far ahead the next due time is looked for, step by step.
_AHEAD = tuple(dt.timedelta(days=days) for days in (1, 8, 40, 400))


@dataclass(frozen=True)
class At:
    """On these weekdays (0 is Monday) at a wall time.

    On a holiday: "before" moves it to the working day before, "skip" leaves it out, "same" takes no notice.
    """

    clock: dt.time
    weekdays: tuple[int, ...] = ALL_DAYS
    on_holiday: Literal["before", "skip", "same"] = "before"

    def __post_init__(self) -> None:
        if self.clock < EARLIEST:
            raise ValueError(self.clock)


@dataclass(frozen=True)
class Every:
    """Every so many minutes, day in, day out."""

    minutes: int

    def __post_init__(self) -> None:
        if self.minutes < 1:
            raise ValueError(self.minutes)


Rule = At | Every


@dataclass(frozen=True, order=True)
class Due:
    """One due time: the instant, and the instant it would have been had it not been moved for a holiday."""

    at: dt.datetime
    nominal: dt.datetime


@dataclass(frozen=True)
class Job:
    """A job that comes back: its kind ("sync"), its rule, and the board it is for where it is for one.

    `zone` is where its wall times are meant, `holidays` the days off that move or take them; `useful` is
    how late it may still be carried out, after the planner was down.
    """

    name: str
    rule: Rule
    board: int | None = None
    useful: dt.timedelta = dt.timedelta(hours=12)
    zone: str = "Europe/Copenhagen"
    holidays: Collection[dt.date] = field(default=(), compare=False, repr=False)

    @property
    def key(self) -> str:
        """Its name among all jobs: "sync", "digest:3"."""
        return self.name if self.board is None else f"{self.name}:{self.board}"

    def times(self, first: dt.datetime, last: dt.datetime) -> tuple[Due, ...]:
        """Its due times after `first`, up to and including `last`."""
        return due_times(self.rule, ZoneInfo(self.zone), self.holidays, first, last)

    def next(self, after: dt.datetime) -> Due | None:
        """Its first due time after an instant; None where the year that follows has none."""
        return next_due(self.rule, ZoneInfo(self.zone), self.holidays, after)


def due_times(
    rule: Rule, zone: dt.tzinfo, holidays: Collection[dt.date], first: dt.datetime, last: dt.datetime
) -> tuple[Due, ...]:
    """Every due time after `first`, up to and including `last`, in order; instants are in `zone`.

    Where a moved day falls on another day of the rule there is one due time, not two.
    """
    if isinstance(rule, Every):
        return tuple(_every(rule, zone, first, last))
    found: dict[dt.datetime, Due] = {}
    day = first.astimezone(zone).date() - 2 * _DAY
    end = last.astimezone(zone).date() + _FARTHEST + _DAY
    while day <= end:
        if day.weekday() in rule.weekdays and (moved := _moved(day, rule, holidays)) is not None:
            due = Due(instant(moved, rule.clock, zone), instant(day, rule.clock, zone))
            found.setdefault(due.at.astimezone(dt.UTC), due)
        day += _DAY
    return tuple(due for at, due in sorted(found.items()) if first < at <= last)


def next_due(rule: Rule, zone: dt.tzinfo, holidays: Collection[dt.date], after: dt.datetime) -> Due | None:
    """The first due time after an instant; None where there is none in the year that follows."""
    after = after.astimezone(dt.UTC)  # a day on the wall may be 23 hours, or 25
    if isinstance(rule, Every):
        return next(_every(rule, zone, after, after + _AHEAD[1]), None)
    for ahead in _AHEAD:
        found = due_times(rule, zone, holidays, after, after + ahead)
        if found:
            return found[0]
    return None


def instant(day: dt.date, clock: dt.time, zone: dt.tzinfo) -> dt.datetime:
    """The instant of a wall time on a day; see above for the times that a day lacks or has twice."""
    return dt.datetime.combine(day, clock, zone).astimezone(dt.UTC).astimezone(zone)


def _moved(day: dt.date, rule: At, holidays: Collection[dt.date]) -> dt.date | None:
    """The day on which it is done; None where it is left out."""
    if rule.on_holiday == "same" or day not in holidays:
        return day
    if rule.on_holiday == "skip":
        return None
    moved = day
    while moved in holidays or moved.weekday() not in WORKING_DAYS:
        moved -= _DAY
        if day - moved > _FARTHEST:
            return day
    return moved


def _every(rule: Every, zone: dt.tzinfo, first: dt.datetime, last: dt.datetime) -> Iterator[Due]:
    """Whole multiples of the minutes since 1970, so that every process means the same instants."""
    step = rule.minutes * 60
    number = int(first.timestamp() // step) + 1
    while number * step <= last.timestamp():
        at = dt.datetime.fromtimestamp(number * step, zone)
        if at.timetz().replace(tzinfo=None) >= EARLIEST:
            yield Due(at, at)
        number += 1
