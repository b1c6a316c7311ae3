"""A large question as several jobs, and their plans as one."""

from __future__ import annotations

from dataclasses import replace

from planner.adapters.solver.division import divided, joined, polishing
from planner.adapters.solver.engine import Engine
from planner.adapters.solver.process import SolverProcess
from planner.domain.planning.problem import Limits, Place, Problem, Sitting, Spot, Task, span
from planner.domain.planning.score import score
from tests.adapters.solver.questions import year

QUICK = Limits(moves=5, nodes=300)


def boards(count, tasks):
    """So many boards that meet on the same days, each with its own items, and one person whom all of them want."""
    sittings = {
        10 * board + week: Sitting(10 * board + week, board, 7 * week, 99)
        for board in range(count)
        for week in range(10)
    }
    items = {
        number: Task(
            number,
            2,
            (number // count % 40,),
            100,
            {
                m: Place(m % 10, span(0, 60))
                for m, sitting in sittings.items()
                if sitting.board == number % count
            },
        )
        for number in range(tasks)
    }
    return Problem(sittings, items)


def test_a_question_is_divided_by_what_binds_its_boards():
    cases = {
        "small": (boards(1, 20), [(0, "answer", 0)]),
        "one part": (boards(1, 300), [(0, "answer", 0), (0, "unguided", 1)]),
        "two parts": (boards(2, 600), [(0, "answer", 0), (1, "answer", 0)]),
        "a part and the rest": (boards(3, 300), [(0, "answer", 0)]),
    }

    found = {
        name: [(job.part, job.way, job.limits.seed) for job in divided(asked, Limits())]
        for name, (asked, _) in cases.items()
    }

    assert found == {name: jobs for name, (_, jobs) in cases.items()}


def test_plans_that_want_somebody_at_two_boards_at_once_are_joined_without_that():
    asked = boards(2, 40)
    clash = {0: Spot(0, 0), 1: Spot(10, 0)}

    whole = joined(asked, clash)

    assert ({broken.rule for broken in score(asked, clash).broken}, score(asked, whole).broken) == (
        {"two_places"},
        (),
    )
    assert {0, 1} <= whole.keys()


def test_a_part_is_polished_in_the_time_that_the_others_leave_its_people():
    asked = boards(2, 600)
    jobs = divided(asked, Limits())
    first = polishing(asked, jobs, [{1: Spot(10, 4)}] * len(jobs))[0]

    starts = first.problem.tasks[0].places[0].starts

    assert starts & span(0, 9) == 0b111000111


def test_several_processes_keep_every_rule_between_the_boards():
    asked = boards(2, 520)

    answer = SolverProcess().solve(asked, QUICK)

    counted = score(asked, answer.solution)
    assert (counted.broken, counted.total, len(answer.solution)) == ((), answer.cost, 520)


def test_a_disturbed_plan_is_mended_by_the_process_as_by_the_engine():
    asked = year()
    left = {
        task.id: replace(task, places={m: place for m, place in task.places.items() if m != 20})
        for task in asked.tasks.values()
    }
    disturbed = replace(asked, tasks=left)

    assert SolverProcess().solve(disturbed, Limits()) == Engine().solve(disturbed, Limits())


def test_the_same_limits_give_the_same_plan_whichever_process_is_first():
    asked = boards(1, 260)

    first, again = (SolverProcess().solve(asked, Limits(moves=2, nodes=100)) for _ in range(2))

    assert first == again
