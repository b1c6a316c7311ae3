"""A plan made better part by part: a few sittings of it at a time are solved exactly again, until that gains nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator

from planner.adapters.solver.deadline import Deadline
from planner.adapters.solver.exact import Better
from planner.adapters.solver.replan import assigned, refined, solved
from planner.domain.planning.problem import Answer, Limits, Problem, Progress, Sitting, Solution, Task
from planner.domain.planning.score import score

_ROUNDS = 30  # of solving and correcting each part, at most: it ends when all of it can be lined up
_TOLD_ROUNDS = 8  # where times were told, which are asked about too
_NODES = 200
_DAYS = 18  # sittings of a window through the days
_BOARD = 6  # sittings of a window along one board, each with many places to go
_ROUGHLY = 0.01  # the gap at which such a window is good enough: what is left takes as long as all before
_AROUND = 8  # sittings around a task that is left out, if it has no more of its own
_OUT = 40  # tasks without a place that are tried at a time


def polished(problem: Problem, standing: Solution, limits: Limits, better: Better) -> Answer:
    """A plan no dearer than the one that stands, which must break no rule; stopped when the seconds end it."""
    polish = _Polish(problem, standing, limits, better)
    while polish.through_days() + polish.along_boards() and polish.around_left_out():
        pass
    return Answer(polish.best, polish.cost, stopped=polish.deadline.is_past)


class _Polish:
    """The best plan so far, and ways to make it better, each of which says how much it gained."""

    def __init__(self, problem: Problem, standing: Solution, limits: Limits, better: Better) -> None:
        self.best, self.cost = standing, score(problem, standing).total
        self._problem, self._better = problem, better
        self._limits = limits._replace(nodes=min(limits.nodes, _NODES))
        self._told = any(task.told is not None for task in problem.tasks.values())
        self.deadline = Deadline(limits.seconds)

    def through_days(self) -> int:
        """The sittings of some days at a time, whatever their board."""
        sittings = self._problem.sittings.values()
        return sum(self._solved(window) for window in _windows(sittings, _DAYS))

    def along_boards(self) -> int:
        """Some sittings of one board at a time, one board after the other."""
        boards: dict[int, list[Sitting]] = defaultdict(list)
        for sitting in self._problem.sittings.values():
            boards[sitting.board].append(sitting)
        return sum(
            self._solved(window, _ROUGHLY)
            for _, sittings in sorted(boards.items())
            for window in _windows(sittings, _BOARD)
        )

    def around_left_out(self) -> int:
        """Where each task without a place could stand, and where what stands there could go, the dearest task first."""
        return sum(
            self._solved(self._around(task))
            for task in self._left_out(self._problem.sittings)
            if task.id not in self.best
        )

    def _solved(self, free: set[int], gap: float = 0.0) -> int:
        """What it gains to solve these sittings again."""
        if self.deadline.is_past:
            return 0
        tasks = [task for task, spot in self.best.items() if spot.sitting in free]
        tasks += [task.id for task in self._left_out(free)[:_OUT]]
        rounds, solve = (_TOLD_ROUNDS, solved) if self._told else (_ROUNDS, assigned)
        limits = self._limits._replace(seconds=self.deadline.left, gap=max(gap, self._limits.gap))
        found = refined(self._problem, self.best, tasks, limits, rounds, solve)
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
