"""Each hard rule in the model: what it forbids is not planned, and what is next to that is."""

from __future__ import annotations

import inspect
import re

import pytest

from planner.adapters.solver import rules
from planner.adapters.solver.engine import Engine
from planner.domain.planning import score
from planner.domain.planning.problem import Before, Limits, Pair, Place, Problem, Sitting, Task

SITTINGS = {m: Sitting(m, 0, day, soft=99) for m, day in enumerate((0, 0, 7, 14))}


def task(number, *places, ticks=2, people=(), closed=False):
    """A task with (sitting, start ...) places, which must not be left out lightly."""
    return Task(
        number, ticks, people, 1000, {m: Place(0, sum(1 << s for s in at)) for m, *at in places}, closed
    )


def asked(*tasks, **bonds):
    return Problem(SITTINGS, {one.id: one for one in tasks}, **bonds)


CASES = {
    "place": (asked(task(0)), 0, asked(task(0, (0, 1))), 1),
    "start": (asked(task(0, (0,))), 0, asked(task(0, (0, 5))), 1),
    "overlap": (asked(task(0, (0, 0)), task(1, (0, 1))), 1, asked(task(0, (0, 0)), task(1, (0, 2))), 2),
    "open_first": (
        asked(task(0, (0, 0), closed=True), task(1, (0, 2))),
        1,
        asked(task(0, (0, 0), closed=True), task(1, (0, 2), closed=True)),
        2,
    ),
    "two_places": (
        asked(task(0, (0, 0), people=(7,)), task(1, (1, 1), people=(7,))),
        1,
        asked(task(0, (0, 0), people=(7,)), task(1, (1, 2), people=(7,))),
        2,
    ),
    "before": (
        asked(task(0, (2, 0)), task(1, (3, 0)), before=(Before(0, 1, 8),)),
        1,
        asked(task(0, (2, 0)), task(1, (3, 0)), before=(Before(0, 1, 7),)),
        2,
    ),
    "together": (
        asked(task(0, (0, 0)), task(1, (2, 0)), together=(Pair(0, 1),)),
        0,
        asked(task(0, (0, 0)), task(1, (0, 4)), together=(Pair(0, 1),)),
        2,
    ),
    "adjacent": (
        asked(task(0, (0, 0)), task(1, (0, 3)), adjacent=(Pair(0, 1),)),
        0,
        asked(task(0, (0, 0)), task(1, (0, 2)), adjacent=(Pair(0, 1),)),
        2,
    ),
    "apart": (
        asked(task(0, (0, 0)), task(1, (0, 4)), apart=(Pair(0, 1),)),
        1,
        asked(task(0, (0, 0)), task(1, (1, 4)), apart=(Pair(0, 1),)),
        2,
    ),
}


def test_the_model_has_a_module_for_each_rule_that_the_score_knows():
    known = set(re.findall(r'Broken\("(\w+)"', inspect.getsource(score)))

    assert {rule.__name__.rpartition(".")[2] for rule in rules.RULES} == known == CASES.keys()


@pytest.mark.parametrize("rule", CASES)
def test_what_a_rule_forbids_is_left_out_and_its_neighbour_is_planned(rule):
    forbidden, few, allowed, all_of_them = CASES[rule]

    answers = [Engine().solve(one, Limits()) for one in (forbidden, allowed)]

    assert [(len(answer.solution), answer.proven) for answer in answers] == [(few, True), (all_of_them, True)]
