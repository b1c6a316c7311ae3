"""Which items slip, how often and why: a query over the journal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from planner.domain.board import Board
from planner.domain.plan import Plan, plan_of
from planner.domain.slips import How, Moves, by_item, meetings_in, reasons_of, slips_in
from planner.usecases.views.rows import BoardName, wall_time

if TYPE_CHECKING:
    from planner.ports import Reader
    from planner.ports.ahead import JournalMove

SHOWN = 20


class ReasonRow(NamedTuple):
    """How an item slipped ("later", "off", "cancelled", "meeting_moved", "not_reached", "postponed"), why, and how often so."""

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
    found = slips_in(_steps(moves), _meetings(reader, board, moves))
    worst = by_item(found)
    plan = reader.items([one.item for one in worst[:limit]])
    return SlipsView(
        BoardName(board.code, board.name),
        wall_time(now, board),
        next((move.day for move in moves if move.change.before is not None), None),
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


def _steps(moves: Iterable[JournalMove]) -> list[Moves]:
    grouped = (tuple(rows) for _, rows in groupby(moves, key=lambda move: move.step))
    return [Moves(rows[0].day, rows[0].why, tuple(row.change for row in rows)) for rows in grouped]


def _meetings(reader: Reader, board: Board, moves: Iterable[JournalMove]) -> Plan:
    """The board's own meetings among these, with what stands on them now."""
    plan = reader.meetings(sorted({number for move in moves for number in meetings_in(move.change)}))
    return plan_of(
        [
            *(meeting for meeting in plan.meetings.values() if meeting.board == board.id),
            *plan.placements.values(),
        ]
    )
