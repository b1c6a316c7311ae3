"""Two tasks are never on the same sitting."""

from __future__ import annotations

from collections.abc import Iterator

from planner.adapters.solver.columns import Columns
from planner.adapters.solver.highs import Row


def rows(columns: Columns) -> Iterator[Row]:
    """A row for each sitting that both may stand on."""
    at, tasks = columns.at, columns.problem.tasks
    for one, other in columns.problem.apart:
        for sitting in tasks[one].places:
            if (one, sitting) in at and (other, sitting) in at:
                yield Row(((at[one, sitting], 1), (at[other, sitting], 1)), high=1)
