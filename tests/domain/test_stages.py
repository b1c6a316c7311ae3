"""How firm a time plan is, the window before it is, and the numbers of an agenda that was sent."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.board import Board
from planner.domain.changes import Change, edited, removed
from planner.domain.changes import added as made
from planner.domain.errors import Refused
from planner.domain.item import Item, Placement
from planner.domain.meeting import Meeting
from planner.domain.plan import plan_of
from planner.domain.stages import (
    between,
    dispatch,
    gone,
    is_addition,
    is_due,
    lock,
    numbered,
    stage_of,
    unlock,
    warnings,
    window,
)

DAY = dt.date(2031, 3, 12)
BOARD = Board(1, "DIR", "Direktionen")
MEETING = Meeting(1, 1, DAY, dt.time(9), dt.time(12))
OTHER = Meeting(2, 1, dt.date(2031, 3, 19), dt.time(9), dt.time(12))
SENT = replace(MEETING, stage="sent", points=2, numbers=2)
ITEMS = [Item(n, 1, f"Punkt {n}", minutes=30) for n in (1, 2, 3)]
FIRST, SECOND = Placement(1, 1, 1, 1, agenda_number=1), Placement(2, 2, 1, 2, agenda_number=2)
PLAN = plan_of([BOARD, SENT, OTHER, *ITEMS, FIRST, SECOND])


def clock(text):
    hours, _, minutes = text.partition(".")
    return int(hours) * 60 + int(minutes or 0)


# A slot, the frame, and what is told: a quarter of an hour of air, out to whole hours, inside the frame.
WINDOWS = [
    ("10.30", "11.00", "9", "12", "mellem kl. 10 og 12"),
    ("10.00", "10.30", "9", "12", "mellem kl. 9 og 11"),
    ("10.15", "10.45", "9", "12", "mellem kl. 10 og 11"),
    ("9.00", "9.30", "9", "12", "mellem kl. 9 og 10"),
    ("11.30", "12.00", "9", "12", "mellem kl. 11 og 12"),
    ("11.45", "12.15", "8.30", "12.30", "mellem kl. 11 og 12.30"),
    ("8.30", "9.00", "8.30", "12.30", "mellem kl. 8.30 og 10"),
    ("9.00", "12.00", "9", "12", "mellem kl. 9 og 12"),
    ("11.50", "12.20", "9", "12", "mellem kl. 11 og 12.20"),
]


@pytest.mark.parametrize(("first", "last", "opens", "closes", "told"), WINDOWS)
def test_window_is_whole_hours_around_the_slot(first, last, opens, closes, told):
    assert between(*window(*map(clock, (first, last, opens, closes)))) == told


@given(st.integers(540, 719), st.integers(1, 120))
def test_slot_always_lies_within_its_window(first, minutes):
    begins, ends = window(first, first + minutes, 540, 720)
    assert begins <= first < first + minutes <= ends


STAGES = [
    ("provisional", None, None, DAY, "provisional"),
    ("provisional", 5, None, DAY - dt.timedelta(days=6), "provisional"),
    ("provisional", 5, None, DAY - dt.timedelta(days=5), "locked"),
    ("provisional", None, 3, DAY - dt.timedelta(days=3), "locked"),
    ("provisional", 2, 3, DAY - dt.timedelta(days=3), "locked"),
    ("provisional", 0, None, DAY, "locked"),
    ("locked", None, None, DAY - dt.timedelta(days=90), "locked"),
    ("sent", 5, 3, DAY - dt.timedelta(days=90), "sent"),
]


@pytest.mark.parametrize(("stage", "locks", "sends", "today", "expected"), STAGES)
def test_stage_follows_the_hand_or_the_days_of_the_board(stage, locks, sends, today, expected):
    board = replace(BOARD, lock_days=locks, dispatch_days=sends)
    assert stage_of(board, replace(MEETING, stage=stage), today) == expected


@pytest.mark.parametrize(
    ("meeting", "days", "today", "expected"),
    [
        (MEETING, 3, DAY - dt.timedelta(days=4), False),
        (MEETING, 3, DAY - dt.timedelta(days=3), True),
        (MEETING, None, DAY, False),
        (SENT, 3, DAY, False),
        (replace(MEETING, status="cancelled"), 3, DAY, False),
        (MEETING, 3, DAY + dt.timedelta(days=1), False),
    ],
)
def test_agenda_is_due_from_the_boards_own_day(meeting, days, today, expected):
    assert is_due(replace(BOARD, dispatch_days=days), meeting, today) is expected


def test_lock_and_unlock_are_each_others_inverse():
    (locked,) = lock(MEETING)
    assert locked.after == replace(MEETING, stage="locked")
    assert unlock(BOARD, locked.after, DAY) == (Change(locked.after, MEETING),)


@pytest.mark.parametrize(
    ("refused", "why"),
    [
        (lambda: lock(replace(MEETING, stage="locked")), "er allerede låst"),
        (lambda: lock(SENT), "dagsordenen ligger fast"),
        (lambda: lock(replace(MEETING, status="cancelled")), "er aflyst"),
        (lambda: unlock(BOARD, MEETING, DAY), "er ikke låst"),
        (lambda: unlock(BOARD, SENT, DAY), "ligger fast"),
        (lambda: unlock(replace(BOARD, lock_days=1), replace(MEETING, stage="locked"), DAY), "selv låser"),
        (lambda: dispatch(PLAN, SENT), "ligger allerede fast"),
    ],
)
def test_step_that_cannot_be_taken_says_why(refused, why):
    with pytest.raises(Refused, match=why):
        refused()


def test_dispatch_numbers_the_points_in_the_order_of_the_clock():
    late = Placement(1, 1, 1, 1, start=dt.time(11))
    plan = plan_of([BOARD, MEETING, *ITEMS, late, Placement(2, 2, 1, 2), Placement(3, 3, 1, 3, "held")])
    meeting, *points = [change.after for change in dispatch(plan, MEETING)]
    assert (meeting.stage, meeting.points, meeting.numbers) == ("sent", 2, 2)
    assert {point.item: point.agenda_number for point in points} == {2: 1, 1: 2}


def test_dispatch_keeps_the_numbers_of_an_agenda_that_was_read():
    plan = plan_of([BOARD, MEETING, *ITEMS, Placement(1, 1, 1, 1, agenda_number=4), Placement(2, 2, 1, 2)])
    meeting, *points = [change.after for change in dispatch(plan, MEETING)]
    assert (meeting.points, [(p.item, p.agenda_number) for p in points]) == (5, [(2, 5)])


def after(*changes):
    return PLAN.apply(numbered(PLAN, changes, new()))


def new():
    numbers = count(50)
    return lambda _: next(numbers)


def numbers(plan, meeting=1):
    return {p.item: p.agenda_number for p in plan.on(meeting) if p.outcome is None}


def test_point_that_comes_later_takes_the_next_number_and_is_an_addition():
    plan = after(made(Placement(3, 3, 1, 1)))
    assert numbers(plan) == {1: 1, 2: 2, 3: 3}
    assert [is_addition(plan.meetings[1], p) for p in plan.on(1)] == [False, True, False]


def test_point_that_leaves_keeps_its_number_as_postponed():
    plan = after(removed(FIRST))
    assert (numbers(plan), gone(plan, plan.meetings[1])) == ({2: 2}, (1,))
    assert plan.placements[1] == replace(FIRST, outcome="postponed")


def test_point_that_moves_to_another_meeting_is_numbered_only_where_it_was():
    plan = after(edited(FIRST, meeting=2, agenda_number=None))
    assert (numbers(plan), numbers(plan, 2), gone(plan, plan.meetings[1])) == ({2: 2}, {1: None}, (1,))


def test_number_is_never_given_twice():
    plan = after(made(Placement(3, 3, 1, 3)))
    plan = plan.apply(numbered(plan, [removed(plan.placements[3])], new()))
    plan = plan.apply(numbered(plan, [made(Placement(4, 3, 1, 3))], new()))
    assert (numbers(plan), gone(plan, plan.meetings[1])) == ({1: 1, 2: 2, 3: 4}, (3,))


def test_point_that_is_held_has_no_number_before_it_is_settled():
    held = Placement(3, 3, 1, 3, "held")
    plan = after(made(held))
    assert plan.placements[3].agenda_number is None
    plan = plan.apply(numbered(plan, [edited(held, state="placed")], new()))
    assert plan.placements[3].agenda_number == 3


def test_meeting_that_is_called_off_gives_its_points_back_whole():
    plan = after(edited(SENT, status="cancelled"), removed(FIRST), removed(SECOND))
    assert plan.on(1) == ()


LOCKED = replace(MEETING, stage="locked")


@pytest.mark.parametrize(
    ("meeting", "change", "said"),
    [
        (MEETING, edited(FIRST, position=9), ()),
        (LOCKED, edited(FIRST, position=9), ("Tidsplanen",)),
        (LOCKED, edited(FIRST, source="l. 4"), ()),
        (LOCKED, edited(ITEMS[0], minutes=45), ("Tidsplanen",)),
        (LOCKED, edited(ITEMS[0], note="husk kaffe"), ()),
        (LOCKED, edited(LOCKED, start=dt.time(8)), ("Tidsplanen",)),
        (LOCKED, edited(LOCKED, status="cancelled"), ()),
        (SENT, made(Placement(3, 3, 1, 3)), ("Dagsordenen",)),
        (SENT, edited(FIRST, outcome="postponed"), ("Dagsordenen",)),
    ],
)
def test_change_of_a_firm_time_plan_warns(meeting, change, said):
    plan = plan_of([BOARD, meeting, *ITEMS, FIRST, SECOND])
    assert tuple(line.split()[0] for line in warnings(plan, [change], DAY)) == said
    assert warnings(plan, [change], DAY + dt.timedelta(days=1)) == ()
