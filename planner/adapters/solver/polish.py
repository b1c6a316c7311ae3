"""A plan made better part by part: a few sittings of it at a time are solved exactly again, until that gains nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from typing import NamedTuple

from planner.adapters.solver.deadline import Deadline
from planner.adapters.solver.exact import Better, Effort
from planner.adapters.solver.replan import assigned, refined, solved
from planner.domain.planning.problem import Answer, Limits, Problem, Progress, Sitting, Solution, Task
from planner.domain.planning.score import score

_NODES = 200
_ROUGHLY = 0.01  # the gap at which such a window is good enough: what is left takes as long as all before
_AROUND = 8  # sittings around a task that is left out, if it has no more of its own
_OUT = 40  # tasks without a place that are tried at a time


class _Windows(NamedTuple):
    """How many sittings a window has through the days, and along one board; and the effort for each.

    Few windows need more effort, and those need so much that all others wait for them.
    """

    days: int
    board: int
    effort: Effort


_NARROW = _Windows(18, 4, Effort(30, 3_000))
_WIDE = _Windows(36, 8, Effort(30, 10_000))
_TOLD = _Windows(18, 4, Effort(8, 1_000))  # where times were told, which are asked about too


def polished(problem: Problem, standing: Solution, limits: Limits, better: Better) -> Answer:
    """A plan no dearer than the one that stands, which must break no rule; stopped when the seconds end it."""
    polish = _Polish(problem, standing, limits, better)
    for windows in (_TOLD,) if polish.told else (_NARROW, _WIDE):
        while polish.through_days(windows) + polish.along_boards(windows) and polish.around_left_out(windows):
            pass
    return Answer(polish.best, polish.cost, stopped=polish.deadline.is_past)


class _Polish:
    """The best plan so far, and ways to make it better, each of which says how much it gained."""

    def __init__(self, problem: Problem, standing: Solution, limits: Limits, better: Better) -> None:
        self.best, self.cost = standing, score(problem, standing).total
        self._problem, self._better = problem, better
        self._limits = limits._replace(nodes=min(limits.nodes, _NODES))
        self.told = any(task.told is not None for task in problem.tasks.values())
        self.deadline = Deadline(limits.seconds)

    def through_days(self, windows: _Windows) -> int:
        """The sittings of some days at a time, whatever their board."""
        sittings = self._problem.sittings.values()
        return sum(self._solved(window, windows.effort) for window in _windows(sittings, windows.days))

    def along_boards(self, windows: _Windows) -> int:
        """Some sittings of one board at a time, one board after the other."""
        boards: dict[int, list[Sitting]] = defaultdict(list)
        for sitting in self._problem.sittings.values():
            boards[sitting.board].append(sitting)
        return sum(
            self._solved(window, windows.effort, _ROUGHLY)
            for _, sittings in sorted(boards.items())
            for window in _windows(sittings, windows.board)
        )

    def around_left_out(self, windows: _Windows) -> int:
        """Where each task without a place could stand, and where what stands there could go, the dearest task first."""
        return sum(
            self._solved(self._around(task), windows.effort)
            for task in self._left_out(self._problem.sittings)
            if task.id not in self.best
        )

    def _solved(self, free: set[int], effort: Effort, gap: float = 0.0) -> int:
        """What it gains to solve these sittings again."""
        if self.deadline.is_past:
            return 0
        tasks = [task for task, spot in self.best.items() if spot.sitting in free]
        tasks += [task.id for task in self._left_out(free)[:_OUT]]
        solve = solved if self.told else assigned
        limits = self._limits._replace(seconds=self.deadline.left, gap=max(gap, self._limits.gap))
        found = refined(self._problem, self.best, tasks, limits, effort, solve)
        if found.gain > 0:
            self.best, self.cost = found.solution, self.cost - found.gain
            self._better(Progress(self.cost), self.best)
        return max(0, found.gain)

    def _around(self, task: Task) -> set[int]:
        """The sittings that a task could stand on, and those that most of what stands there could go to."""
        own = {sitting for sitting, place in task.places.items() if place.starts}
        theirs = Counter(
            sitting
            for number, spot in self.best.items()
            if spot.sitting in own
            for sitting in self._problem.tasks[number].places.keys() - own
        )
        others = sorted(theirs, key=lambda sitting: (-theirs[sitting], sitting))
        return own | {*others[: max(0, _AROUND - len(own))]}

    def _left_out(self, sittings: Collection[int]) -> list[Task]:
        """The tasks without a place that could stand on one of these, the dearest first."""
        out = [
            task
            for task in self._problem.tasks.values()
            if task.id not in self.best
            and any(place.starts and sitting in sittings for sitting, place in task.places.items())
        ]
        return sorted(out, key=lambda task: (-task.unplaced, task.id))


def _windows(sittings: Collection[Sitting], size: int) -> Iterator[set[int]]:
    """So many of them at a time in the order of their days, each window half over the one before."""
    ordered = [sitting.id for sitting in sorted(sittings, key=lambda sitting: (sitting.day, sitting.id))]
    for first in range(0, len(ordered), size // 2):
        yield {*ordered[first : first + size]}
