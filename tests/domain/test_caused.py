"""What a change causes: what was not there, or is worse; what is eased is said, but stops nobody."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from planner.domain.board import Board
from planner.domain.caused import caused
from planner.domain.item import Item, Placement
from planner.domain.meeting import Meeting
from planner.domain.plan import plan_of
from planner.domain.rules import findings

BOARD = Board(1, "DIR", "Direktionen", own=True, weekday=2, start=time(9), end=time(10))
MEETING = Meeting(1, 1, date(2031, 3, 5), time(9), time(10))
NOW = datetime(2031, 3, 3, 12)  # noqa: DTZ001 -- rules are asked in the clock time of the board


def filled(firm, maybe=0):
    """A meeting of an hour with so many minutes placed on it, and so many that may come."""
    lengths = {1: (firm, "placed"), 2: (maybe, "held")}
    records = [
        record
        for number, (minutes, state) in lengths.items()
        if minutes
        for record in (
            Item(number, 1, f"Sag {number}", minutes=minutes),
            Placement(number, number, 1, number, state=state),
        )
    ]
    return plan_of([BOARD, MEETING, *records])


def found(plan):
    levels = {"over_capacity": "block"}
    every = findings(plan, NOW, meetings=[MEETING], levels=levels)
    return [one for one in every if one.rule == "over_capacity"]


@pytest.mark.parametrize(
    ("before", "after", "levels"),
    [
        ((45,), (60,), []),
        ((45,), (75,), ["block"]),
        ((75,), (75,), []),
        ((75,), (90,), ["block"]),
        ((90,), (75,), ["warn"]),
        ((45, 30), (60, 30), ["block"]),
        ((60, 30), (45, 30), ["warn"]),
    ],
)
def test_only_what_is_new_or_worse_stops(before, after, levels):
    was, now = filled(*before), filled(*after)
    assert [one.level for one in caused(was, found(was), now, found(now))] == levels
