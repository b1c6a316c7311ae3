"""The other task follows the one at once, on the same sitting; or both are left out."""

from __future__ import annotations

from collections.abc import Iterator

from planner.adapters.solver.columns import Columns
from planner.adapters.solver.highs import Row
from planner.adapters.solver.rules.together import both


def rows(columns: Columns) -> Iterator[Row]:
    """Both or neither, and neither where no start of the one lets the other begin at its end."""
    problem = columns.problem
    yield from both(columns, problem.adjacent)
    for one, other in problem.adjacent:
        first, then = problem.tasks[one], problem.tasks[other]
        for sitting in first.places.keys() & then.places.keys():
            if not first.places[sitting].starts << first.ticks & then.places[sitting].starts:
                terms = [(columns.at[t, sitting], 1) for t in (one, other) if (t, sitting) in columns.at]
                if terms:
                    yield Row(tuple(terms), high=0)
