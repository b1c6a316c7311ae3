"""Each hard rule as rows of the model, in a module of the rule's own name.

The rows never forbid what the rule allows; what they let through is found when the order is made.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.adapters.solver.columns import Columns
from planner.adapters.solver.highs import Row
from planner.adapters.solver.rules import (
    adjacent,
    apart,
    before,
    open_first,
    overlap,
    place,
    start,
    together,
    two_places,
)

RULES = (place, start, overlap, open_first, two_places, before, together, adjacent, apart)


def rows(columns: Columns) -> Iterator[Row]:
    """The rows of every rule."""
    for rule in RULES:
        yield from rule.rows(columns)
