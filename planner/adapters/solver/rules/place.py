"""A task stands on one sitting at most, and one that is kept stands on exactly one."""

from __future__ import annotations

from collections.abc import Iterator

from planner.adapters.solver.columns import Columns
from planner.adapters.solver.highs import Row


def rows(columns: Columns) -> Iterator[Row]:
    """One row for each task with a choice."""
    for task in columns.problem.tasks.values():
        terms = tuple((columns.at[task.id, m], 1) for m in task.places if (task.id, m) in columns.at)
        kept = task.id in columns.kept
        if terms and (kept or len(terms) > 1):
            yield Row(terms, low=1 if kept else 0, high=1)
