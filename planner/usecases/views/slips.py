"""Which items slip, how often and why: a query over the journal."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from planner.domain.board import Board
from planner.domain.changes import Change
from planner.domain.item import Placement
from planner.domain.slips import How, Slip, by_item, reasons_of, slips_of
from planner.usecases.views.rows import BoardName, wall_time

if TYPE_CHECKING:
    from planner.ports import Reader
    from planner.ports.ahead import JournalMove

SHOWN = 20


class ReasonRow(NamedTuple):
    """How an item slipped ("later", "off", "cancelled", "not_reached", "postponed"), why, and how often so."""

    how: How
    why: str | None
    times: int


class SlipRow(NamedTuple):
    """An item: how often it slipped, by how many days in all where it got another date, when last, and why."""

    id: int
    title: str
    status: str
    times: int
    days: int
    last: dt.date
    reasons: tuple[ReasonRow, ...]


class SlipsView(NamedTuple):
    """What `planner slips` shows: `items_count` items slipped `times` since a day; the worst of them, and the reasons of all."""

    board: BoardName
    now: dt.datetime
    since: dt.date | None
    items_count: int
    times: int
    reasons: tuple[ReasonRow, ...]
    items: tuple[SlipRow, ...]


def slips(reader: Reader, board: Board, now: dt.datetime, *, limit: int = SHOWN) -> SlipsView:
    """From the latest two thousand steps that stand; what was undone does not count."""
    moves = reader.ahead.moves(board.id)
    days = _days(reader, moves)
    found: list[Slip] = []
    for _, group in groupby(moves, key=lambda move: move.step):
        rows = list(group)
        found += slips_of(rows[0].day, rows[0].why, [row.change for row in rows], days)
    worst = by_item(found)
    plan = reader.items([one.item for one in worst[:limit]])
    return SlipsView(
        BoardName(board.code, board.name),
        wall_time(now, board),
        moves[0].day if moves else None,
        len(worst),
        len(found),
        tuple(ReasonRow(*one) for one in reasons_of(found)),
        tuple(
            SlipRow(
                one.item,
                plan.items[one.item].title,
                plan.items[one.item].status,
                one.times,
                one.days,
                one.last,
                tuple(ReasonRow(*reason) for reason in one.reasons),
            )
            for one in worst[:limit]
            if one.item in plan.items
        ),
    )


def _days(reader: Reader, moves: tuple[JournalMove, ...]) -> dict[int, dt.date]:
    """When the meetings of these moves are held, as the plan has it now."""
    numbers = {number for move in moves for number in _meetings(move.change)}
    return {number: meeting.date for number, meeting in reader.meetings(sorted(numbers)).meetings.items()}


def _meetings(change: Change) -> set[int]:
    sides = (change.before, change.after)
    return {side.meeting for side in sides if isinstance(side, Placement)}
