"""A plan that has been disturbed, mended nearby: what has lost its place, and what stands near it, is free again.

The part is solved exactly. It is widened while it has no solution, or leaves out what had a place before.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from planner.adapters.solver.exact import Search
from planner.adapters.solver.part import cannot_stay, part
from planner.domain.planning.problem import Limits, Problem, Solution

_WIDER = ((28, 8), (84, 2))  # days around what has lost its place; rounds of solving and correcting
_STEPS = 1000  # of HiGHS, for waiting and shifts
_CLOSE = 0.001  # the gap at which a part is good enough
_ORDERS = 300  # nodes of each search for the order of a day


class Refined(NamedTuple):
    """A plan, and how much less it costs than the one before it."""

    solution: Solution
    gain: int


def mended(problem: Problem, standing: Solution, limits: Limits) -> Solution:
    """The plan after the disturbance. `standing` is as it was: what the question does not allow any more is lost."""
    lost = cannot_stay(problem, standing)
    best = Refined({task: spot for task, spot in standing.items() if task not in lost}, 0)
    whole = best.solution
    for radius, rounds in _WIDER if lost else ():
        found = refined(problem, whole, near(problem, standing, lost, radius), limits, rounds=rounds)
        if found.gain > best.gain:
            best = found
        if lost <= found.solution.keys():
            break
    return best.solution


def refined(
    problem: Problem, standing: Solution, free: Collection[int], limits: Limits, *, rounds: int
) -> Refined:
    """The best plan in which only these tasks, and whoever is bound to them, change their sitting."""
    left = part(problem, standing, free)
    stood = {task: spot for task, spot in standing.items() if task in left.problem.tasks}
    narrow = limits._replace(nodes=min(limits.nodes, _STEPS), gap=max(limits.gap, _CLOSE))
    search = Search(left.problem, narrow, left.kept, standing=stood, orders=_ORDERS)
    before = search.cost
    search.assign(rounds)
    search.join(rounds)
    return Refined(left.whole(search.solution), before - search.cost)


def near(problem: Problem, standing: Solution, lost: Collection[int], radius: int) -> set[int]:
    """What has lost its place, and what stands on a sitting so many days around that it could go to."""
    sittings = problem.sittings
    around = set()
    for task in lost:
        day = sittings[standing[task].sitting].day
        around |= {m for m in problem.tasks[task].places if abs(sittings[m].day - day) <= radius}
    return {*lost, *(task for task, spot in standing.items() if spot.sitting in around)}
