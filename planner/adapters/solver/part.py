"""A part of a question: some tasks are free again, everything else stays where it stands.

What stands on a sitting that a free task may go to stays on it, but may be moved to another tick of it. What
stands elsewhere only takes the time of its people, and holds those that must come before or after it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import NamedTuple

from planner.adapters.solver.components import alone
from planner.domain.planning.problem import Place, Problem, Sitting, Solution, Spot, Task, span
from planner.domain.planning.score import score

_NEVER = 1 << 30
_ALWAYS = (-_NEVER, _NEVER)
_Taken = Mapping[tuple[int, int], list[tuple[int, int]]]


class Part(NamedTuple):
    """The question that is left, the tasks of it that must stay placed, and what stands outside it."""

    problem: Problem
    kept: frozenset[int]
    outside: Solution

    def whole(self, solution: Solution) -> Solution:
        """A plan of everything from a plan of the part."""
        return {**self.outside, **solution}


def part(problem: Problem, standing: Solution, free: Collection[int]) -> Part:
    """The question of where these tasks go, and whoever must share a sitting with them."""
    freed = bound_with(problem, free)
    sittings = {m for task in freed for m, place in problem.tasks[task].places.items() if place.starts}
    joined = {task for task, spot in standing.items() if spot.sitting in sittings} - freed
    outside = {task: spot for task, spot in standing.items() if task not in freed and task not in joined}
    inside = freed | joined
    windows = _windows(problem, outside, freed, joined)
    taken = _taken(problem, outside, {problem.sittings[m].day for m in sittings})
    left = {
        task: _left(row, standing[task] if task in joined else None, windows[task], taken, problem.sittings)
        if task in inside
        else row
        for task, row in problem.tasks.items()
    }
    held = {row.first for row in problem.before if row.first in freed and row.then in outside}
    return Part(
        alone(replace(problem, tasks=left), inside),
        frozenset(joined | held),
        outside,
    )


def bound_with(problem: Problem, tasks: Collection[int]) -> set[int]:
    """These tasks, and those that must stand on the same sitting as one of them."""
    found = set(tasks)
    pairs = (*problem.together, *problem.adjacent)
    while more := {t for pair in pairs if not found.isdisjoint(pair) for t in pair} - found:
        found |= more
    return found


def cannot_stay(problem: Problem, standing: Solution) -> set[int]:
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


def _left(
    task: Task, stays: Spot | None, window: tuple[int, int], taken: _Taken, sittings: Mapping[int, Sitting]
) -> Task:
    """A task with the places that are left to it, and the starts that its people have time for."""
    places = {}
    for sitting, place in task.places.items():
        day = sittings[sitting].day
        if (stays is None and window[0] <= day <= window[1]) or (stays and stays.sitting == sitting):
            starts = place.starts
            for person in task.people if task.ticks else ():
                for begin, end in taken.get((person, day), ()):
                    starts &= ~span(max(0, begin - task.ticks + 1), end)
            if starts:
                places[sitting] = Place(place.cost, starts)
    return replace(task, places=places)


def _windows(
    problem: Problem, outside: Solution, freed: set[int], joined: set[int]
) -> dict[int, tuple[int, int]]:
    """The first and last day that what stands outside leaves a free task."""
    found: dict[int, tuple[int, int]] = defaultdict(lambda: _ALWAYS)
    for first, then, lag in problem.before:
        if then in freed and first not in freed and first not in joined:
            spot, (early, late) = outside.get(first), found[then]
            day = _NEVER if spot is None else problem.sittings[spot.sitting].day + lag
            found[then] = max(early, day), late
        if first in freed and then in outside:
            early, late = found[first]
            found[first] = early, min(late, problem.sittings[outside[then].sitting].day - lag)
    return found


def _taken(problem: Problem, outside: Solution, days: set[int]) -> _Taken:
    """When each person is at something outside the part, day by day."""
    found: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for task, spot in outside.items():
        day, row = problem.sittings[spot.sitting].day, problem.tasks[task]
        if day in days and row.ticks:
            for person in row.people:
                found[person, day].append((spot.start, spot.start + row.ticks))
    return found
