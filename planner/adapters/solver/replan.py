"""A plan that has been disturbed, mended nearby: what has lost its place, and what stands near it, is free again.

The part is solved exactly. It is widened while it has no solution, or leaves out what had a place before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from planner.adapters.solver.exact import Search
from planner.adapters.solver.part import bound_with, part
from planner.domain.planning.problem import Limits, Problem, Solution
from planner.domain.planning.score import score

_RADII = (28, 56, 112)  # days around what has lost its place
_ROUNDS = 12  # of solving and correcting; a wider part is tried instead of more
_ORDERS = 300  # nodes of each search for the order of a day


class Refined(NamedTuple):
    """A plan, and how much less it costs than the one before it."""

    solution: Solution
    gain: int


def mended(problem: Problem, standing: Solution, limits: Limits) -> Solution:
    """The plan after the disturbance. `standing` is as it was: what the question does not allow any more is lost."""
    lost = _lost(problem, standing)
    best = Refined({task: spot for task, spot in standing.items() if task not in lost}, 0)
    whole = best.solution
    for radius in _RADII if lost else ():
        found = refined(problem, whole, near(problem, standing, lost, radius), limits, rounds=_ROUNDS)
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
    search = Search(left.problem, limits, left.kept, standing=stood, orders=_ORDERS)
    before = search.cost
    search.assign(rounds)
    search.join(rounds)
    return Refined(left.whole(search.solution), before - search.cost)


def _lost(problem: Problem, standing: Solution) -> set[int]:
    """What cannot stay where it is, what must stand with that, and what comes after it."""
    lost = {task for row in score(problem, standing).broken for task in row.tasks if task in standing}
    then: dict[int, list[int]] = defaultdict(list)
    for row in problem.before:
        then[row.first].append(row.then)
    more = lost
    while more:
        lost = bound_with(problem, lost | more) & standing.keys()
        more = {after for task in lost for after in then[task] if after in standing} - lost
    return lost


def near(problem: Problem, standing: Solution, lost: Collection[int], radius: int) -> set[int]:
    """What has lost its place, and what stands on a sitting so many days around that it could go to."""
    sittings = problem.sittings
    around = set()
    for task in lost:
        day = sittings[standing[task].sitting].day
        around |= {m for m in problem.tasks[task].places if abs(sittings[m].day - day) <= radius}
    return {*lost, *(task for task, spot in standing.items() if spot.sitting in around)}
