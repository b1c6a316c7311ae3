"""The times of one sitting and of a day's sittings, against every combination of starts."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.adapters.solver.same_day import Days
from planner.adapters.solver.sequence import NodesSpent, Row, line_up
from planner.domain.planning.problem import Pair, Place, Problem, Sitting, Spot, Task, span
from planner.domain.planning.score import score

CASES = {
    "one after the other": ([Row(2, span(0, 9)), Row(3, span(0, 9))], 0, (0, 2)),
    "no room": ([Row(2, span(0, 2)), Row(2, span(0, 2))], None, None),
    "closed last": ([Row(2, span(0, 9), closed=True), Row(2, span(0, 9))], 0, (2, 0)),
    "same person in a row": ([Row(2, span(0, 9), (1,)), Row(2, 1), Row(2, span(0, 9), (1,))], 0, (2, 0, 4)),
    "begins later so that nobody waits": ([Row(1, span(0, 9), (1,)), Row(1, 1 << 6, (1,))], 0, (5, 6)),
    "waits where it must": ([Row(1, 0b1, (1,)), Row(1, 1 << 6, (1,))], 5, (0, 6)),
    "keeps what people were told": ([Row(2, span(0, 9), told=3, shift=8), Row(2, span(0, 9))], 0, (3, 0)),
    "follows at once": ([Row(1, span(0, 9), after=1), Row(2, 0b110000)], 0, (6, 4)),
    "a follower in a circle": ([Row(1, span(0, 9), after=1), Row(2, span(0, 9), after=0)], None, None),
    "takes no time": ([Row(2, 0b1), Row(0, 0b10), Row(2, 0b100)], 0, (0, 1, 2)),
    "closed without a length": ([Row(2, span(0, 9)), Row(0, span(0, 9), closed=True)], 0, (0, 2)),
}


@pytest.mark.parametrize("name", CASES)
def test_line_up_gives_the_cheapest_times(name):
    rows, cost, starts = CASES[name]

    found = line_up(rows)

    assert (found and found.cost, found and found.starts) == (cost, starts)


def test_line_up_ends_after_its_nodes():
    rows = [Row(3, span(0, 30)) for _ in range(9)] + [Row(4, span(0, 30))]

    with pytest.raises(NodesSpent):
        line_up(rows, nodes=3)


ticks = st.integers(1, 3)


@st.composite
def days(draw):
    """Up to three sittings of a day with up to five tasks, three people, an adjacent pair and a told start."""
    sittings = draw(st.integers(1, 3))
    tasks = {}
    for number in range(draw(st.integers(1, 5))):
        sitting = draw(st.integers(0, sittings - 1))
        starts = draw(st.integers(1, 255))
        told = Spot(sitting, draw(st.integers(0, 7))) if draw(st.booleans()) else None
        tasks[number] = Task(
            number,
            draw(ticks),
            tuple(sorted(draw(st.sets(st.integers(0, 2), max_size=2)))),
            unplaced=100,
            places={sitting: Place(0, starts)},
            closed=draw(st.integers(0, 3)) == 0,
            told=told,
            shift=draw(st.integers(0, 3)) if told else 0,
        )
    pairs = [
        Pair(one, other)
        for one in tasks
        for other in tasks
        if one != other and tasks[one].places.keys() == tasks[other].places.keys()
    ]
    return Problem(
        {number: Sitting(number, number, 0, 99) for number in range(sittings)},
        tasks,
        adjacent=tuple(draw(st.lists(st.sampled_from(pairs), max_size=1))) if pairs else (),
    )


@settings(max_examples=150, deadline=None)
@given(days())
def test_a_day_is_arranged_as_cheaply_as_any_combination_of_starts(problem):
    places = {task.id: next(iter(task.places.items())) for task in problem.tasks.values()}
    on = {s: [t for t, (sitting, _) in places.items() if sitting == s] for s in problem.sittings}
    costs = []
    for combination in product(
        *([s for s in range(8) if place.starts >> s & 1] for _, place in places.values())
    ):
        counted = score(problem, {t: Spot(places[t][0], s) for t, s in zip(places, combination, strict=True)})
        if not counted.broken:
            costs.append(counted.waiting + counted.shifts)

    found = Days(problem).arrange(on)

    assert found.proven
    assert (found.spots is None) == (not costs)
    if found.spots is not None:
        counted = score(problem, found.spots)
        assert (counted.broken, counted.waiting + counted.shifts, found.cost) == ((), min(costs), min(costs))


@settings(max_examples=60, deadline=None)
@given(days())
def test_what_does_not_fit_is_named_with_nothing_to_spare(problem):
    on = {s: [t for t in problem.tasks if s in problem.tasks[t].places] for s in problem.sittings}
    within = Days(problem)
    if within.arrange(on).spots is not None:
        return
    unfit = set(within.unfit(on))

    assert within.arrange({s: [t for t in tasks if t in unfit] for s, tasks in on.items()}).spots is None
    for task in unfit:
        fewer = {s: [t for t in tasks if t in unfit - {task}] for s, tasks in on.items()}
        assert within.arrange(fewer).spots is not None
