"""The backlog: what awaits a date, since when, and what or whom it awaits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from planner.domain.board import Board
from planner.usecases.views.rows import BoardName, WaitingRow, waiting_row, wall_time

if TYPE_CHECKING:
    from planner.ports import Reader

SHOWN = 200


@dataclass(frozen=True)
class BacklogView:
    """What `planner backlog` shows, longest waiting first; `more` when there may be others."""

    board: BoardName
    now: datetime
    more: bool
    items: tuple[WaitingRow, ...]


def backlog(reader: Reader, board: Board, now: datetime, *, limit: int = SHOWN) -> BacklogView:
    """Items that await a date."""
    waiting = reader.backlog(board.id, limit)
    plan = waiting.merged(reader.items(waiting.items)) if waiting.items else waiting
    return BacklogView(
        board=BoardName(board.code, board.name),
        now=wall_time(now, board),
        more=len(waiting.backlog) >= limit,
        items=tuple(waiting_row(plan, item) for item in waiting.backlog),
    )
