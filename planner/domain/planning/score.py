"""What a plan costs and which hard rules it breaks, counted plainly: no solver is believed without it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from planner.domain.planning.problem import Problem, Solution, Spot, Task


class Broken(NamedTuple):
    """A hard rule that a plan breaks, and the tasks that break it."""

    rule: str
    tasks: tuple[int, ...]


class Score(NamedTuple):
    """The cost of a plan in its parts, and everything it breaks."""

    broken: tuple[Broken, ...]
    unplaced: int
    places: int
    crowding: int
    waiting: int
    shifts: int

    @property
    def assignment(self) -> int:
        """The part that depends on the sittings alone."""
        return self.unplaced + self.places + self.crowding

    @property
    def total(self) -> int:
        """The whole cost."""
        return self.assignment + self.waiting + self.shifts


def score(problem: Problem, solution: Solution) -> Score:
    """The cost of a plan, whatever made it. Spots of unknown tasks are an error of the caller."""
    out = [task for task in problem.tasks.values() if task.id not in solution]
    on = _by_sitting(problem, solution)
    return Score(
        broken=tuple(_broken(problem, solution, on)),
        unplaced=sum(task.unplaced for task in out),
        places=sum(
            task.places[spot.sitting].cost
            for task, spot in _placed(problem, solution)
            if spot.sitting in task.places
        ),
        crowding=problem.crowding
        * sum(
            max(0, sum(task.ticks for task, _ in rows) - problem.sittings[sitting].soft)
            for sitting, rows in on.items()
        ),
        waiting=problem.waiting * sum(_waiting(rows) for rows in on.values()),
        shifts=sum(
            task.shift
            for task, spot in _placed(problem, solution)
            if task.told is not None and task.told.sitting == spot.sitting and task.told.start != spot.start
        ),
    )


_Rows = list[tuple[Task, Spot]]


def _placed(problem: Problem, solution: Solution) -> _Rows:
    return [(problem.tasks[task], spot) for task, spot in solution.items()]


def _by_sitting(problem: Problem, solution: Solution) -> dict[int, _Rows]:
    found: dict[int, _Rows] = defaultdict(list)
    for task, spot in sorted(_placed(problem, solution), key=lambda row: (row[1], row[0].id)):
        found[spot.sitting].append((task, spot))
    return found


def _broken(problem: Problem, solution: Solution, on: dict[int, _Rows]) -> Iterator[Broken]:
    for task, spot in _placed(problem, solution):
        place = task.places.get(spot.sitting)
        if place is None:
            yield Broken("place", (task.id,))
        elif not place.starts >> spot.start & 1:
            yield Broken("start", (task.id,))
    for rows in on.values():
        yield from (Broken("overlap", pair) for pair in _overlaps(rows))
        if problem.open_first and not _open_first(rows):
            yield Broken("open_first", tuple(task.id for task, _ in rows))
    yield from _two_places(problem, solution)
    yield from _bound(problem, solution)


def _overlaps(rows: Iterable[tuple[Task, Spot]]) -> Iterator[tuple[int, int]]:
    timed = sorted((spot.start, spot.start + task.ticks, task.id) for task, spot in rows if task.ticks)
    for (_, end, one), (start, _, other) in pairwise(timed):
        if start < end:
            yield one, other


def _open_first(rows: _Rows) -> bool:
    opened = max((spot.start + task.ticks for task, spot in rows if not task.closed), default=0)
    return all(spot.start >= opened for task, spot in rows if task.closed)


def _two_places(problem: Problem, solution: Solution) -> Iterator[Broken]:
    """Somebody wanted at two sittings of a day at once; within a sitting `overlap` has said so."""
    wanted: dict[tuple[int, int], _Rows] = defaultdict(list)
    for task, spot in _placed(problem, solution):
        for person in task.people:
            wanted[person, problem.sittings[spot.sitting].day].append((task, spot))
    for rows in wanted.values():
        if len({spot.sitting for _, spot in rows}) > 1:
            for one, other in _overlaps(rows):
                if solution[one].sitting != solution[other].sitting:
                    yield Broken("two_places", (one, other))


def _bound(problem: Problem, solution: Solution) -> Iterator[Broken]:
    for first, then, lag in problem.before:
        if then in solution:
            days = [problem.sittings[solution[t].sitting].day for t in (first, then) if t in solution]
            if len(days) == 1 or days[1] - days[0] < lag:
                yield Broken("before", (first, then))
    for one, other in (*problem.together, *problem.adjacent):
        here, there = solution.get(one), solution.get(other)
        if (here and here.sitting) != (there and there.sitting):
            yield Broken("together", (one, other))
    for one, other in problem.adjacent:
        if one in solution and other in solution:
            end = solution[one].start + problem.tasks[one].ticks
            if solution[other].start != end:
                yield Broken("adjacent", (one, other))
    for one, other in problem.apart:
        here, there = solution.get(one), solution.get(other)
        if here is not None and there is not None and here.sitting == there.sitting:
            yield Broken("apart", (one, other))


def _waiting(rows: _Rows) -> int:
    """Ticks that people sit between their own tasks of one sitting, person by person."""
    stays: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for task, spot in rows:
        for person in task.people:
            stays[person].append((spot.start, spot.start + task.ticks))
    return sum(
        max(end for _, end in stay)
        - min(start for start, _ in stay)
        - sum(end - start for start, end in stay)
        for stay in stays.values()
    )
