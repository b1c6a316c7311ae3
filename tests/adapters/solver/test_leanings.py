"""Where tasks lean: sittings that they may stand on, and the cheapest ones where nothing is in the way."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.adapters.solver.leanings import leanings
from planner.domain.planning.problem import Place, Problem, Sitting, Task, span
from tests.adapters.solver.questions import question

QUESTIONS = st.builds(question, st.integers(0, 10**6), st.integers(1, 12), st.integers(1, 6))


@settings(max_examples=40, deadline=None)
@given(QUESTIONS)
def test_tasks_lean_to_sittings_that_they_may_stand_on_the_same_ones_each_time(asked):
    found = list(leanings(asked))

    assert found == list(leanings(asked))
    assert all(asked.tasks[task].places[sitting].starts for row in found for task, sitting in row.items())


def test_a_task_leans_to_its_cheapest_sitting_that_has_room():
    sittings = {number: Sitting(number, 0, 7 * number, soft=9) for number in range(2)}
    places = {0: Place(0, span(0, 3)), 1: Place(5, span(0, 3))}
    tasks = {number: Task(number, 2, (), 50 + number, places) for number in range(3)}

    *_, last = leanings(Problem(sittings, tasks))

    assert sorted(last.values()) == [0, 0, 1]


def test_what_cannot_be_lined_up_of_one_round_leans_elsewhere_in_the_next():
    sittings = {
        10 * week + board: Sitting(10 * week + board, board, 7 * week, 9)
        for week in (0, 1)
        for board in range(3)
    }
    chair = (7,)  # wanted by three boards on a day with time for two of them
    tasks = {
        board: Task(board, 2, chair, 50, {board: Place(0, span(0, 4)), 10 + board: Place(5, span(0, 4))})
        for board in range(3)
    }

    first, *_, last = leanings(Problem(sittings, tasks))

    assert (sorted(first.values()), sum(sitting < 10 for sitting in last.values())) == ([0, 1, 2], 2)
