"""Deadlines counted back in working days from a meeting, as the board counts them.

Working days are Monday to Friday, and Saturday where the board says so, without the holidays and the
days of the board's own (1 May, 5 June, 24 and 31 December unless it says otherwise).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from planner.domain.board import Board
from planner.domain.errors import BadUsage
from planner.domain.meeting import Meeting
from planner.domain.wording import clock, echo, month_name, parse_clock, short, weekday_name
from planner.domain.worktime import holidays

_DAY = dt.timedelta(days=1)
_SATURDAY = 5
_MOST_DAYS = 60
_NEVER = ("", "nej", "ingen", "no", "none")
_UNITS = ("hverdag", "hverdage", "arbejdsdag", "arbejdsdage", "dag", "dage", "working", "days", "day")
_PASSED_OVER = ("før", "before", "mødet", "meeting", "the", "at")
_HINT = "Skriv for eksempel “5 hverdage før kl. 12”, eller nej."
_NO_DAYS = "ingen"


@dataclass(frozen=True)
class Deadline:
    """When something is due: a day, and a wall time where one was given (else the whole day is good).

    `counted` are the working days from the meeting back to it, the latest first.
    """

    day: dt.date
    at: dt.time | None = None
    counted: tuple[dt.date, ...] = ()

    def is_past(self, now: dt.datetime) -> bool:
        """Whether it is over; `now` is wall time in the board's zone."""
        return (now.date(), now.time()) > (self.day, self.at or dt.time.max)


def counted_back(
    meeting: dt.date,
    days: int,
    closed: Mapping[dt.date, str],
    *,
    saturdays: bool = False,
    day_counts: bool = True,
) -> tuple[dt.date, ...]:
    """The working days before a meeting, the latest first; the last of them is the deadline.

    Where the day of the deadline does not count itself, it is the working day before the last counted.
    """
    found: list[dt.date] = []
    day = meeting
    while len(found) < days + (not day_counts):
        day -= _DAY
        if is_working(day, closed, saturdays=saturdays):
            found.append(day)
    return tuple(found)


def is_working(day: dt.date, closed: Mapping[dt.date, str], *, saturdays: bool = False) -> bool:
    """Whether the offices are open that day."""
    return day not in closed and day.weekday() <= (_SATURDAY if saturdays else _SATURDAY - 1)


def paper_deadline(board: Board, meeting: Meeting) -> Deadline | None:
    """When the papers for a meeting are due; None where the board has no rule, or the meeting is off."""
    return _before(board, meeting, board.papers_days, board.papers_at)


def agenda_deadline(board: Board, meeting: Meeting) -> Deadline | None:
    """When the agenda of a meeting is sent at the latest; None where the board has no rule for it."""
    return _before(board, meeting, board.agenda_days, board.agenda_at)


def _before(board: Board, meeting: Meeting, days: int | None, at: dt.time | None) -> Deadline | None:
    if days is None or meeting.status != "planned":
        return None
    closed = closed_days(board, (meeting.date.year - 1, meeting.date.year))
    counted = counted_back(meeting.date, days, closed, saturdays=board.saturdays, day_counts=board.day_counts)
    return Deadline(counted[-1] if counted else meeting.date, at, counted)


def working_days_before(board: Board, day: dt.date, days: int) -> dt.date:
    """The day so many working days before another, as the board counts them; the day itself for none."""
    closed = closed_days(board, (day.year - 1, day.year))
    counted = counted_back(day, days, closed, saturdays=board.saturdays)
    return counted[-1] if counted else day


def next_working_day(board: Board, day: dt.date) -> dt.date:
    """The first working day after a day."""
    closed = closed_days(board, (day.year, day.year + 1))
    day += _DAY
    while not is_working(day, closed, saturdays=board.saturdays):
        day += _DAY
    return day


