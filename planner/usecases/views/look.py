"""The look: the coming meetings with what stands on them, what waits, and what to look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from planner.domain.board import Board
from planner.domain.finding import Finding
from planner.domain.item import Route
from planner.domain.meeting import Meeting
from planner.domain.plan import Plan, plan_of
from planner.domain.rules import findings
from planner.domain.worktime import holidays
from planner.usecases.views.rows import (
    BoardName,
    MeetingRow,
    WaitingRow,
    meeting_row,
    waiting_row,
    wall_time,
)
from planner.usecases.views.told import invited_to

if TYPE_CHECKING:
    from planner.ports import Reader

USUAL_MEETINGS = 6
SHOWN_FINDINGS = 5
SHOWN_WAITING = 5
_COUNTED_WAITING = 100
_A_YEAR = timedelta(days=370)


@dataclass(frozen=True)
class Backlog:
    """How many items await a date (`more` when there are at least that many), and the first of them."""

    count: int
    more: bool
    first: tuple[WaitingRow, ...]


class LookView(NamedTuple):
    """What `planner look` shows. `findings` are the gravest few of `findings_count`."""

    board: BoardName
    now: datetime
    meetings: tuple[MeetingRow, ...]
    backlog: Backlog
    findings: tuple[Finding, ...]
    findings_count: int


def look(
    reader: Reader,
    board: Board,
    now: datetime,
    *,
    weeks: int | None = None,
    everything: bool = False,
    levels: Mapping[str, str] | None = None,
) -> LookView:
    """Meetings not yet ended: the next six, or those up to and including today + 7 x `weeks`, or all."""
    local = wall_time(now, board)
    plan, shown = coming_meetings(reader, board, local, weeks=weeks, everything=everything)
    waiting = reader.backlog(board.id, _COUNTED_WAITING)
    plan = plan.merged(waiting)
    past = reader.open_past(board.id, local.date() + timedelta(days=1))
    found = findings(
        plan.merged(past).merged(routes_and_series(reader, board, local.date())),
        local,
        meetings=(*shown, *(m for m in past.by_date if _has_ended(m, local))),
        holidays=holidays({m.date.year for m in shown}),
        # The screen itself shows which meetings are empty.
        levels={**(levels or {}), "empty_meeting": "off"},
        invited=invited_to(reader, [meeting.id for meeting in shown]),
    )
    rows = [waiting_row(plan, item) for item in waiting.backlog]
    return LookView(
        board=BoardName(board.code, board.name),
        now=local,
        meetings=tuple(meeting_row(plan, meeting, local) for meeting in shown),
        backlog=Backlog(len(rows), len(rows) >= _COUNTED_WAITING, tuple(rows[:SHOWN_WAITING])),
        findings=found[:SHOWN_FINDINGS],
        findings_count=len(found),
    )


def coming_meetings(
    reader: Reader, board: Board, local: datetime, *, weeks: int | None, everything: bool
) -> tuple[Plan, tuple[Meeting, ...]]:
    """The meetings that `look` shows, and a plan that holds them whole, with their items' other meetings."""
    today = local.date()
    plan = reader.window(board.id, today, _last_day(reader, board, today, weeks=weeks, everything=everything))
    shown = tuple(m for m in plan.by_date if not _has_ended(m, local))
    if weeks is None and not everything:
        shown = _first_few(shown)
    return with_earlier(reader, plan), shown


def routes_and_series(reader: Reader, board: Board, today: date) -> Plan:
    """The routes of the board's items that are not at their end, with the items, and the series of the board."""
    found = reader.ahead.open_routes(board.id, today)
    routes = found.all(Route).values()
    items = reader.items(sorted(route.item for route in routes)) if routes else Plan()
    return found.merged(items).merged(plan_of(reader.ahead.series(board.id)))


def with_earlier(reader: Reader, plan: Plan) -> Plan:
    """The plan, and where its items have been or stand besides: for lengths, returns and holds."""
    return plan.merged(reader.items(plan.items)) if plan.items else plan


def _last_day(reader: Reader, board: Board, today: date, *, weeks: int | None, everything: bool) -> date:
    if everything:
        return date.max
    if weeks is not None:
        return today + timedelta(weeks=weeks)
    days = reader.meeting_dates(board.id, today, today + _A_YEAR)
    # One more than is shown: today's may have ended.
    return days[USUAL_MEETINGS] if len(days) > USUAL_MEETINGS else today + _A_YEAR


def _first_few(meetings: tuple[Meeting, ...]) -> tuple[Meeting, ...]:
    """The next six that are to be held, and the cancelled ones between them."""
    held = [meeting for meeting in meetings if meeting.status != "cancelled"]
    if len(held) <= USUAL_MEETINGS:
        return meetings
    return meetings[: meetings.index(held[USUAL_MEETINGS])]


def _has_ended(meeting: Meeting, local: datetime) -> bool:
    return meeting.status == "closed" or (meeting.date, meeting.end) <= (local.date(), local.time())
