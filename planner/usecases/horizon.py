"""What lies ahead when something is to be planned: the coming meetings whole, all that awaits a date,
and where the same people are wanted besides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from planner.domain.board import Board
from planner.domain.errors import Refused
from planner.domain.finding import Scene
from planner.domain.meeting import Meeting
from planner.domain.plan import Plan
from planner.domain.worktime import holidays
from planner.ports import Reader
from planner.usecases.siblings import siblings
from planner.usecases.views.look import coming_meetings, with_earlier
from planner.usecases.views.rows import wall_time
from planner.usecases.views.told import invited_to

_MOST_WAITING = 10_000


@dataclass(frozen=True)
class Horizon:
    """The scene, and the meetings in it that items may be put on: neither begun, cancelled nor closed."""

    scene: Scene
    meetings: tuple[Meeting, ...]


def look_ahead(
    reader: Reader,
    boards: Sequence[Board],
    now: datetime,
    *,
    weeks: int | None = None,
    asked: Plan | None = None,
) -> Horizon:
    """The coming meetings of the boards: those of the look, or of so many weeks, and all dates that their
    items are held on. `asked` holds items that must be seen whole. Refused where there is no meeting.
    """
    local = wall_time(now, boards[0])
    plan, shown = Plan(), list[Meeting]()
    for board in boards:
        known = _ahead(reader, board, local, weeks)
        plan = plan.merged(known)
        shown += [m for m in known.by_date if m.board == board.id and m.date >= local.date()]
    plan = plan.merged(asked) if asked is not None else plan
    plan = with_earlier(reader, plan)
    last = max((meeting.date for meeting in shown), default=local.date())
    for other in reader.boards():
        if other.id not in {board.id for board in boards}:
            plan = plan.merged(reader.window(other.id, local.date(), last))
    plan = plan.merged(reader.ahead.routes(plan.items)).merged(siblings(reader, plan.items.values()))
    scene = Scene(
        plan,
        local,
        tuple(sorted(shown, key=lambda m: (m.date, m.start, m.id))),
        holidays({meeting.date.year for meeting in shown}),
        invited_to(reader, [meeting.id for meeting in shown]),
    )
    taking = tuple(
        m
        for m in scene.meetings
        if m.status == "planned" and (m.date, m.start) > (local.date(), local.time())
    )
    if not taking:
        raise Refused(
            _none(weeks),
            hint="Tilføj et møde med planner møde tilføj DATO, eller se længere frem med --weeks.",
        )
    return Horizon(scene, taking)


def _none(weeks: int | None) -> str:
    if weeks is None:
        return "Der er ingen kommende møder at lægge punkter på."
    if weeks == 1:
        return "Der er ingen møder i den næste uge at lægge punkter på."
    return f"Der er ingen møder i de næste {weeks} uger at lægge punkter på."


def _ahead(reader: Reader, board: Board, local: datetime, weeks: int | None) -> Plan:
    """The board's meetings until the last one looked at, or the last date that something there is held on."""
    plan, shown = coming_meetings(reader, board, local, weeks=weeks, everything=False)
    last = max((meeting.date for meeting in shown), default=local.date())
    held = _last_held(plan, shown)
    if held is not None and held > last:
        last = held
    return reader.window(board.id, local.date(), last).merged(reader.backlog(board.id, _MOST_WAITING))


def _last_held(plan: Plan, shown: Sequence[Meeting]) -> date | None:
    here = {placement.item for meeting in shown for placement in plan.on(meeting.id)}
    return max(
        (
            plan.meetings[placement.meeting].date
            for item in here
            for placement in plan.open_of(item)
            if placement.state == "held" and placement.meeting in plan.meetings
        ),
        default=None,
    )
