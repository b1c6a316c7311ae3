"""The plan as a question: what may move, what stays, when there is time, and what each thing costs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from planner.domain.answers import Invited
from planner.domain.board import Board, Standing
from planner.domain.finding import Scene
from planner.domain.item import Item, Placement, Presenter
from planner.domain.meeting import Meeting
from planner.domain.people import Absence, Membership, Person
from planner.domain.plan import plan_of
from planner.domain.planning.frame import frame
from planner.domain.planning.ground import Scope
from planner.domain.planning.outcome import arranged, planned, thought_of, with_clocks
from planner.domain.planning.problem import Spot
from planner.domain.planning.score import score
from planner.domain.timetable import timetable

NOW = datetime(2031, 3, 3, 10, tzinfo=UTC)
BOARD = Board(1, "DIR", "Direktionen")
WEEKS = [Meeting(n, 1, date(2031, 3, 5) + timedelta(weeks=n - 1), time(9), time(11)) for n in range(1, 9)]
ANE = Person(7, "Ane Eng")
NINE = 108


def sag(number, minutes=30, **fields):
    return Item(number, 1, f"Sag {number}", minutes=minutes, **fields)


def framed(*records, invited=(), **scope):
    plan = plan_of([BOARD, *WEEKS, *records])
    looked = Scene(plan, NOW, plan.by_date, {}, tuple(invited))
    taking = tuple(m.id for m in looked.meetings if m.board == 1 and m.status == "planned")
    return frame(looked, Scope(taking, **scope))


def ticks(mask):
    return [tick for tick in range(mask.bit_length()) if mask >> tick & 1]


@pytest.mark.parametrize(
    ("records", "scope", "movable"),
    [
        ([sag(1)], {}, {1: "waiting"}),
        ([sag(1), Placement(1, 1, 1, 1)], {}, {1: "firm"}),
        ([sag(1), Placement(1, 1, 1, 1, state="held"), Placement(2, 1, 2, 1, state="held")], {}, {1: "held"}),
        ([sag(1), Placement(1, 1, 1, 1, start=time(9))], {}, {}),
        ([sag(1), Placement(1, 1, 1, 1), Placement(2, 1, 2, 1)], {}, {}),
        ([sag(1), Placement(1, 1, 1, 1)], {"kept": frozenset([1])}, {}),
        ([sag(1), Placement(1, 1, 1, 1), sag(2)], {"only": frozenset([2])}, {2: "waiting"}),
        ([sag(1), Placement(1, 1, 1, 1), sag(2)], {"still": True}, {2: "waiting"}),
        (
            [sag(1), Placement(1, 1, 1, 1), sag(2), sag(3)],
            {"only": frozenset([2]), "yielding": True},
            {1: "firm", 2: "waiting"},
        ),
        ([sag(1, waits_on="Økonomi")], {}, {}),
        ([sag(1, waits_on="Økonomi")], {"only": frozenset([1])}, {1: "waiting"}),
        ([sag(1, status="done")], {}, {}),
    ],
)
def test_what_may_move(records, scope, movable):
    found = framed(*records, **scope)
    assert {number: one.state for number, one in found.movable.items()} == movable


def test_times_lie_within_the_meeting_and_beside_its_blocks_and_fixed_items():
    blocks = [
        Standing(1, 1, "Protokol", minutes=15),
        Standing(2, 1, "Pause", kind="break", start=time(10), minutes=15),
        Standing(3, 1, "Gennemgang", kind="review", minutes=15),
    ]
    found = framed(*blocks, sag(1), sag(2, 15), Placement(1, 2, 1, 1, start=time(9, 30)))
    places = found.problem.tasks[1].places
    assert ticks(places[1].starts) == [123]  # 10.15 to 10.45: the last time that is left
    assert ticks(places[2].starts) == [111, 112, 113, 114, 123]


def test_ticks_are_minutes_where_something_lasts_otherwise():
    found = framed(sag(1, 12))
    assert (found.problem.tick, found.problem.tasks[1].ticks) == (1, 12)
    assert found.problem.tasks[1].unplaced == 5 * framed(sag(1, 10)).problem.tasks[1].unplaced


def test_current_plan_is_a_plan_of_the_question():
    found = framed(sag(1), Placement(1, 1, 1, 1), sag(2, 45), Placement(2, 2, 1, 2), sag(3, under=1))
    assert found.current == {1: Spot(1, NINE), 2: Spot(1, NINE + 6)}
    assert score(found.problem, found.current).broken == ()


def test_meeting_that_has_too_much_pays_for_it_by_the_minute():
    found = framed(sag(1, 75), Placement(1, 1, 1, 1), sag(2, 60), Placement(2, 2, 1, 2))
    now = score(found.problem, found.current)
    assert (now.broken, now.unplaced) == ((), 3 * 40)
    away = {number: spot for number, spot in found.current.items() if number != 2}
    beyond = {
        number: Spot(1, ticks(task.places[1].starts)[0])
        for number, task in found.problem.tasks.items()
        if number < 0
    }
    assert score(found.problem, {**away, **beyond, 2: Spot(2, NINE)}).unplaced == 0


def told_of(item, meeting, person=7):
    return Invited(meeting, person, (item,), "accepted", date(2031, 3, 1))


@pytest.mark.parametrize(
    ("on", "records", "invited", "cost"),
    [
        (1, [], [], 20),
        (1, [], [told_of(2, 1, 8)], 20 + 8 * 10),
        (1, [], [told_of(1, 1)], 20 + 8 * 50),
        (1, [Absence(1, 1, 7, WEEKS[0].date, WEEKS[0].date)], [told_of(1, 1)], 20 + 8 * 10),
        (4, [], [told_of(1, 4)], 20 + 4 * 50),
        (8, [], [told_of(1, 8)], 20 + 50),
    ],
)
def test_moving_costs_by_nearness_and_by_who_was_told(on, records, invited, cost):
    found = framed(sag(1), Placement(1, 1, on, 1), ANE, Presenter(1, 1, 7), *records, invited=invited)
    places = found.problem.tasks[1].places
    quiet = framed(sag(1), Placement(1, 1, on, 1), ANE, Presenter(1, 1, 7), *records)
    other = 3 if on != 3 else 2
    free = quiet.problem.tasks[1].places[other].cost - 20
    assert places[other].cost - free == cost


@pytest.mark.parametrize(
    ("fields", "cost"),
    [
        ({}, 200),
        ({"since": date(2031, 2, 3)}, 240),
        ({"since": date(2029, 2, 3)}, 460),
        ({"by": date(2031, 3, 12)}, 1000),
        ({"by": date(2031, 6, 12)}, 100),
    ],
)
def test_leaving_an_item_out_costs_by_how_long_it_waited_and_its_deadline(fields, cost):
    assert framed(sag(1, **fields)).problem.tasks[1].unplaced == cost


def test_item_under_a_standing_item_takes_no_time():
    found = framed(Standing(1, 1, "Aktuelle sager", minutes=15), sag(1, under=1))
    assert found.problem.tasks[1].ticks == 0


def test_members_wait_for_nothing_and_others_do():
    records = [ANE, Presenter(1, 1, 7), sag(1)]
    assert framed(*records).problem.tasks[1].people == (7,)
    assert framed(*records, Membership(1, 1, 7)).problem.tasks[1].people == ()


def test_times_that_people_have_are_kept_when_something_before_them_leaves():
    locked = replace(WEEKS[0], stage="locked")
    records = [
        locked,
        sag(1),
        Placement(1, 1, 1, 1),
        sag(2),
        Placement(2, 2, 1, 2),
        sag(3),
        Placement(3, 3, 1, 3),
    ]
    plan = plan_of([BOARD, *WEEKS[1:], *records])
    found = frame(Scene(plan, NOW, plan.by_date), Scope(tuple(plan.meetings)))
    solution = {**found.current, 1: Spot(2, NINE)}
    plan = plan.apply(planned(plan, arranged(found, solution), NOW, thought_of()))
    plan = plan.apply(planned(plan, with_clocks(found, solution, plan), NOW, thought_of()))
    slots = timetable(plan, plan.meetings[1]).slots
    assert [(slot.item.id, slot.start) for slot in slots] == [(2, time(9, 30)), (3, time(10))]
