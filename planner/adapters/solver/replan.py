"""A plan that has been disturbed, mended nearby: what has lost its place, and what stands near it, is free again.

The part is solved with a bounded effort, so that the answer comes soon. It is widened once, where it leaves out what had a
place before.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import NamedTuple

from planner.adapters.solver.deadline import Deadline
from planner.adapters.solver.exact import Better, Effort, Search
from planner.adapters.solver.part import Part, cannot_stay, part
from planner.domain.planning.problem import Limits, Problem, Progress, Solution
from planner.domain.planning.score import score

_NEAR, _FAR = 28, 84  # days around what has lost its place: at first, and where that is not enough
_FIRST, _THEN = Effort(4, 1000), Effort(2, 1000)  # under a second, however hard the days are
_NODES = 1000  # of each search tree of HiGHS
_CLOSE = 0.001  # the gap at which a part is good enough
_ORDERS = 300  # nodes of each search for any order of a day
_WAITS = 20  # and of each search for the one in which people wait least: they wait little in any case


Solve = Callable[[Problem, frozenset[int], Solution, Limits, Effort], Solution]
"""Finds a good plan of a part from the tasks that must stay placed, a plan that stands, limits and effort."""
Mend = Callable[[Problem, frozenset[int], Solution, Limits, frozenset[int]], Solution]
"""The same, at first with no more than some tasks free."""


class Refined(NamedTuple):
    """A plan, and how much less it costs than the one before it."""

    solution: Solution
    gain: int


def solved(
    problem: Problem, kept: frozenset[int], standing: Solution, limits: Limits, effort: Effort
) -> Solution:
    """The best plan of a part that this effort finds, here and now."""
    search = _search(problem, kept, standing, limits)
    search.assign(effort)
    if search.fits:
        search.join(effort.rounds)
    return search.solution


def assigned(
    problem: Problem, kept: frozenset[int], standing: Solution, limits: Limits, effort: Effort
) -> Solution:
    """The same without what waiting and shifting cost on the sittings, which is a third quicker."""
    search = _search(problem, kept, standing, limits)
    search.assign(effort)
    return search.solution


def _search(problem: Problem, kept: frozenset[int], standing: Solution, limits: Limits) -> Search:
    narrow = limits._replace(nodes=min(limits.nodes, _NODES), gap=max(limits.gap, _CLOSE))
    return Search(problem, narrow, kept, standing=standing, orders=_ORDERS, waits=_WAITS)


def refined(
    problem: Problem,
    standing: Solution,
    free: Collection[int],
    limits: Limits,
    effort: Effort,
    solve: Solve = solved,
    kept: frozenset[int] = frozenset(),
) -> Refined:
    """The best plan in which only these tasks, and whoever is bound to them, change their sitting."""
    left = part(problem, standing, free)
    stood = _inside(left, standing)
    must = left.kept | (kept & left.problem.tasks.keys())
    found = solve(left.problem, must, stood, limits, effort)
    gain = score(left.problem, stood).total - score(left.problem, found).total
    return Refined(left.whole(found), gain)


def widened(
    problem: Problem,
    kept: frozenset[int],
    standing: Solution,
    limits: Limits,
    first: frozenset[int],
    better: Better | None = None,
) -> Solution:
    """The best plan of a part in which at first only some tasks are free: all, if those leave out what had a place."""
    deadline = Deadline(limits.seconds)
    found = refined(problem, standing, first, limits, _FIRST, kept=kept).solution
    if better is not None:
        better(Progress(score(problem, found).total), found)
    wanted = {task for task in first - standing.keys() if problem.tasks[task].unplaced}
    if wanted <= found.keys() or first >= problem.tasks.keys() - kept:
        return found
    return solved(problem, kept, found, limits._replace(seconds=deadline.left), _THEN)


def mended(problem: Problem, standing: Solution, limits: Limits, mend: Mend = widened) -> Solution:
    """The plan after the disturbance. `standing` is as it was: what the question does not allow any more is lost."""
    lost = cannot_stay(problem, standing)
    whole: Solution = {task: spot for task, spot in standing.items() if task not in lost}
    if not lost:
        return whole
    left = part(problem, whole, near(problem, standing, lost, _FAR))
    first = frozenset(near(problem, standing, lost, _NEAR))
    return left.whole(mend(left.problem, left.kept, _inside(left, whole), limits, first))


def _inside(left: Part, standing: Solution) -> Solution:
    return {task: spot for task, spot in standing.items() if task in left.problem.tasks}


def near(problem: Problem, standing: Solution, lost: Collection[int], radius: int) -> set[int]:
    """What has lost its place, and what stands on a sitting so many days around that it could go to."""
    sittings = problem.sittings
    around = set()
    for task in lost:
        day = sittings[standing[task].sitting].day
        around |= {m for m in problem.tasks[task].places if abs(sittings[m].day - day) <= radius}
    return {*lost, *(task for task, spot in standing.items() if spot.sitting in around)}
