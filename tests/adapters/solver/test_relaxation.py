"""The model in fractions: it grows dearer from round to round, and never dearer than a plan is."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.adapters.solver.exact import Search
from planner.adapters.solver.relaxation import Relaxation
from planner.domain.planning.problem import Limits, Place, Problem, Sitting, Task
from tests.adapters.solver.questions import question

QUESTIONS = st.builds(question, st.integers(0, 10**6), st.integers(1, 12), st.integers(1, 6))
NOUGHT = 1e-6


@settings(max_examples=60, deadline=None)
@given(QUESTIONS)
def test_no_round_is_dearer_than_the_best_assignment_or_cheaper_than_the_round_before(asked):
    search = Search(asked, Limits())
    proven = search.assign()

    bounds = [found.bound for found in Relaxation(asked, 200).rounds(20)]

    assert proven
    assert all(one <= then + NOUGHT for one, then in pairwise([*bounds, search.assignment]))


def test_three_that_want_the_same_two_hours_are_not_taken_for_two_and_a_half():
    sittings = {board: Sitting(board, board, 0, 9) for board in range(3)}
    chair = (7,)  # wanted by three boards on a day; at two o'clock and at four
    tasks = {board: Task(board, 2, chair, 50, {board: Place(0, 0b101)}) for board in range(3)}

    first, *_, last = [found.bound for found in Relaxation(Problem(sittings, tasks), 200).rounds(20)]

    assert (first, last) == (0, 50)