def closed_days(board: Board, years: Iterable[int]) -> dict[dt.date, str]:
    """The days on which the board's offices are closed, by name: holidays, and those of its own."""
    wanted = tuple(dict.fromkeys(years))
    named = holidays(wanted)
    found = holidays(wanted, customary=False)
    for number, month in _days_off(board.days_off):
        for year in wanted:
            if (month, number) == (2, 29) and not _is_leap(year):
                continue
            day = dt.date(year, month, number)
            found.setdefault(day, named.get(day, "lukket"))
    return found


def counted_words(days: Iterable[dt.date], language: str = "da") -> str:
    """How it was counted: "lø. 7., fr. 6., to. 5., on. 4. juni"; each month is named once, after its last day."""
    every = tuple(days)
    said = []
    for place, day in enumerate(every):
        last = place + 1 == len(every) or every[place + 1].month != day.month
        month = f" {month_name(day.month, language)}" if last else ""
        name = weekday_name(day, language)
        said.append(f"{name[:3]} {day.day}{month}" if language == "en" else f"{name[:2]}. {day.day}.{month}")
    return ", ".join(said)


def brief_deadline(deadline: Deadline) -> str:
    """The deadline as in a narrow column: "4. juni kl. 12.00"."""
    day = short(deadline.day)
    return f"{day} kl. {clock(deadline.at)}" if deadline.at is not None else day


def deadline_words(deadline: Deadline) -> str:
    """The deadline in full: "onsdag den 4. juni 2025 (uge 23) kl. 12.00"."""
    at = f" kl. {clock(deadline.at)}" if deadline.at is not None else ""
    return f"{echo(deadline.day)}{at}"


def read_paper_rule(text: str) -> tuple[int | None, dt.time | None]:
    """The working days and the wall time of "5 hverdage før kl. 12"; (None, None) for "nej"."""
    words = text.lower().replace("klokken", "kl.").split()
    if " ".join(words) in _NEVER:
        return None, None
    number, *rest = words
    rest = [word for word in rest if word not in _UNITS and word not in _PASSED_OVER]
    is_clock = not rest or any(letter.isdigit() for letter in "".join(rest))
    if not (number.isascii() and number.isdigit() and is_clock) or not 1 <= int(number[:4]) <= _MOST_DAYS:
        raise BadUsage(f"“{text.strip()}” er ikke et antal hverdage.", hint=_HINT)
    return int(number), parse_clock(" ".join(rest)) if rest else None


def rule_words(days: int | None, at: dt.time | None) -> str:
    """A rule as `read_paper_rule` reads it: "5 hverdage før kl. 12.00"; "nej" for none."""
    if days is None:
        return "nej"
    counted = "1 hverdag" if days == 1 else f"{days} hverdage"
    return f"{counted} før kl. {clock(at)}" if at is not None else f"{counted} før"


def read_days_off(text: str) -> str:
    """Days of every year as they are kept: "1/5 24/12"; "" for none. BadUsage for what is not a day."""
    if text.strip().lower() in _NEVER:
        return ""
    found: dict[tuple[int, int], None] = {}
    for word in text.replace(",", " ").split():
        day, _, month = word.partition("/")
        try:
            known = dt.date(2024, int(month), int(day))
        except ValueError:
            raise BadUsage(
                f"“{word}” er ikke en dag.", hint="Skriv dage som 1/5 24/12, eller ingen."
            ) from None
        found[known.month, known.day] = None
    return " ".join(f"{day}/{month}" for month, day in sorted(found))


def days_off_words(board: Board) -> str:
    """The board's own closing days: "1. maj, 5. juni"; "ingen" where it has none."""
    return ", ".join(f"{day}. {month_name(month)}" for day, month in _days_off(board.days_off)) or _NO_DAYS


def _days_off(text: str) -> list[tuple[int, int]]:
    """Day and month of each."""
    halves = (word.partition("/") for word in text.split())
    return [(int(day), int(month)) for day, _, month in halves]


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
