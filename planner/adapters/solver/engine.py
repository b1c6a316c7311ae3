"""How a question is answered: exactly where it is small, near what was told where a plan was disturbed, else by search."""

from __future__ import annotations

import math
from typing import Literal

from planner.adapters.solver.exact import Better, Search
from planner.adapters.solver.polish import polished
from planner.adapters.solver.replan import mended, widened
from planner.adapters.solver.search import search
from planner.domain.errors import SolverFailed
from planner.domain.planning.problem import Answer, Limits, Problem, Progress, Solution, Watch
from planner.domain.planning.score import score

Way = Literal["answer", "unguided", "polish", "mend"]
_SMALL = 600  # places: a question with more of them is not answered exactly
_MIDDLING = 6000  # places: a question with more of them is only mended


class Engine:
    """Plans in this process. SolverMissing without HiGHS."""

    def solve(self, problem: Problem, limits: Limits, watch: Watch | None = None) -> Answer:
        """The best plan found within the limits; SolverFailed if it breaks a rule, which is a fault of ours."""

        def better(progress: Progress, _: Solution) -> None:
            if watch is not None:
                watch(progress)

        answer = answered(problem, limits, better)
        return answered(problem, limits, better, "polish", answer.solution) if is_large(problem) else answer


def answered(
    problem: Problem,
    limits: Limits,
    better: Better,
    way: Way = "answer",
    standing: Solution | None = None,
    kept: frozenset[int] = frozenset(),
    first: frozenset[int] = frozenset(),
) -> Answer:
    """The best plan found within the limits, of which `better` hears on the way. Raises as `Engine.solve`.

    "answer" chooses how; "unguided" searches without asking HiGHS where to begin; "polish" makes the plan that
    stands a better one; "mend" mends it, with tasks that must be `kept` placed and those that are free at `first`.
    """
    given = standing or {}
    if way == "mend":
        solution = widened(problem, kept, given, limits, first, better)
    elif way == "polish":
        return _checked(problem, polished(problem, given, limits, better))
    elif way == "unguided" or is_large(problem):
        solution = search(problem, limits, better, guided=way != "unguided")
    elif is_told(problem):
        solution = mended(problem, told(problem), limits)
        if has_waiting(problem):
            return _checked(problem, polished(problem, solution, limits, better))
    else:
        return _checked(problem, _proven(problem, limits, better))
    return _checked(problem, Answer(solution, score(problem, solution).total))


def _checked(problem: Problem, answer: Answer) -> Answer:
    counted = score(problem, answer.solution)
    if counted.broken or counted.total != answer.cost:
        raise SolverFailed(f"{counted.broken[:1]}, {counted.total}/{answer.cost}")
    return answer


def is_large(problem: Problem) -> bool:
    """Whether a question is answered by search: it has many places, and most of its tasks were told no date."""
    return _is_long(problem) and 2 * len(told(problem)) <= len(problem.tasks)


def is_told(problem: Problem) -> bool:
    """Whether a question is answered near what was told: it has many places, and most of its tasks a date."""
    return _is_long(problem) and 2 * len(told(problem)) > len(problem.tasks)


def has_waiting(problem: Problem) -> bool:
    """Whether a plan that was mended is to be polished, for what was told no date: where that does not take long."""
    return _places(problem) <= _MIDDLING and any(
        task.told is None and task.places for task in problem.tasks.values()
    )


def told(problem: Problem) -> Solution:
    """The plan that people were told."""
    return {task.id: task.told for task in problem.tasks.values() if task.told is not None}


def _is_long(problem: Problem) -> bool:
    return _places(problem) > _SMALL


def _places(problem: Problem) -> int:
    return sum(len(task.places) for task in problem.tasks.values())


def _proven(problem: Problem, limits: Limits, better: Better) -> Answer:
    exact = Search(problem, limits, better=better)
    exact.assign()
    exact.join()
    bound = int(exact.bound) if math.isfinite(exact.bound) else None
    return Answer(
        exact.solution, exact.cost, bound, exact.proven, stopped=exact.deadline.is_past and not exact.proven
    )
