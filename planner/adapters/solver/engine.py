"""How a question is answered: exactly where it is small, near what was told where a plan was disturbed, else by search."""

from __future__ import annotations

from planner.adapters.solver.exact import Better, Search
from planner.adapters.solver.polish import polished
from planner.adapters.solver.replan import mended
from planner.domain.errors import SolverFailed
from planner.domain.planning.problem import Answer, Limits, Problem, Watch
from planner.domain.planning.score import score

_PASSES = 4  # over the weeks of a large question
SMALL = 600  # places: a question with more of them is not answered exactly


class Engine:
    """Plans in this process. SolverMissing without HiGHS."""

    def solve(self, problem: Problem, limits: Limits, watch: Watch | None = None) -> Answer:
        """The best plan found within the limits; SolverFailed if it breaks a rule, which is a fault of ours."""
        return answered(problem, limits, lambda progress, _: watch(progress) if watch else None)


def answered(problem: Problem, limits: Limits, better: Better) -> Answer:
    """The best plan found within the limits, of which `better` hears on the way. Raises as `Engine.solve`."""
    answer = _answered(problem, limits, better)
    counted = score(problem, answer.solution)
    if counted.broken or counted.total != answer.cost:
        raise SolverFailed(f"{counted.broken[:1]}, {counted.total}/{answer.cost}")
    return answer


def _answered(problem: Problem, limits: Limits, better: Better) -> Answer:
    if sum(len(task.places) for task in problem.tasks.values()) <= SMALL:
        return _proven(problem, limits, better)
    told = {task.id: task.told for task in problem.tasks.values() if task.told is not None}
    if 2 * len(told) > len(problem.tasks):
        solution = mended(problem, told, limits)
    else:
        solution = polished(problem, {}, limits, _PASSES, better)
    return Answer(solution, score(problem, solution).total)


def _proven(problem: Problem, limits: Limits, better: Better) -> Answer:
    search = Search(problem, limits, better=better)
    search.assign()
    search.join()
    return Answer(search.solution, search.cost, int(search.bound), search.proven)
