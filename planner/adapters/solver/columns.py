"""The columns of the model: which task on which sitting, what is too much there, and who waits there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple

from planner.adapters.solver.highs import Column, Found
from planner.domain.planning.problem import Problem, Task

_MOST = 0.5  # of a task: what stands on one sitting only
_ENOUGH = 0.3  # of a task on one sitting; with less nothing is said about where it should go


class Stand(NamedTuple):
    """A task on a sitting: its column, and the first and last tick at which it may begin there."""

    task: Task
    column: int
    first: int
    last: int


class Columns:
    """Numbers the choices of a problem. `kept` are tasks that must stay placed.

    `at` finds the column of a task on a sitting; `on` what may stand on a sitting; `crowd` the column of
    the ticks above what a sitting takes easily; `wait` the column of what the order on it costs.
    """

    def __init__(self, problem: Problem, kept: Collection[int] = ()) -> None:
        self.problem, self.kept = problem, frozenset(kept)
        self.all: list[Column] = []
        self.at: dict[tuple[int, int], int] = {}
        self.on: dict[int, list[Stand]] = defaultdict(list)
        for task in problem.tasks.values():
            for sitting in task.places:
                self._place(task, sitting)
        self.crowd = {sitting: self._amount(problem.crowding, rows) for sitting, rows in self.on.items()}
        self.wait = {sitting: self._amount(0, rows) for sitting, rows in self.on.items()}

    def chosen(self, found: Found, share: float = _MOST) -> dict[int, list[int]]:
        """The tasks of which a solution puts more than this share on each sitting."""
        on: dict[int, list[int]] = defaultdict(list)
        for (task, sitting), column in self.at.items():
            if found.values is not None and found.values[column] > share:
                on[sitting].append(task)
        return on

    def leaning(self, found: Found) -> dict[int, int]:
        """The sitting that each task leans to most, where a solution in fractions puts enough of it anywhere."""
        most: dict[int, tuple[float, int]] = {}
        for (task, sitting), column in self.at.items():
            share = 0.0 if found.values is None else found.values[column]
            most[task] = max(most.get(task, (_ENOUGH, sitting)), (share, sitting))
        return {task: sitting for task, (share, sitting) in most.items() if share > _ENOUGH}

    def waited(self, found: Found, sittings: Iterable[int]) -> float:
        """What a solution pays for the orders of these sittings."""
        return 0 if found.values is None else sum(found.values[self.wait[sitting]] for sitting in sittings)

    def _place(self, task: Task, sitting: int) -> None:
        starts = task.places[sitting].starts
        if not starts:
            return
        column = len(self.all)
        low = 1 if task.id in self.kept and len(task.places) == 1 else 0
        self.all.append(Column(_cost(task, sitting) - task.unplaced, low))
        self.at[task.id, sitting] = column
        first = (starts & -starts).bit_length() - 1
        self.on[sitting].append(Stand(task, column, first, starts.bit_length() - 1))

    def _amount(self, cost: int, rows: Iterable[Stand]) -> int:
        most = sum(row.task.ticks for row in rows) if cost else float("inf")
        self.all.append(Column(cost, 0, most))
        return len(self.all) - 1


def _cost(task: Task, sitting: int) -> int:
    """The cost of the place, and of the shift where the start that was told is not to be had any more."""
    place, told = task.places[sitting], task.told
    lost = told is not None and told.sitting == sitting and not place.starts >> told.start & 1
    return place.cost + (task.shift if lost else 0)
