"""A first bid without any library: what people were told stays, and the rest follows one after another.

It keeps every hard rule, because each step is asked of the plain score; it is seldom the best plan.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.planning.problem import Answer, Limits, Problem, Progress, Solution, Spot, Task, Watch
from planner.domain.planning.score import score


class Greedy:
    """Places the dearest to leave out first, each where the plan then costs least."""

    def solve(self, problem: Problem, limits: Limits, watch: Watch | None = None) -> Answer:
        """A plan that keeps the rules; it takes no longer with other limits, and proves nothing."""
        del limits
        solution: dict[int, Spot] = {}
        waiting: list[Task] = []
        for task in sorted(problem.tasks.values(), key=lambda one: (-one.unplaced, one.id)):
            if task.told is not None and _fits(problem, {**solution, task.id: task.told}):
                solution[task.id] = task.told
            else:
                waiting.append(task)
        for task in waiting:
            solution = dict(_placed(problem, solution, task))
        cost = score(problem, solution).total
        if watch is not None:
            watch(Progress(cost))
        return Answer(solution, cost)


def _placed(problem: Problem, solution: Solution, task: Task) -> Solution:
    """The plan with the task where that costs least, or without it where that costs less."""
    best, least = solution, score(problem, solution).total
    for spot in _spots(problem, solution, task):
        found = {**solution, task.id: spot}
        told = score(problem, found)
        if not told.broken and told.total < least:
            best, least = found, told.total
    return best


def _spots(problem: Problem, solution: Solution, task: Task) -> Iterator[Spot]:
    """The first time on each sitting that nobody else has."""
    for sitting, place in sorted(task.places.items(), key=lambda row: (row[1].cost, row[0])):
        for start in range(place.starts.bit_length()):
            spot = Spot(sitting, start)
            if place.starts >> start & 1 and _fits(problem, {**solution, task.id: spot}):
                yield spot
                break


def _fits(problem: Problem, solution: Solution) -> bool:
    return not score(problem, solution).broken
