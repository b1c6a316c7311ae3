"""A plan that was disturbed, mended nearby; and a plan made better part by part."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from planner.adapters.solver.engine import Engine
from planner.adapters.solver.exact import Effort
from planner.adapters.solver.part import cannot_stay, part
from planner.adapters.solver.polish import polished
from planner.adapters.solver.replan import mended, refined, widened
from planner.adapters.solver.search import search
from planner.domain.planning.problem import Limits
from planner.domain.planning.score import score
from tests.adapters.solver.questions import question, year

SEEDS = st.integers(0, 10**6)
QUICK = Limits(moves=20, nodes=500)


def without(asked, sitting):
    """The question after a meeting was cancelled."""
    left = {
        task.id: replace(task, places={m: place for m, place in task.places.items() if m != sitting})
        for task in asked.tasks.values()
    }
    return replace(asked, tasks=left)


def test_a_cancelled_meeting_changes_nothing_far_away():
    asked = year()
    told = {task.id: task.told for task in asked.tasks.values()}

    answer = Engine().solve(without(asked, 20), Limits())

    moved = {task for task in told if answer.solution[task] != told[task]}
    assert (moved >= {40, 41}, all(16 <= told[task].sitting <= 24 for task in moved)) == (True, True)


def test_what_waits_for_a_date_gets_one_where_most_was_told():
    asked = year()
    waiting = replace(asked.tasks[50], told=None)

    answer = Engine().solve(replace(asked, tasks={**asked.tasks, 50: waiting}), Limits())

    assert answer.solution.keys() == asked.tasks.keys()


def test_a_plan_that_is_not_disturbed_stays_as_it_is():
    asked = year()
    told = {task.id: task.told for task in asked.tasks.values()}

    assert mended(asked, told, Limits()) == told


@settings(max_examples=15, deadline=None)
@given(SEEDS, st.integers(0, 5))
def test_what_is_mended_keeps_every_rule_and_costs_no_more_than_leaving_out_what_was_lost(seed, sitting):
    asked = question(seed, 14, sittings=6, ticks=10)
    standing = search(asked, QUICK)
    disturbed = without(asked, sitting)
    lost = cannot_stay(disturbed, standing)

    found = score(disturbed, mended(disturbed, standing, QUICK))

    left = score(disturbed, {task: spot for task, spot in standing.items() if task not in lost})
    assert (found.broken, found.total <= left.total) == ((), True)


@settings(max_examples=15, deadline=None)
@given(SEEDS, st.sets(st.integers(0, 13), min_size=1, max_size=6))
def test_what_a_part_gains_the_whole_plan_gains(seed, free):
    asked = question(seed, 14, sittings=6, ticks=10)
    standing = search(asked, QUICK)

    found = refined(asked, standing, free, QUICK, Effort(3))

    after = score(asked, found.solution)
    assert (after.broken, after.total) == ((), score(asked, standing).total - found.gain)


@settings(max_examples=15, deadline=None)
@given(SEEDS, st.sets(st.integers(0, 13), min_size=1, max_size=6))
def test_what_is_not_free_keeps_its_sitting(seed, free):
    asked = question(seed, 14, sittings=6, ticks=10)
    standing = search(asked, QUICK)

    left = part(asked, standing, free)

    kept = {
        task: {*row.places}
        for task, row in left.problem.tasks.items()
        if task in standing and task in left.kept
    }
    assert all(standing[task].sitting in places for task, places in kept.items())
    assert left.outside.keys().isdisjoint(left.problem.tasks)


def test_the_plan_found_near_by_is_told_at_once_so_that_a_stop_does_not_lose_it():
    asked = without(year(), 20)
    standing = {task.id: task.told for task in asked.tasks.values() if task.told.sitting != 20}
    left = part(asked, standing, asked.tasks.keys() - standing.keys())
    stood = {task: spot for task, spot in standing.items() if task in left.problem.tasks}
    heard = []

    found = widened(
        left.problem, left.kept, stood, QUICK, frozenset({40, 41}), lambda _, plan: heard.append(plan)
    )

    assert (heard, found.keys()) == ([found], left.problem.tasks.keys())


@settings(max_examples=15, deadline=None)
@given(SEEDS, st.sets(st.integers(0, 13), min_size=1, max_size=6), st.integers(0, 5))
def test_what_must_stay_placed_stays_placed_however_far_the_part_is_widened(seed, free, sitting):
    asked = question(seed, 14, sittings=6, ticks=10)
    disturbed = without(asked, sitting)
    standing = {task: spot for task, spot in search(asked, QUICK).items() if spot.sitting != sitting}
    assume(not cannot_stay(disturbed, standing))
    left = part(disturbed, standing, free)
    stood = {task: spot for task, spot in standing.items() if task in left.problem.tasks}

    found = widened(left.problem, left.kept, stood, QUICK, frozenset([*free][:1]))

    assert (left.kept - found.keys(), score(disturbed, left.whole(found)).broken) == (set(), ())


@settings(max_examples=10, deadline=None)
@given(SEEDS)
def test_polishing_keeps_every_rule_and_never_costs_more(seed):
    asked = question(seed, 30, sittings=24, ticks=10)
    standing = search(asked, QUICK)

    found = score(asked, polished(asked, standing, QUICK, lambda *_: None).solution)

    assert (found.broken, found.total <= score(asked, standing).total) == ((), True)
