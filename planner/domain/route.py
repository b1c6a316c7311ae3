"""An item's way through several boards, such as DIR > ØK > KB, and how it is counted back from the last.

Pure functions. A leg of the item's own board follows the item: where it stands is where the leg is.
The other legs point at a meeting of their board, or at none where that board's meetings are not known.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from planner.domain.board import Board
from planner.domain.deadlines import Deadline, agenda_deadline, paper_deadline
from planner.domain.item import Item, Leg, Placement, Route
from planner.domain.meeting import Meeting
from planner.domain.plan import Plan
from planner.domain.wording import short


class Stop(NamedTuple):
    """A leg with what is known of it. `day` is its meeting's, or the latest possible where that is unknown.

    `papers` and `agenda` are when the papers for that meeting are due, and when its agenda is sent.
    """

    board: Board
    meeting: Meeting | None = None
    day: dt.date | None = None
    papers: Deadline | None = None
    agenda: Deadline | None = None
    leg: Leg | None = None


def stop_at(
    board: Board, meeting: Meeting | None, day: dt.date | None = None, leg: Leg | None = None
) -> Stop:
    """The stop of a board at a meeting, with its deadlines; or on a day that is only assumed."""
    if meeting is None:
        return Stop(board, None, day, leg=leg)
    papers, agenda = paper_deadline(board, meeting), agenda_deadline(board, meeting)
    return Stop(board, meeting, meeting.date, papers, agenda, leg)


def latest_day(following: Stop, lag: int) -> dt.date | None:
    """The latest day for the leg before `following`: `lag` days earlier, and within its deadlines."""
    if following.day is None:
        return None
    due = [one.day for one in (following.papers, following.agenda) if one is not None]
    return min((following.day - dt.timedelta(days=lag), *due))


def reaches(meeting: Meeting, following: Stop, lag: int) -> bool:
    """Whether what a meeting decides is ready for the leg after it; its end counts against a clock time."""
    latest = latest_day(following, lag)
    if latest is None:
        return True
    over = dt.datetime.combine(meeting.date, meeting.end)
    due = (one for one in (following.papers, following.agenda) if one is not None)
    return meeting.date <= latest and not any(one.is_past(over) for one in due)


def latest_before(meetings: Sequence[Meeting], following: Stop, lag: int) -> Meeting | None:
    """The latest of the meetings that are to be held which still reaches the leg after it."""
    fit = [one for one in meetings if one.status == "planned" and reaches(one, following, lag)]
    return max(fit, key=lambda one: (one.date, one.start), default=None)


def legs_of(plan: Plan, route: Route) -> tuple[Leg, ...]:
    """The legs of a route in order."""
    rows = (leg for leg in plan.all(Leg).values() if leg.route == route.id)
    return tuple(sorted(rows, key=lambda leg: leg.position))


class Missed(NamedTuple):
    """A leg that is not reached, and the fewest days to it."""

    following: Stop
    lag: int

    @property
    def latest(self) -> dt.date:
        """The latest day from which it would be reached."""
        return latest_day(self.following, self.lag) or dt.date.max


def missed(plan: Plan, item: Item, meeting: Meeting, today: dt.date) -> tuple[Missed, ...]:
    """Every leg after the item's own board that a meeting of that board is too late for."""
    found: list[Missed] = []
    for route in routes_of(plan, item.id):
        stops = stops_of(plan, route)
        own = next((at for at, stop in enumerate(stops) if stop.board.id == item.board), len(stops))
        found += missed_from(stops, own, meeting, route.lag, today)
    return tuple(found)


def missed_from(
    stops: Sequence[Stop], at: int, meeting: Meeting, lag: int, today: dt.date
) -> tuple[Missed, ...]:
    """Every later leg that a meeting of the leg `at` is too late for; the days to each leg between count."""
    return tuple(
        one for one in ahead_of(stops, at, lag, today) if not reaches(meeting, one.following, one.lag)
    )


def ahead_of(stops: Sequence[Stop], at: int, lag: int, today: dt.date) -> tuple[Missed, ...]:
    """The legs after the leg `at` whose meeting is known and still to be held, with the days to them."""
    later = enumerate(stops[at + 1 :], start=1)
    return tuple(
        Missed(stop, legs * lag)
        for legs, stop in later
        if stop.meeting is not None and stop.meeting.status != "cancelled" and stop.meeting.date >= today
    )


def goals(lost: Sequence[Missed]) -> str:
    """The legs in a line: "ØK 10. juni og KB 17. juni"."""
    stop, later = lost[0].following, lost[1:]
    if not later or stop.day is None:
        return named(stop)
    return f"{stop.board.code} {short(stop.day)} og {goals(later)}"


def named(stop: Stop) -> str:
    """Such as "ØK 10. juni"; the board alone where no day is known."""
    return f"{stop.board.code} {short(stop.day)}" if stop.day is not None else stop.board.code


def routes_of(plan: Plan, item: int) -> tuple[Route, ...]:
    """The routes of an item that the plan holds."""
    return tuple(route for route in plan.all(Route).values() if route.item == item)


def stops_of(plan: Plan, route: Route) -> tuple[Stop, ...]:
    """The stops of a route as the plan stands; the item's own board is where the item stands.

    A leg without a meeting has the latest day from which the leg after it is reached.
    """
    item = plan.items.get(route.item)
    found: list[Stop] = []
    for leg in reversed(legs_of(plan, route)):
        number = leg.meeting
        if item is not None and leg.board == item.board:
            number = standing(plan, item.id)
        meeting = plan.meetings.get(number) if number is not None else None
        latest = latest_day(found[0], route.lag) if meeting is None and found else None
        found.insert(0, stop_at(plan.boards[leg.board], meeting, latest, leg))
    return tuple(found)


def standing(plan: Plan, item: int) -> int | None:
    """The meeting where the item stands last of those ahead, else the one where it was treated last."""
    rows: Sequence[Placement] = plan.open_of(item)
    if not rows:
        rows = [row for row in plan.of(item) if row.outcome == "treated"]
    known = [row.meeting for row in rows if row.meeting in plan.meetings]
    return max(known, key=lambda number: plan.meetings[number].date, default=None)
