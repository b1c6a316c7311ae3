"""A plan made better part by part: a few weeks of it at a time are solved exactly again, until that gains nothing."""

from __future__ import annotations

from collections.abc import Iterator

from planner.adapters.solver.exact import Better
from planner.adapters.solver.replan import refined
from planner.domain.planning.problem import Limits, Problem, Progress, Solution
from planner.domain.planning.score import score

_ROUNDS = 8  # of solving and correcting each part
_NODES = 200
_OUT = 40  # tasks without a place that are tried at a time


def polished(problem: Problem, standing: Solution, limits: Limits, passes: int, better: Better) -> Solution:
    """A plan no dearer than the one that stands, which must break no rule."""
    best, cost = standing, score(problem, standing).total
    small = limits._replace(nodes=min(limits.nodes, _NODES))
    idle = 0
    for number in range(passes):
        windows = list(_windows(problem, number))
        for free in windows:
            tasks = [task for task, spot in best.items() if spot.sitting in free]
            tasks += _left_out(problem, best, free)
            found = refined(problem, best, tasks, small, rounds=_ROUNDS)
            idle += 1
            if found.gain > 0:
                best, cost, idle = found.solution, cost - found.gain, 0
                better(Progress(cost), best)
            if idle >= len(windows):
                return best
    return best


def _left_out(problem: Problem, standing: Solution, sittings: set[int]) -> list[int]:
    """The tasks without a place that cost most of those which could stand there."""
    out = [
        task
        for task in problem.tasks.values()
        if task.id not in standing and not sittings.isdisjoint(task.places)
    ]
    return [task.id for task in sorted(out, key=lambda task: (-task.unplaced, task.id))[:_OUT]]


def _windows(problem: Problem, number: int) -> Iterator[set[int]]:
    """The sittings of so many days at a time, each window half over the one before."""
    width = (21, 28, 35)[number % 3]
    days = sorted({sitting.day for sitting in problem.sittings.values()})
    for first in range(days[0] - (number * 7) % width, days[-1] + 1, width // 2):
        found = {s.id for s in problem.sittings.values() if first <= s.day < first + width}
        if found:
            yield found
