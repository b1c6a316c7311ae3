"""The year wheel: a board's coming twelve months, day by day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from planner.domain.audience import AUDIENCES, Audience, seen
from planner.domain.board import Board
from planner.domain.item import Item, Route
from planner.domain.meeting import Meeting
from planner.domain.plan import Plan
from planner.domain.route import stops_of
from planner.domain.timetable import timetable
from planner.domain.wheel import coming, title_of
from planner.domain.worktime import holidays
from planner.domain.year import Gap, gaps
from planner.usecases.views.look import with_earlier
from planner.usecases.views.rows import BoardName, wall_time

if TYPE_CHECKING:
    from planner.ports import Reader

_YEAR = dt.timedelta(days=365)
Kind = Literal["meeting", "cancelled", "route", "series", "holiday"]


class YearRow(NamedTuple):
    """Something on a day. `text` is the title of an item, the name of a holiday, or what is noted of a meeting.

    Of a meeting `used` minutes of `capacity` are taken; `guessed` where that rests on a guessed length.
    `board` is the one that meets; `item` the item of a route; `start` and `end` are wall times.
    """

    date: dt.date
    kind: Kind
    board: str
    text: str
    item: int | None = None
    used: int | None = None
    capacity: int | None = None
    guessed: bool = False
    start: dt.time | None = None
    end: dt.time | None = None


class YearView(NamedTuple):
    """What `planner year` shows: every day with something on it from `first` to `last`, and the gaps between."""

    board: BoardName
    now: dt.datetime
    first: dt.date
    last: dt.date
    rows: tuple[YearRow, ...]
    gaps: tuple[Gap, ...]


def year(
    reader: Reader, board: Board, now: dt.datetime, for_whom: Audience = AUDIENCES["sekretariat"]
) -> YearView:
    """Meetings with their load, the legs of routes at other boards, what comes back, and holidays.

    Titles are those that the audience may see.
    """
    local = wall_time(now, board)
    first, last = local.date(), local.date() + _YEAR
    plan = with_earlier(reader, reader.window(board.id, first, last))
    meetings = [one for one in plan.by_date if one.board == board.id and first <= one.date <= last]
    rows = [
        *(_meeting(plan, board, one) for one in meetings),
        *(row for row in _routes(reader, board, meetings, for_whom) if first <= row.date <= last),
        *_series(reader, board, first, last, for_whom),
        *(
            YearRow(day, "holiday", board.code, name)
            for day, name in holidays(range(first.year, last.year + 1)).items()
            if first <= day <= last
        ),
    ]
    order = ("holiday", "cancelled", "meeting", "route", "series")
    rows.sort(key=lambda row: (row.date, order.index(row.kind), row.text))
    held = [one.date for one in meetings if one.status != "cancelled"]
    return YearView(BoardName(board.code, board.name), local, first, last, tuple(rows), gaps(held))


def _meeting(plan: Plan, board: Board, meeting: Meeting) -> YearRow:
    if meeting.status == "cancelled":
        return YearRow(meeting.date, "cancelled", board.code, meeting.reason or "")
    table = timetable(plan, meeting)
    return YearRow(
        meeting.date,
        "meeting",
        board.code,
        meeting.note or "",
        used=table.used,
        capacity=table.capacity,
        guessed=table.guessed,
        start=meeting.start,
        end=meeting.end,
    )


def _routes(
    reader: Reader, board: Board, meetings: Sequence[Meeting], for_whom: Audience
) -> Iterator[YearRow]:
    """Where the board's items go, and which items of other boards come here."""
    known = reader.ahead.open_routes(board.id).merged(reader.ahead.routes_at([one.id for one in meetings]))
    routes = known.all(Route).values()
    plan = known.merged(reader.items([route.item for route in routes])) if routes else Plan()
    for route in routes:
        item = plan.items[route.item]
        for stop in stops_of(plan, route):
            is_here = stop.board.id == board.id
            if stop.meeting is not None and is_here == (item.board != board.id):
                title = seen(plan, item, for_whom).title
                yield YearRow(stop.meeting.date, "route", stop.board.code, title, item.id)


def _series(
    reader: Reader, board: Board, first: dt.date, last: dt.date, for_whom: Audience
) -> Iterator[YearRow]:
    """What comes back and has not been made yet, on the first day on which it may be treated."""
    for series in reader.ahead.series(board.id):
        for period in coming(series, first, last):
            if series.made is None or period.key > series.made:
                item = Item(0, board.id, title_of(series, period))
                title = seen(Plan({Board: {board.id: board}}), item, for_whom).title
                yield YearRow(period.point, "series", board.code, title)
