"""The year wheel: a board's coming twelve months, day by day."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from planner.domain.audience import AUDIENCES, Audience, seen
from planner.domain.board import Board
from planner.domain.item import Item, Route
from planner.domain.meeting import Meeting
from planner.domain.plan import Plan
from planner.domain.route import stops_of
from planner.domain.timetable import length_of, timetable
from planner.domain.wheel import coming, earliest, last_day, title_of
from planner.domain.worktime import holidays
from planner.domain.year import Gap, gaps, last_before_a_gap
from planner.usecases.views.look import with_earlier
from planner.usecases.views.rows import BoardName, wall_time

if TYPE_CHECKING:
    from planner.ports import Reader

_YEAR = dt.timedelta(days=365)
_LATEST = 12  # more of a series than await a date at any time
Kind = Literal["meeting", "cancelled", "route", "series", "holiday"]


class YearRow(NamedTuple):
    """Something on a day. `text` is the title of an item, the name of a holiday, or what is noted of a meeting.

    Of a meeting `used` minutes of `capacity` are taken, `guessed` where that rests on a guessed length, and
    `expected` minutes more by what comes back and has no date; all None of a board whose agendas are not kept
    here. `board` is the one that meets; `item` the item of a route, or one that comes back and awaits a date;
    `start` and `end` are wall times.
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
    expected: int | None = None


class YearView(NamedTuple):
    """What `planner year` shows: every day with something on it from `first` to `last`, and the gaps between.

    `ends` is the day of the last meeting, where the year goes on for long after it.
    """

    board: BoardName
    now: dt.datetime
    first: dt.date
    last: dt.date
    rows: tuple[YearRow, ...]
    gaps: tuple[Gap, ...]
    ends: dt.date | None


class _Coming(NamedTuple):
    """An item that comes back and has no date: from when, its title for a reader, its minutes, its number."""

    day: dt.date
    title: str
    minutes: int
    item: int | None


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
    coming_back = list(_coming_back(reader, board, first, last, for_whom))
    expected = _expected(coming_back, meetings)
    rows = [
        *(_meeting(plan, board, one, expected[one.id]) for one in meetings),
        *(row for row in _routes(reader, board, first, meetings, for_whom) if first <= row.date <= last),
        *(YearRow(one.day, "series", board.code, one.title, one.item) for one in coming_back),
        *(
            YearRow(day, "holiday", board.code, name)
            for day, name in holidays(range(first.year, last.year + 1)).items()
            if first <= day <= last
        ),
    ]
    order = ("holiday", "cancelled", "meeting", "route", "series")
    rows.sort(key=lambda row: (row.date, order.index(row.kind), row.text))
    held = [one.date for one in meetings if one.status != "cancelled"]
    ends = last_before_a_gap(held, last)
    return YearView(BoardName(board.code, board.name), local, first, last, tuple(rows), gaps(held), ends)


def _meeting(plan: Plan, board: Board, meeting: Meeting, expected: int) -> YearRow:
    if meeting.status == "cancelled":
        return YearRow(meeting.date, "cancelled", board.code, meeting.reason or "")
    row = YearRow(
        meeting.date, "meeting", board.code, meeting.note or "", start=meeting.start, end=meeting.end
    )
    if not board.own:
        return row
    table = timetable(plan, meeting)
    return row._replace(used=table.used, capacity=table.capacity, guessed=table.guessed, expected=expected)


def _routes(
    reader: Reader, board: Board, first: dt.date, meetings: Sequence[Meeting], for_whom: Audience
) -> Iterator[YearRow]:
    """Where the board's items go, and which items of other boards come here."""
    known = reader.ahead.open_routes(board.id, first).merged(
        reader.ahead.routes_at([one.id for one in meetings])
    )
    routes = known.all(Route).values()
    plan = known.merged(reader.items([route.item for route in routes])) if routes else Plan()
    for route in routes:
        item = plan.items[route.item]
        for stop in stops_of(plan, route):
            is_here = stop.board.id == board.id
            if stop.meeting is not None and is_here == (item.board != board.id):
                title = seen(plan, item, for_whom).title
                yield YearRow(stop.meeting.date, "route", stop.board.code, title, item.id)


def _coming_back(
    reader: Reader, board: Board, first: dt.date, last: dt.date, for_whom: Audience
) -> Iterator[_Coming]:
    """What comes back and has no date: what awaits one, and what has not been made, from when it may be treated."""
    here = Plan({Board: {board.id: board}})
    for series in reader.ahead.series(board.id):
        made = reader.ahead.instances(series.id, _LATEST)
        plan = here.merged(reader.items([one.id for one in made])) if made else here
        waiting = [one for one in made if one.status == "open" and not plan.open_of(one.id)]
        items = [(max(one.after or first, first), one) for one in waiting]
        before = last_day(plan, made[0]) if made else None
        for period in coming(series, first, last):
            if series.made is None or period.key > series.made:
                new = Item(0, board.id, title_of(series, period), kind=series.kind, minutes=series.minutes)
                new = replace(new, visibility=series.visibility)
                items.append((earliest(series, period, before), new))
                before = None
        for day, item in items:
            title = seen(plan, item, for_whom).title
            yield _Coming(day, title, length_of(plan, item, None).minutes, item.id or None)


def _expected(rows: Sequence[_Coming], meetings: Sequence[Meeting]) -> Counter[int]:
    """The minutes that each meeting gets where every one of them comes on the first that it may."""
    held = [one for one in meetings if one.status == "planned"]
    found: Counter[int] = Counter()
    for row in rows:
        on = next((one for one in held if one.date >= row.day), None)
        if on is not None:
            found[on.id] += row.minutes
    return found
