"""Nobody is at two sittings of a day at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from planner.adapters.solver.columns import Columns, Stand
from planner.adapters.solver.highs import Row
from planner.adapters.solver.rules.overlap import follows


def rows(columns: Columns) -> Iterator[Row]:
    """A row for each pair of tasks that would need the same person at the same time."""
    wanted: dict[tuple[int, int], list[tuple[int, Stand]]] = defaultdict(list)
    for sitting, stands in columns.on.items():
        day = columns.problem.sittings[sitting].day
        for stand in stands:
            for person in stand.task.people if stand.task.ticks else ():
                wanted[day, person].append((sitting, stand))
    seen = set()
    for there in wanted.values():
        for (here, one), (elsewhere, other) in combinations(there, 2):
            pair = (one.column, other.column)
            apart = here != elsewhere and one.task.id != other.task.id
            if apart and pair not in seen and not follows(one, other) and not follows(other, one):
                seen.add(pair)
                yield Row(((one.column, 1), (other.column, 1)), high=1)
