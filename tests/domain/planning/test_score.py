"""The plain score: what a plan costs in its parts, and every hard rule that it breaks."""

import pytest

from planner.domain.planning.problem import Before, Pair, Place, Problem, Sitting, Spot, Task, span, starts
from planner.domain.planning.score import Broken, score

MORNING = span(108, 132)  # 9.00 to 11.00 in ticks of five minutes
SITTINGS = {
    1: Sitting(1, board=1, day=0, soft=20),
    2: Sitting(2, board=1, day=7, soft=20),
    3: Sitting(3, board=2, day=0, soft=20),
}


def task(number, ticks=6, people=(), *, at=(1, 2), cost=0, **more):
    places = {sitting: Place(cost, starts(MORNING, ticks)) for sitting in at}
    return Task(number, ticks, tuple(people), unplaced=400, places=places, **more)


def problem(*tasks, **more):
    return Problem(SITTINGS, {one.id: one for one in tasks}, **more)


def test_score_adds_up_every_part_of_the_cost():
    asked = problem(
        task(1, 12, [7], cost=5),
        task(2, 12, [7], at=(1,), told=Spot(1, 110), shift=9),
        task(3),
        crowding=4,
        waiting=2,
    )
    found = score(asked, {1: Spot(1, 108), 2: Spot(1, 120)})
    assert found == score(asked, {2: Spot(1, 120), 1: Spot(1, 108)})
    assert (found.unplaced, found.places, found.crowding, found.waiting, found.shifts) == (400, 5, 16, 0, 9)
    assert (found.broken, found.assignment, found.total) == ((), 421, 430)


def test_score_counts_the_ticks_that_a_presenter_waits():
    asked = problem(task(1, 2, [7]), task(2, 6), task(3, 4, [7, 8]), waiting=3)
    found = score(asked, {1: Spot(1, 108), 2: Spot(1, 110), 3: Spot(1, 117)})
    assert found.waiting == 3 * 7


@pytest.mark.parametrize(
    ("tasks", "more", "placed", "broken"),
    [
        ([task(1, at=(1,))], {}, {1: Spot(2, 108)}, [Broken("place", (1,))]),
        ([task(1)], {}, {1: Spot(1, 130)}, [Broken("start", (1,))]),
        ([task(1), task(2)], {}, {1: Spot(1, 108), 2: Spot(1, 113)}, [Broken("overlap", (1, 2))]),
        ([task(1), task(2)], {}, {1: Spot(1, 108), 2: Spot(1, 114)}, []),
        ([task(1, 0), task(2)], {}, {1: Spot(1, 110), 2: Spot(1, 108)}, []),
        (
            [task(1, closed=True), task(2)],
            {},
            {1: Spot(1, 108), 2: Spot(1, 114)},
            [Broken("open_first", (1, 2))],
        ),
        ([task(1, closed=True), task(2)], {"open_first": False}, {1: Spot(1, 108), 2: Spot(1, 114)}, []),
        (
            [task(1, people=[7]), task(2, people=[7], at=(3,))],
            {},
            {1: Spot(1, 108), 2: Spot(3, 110)},
            [Broken("two_places", (1, 2))],
        ),
        ([task(1), task(2)], {"before": (Before(1, 2, 7),)}, {2: Spot(1, 108)}, [Broken("before", (1, 2))]),
        (
            [task(1), task(2)],
            {"before": (Before(1, 2, 8),)},
            {1: Spot(1, 108), 2: Spot(2, 108)},
            [Broken("before", (1, 2))],
        ),
        ([task(1), task(2)], {"before": (Before(1, 2, 7),)}, {1: Spot(1, 108), 2: Spot(2, 108)}, []),
        (
            [task(1), task(2)],
            {"together": (Pair(1, 2),)},
            {1: Spot(1, 108)},
            [Broken("together", (1, 2))],
        ),
        (
            [task(1), task(2)],
            {"adjacent": (Pair(1, 2),)},
            {1: Spot(1, 108), 2: Spot(1, 115)},
            [Broken("adjacent", (1, 2))],
        ),
        (
            [task(1), task(2)],
            {"apart": (Pair(1, 2),)},
            {1: Spot(1, 108), 2: Spot(1, 114)},
            [Broken("apart", (1, 2))],
        ),
    ],
)
def test_score_names_every_hard_rule_that_is_broken(tasks, more, placed, broken):
    assert list(score(problem(*tasks, **more), placed).broken) == broken


@pytest.mark.parametrize(
    ("free", "ticks", "expected"),
    [(0b1111, 1, 0b1111), (0b1111, 2, 0b0111), (0b110111, 3, 0b000001), (0b1111, 5, 0), (0b101, 0, 0b101)],
)
def test_starts_are_the_ticks_at_which_a_length_lies_wholly_free(free, ticks, expected):
    assert starts(free, ticks) == expected


def test_span_of_nothing_is_empty():
    assert (span(3, 6), span(6, 3)) == (0b111000, 0)
