"""Two tasks stand on the same sitting, or both are left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.adapters.solver.columns import Columns
from planner.adapters.solver.highs import Row
from planner.domain.planning.problem import Pair


def rows(columns: Columns) -> Iterator[Row]:
    """For each sitting of each pair: both or neither."""
    yield from both(columns, columns.problem.together)


def both(columns: Columns, pairs: Iterable[Pair]) -> Iterator[Row]:
    """For each sitting of these pairs: both or neither."""
    tasks, at = columns.problem.tasks, columns.at
    for one, other in pairs:
        for sitting in sorted({*tasks[one].places, *tasks[other].places}):
            here, there = at.get((one, sitting)), at.get((other, sitting))
            terms = [(c, sign) for c, sign in ((here, 1), (there, -1)) if c is not None]
            if terms:
                yield Row(tuple(terms), low=0, high=0)
