"""What every part of the store runs SQL with, inside one transaction, and how a new row gets its number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from planner.adapters.store.rows import Row

# A question, and a statement that gives how many rows it changed.
Run = Callable[[str, Sequence[Any]], Iterable[Row]]
Write = Callable[[str, Sequence[Any]], int]

_NEXT = """\
INSERT INTO counter (name, last) VALUES (?, 1)
ON CONFLICT (name) DO UPDATE SET last = last + 1 RETURNING last"""


def next_number(run: Run, name: str) -> int:
    """The next number of that counter; never given out twice."""
    return int(next(iter(run(_NEXT, (name,))))[0])
