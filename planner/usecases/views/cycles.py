"""The rounds of meetings through several boards that can still be reached, before there is an item."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from planner.domain.board import Board
from planner.domain.item import Item
from planner.domain.plan import Plan
from planner.domain.route import Stop
from planner.usecases.counting_back import Way, cycle_words, must_be_lag
from planner.usecases.route_words import legs_typed
from planner.usecases.step import Desk
from planner.usecases.views.routes import LegRow, route_row
from planner.usecases.views.rows import BoardName, wall_time

if TYPE_CHECKING:
    from planner.ports import Reader


class CycleRow(NamedTuple):
    """A round: its name ("rul november: ØK 12/11, KB 19/11"), and its legs as those of a route."""

    name: str
    legs: tuple[LegRow, ...]


class CyclesView(NamedTuple):
    """What `planner route cycles` shows. `lag` is the fewest days between two meetings."""

    board: BoardName
    now: dt.datetime
    lag: int
    cycles: tuple[CycleRow, ...]


def cycles(
    reader: Reader, board: Board, now: dt.datetime, words: Sequence[str], *, lag: int = 1, limit: int = 3
) -> CyclesView:
    """The next rounds, or the one around a day that is typed. Refused where none can be reached."""
    must_be_lag(lag)
    local = wall_time(now, board)
    desk = Desk(reader, board, local, lambda _: 0)
    typed = legs_typed(desk, words)
    # Nothing that exists: it has no date, and stands nowhere.
    item = Item(0, board.id, "")
    way = Way(desk, Plan(), item, lag)
    if any(leg.day is not None for leg in typed):
        found: list[Sequence[Stop]] = [way.stops(typed)[0]]
    else:
        found = list(islice(way.rounds(typed), limit))
    rows = (CycleRow(cycle_words(stops, board.id), route_row(item, lag, stops).legs) for stops in found)
    return CyclesView(BoardName(board.code, board.name), local, lag, tuple(rows))
