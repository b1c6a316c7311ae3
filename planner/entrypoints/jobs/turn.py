"""One due time, as a job is handed it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from planner.domain.board import Board
from planner.domain.due import Due
from planner.wiring import App


class Turn(NamedTuple):
    """One due time as it is carried out."""

    app: App
    board: Board | None
    due: Due
    go_on: Callable[[], None]
