from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.board import Board
from planner.domain.forecast import ENOUGH_ITEMS, forecast, learned, length_of
from planner.domain.item import Item, Placement
from planner.domain.meeting import Meeting
from planner.domain.plan import plan_of
from planner.domain.timetable import timetable

DAY = dt.date(2031, 3, 5)
BOARD = Board(1, "DIR", "Direktionen")
COMING = Meeting(99, 1, DAY, dt.time(9), dt.time(11))


def past(*meetings):
    """Meetings of the past, each the (minutes, kind, outcome) of its items, and what they tell."""
    records = [BOARD]
    for number, rows in enumerate(meetings, 1):
        day = DAY - dt.timedelta(weeks=number)
        records.append(Meeting(number, 1, day, dt.time(9), dt.time(11), "closed"))
        for place, (minutes, kind, outcome) in enumerate(rows, 1):
            item = number * 1000 + place
            records.append(Item(item, 1, "Sag", "done", kind=kind))
            records.append(Placement(item, item, number, place, minutes=minutes, outcome=outcome))
    plan = plan_of(records)
    return learned(plan, plan.by_date)


def coming(*rows):
    """The timetable of a coming meeting: (minutes or None, kind, state) of each item."""
    records = [BOARD, COMING]
    for number, (minutes, kind, state) in enumerate(rows, 1):
        records += [
            Item(number, 1, "Sag", kind=kind),
            Placement(number, number, 99, number, state, minutes=minutes),
        ]
    return timetable(plan_of(records), COMING)


REACHED = [(30, "drøftelse", "treated")]
TOO_FEW = past([(20, "drøftelse", "treated")] * (ENOUGH_ITEMS - 1))
SAME = past([(20, "drøftelse", "treated")] * ENOUGH_ITEMS)
MIXED = past([(10, "orientering", "treated"), (30, "orientering", "treated")] * 4)


@pytest.mark.parametrize(
    ("rows", "known", "low", "high"),
    [
        ([], SAME, 0, 0),
        ([(45, None, "placed"), (30, None, "placed")], SAME, 75, 75),  # what was given is certain
        ([(None, "drøftelse", "placed")], SAME, 20, 20),
        ([(None, "orientering", "placed")], MIXED, 5, 35),
        ([(None, "drøftelse", "placed")], MIXED, 5, 35),  # of another kind: what items take here at all
        ([(None, "drøftelse", "placed")], TOO_FEW, 15, 45),  # half as much again, or half
        ([(None, "drøftelse", "placed")] * 4, TOO_FEW, 90, 150),  # not all of them at once
        ([(30, None, "placed"), (60, None, "held")], SAME, 30, 90),  # held: only in the higher figure
    ],
)
def test_range_is_what_was_given_and_what_was_learned(rows, known, low, high):
    found = forecast(coming(*rows), known)
    assert (found.low, found.high, found.capacity) == (low, high, 120)


def test_it_is_told_on_how_much_it_rests():
    assert (MIXED.items, MIXED.meetings) == (8, 1)
    assert (TOO_FEW.items, TOO_FEW.lengths) == (7, {})
    slot = coming((None, "orientering", "placed")).slots[0]
    assert length_of(slot, MIXED).items == 8
    assert length_of(slot, TOO_FEW).items == 0


@pytest.mark.parametrize(
    ("meetings", "slowest"),
    [
        ([REACHED] * 5, 1.0),
        ([[(80, None, "treated"), (30, None, "not_reached")]] * 4, 1.0),  # too few meetings to tell
        ([[(80, None, "treated"), (30, None, "not_reached")]] * 5, 1.5),  # two hours went by on 80 minutes
        ([[(80, None, "treated"), (30, None, "withdrawn")]] * 5, 1.0),
        ([[(30, None, "not_reached")]] * 5, 1.0),
    ],
)
def test_meetings_that_do_not_get_through_are_slow(meetings, slowest):
    assert past(*meetings).slowest == slowest


def test_what_left_the_meeting_and_cancelled_meetings_teach_nothing():
    assert past([(30, None, "postponed"), (30, None, "not_reached"), (30, None, None)]).items == 0
    plan = plan_of([BOARD, Meeting(1, 1, DAY, dt.time(9), dt.time(11), "cancelled")])
    assert learned(plan, plan.by_date).meetings == 0


lengths = st.lists(st.integers(5, 90), min_size=ENOUGH_ITEMS, max_size=30)
rows = st.lists(
    st.tuples(st.none() | st.integers(5, 90), st.none(), st.sampled_from(["placed", "held"])), max_size=8
)


@given(lengths, rows)
def test_low_is_never_above_high_and_certain_lengths_lie_between(minutes, items):
    found = forecast(coming(*items), past([(one, None, "treated") for one in minutes]))
    given_ = sum(one for one, _, state in items if one is not None and state == "placed")
    assert 0 <= found.low <= found.high
    assert found.high >= given_ - 5
    if all(one is not None and state == "placed" for one, _, state in items):
        assert found.low == found.high
