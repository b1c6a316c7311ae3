"""A task begins where its mask lets it: no more is put into a stretch of a sitting than there is room for."""

from __future__ import annotations

from collections.abc import Iterator

from planner.adapters.solver.columns import Columns, Stand
from planner.adapters.solver.highs import Row
from planner.adapters.solver.units import covered
from planner.domain.planning.problem import span


def rows(columns: Columns) -> Iterator[Row]:
    """A row for each stretch from a first start to a last end in which too much could be put."""
    for sitting, stands in columns.on.items():
        timed = [stand for stand in stands if stand.task.ticks]
        free = 0
        for stand in timed:
            free |= covered(stand.task.places[sitting].starts, stand.task.ticks)
        begins = sorted({stand.first for stand in timed})
        ends = sorted({stand.last + stand.task.ticks for stand in timed})
        for begin in begins:
            for end in ends:
                if begin < end:
                    yield from _stretch(timed, begin, end, (free & span(begin, end)).bit_count())


def _stretch(stands: list[Stand], begin: int, end: int, room: int) -> Iterator[Row]:
    inside = [(stand.column, _least(stand, begin, end)) for stand in stands]
    if sum(ticks for _, ticks in inside) > room:
        yield Row(tuple((column, ticks) for column, ticks in inside if ticks), high=room)


def _least(stand: Stand, begin: int, end: int) -> int:
    """The ticks that lie within the stretch wherever the task begins: it is least at an end of its choice."""
    return min(
        max(0, min(start + stand.task.ticks, end) - max(start, begin)) for start in (stand.first, stand.last)
    )
