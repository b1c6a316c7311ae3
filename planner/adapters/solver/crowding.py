"""What is put on a sitting above what it takes easily is paid for."""

from __future__ import annotations

from collections.abc import Iterator

from planner.adapters.solver.columns import Columns
from planner.adapters.solver.highs import Row


def rows(columns: Columns) -> Iterator[Row]:
    """For each sitting that can become crowded: the load less what is too much is within what it takes."""
    for sitting, stands in columns.on.items():
        soft = columns.problem.sittings[sitting].soft
        if sum(stand.task.ticks for stand in stands) > soft:
            terms = [(stand.column, stand.task.ticks) for stand in stands if stand.task.ticks]
            yield Row((*terms, (columns.crowd[sitting], -1)), high=soft)
