"""How a question is answered: exactly where it is small, near what was told where a plan was disturbed, else by search."""

from __future__ import annotations

from typing import Literal

from planner.adapters.solver.exact import Better, Search
from planner.adapters.solver.polish import polished
from planner.adapters.solver.replan import mended
from planner.adapters.solver.search import search
from planner.domain.errors import SolverFailed
from planner.domain.planning.problem import Answer, Limits, Problem, Progress, Solution, Watch
from planner.domain.planning.score import score

Way = Literal["answer", "unguided", "mend", "polish"]
_SMALL = 600  # places: a question with more of them is not answered exactly


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
    problem: Problem, limits: Limits, better: Better, way: Way = "answer", standing: Solution | None = None
) -> Answer:
    """The best plan found within the limits, of which `better` hears on the way. Raises as `Engine.solve`.

    "answer" chooses how; "unguided" searches without asking HiGHS where to begin; "mend" and "polish" make
    the plan that stands one that keeps the rules, or a better one.
    """
    answer = _answered(problem, limits, better, way, standing or {})
    counted = score(problem, answer.solution)
    if counted.broken or counted.total != answer.cost:
        raise SolverFailed(f"{counted.broken[:1]}, {counted.total}/{answer.cost}")
    return answer


def is_large(problem: Problem) -> bool:
    """Whether a question is answered by search: it has many places, and few tasks of it were told."""
    return not _is_small(problem) and 2 * len(_told(problem)) <= len(problem.tasks)


def _answered(problem: Problem, limits: Limits, better: Better, way: Way, standing: Solution) -> Answer:
    if way == "answer" and _is_small(problem):
        return _proven(problem, limits, better)
    if way == "polish":
        solution = polished(problem, standing, limits, better)
    elif way == "mend" or (way == "answer" and not is_large(problem)):
        solution = mended(problem, standing or _told(problem), limits)
    else:
        solution = search(problem, limits, better, guided=way != "unguided")
    return Answer(solution, score(problem, solution).total)


def _is_small(problem: Problem) -> bool:
    return sum(len(task.places) for task in problem.tasks.values()) <= _SMALL


def _told(problem: Problem) -> Solution:
    return {task.id: task.told for task in problem.tasks.values() if task.told is not None}


def _proven(problem: Problem, limits: Limits, better: Better) -> Answer:
    exact = Search(problem, limits, better=better)
    exact.assign()
    exact.join()
    return Answer(exact.solution, exact.cost, int(exact.bound), exact.proven)
