"""Two tasks of a sitting that can only overlap there are not both put on it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from planner.adapters.solver.columns import Columns, Stand
from planner.adapters.solver.highs import Row


def rows(columns: Columns) -> Iterator[Row]:
    """A row for each such pair."""
    for stands in columns.on.values():
        timed = [stand for stand in stands if stand.task.ticks]
        for one, other in combinations(timed, 2):
            if not follows(one, other) and not follows(other, one):
                yield Row(((one.column, 1), (other.column, 1)), high=1)


def follows(one: Stand, other: Stand) -> bool:
    """Whether the other can come after the one."""
    return one.first + one.task.ticks <= other.last
