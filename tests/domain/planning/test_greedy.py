"""The first bid: every hard rule is kept, what only stands together does, and it costs no more than doing nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.planning.greedy import Greedy
from planner.domain.planning.problem import Before, Limits, Pair, Place, Problem, Sitting, Spot, Task, span
from planner.domain.planning.score import score
from tests.adapters.solver.questions import question

SITTINGS = {number: Sitting(number, 0, day=7 * number, soft=8) for number in (0, 1)}


def task(number, ticks=2, *, on=(0, 1), told=None, unplaced=20):
    places = {sitting: Place(sitting, span(0, 9 - ticks)) for sitting in on}
    return Task(number, ticks, (), unplaced, places, told=told)


def bid(*tasks, **bonds):
    problem = Problem(SITTINGS, {one.id: one for one in tasks}, **bonds)
    answer = Greedy().solve(problem, Limits())
    assert score(problem, answer.solution).broken == ()
    return {number: (spot.sitting, spot.start) for number, spot in sorted(answer.solution.items())}


@pytest.mark.parametrize(
    ("tasks", "bonds", "found"),
    [
        ([task(1), task(2)], {"together": (Pair(1, 2),)}, {1: (0, 0), 2: (0, 2)}),
        # The second is only allowed on the later sitting: both go there.
        ([task(1), task(2, on=(1,))], {"together": (Pair(1, 2),)}, {1: (1, 0), 2: (1, 2)}),
        ([task(1), task(2)], {"adjacent": (Pair(2, 1),)}, {1: (0, 2), 2: (0, 0)}),
        (
            [task(1), task(2), task(3)],
            {"adjacent": (Pair(3, 1), Pair(1, 2))},
            {1: (0, 2), 2: (0, 4), 3: (0, 0)},
        ),
        # One of the pair fits nowhere: neither is placed.
        ([task(1), task(2, on=())], {"together": (Pair(1, 2),)}, {}),
        ([task(1), task(2)], {"apart": (Pair(1, 2),)}, {1: (0, 0), 2: (1, 0)}),
        ([task(1), task(2)], {"before": (Before(1, 2, 7),)}, {1: (0, 0), 2: (1, 0)}),
        # What follows something stays where people were told, though it is dearer to leave out.
        (
            [task(1, told=Spot(0, 3)), task(2, told=Spot(1, 4), unplaced=90)],
            {"before": (Before(1, 2, 7),)},
            {1: (0, 3), 2: (1, 4)},
        ),
    ],
)
def test_what_is_bound_together_is_placed_together(tasks, bonds, found):
    assert bid(*tasks, **bonds) == found


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000), tasks=st.integers(1, 9), moments=st.booleans())
def test_any_bid_keeps_the_rules_and_says_what_it_costs(seed, tasks, moments):
    problem = question(seed, tasks, 4, moments=moments)
    answer = Greedy().solve(problem, Limits())
    found = score(problem, answer.solution)
    assert (found.broken, found.total) == ((), answer.cost)
    assert not answer.proven
