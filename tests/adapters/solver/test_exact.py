"""The exact plan: against every plan there is, against another solver, and against the plain score."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.adapters.solver.engine import Engine
from planner.adapters.solver.exact import Effort, Search
from planner.adapters.solver.highs import Model
from planner.domain.planning.problem import Limits, Place, Problem, Sitting, Spot, Task, span
from planner.domain.planning.score import score
from tests.adapters.solver.questions import question
from tests.bench.instances import EVALUATOR, evaluate, instance, problem

REFEREE = Path(__file__).parent / "referee.py"
SEEDS = st.integers(0, 10**6)


def cheapest(asked):
    """The cost of the best of all plans."""
    choices = [
        [None, *(Spot(m, s) for m, place in task.places.items() for s in range(8) if place.starts >> s & 1)]
        for task in asked.tasks.values()
    ]
    plans = (
        score(asked, {task: spot for task, spot in zip(asked.tasks, chosen, strict=True) if spot})
        for chosen in product(*choices)
    )
    return min(counted.total for counted in plans if not counted.broken)


@settings(max_examples=40, deadline=None)
@given(SEEDS, st.integers(1, 3))
def test_the_best_of_all_plans_is_found_and_proven(seed, tasks):
    asked = question(seed, tasks, sittings=2, ticks=6)

    answer = Engine().solve(asked, Limits())

    assert (answer.cost, answer.bound, answer.proven) == (cheapest(asked), answer.cost, True)


@settings(max_examples=30, deadline=None)
@given(SEEDS)
def test_an_answer_keeps_every_rule_and_costs_what_the_plain_score_says(seed):
    asked = question(seed, 9, sittings=4, ticks=10, moments=seed % 2 == 0)

    answer = Engine().solve(asked, Limits())

    counted = score(asked, answer.solution)
    assert (counted.broken, counted.total) == ((), answer.cost)


@settings(max_examples=10, deadline=None)
@given(SEEDS)
def test_the_same_limits_give_the_same_plan(seed):
    asked = question(seed, 9, sittings=4, ticks=10)

    first, again = (Engine().solve(asked, Limits(seed=seed)) for _ in range(2))

    assert first == again


def test_cp_sat_finds_the_same_optimum():
    asked = [question(seed, 8, sittings=4, ticks=10) for seed in range(25)]
    if EVALUATOR.exists():
        asked += [problem(instance("S", seed)) for seed in (1, 2, 9)]

    answers = [Engine().solve(one, Limits()) for one in asked]

    assert [(answer.cost, answer.proven) for answer in answers] == [(cost, True) for cost in refereed(asked)]


@pytest.mark.skipif(
    not EVALUATOR.exists(), reason="the shared planning instances are not beside this checkout"
)
@pytest.mark.parametrize("seed", [1, 4, 10])
def test_a_board_with_six_meetings_is_planned_without_fault(seed):
    given_ = instance("S", seed)

    answer = Engine().solve(problem(given_), Limits())

    found = evaluate(given_, answer.solution)
    assert (found["hard"], found["total"], answer.proven) == (0, answer.cost, True)


def refereed(asked):
    """The optima that CP-SAT proves, in a process of its own: the two libraries do not bear one another."""
    done = subprocess.run(
        [sys.executable, str(REFEREE)],
        input=json.dumps([as_json(one) for one in asked]),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def as_json(asked):
    """A question in plain lists."""
    return {
        "sittings": {m: [sitting.day, sitting.soft] for m, sitting in asked.sittings.items()},
        "tasks": [
            {
                "id": task.id,
                "ticks": task.ticks,
                "people": task.people,
                "unplaced": task.unplaced,
                "places": [[m, place.cost, place.starts] for m, place in task.places.items()],
                "closed": task.closed,
                "told": task.told,
                "shift": task.shift,
            }
            for task in asked.tasks.values()
        ],
        "before": asked.before,
        "together": [*asked.together, *asked.adjacent],
        "adjacent": asked.adjacent,
        "apart": asked.apart,
        "crowding": asked.crowding,
        "waiting": asked.waiting,
    }


@pytest.mark.parametrize(
    ("effort", "placed"), [(Effort(rounds=1), {1, 2}), (Effort(rounds=0), set()), (Effort(steps=-1), set())]
)
def test_a_search_that_ends_too_soon_keeps_as_much_as_can_be_lined_up(effort, placed):
    sittings = {board: Sitting(board, board, 0, 9) for board in range(3)}
    chair = (7,)  # wanted by three boards on a day with time for two of them
    tasks = {board: Task(board, 2, chair, 50 + board, {board: Place(0, span(0, 4))}) for board in range(3)}
    search = Search(Problem(sittings, tasks), Limits())

    proven = search.assign(effort)

    broken = score(Problem(sittings, tasks), search.solution).broken
    assert (proven, search.solution.keys(), broken) == (False, placed, ())


def test_a_search_that_ends_too_soon_never_leaves_out_what_must_stay():
    sittings = {**{board: Sitting(board, board, 0, 9) for board in range(3)}, 9: Sitting(9, 2, 7, 9)}
    chair = (7,)
    places = [{0: Place(0, span(0, 4))}, {1: Place(0, span(0, 4))}]
    dear = {2: Place(0, span(0, 4)), 9: Place(200, span(0, 4))}  # the only way that all three have a place
    tasks = {task: Task(task, 2, chair, 50, where) for task, where in enumerate([*places, dear])}
    standing = {0: Spot(0, 0), 1: Spot(1, 2), 2: Spot(9, 0)}
    search = Search(Problem(sittings, tasks), Limits(), kept={0, 1, 2}, standing=standing)

    search.assign(Effort(rounds=1))

    assert (search.solution, search.cost) == (standing, 200)


def test_a_round_that_finds_nothing_in_time_does_not_forget_the_round_before(monkeypatch):
    sittings = {board: Sitting(board, board, 0, 9) for board in range(3)}
    tasks = {board: Task(board, 2, (7,), 50 + board, {board: Place(0, span(0, 4))}) for board in range(3)}
    search = Search(Problem(sittings, tasks), Limits())
    solve, rounds = Model.solve, iter([True])
    monkeypatch.setattr(
        Model,
        "solve",
        lambda model, *limits: solve(model, *limits)._replace(
            **({} if next(rounds, 0) else {"values": None})
        ),
    )

    search.assign()

    assert search.solution.keys() == {1, 2}
