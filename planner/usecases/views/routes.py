"""Routes as they are shown: each leg with its meeting, its deadlines and how they were counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from planner.domain.board import Board
from planner.domain.deadlines import Deadline
from planner.domain.errors import Unknown
from planner.domain.item import Item, Route
from planner.domain.meeting import MeetingStatus
from planner.domain.plan import Plan
from planner.domain.route import Stop, latest_day, reaches, stops_of
from planner.domain.typed import brief
from planner.usecases import address
from planner.usecases.views.rows import BoardName, wall_time

if TYPE_CHECKING:
    from planner.ports import Reader


class DueRow(NamedTuple):
    """A deadline: the day, the wall time where there is one, and the days counted, the latest first."""

    day: dt.date
    at: dt.time | None
    counted: tuple[dt.date, ...]


class LegRow(NamedTuple):
    """A leg: its board, its meeting's day and state (None where no meeting is known), and its deadlines.

    `latest` is the latest day that reaches the next leg, and `in_time` whether this one does; None for the last.
    """

    board: str
    name: str
    date: dt.date | None
    status: MeetingStatus | None
    latest: dt.date | None
    in_time: bool | None
    papers: DueRow | None
    agenda: DueRow | None


class RouteRow(NamedTuple):
    """An item's way. `lag` is the fewest days between two meetings; `over` once the last of them is past."""

    item: int
    title: str
    lag: int
    legs: tuple[LegRow, ...]
    over: bool = False


class RoutesView(NamedTuple):
    """What `planner route list` and `planner route show` show."""

    board: BoardName
    now: dt.datetime
    routes: tuple[RouteRow, ...]


def routes(reader: Reader, board: Board, now: dt.datetime) -> RoutesView:
    """The routes of the board's items whose last meeting is still to come, the nearest first."""
    known = reader.ahead.open_routes(board.id, wall_time(now, board).date())
    found = known.all(Route).values()
    plan = known.merged(reader.items([route.item for route in found])) if found else Plan()
    local = wall_time(now, board)
    rows = sorted((_row(plan, route, local.date()) for route in found), key=_order)
    return RoutesView(BoardName(board.code, board.name), local, tuple(row for row in rows if not row.over))


def route(reader: Reader, board: Board, now: dt.datetime, words: Sequence[str]) -> RoutesView:
    """The route of one item; Unknown where it has none."""
    local = wall_time(now, board)
    item = address.item(reader, board, words, local.date())
    rows = item_routes(reader, item, local.date())
    if not rows:
        raise no_route(item)
    return RoutesView(BoardName(board.code, board.name), local, rows)


def item_routes(reader: Reader, item: Item, today: dt.date) -> tuple[RouteRow, ...]:
    """The route of an item, where it has one."""
    known = reader.ahead.routes([item.id])
    plan = known.merged(reader.items([item.id])) if known.all(Route) else known
    return tuple(_row(plan, one, today) for one in known.all(Route).values())


def route_row(item: Item, lag: int, stops: Sequence[Stop]) -> RouteRow:
    """The row of a route from its stops."""
    legs = [*(_leg(one, following, lag) for one, following in pairwise(stops)), _leg(stops[-1], None, lag)]
    return RouteRow(item.id, item.title, lag, tuple(legs))


def no_route(item: Item) -> Unknown:
    """The refusal for an item that has no route."""
    return Unknown(
        f"#{item.id} {brief(item.title)} har ingen sagsgang.",
        hint=f'Giv det en: planner sagsgang {item.id} "DIR > ØK > KB"',
    )


def _row(plan: Plan, one: Route, today: dt.date) -> RouteRow:
    row = route_row(plan.items[one.item], one.lag, stops_of(plan, one))
    last = row.legs[-1].date
    return row._replace(over=last is not None and last < today)


def _leg(stop: Stop, following: Stop | None, lag: int) -> LegRow:
    meeting = stop.meeting
    latest = latest_day(following, lag) if following is not None else None
    in_time = None
    if following is not None and meeting is not None:
        in_time = meeting.status != "cancelled" and reaches(meeting, following, lag)
    return LegRow(
        stop.board.code,
        stop.board.name,
        meeting.date if meeting is not None else None,
        meeting.status if meeting is not None else None,
        latest if latest is not None else stop.day if meeting is None else None,
        in_time,
        _due(stop.papers),
        _due(stop.agenda),
    )


def _due(deadline: Deadline | None) -> DueRow | None:
    return DueRow(deadline.day, deadline.at, deadline.counted) if deadline is not None else None


def _order(row: RouteRow) -> tuple[dt.date, int]:
    return (next((leg.date for leg in reversed(row.legs) if leg.date is not None), dt.date.max), row.item)
