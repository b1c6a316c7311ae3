"""What must come before is placed, and that many days earlier."""

from __future__ import annotations

from collections.abc import Iterator

from planner.adapters.solver.columns import Columns
from planner.adapters.solver.highs import Row


def rows(columns: Columns) -> Iterator[Row]:
    """For each day of the later task: placed by then only if the earlier one is placed in time for it."""
    for first, then, lag in columns.problem.before:
        early, late = _days(columns, first), _days(columns, then)
        for until in sorted({day for day, _ in late}):
            placed = tuple((column, 1) for day, column in late if day <= until)
            needed = tuple((column, -1) for day, column in early if day <= until - lag)
            yield Row(placed + needed, high=0)


def _days(columns: Columns, task: int) -> list[tuple[int, int]]:
    """The day and column of each sitting that a task may stand on."""
    sittings = columns.problem.sittings
    return [
        (sittings[m].day, columns.at[task, m])
        for m in columns.problem.tasks[task].places
        if (task, m) in columns.at
    ]
