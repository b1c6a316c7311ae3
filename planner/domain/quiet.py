"""Quiet hours: when nobody is reminded of anything. What is due then waits for the first moment after.

Beside the board's own hours ("18.00-7.00") weekends and days off are quiet all day.
"""

from __future__ import annotations

import datetime as dt

from planner.domain.board import Board
from planner.domain.deadlines import closed_days, is_working
from planner.domain.errors import BadUsage
from planner.domain.wording import clock, parse_clock

_NEVER = ("", "nej", "ingen", "no", "none")
_MIDNIGHT = dt.time()
_LONGEST = 30  # days; no body is closed so long


def read_quiet_hours(text: str) -> str:
    """Hours as they are kept ("20.00-7.00") from "20-7" or "kl. 20 til 7"; "" for "nej"."""
    words = text.lower().strip()
    if words in _NEVER:
        return ""
    first, _, last = words.replace("–", "-").replace(" til ", "-").partition("-")
    wrong = BadUsage(f"“{text.strip()}” er ikke et tidsrum.", hint="Skriv for eksempel 20-7, eller nej.")
    try:
        begins, ends = (parse_clock(part.strip()) for part in (first, last))
    except BadUsage:
        raise wrong from None
    if begins == ends:
        raise wrong
    return f"{clock(begins)}-{clock(ends)}"


def quiet_words(board: Board) -> str:
    """The board's quiet hours as `read_quiet_hours` reads them."""
    return board.quiet_hours or "nej"


def is_quiet(board: Board, now: dt.datetime) -> bool:
    """Whether nobody is to be reminded at this wall time of the board's zone."""
    if not is_working(now.date(), closed_days(board, (now.year,))):
        return True
    hours = _hours(board)
    if hours is None:
        return False
    begins, ends = hours
    moment = now.time().replace(tzinfo=None)
    if begins < ends:
        return begins <= moment < ends
    return moment >= begins or moment < ends


def first_allowed(board: Board, now: dt.datetime) -> dt.datetime:
    """The first moment from `now` on that is not quiet."""
    if not is_quiet(board, now):
        return now
    hours = _hours(board)
    ends = hours[1] if hours is not None else _MIDNIGHT
    for days in range(_LONGEST):
        day = now.date() + dt.timedelta(days=days)
        for moment in sorted({_MIDNIGHT, ends}):
            found = dt.datetime.combine(day, moment, now.tzinfo)
            if found > now and not is_quiet(board, found):
                return found
    return now


def _hours(board: Board) -> tuple[dt.time, dt.time] | None:
    if not board.quiet_hours:
        return None
    begins, _, ends = board.quiet_hours.partition("-")
    return parse_clock(begins), parse_clock(ends)
