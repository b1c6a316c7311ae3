"""What is closed comes after everything open on its sitting."""

from __future__ import annotations

from collections.abc import Iterator

from planner.adapters.solver.columns import Columns
from planner.adapters.solver.highs import Row
from planner.adapters.solver.rules.overlap import follows


def rows(columns: Columns) -> Iterator[Row]:
    """A row for each open task and each closed one that cannot come after it."""
    if not columns.problem.open_first:
        return
    for stands in columns.on.values():
        closed = [stand for stand in stands if stand.task.closed]
        for opened in (stand for stand in stands if not stand.task.closed):
            for last in closed:
                if not follows(opened, last):
                    yield Row(((opened.column, 1), (last.column, 1)), high=1)
