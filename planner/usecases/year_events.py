"""The coming year as events for a calendar file."""

from __future__ import annotations

import datetime as dt
from hashlib import sha256
from zoneinfo import ZoneInfo

from planner.domain.board import Board
from planner.domain.calendar import CalendarEntry
from planner.domain.entry import uid_of
from planner.domain.wanted import Sender
from planner.usecases.export_ics import must_have_organizer
from planner.usecases.views.year import YearRow, YearView

_DAY = dt.timedelta(days=1)


def year_events(view: YearView, board: Board, sender: Sender, now: dt.datetime) -> tuple[CalendarEntry, ...]:
    """One event for each meeting that is to be held, and one of the whole day for each of the others.

    A cancelled meeting has none, and a holiday stands in calendars already.
    """
    must_have_organizer(sender)
    made: dict[str, CalendarEntry] = {}
    for row in view.rows:
        if row.kind in ("cancelled", "holiday"):
            continue
        key = f"year-{row.kind}-{row.board}-{row.date}-{row.item or row.text}"
        made[key] = _event(row, key, board, sender, now)
    return tuple(made.values())


def _event(row: YearRow, key: str, board: Board, sender: Sender, now: dt.datetime) -> CalendarEntry:
    zone = ZoneInfo(board.zone)
    starts = dt.datetime.combine(row.date, row.start or dt.time(), zone)
    ends = (
        dt.datetime.combine(row.date, row.end, zone) if row.end else starts + _DAY
    )  # the first day after it
    subject = board.name if row.kind == "meeting" else f"{row.board}: {row.text}"
    return CalendarEntry(
        key,
        uid_of(sha256(key.encode()).hexdigest()[:32]),
        0,
        now,
        starts,
        ends,
        board.zone,
        subject,
        row.text,
        sender.mailbox,
        (),
        whole_days=row.end is None,
    )
