"""Local search: every plan keeps the rules, costs what it says, and is the same for the same seed."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from planner.adapters.solver.annealing import Annealing
from planner.adapters.solver.components import parts
from planner.adapters.solver.draft import Draft
from planner.adapters.solver.search import search
from planner.domain.planning.problem import Before, Limits, Pair, Place, Problem, Sitting, Task, span
from planner.domain.planning.score import score
from tests.adapters.solver.questions import question

FEW = Limits(moves=40)
questions = st.builds(
    question, st.integers(0, 10**6), st.integers(1, 9), st.integers(1, 5), st.just(8), moments=st.booleans()
)


@settings(max_examples=60, deadline=None)
@given(questions, st.integers(0, 3))
def test_a_search_keeps_every_rule_and_its_seed_decides_the_plan(problem, seed):
    limits = FEW._replace(seed=seed)
    heard = []

    found = search(problem, limits, lambda progress, _: heard.append(progress.best), guided=False)

    counted = score(problem, found)
    assert counted.broken == ()
    assert counted.total <= score(problem, {}).total
    assert heard[-1] == counted.total
    assert all(later < earlier for earlier, later in pairwise(heard))
    assert search(problem, limits, guided=False) == found


@example(question(178, 5, 1, 8, moments=True))  # too hard to order in time: whatever was found is remembered
@settings(max_examples=60, deadline=None)
@given(questions)
def test_a_draft_costs_what_the_plain_score_says(problem):
    draft = Draft(problem)
    draft.timed = True
    draft.fill()
    Annealing(draft, seed=1).run(60, hot=20, cold=1)

    counted = score(problem, draft.solution())

    assert (counted.broken, counted.total) == ((), draft.cost)


@settings(max_examples=40, deadline=None)
@given(questions, st.integers(0, 100), st.integers(0, 100), st.integers(0, 60))
def test_an_attempt_costs_what_it_says_or_changes_nothing(problem, one, other, most):
    draft = Draft(problem)
    draft.timed = True
    draft.fill()
    number = one % len(draft.units)
    stands = [None, *draft.units[number].stands]
    before, at = draft.cost, list(draft.at)

    cost = draft.attempt([(number, stands[other % len(stands)])], most)

    if cost is None:
        assert (draft.cost, draft.at) == (before, at)
    else:
        assert cost <= most
        counted = score(problem, draft.solution())
        assert (counted.broken, counted.total) == ((), before + cost)


@settings(max_examples=40, deadline=None)
@given(questions)
def test_parts_share_no_sitting_and_no_bond(problem):
    found = parts(problem)

    assert sorted(task for one in found for task in one.tasks) == sorted(problem.tasks)
    assert sum(len(one.sittings) for one in found) == len({s for one in found for s in one.sittings})
    for name in ("before", "together", "adjacent", "apart"):
        assert sorted(row for one in found for row in getattr(one, name)) == sorted(getattr(problem, name))


def plain(*tasks, **bonds):
    sittings = {number: Sitting(number, 0, 7 * number, soft=9) for number in range(2)}
    return Problem(sittings, {task.id: task for task in tasks}, **bonds)


def task(number, unplaced=50, ticks=2, room=4, **more):
    places = {0: Place(0, span(0, room - ticks + 1)), 1: Place(5, span(0, room - ticks + 1))}
    return Task(number, ticks, (), unplaced, places, **more)


CASES = {
    "everything early": (plain(task(0), task(1)), {0: 0, 1: 0}),
    "the dearest first, what is over later": (plain(task(0), task(1), task(2, 60)), None),
    "what comes after waits its days": (plain(task(0), task(1), before=(Before(0, 1, 7),)), {0: 0, 1: 1}),
    "what is apart": (plain(task(0, 90), task(1), apart=(Pair(0, 1),)), None),
    "what is not worth its place stays out": (plain(replace(task(0), unplaced=-1)), {}),
    "nothing to place": (Problem({}, {}), {}),
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("guided", [False, True])
def test_a_small_question_is_answered_as_one_would_by_hand(name, guided):
    problem, sittings = CASES[name]

    found = search(problem, FEW, guided=guided)

    if sittings is None:
        assert score(problem, found).total == 5
    else:
        assert {number: spot.sitting for number, spot in found.items()} == sittings
