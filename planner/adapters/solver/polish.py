"""A plan made better part by part: a few weeks of it at a time are solved exactly again, until that gains nothing."""

from __future__ import annotations

from collections.abc import Iterator

from planner.adapters.solver.exact import Better
from planner.adapters.solver.replan import refined
from planner.domain.planning.problem import Limits, Problem, Progress, Solution
from planner.domain.planning.score import score

_ROUNDS = 8  # of solving and correcting each part
_NODES = 200
_SIZES = (18, 24)  # sittings of a part, pass by pass
_OUT = 40  # tasks without a place that are tried at a time


def polished(problem: Problem, standing: Solution, limits: Limits, better: Better) -> Solution:
    """A plan no dearer than the one that stands, which must break no rule."""
    best, cost = standing, score(problem, standing).total
    small = limits._replace(nodes=min(limits.nodes, _NODES))
    idle = 0
    for number in range(len(_SIZES)):
        windows = list(_windows(problem, number))
        for free in windows:
            tasks = [task for task, spot in best.items() if spot.sitting in free]
            tasks += _left_out(problem, best, free)
            found = refined(problem, best, tasks, small, _ROUNDS)
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
    """So many sittings at a time, one day after the other, each window half over the one before."""
    size = _SIZES[number]
    ordered = [sitting.id for sitting in sorted(problem.sittings.values(), key=lambda s: (s.day, s.id))]
    for first in range(0, len(ordered), size // 2):
        yield set(ordered[first : first + size])
