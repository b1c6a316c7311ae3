"""A solver that anybody can follow: the best by trying everything where that is little, else one after another."""

from __future__ import annotations

from planner.domain.planning.problem import Answer, Progress, Spot
from planner.domain.planning.score import score


class PlainSolver:
    """Begins with the plan as people were told it, and changes one or two tasks at a time while that helps."""

    def solve(self, problem, limits, watch=None):  # noqa: ARG002 -- the port's shape
        solution = self._kept(problem)
        cost = score(problem, solution).total
        better = True
        while better:
            better = False
            for found, worth in self._neighbours(problem, solution):
                if worth < cost:
                    solution, cost, better = found, worth, True
                    if watch:
                        watch(Progress(cost))
                    break
        return Answer(solution, cost)

    def _kept(self, problem):
        solution = {}
        for task in sorted(problem.tasks.values(), key=lambda one: (-one.unplaced, one.id)):
            if task.told is not None and not score(problem, solution | {task.id: task.told}).broken:
                solution[task.id] = task.told
        return solution

    def _neighbours(self, problem, solution):
        for task in problem.tasks.values():
            without = {number: spot for number, spot in solution.items() if number != task.id}
            options = [(without, score(problem, without).total)]
            options += self._best_of(problem, without, task)
            yield from sorted(options, key=lambda one: one[1])[:1]
            for other in problem.tasks.values():
                if other.id != task.id and other.id in solution and solution.get(task.id) is None:
                    fewer = {n: spot for n, spot in without.items() if n != other.id}
                    for first, _ in self._best_of(problem, fewer, task):
                        yield from self._best_of(problem, first, other)

    def _best_of(self, problem, solution, task):
        """The best start of a task on each sitting, with what the whole then costs."""
        for sitting, place in task.places.items():
            taken = 0
            for number, spot in solution.items():
                if spot.sitting == sitting:
                    taken |= ((1 << problem.tasks[number].ticks) - 1) << spot.start
            found = []
            for start in range(place.starts.bit_length()):
                lies = ((1 << task.ticks) - 1) << start
                if place.starts >> start & 1 and not lies & taken:
                    then = solution | {task.id: Spot(sitting, start)}
                    told = score(problem, then)
                    if not told.broken:
                        found.append((then, told.total))
            if found:
                yield min(found, key=lambda one: one[1])
