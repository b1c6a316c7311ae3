"""Set up the meetings of a period by rule: weekday, time, frame, place and standing items."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from planner.domain.board import Series
from planner.domain.changes import Change, added
from planner.domain.errors import BadUsage
from planner.domain.meeting import Meeting
from planner.domain.plan import Plan
from planner.domain.recurrence import days_of
from planner.domain.sittings import must_have_length
from planner.domain.typed import clean_text
from planner.domain.wording import short
from planner.ports import Clock, Reader, Store
from planner.usecases import address
from planner.usecases.blocks import TypedBlock
from planner.usecases.step import Decision, Desk, Done, Manner, carry_out
from planner.usecases.targets import one_day


@dataclass(frozen=True)
class AddSeries:
    """`weekday` (Monday is 0), `start`, `end` and `place` default to what the board usually does.

    `first` and `last` are typed days, both included; `blocks` hold for the whole series.
    """

    manner: Manner
    first: str
    last: str
    weekday: int | None = None
    start: time | None = None
    end: time | None = None
    place: str | None = None
    every: int = 1
    skip_holidays: bool = True
    blocks: tuple[TypedBlock, ...] = ()


@dataclass(frozen=True)
class SeriesRow:
    """A series and the meetings ahead of it that still stand."""

    series: Series
    ahead: int
    next: date | None


def add_series(command: AddSeries, *, store: Store, clock: Clock) -> Done:
    """The series and its meetings; days on which the board meets already, and past days, are left alone."""

    def decide(desk: Desk) -> Decision:
        series = _series(command, desk)
        days, holidays = days_of(series)
        taken = set(desk.read.meeting_dates(desk.board.id, days[0], days[-1])) if days else set()
        free = [day for day in days if day not in taken and day >= desk.today]
        notes = [f"{short(day)} er udeladt: {name}." for day, name in holidays.items() if day >= desk.today]
        if taken:
            notes.append(f"{len(taken)} af dagene havde allerede et møde.")
        if not free:
            return Decision(Plan(), (), (series.first, series.last), tuple(notes))
        changes: list[Change] = [added(series)]
        changes += [added(block.made(desk, series.first, series.last)) for block in command.blocks]
        changes += [added(_meeting(desk, series, day)) for day in free]
        return Decision(Plan(), changes, (), tuple(notes))

    return carry_out(command.manner, decide, store=store, clock=clock)


def list_series(reader: Reader, board: int, today: date) -> tuple[SeriesRow, ...]:
    """The series of a board, those that end last first."""
    rows = []
    for series in reader.backlog(board, 1).all(Series).values():
        plan = reader.window(board, max(today, series.first), series.last) if series.last >= today else Plan()
        ahead = [m for m in plan.by_date if m.series == series.id and m.status == "planned"]
        rows.append(SeriesRow(series, len(ahead), ahead[0].date if ahead else None))
    return tuple(sorted(rows, key=lambda row: (row.series.last, row.series.id), reverse=True))


def _series(command: AddSeries, desk: Desk) -> Series:
    board = desk.board
    weekday = command.weekday if command.weekday is not None else board.weekday
    if weekday is None:
        raise BadUsage("Hvilken ugedag?", hint="Skriv for eksempel --weekday onsdag.")
    start, end = command.start or board.start, command.end or board.end
    must_have_length(start, end)
    return Series(
        desk.new_id(Series),
        board.id,
        weekday,
        one_day(address.days(desk.read, board, [command.first], desk.today)),
        one_day(address.days(desk.read, board, [command.last], desk.today)),
        start,
        end,
        command.every,
        clean_text(command.place, "Stedet") if command.place else board.place,
        command.skip_holidays,
    )


def _meeting(desk: Desk, series: Series, day: date) -> Meeting:
    return Meeting(
        desk.new_id(Meeting),
        series.board,
        day,
        series.start,
        series.end,
        place=series.place,
        series=series.id,
    )
