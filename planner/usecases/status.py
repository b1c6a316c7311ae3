"""How the plan stands with the world outside: what was published, what waits, who has answered, what to look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from planner.domain.board import Board
from planner.ports import Work
from planner.usecases.outbox import OutboxView, view
from planner.usecases.views.answers import answers, counted
from planner.usecases.views.inbox import inbox

_AHEAD = timedelta(days=740)


@dataclass(frozen=True)
class Status(OutboxView):
    """What is not settled, with how many coming invitations have which answer, and how much the inbox holds."""

    answers: Mapping[str, int]
    inbox: int


def status(work: Work, board: Board, now: datetime) -> Status:
    """Of one board."""
    out = view(work, board.id)
    today = now.astimezone(ZoneInfo(board.zone)).date()
    coming = work.read.window(board.id, today, today + _AHEAD)
    counts = counted(answers(work.read, board, coming.meetings), now)
    return Status(**vars(out), answers=counts, inbox=inbox(work.read, board, now).open)
