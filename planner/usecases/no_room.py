"""What can be done for items that a proposal finds no date for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from planner.domain.board import Board
from planner.domain.planning.frame import Framed
from planner.domain.planning.reasons import Left
from planner.ports import Reader
from planner.usecases.horizon import Horizon

_FAR = timedelta(weeks=52)
# Looking further ahead is worth it for so many meetings more.
_FURTHER = 4
_WEEK = 7


@dataclass(frozen=True)
class NoRoom:
    """Items that could have a date and found none. `weeks` reaches further meetings, None where there are none;
    `may_yield` says whether others could make room for them that were not asked to. `board` is the code of the first item's.
    """

    items: tuple[int, ...]
    weeks: int | None
    may_yield: bool
    board: str


def without_room(framed: Framed, left: Iterable[Left], weeks: int | None) -> NoRoom | None:
    """The items among those that stay without a date for which something could be done; None where there are none."""
    items = tuple(one.item for one in left if one.item in framed.movable and not one.stays)
    scope = framed.ground.scope
    may_yield = scope.only is not None and not scope.yielding
    if not items:
        return None
    plan = framed.scene.plan
    return NoRoom(items, weeks, may_yield, plan.boards[plan.items[items[0]].board].code)


def weeks_further(read: Reader, boards: Iterable[Board], horizon: Horizon) -> int | None:
    """So many weeks from today as reach the meetings after those looked at; None where no more are known."""
    last, today = horizon.meetings[-1].date, horizon.scene.today
    days = sorted(
        day for board in boards for day in read.meeting_dates(board.id, last + timedelta(days=1), last + _FAR)
    )
    if not days:
        return None
    return (days[:_FURTHER][-1] - today).days // _WEEK + 1
