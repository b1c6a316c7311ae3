"""How full the coming meetings become, from lengths given and from the board's own past."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from planner.domain.board import Board
from planner.domain.errors import Refused
from planner.domain.forecast import ENOUGH_ITEMS, ENOUGH_MEETINGS, awaiting, forecast, learned, usual
from planner.domain.item import ItemKind
from planner.domain.timetable import timetable
from planner.usecases.views.look import coming_meetings
from planner.usecases.views.rows import BoardName, wall_time

if TYPE_CHECKING:
    from planner.ports import Reader

_PAST = dt.timedelta(days=365)
_MOST_WAITING = 10_000
_KINDS: tuple[ItemKind | None, ...] = ("orientering", "drøftelse", "beslutning", None)


class ForecastRow(NamedTuple):
    """A meeting: its items take from `low` to `high` minutes of `capacity`.

    `guessed` of them have no length, `held` may come on another date and count in `high` only. `state` is
    "over" where even `low` is too much, "may" where `high` is, else "fits".
    """

    date: dt.date
    week: int
    low: int
    high: int
    capacity: int
    guessed: int
    held: int
    state: str


class LengthRow(NamedTuple):
    """What eight of ten items of a kind (None: of any) took, in minutes, and how many they were."""

    kind: ItemKind | None
    low: int
    high: int
    items: int


class WaitingRow(NamedTuple):
    """The items that await a date take from `low` to `high` minutes; `room` is free on the meetings shown."""

    items: int
    low: int
    high: int
    room: int


class ForecastView(NamedTuple):
    """What `planner forecast` shows. It rests on so many past `items` and `meetings`; `enough` says whether
    lengths were learned from them, and `enough_meetings` whether how fast meetings are was.

    `first_over` is the first meeting that is too full, `first_may` the first that may be; None for none.
    """

    board: BoardName
    now: dt.datetime
    since: dt.date
    items: int
    meetings: int
    enough: bool
    enough_meetings: bool
    first_over: dt.date | None
    first_may: dt.date | None
    rows: tuple[ForecastRow, ...]
    lengths: tuple[LengthRow, ...]
    waiting: WaitingRow


def forecast_view(
    reader: Reader, board: Board, now: dt.datetime, *, weeks: int | None = None
) -> ForecastView:
    """The next six meetings, or those of so many weeks; learned from the year that has passed.

    Refused for a board whose agendas are not kept here.
    """
    if not board.own:
        raise Refused(
            f"Dagsordenerne for {board.code} føres ikke her, så hvor fyldte møderne bliver, vides ikke.",
            hint="Skriv --board med et af egne udvalg.",
        )
    local = wall_time(now, board)
    today = local.date()
    plan, shown = coming_meetings(reader, board, local, weeks=weeks, everything=False)
    past_plan = reader.window(board.id, today - _PAST, today - dt.timedelta(days=1))
    past = learned(past_plan, [one for one in past_plan.by_date if one.board == board.id])
    waiting = reader.backlog(board.id, _MOST_WAITING)
    rows = []
    for meeting in shown:
        if meeting.status == "cancelled":
            continue
        found = forecast(timetable(plan, meeting), past)
        state = "over" if found.low > found.capacity else "may" if found.high > found.capacity else "fits"
        rows.append(ForecastRow(meeting.date, meeting.date.isocalendar()[1], *found, state))
    return ForecastView(
        BoardName(board.code, board.name),
        local,
        today - _PAST,
        past.items,
        past.meetings,
        past.items >= ENOUGH_ITEMS,
        past.meetings >= ENOUGH_MEETINGS,
        next((row.date for row in rows if row.state == "over"), None),
        next((row.date for row in rows if row.state != "fits"), None),
        tuple(rows),
        tuple(
            LengthRow(kind, *usual(past.lengths[kind]), past.lengths[kind].items)
            for kind in _KINDS
            if kind in past.lengths
        ),
        WaitingRow(
            len(waiting.backlog),
            *awaiting(waiting, waiting.backlog, past),
            sum(max(0, row.capacity - row.high) for row in rows),
        ),
    )
