"""A way through several boards, counted back from the last of its days: each meeting reaches the next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import islice

from planner.domain.board import Board
from planner.domain.changes import Change, added
from planner.domain.errors import BadUsage, Refused
from planner.domain.item import Item
from planner.domain.meeting import Meeting
from planner.domain.placing import Target, must_be_open, put
from planner.domain.plan import Plan
from planner.domain.route import (
    Stop,
    latest_before,
    latest_day,
    named,
    reaches,
    routes_of,
    standing,
    stop_at,
    stops_of,
)
from planner.domain.typed import brief
from planner.domain.wording import echo, month_name, sentence, short
from planner.usecases.route_words import TypedLeg
from planner.usecases.step import Desk

_AHEAD = dt.timedelta(days=400)
_LONGEST_LAG = 365


class Way:
    """One item's way as it is being counted: the meetings of each board are asked for once."""

    def __init__(self, desk: Desk, plan: Plan, item: Item, lag: int) -> None:
        self.desk, self.plan, self.item, self.lag = desk, plan, item, lag
        self.noted: list[Change] = []
        self._stays = False
        self._meetings: dict[int, tuple[Meeting, ...]] = {}

    def stops(self, typed: Sequence[TypedLeg]) -> tuple[list[Stop], str | None]:
        """The stop of each leg; and the name of the cycle, where no day at all was typed."""
        if any(leg.day is not None for leg in typed):
            return self._around(typed), None
        return self._next_cycle(typed)

    def placed(self, plan: Plan, stops: Sequence[Stop]) -> tuple[Change, ...]:
        """The changes that put the item where its own board's leg is; none where it stands there."""
        own = next((stop for stop in stops if stop.board.id == self.item.board), None)
        if own is None or own.meeting is None:
            return ()
        there = {placement.meeting for placement in plan.open_of(self.item.id)}
        if self._stays or there == {own.meeting.id}:
            return ()
        must_be_open(own.meeting, self.desk.now)
        return put(plan, self.item, [Target(own.meeting)], self.desk.now, self.desk.new_id)

    def seen(self, stops: Sequence[Stop]) -> Plan:
        """The own board's meeting, whole."""
        days = [s.meeting.date for s in stops if s.meeting is not None and s.board.id == self.item.board]
        return self.desk.about((), days)

    def _around(self, typed: Sequence[TypedLeg]) -> list[Stop]:
        """Counted back from the last day typed, and on from it to the legs after."""
        last = max(place for place, leg in enumerate(typed) if leg.day is not None)
        stops = [self._typed(typed[last])]
        for leg in typed[last + 1 :]:
            stops.append(self._after(leg.board, stops[-1]))
        for leg in reversed(typed[:last]):
            stops.insert(0, self._before(leg, stops[0]))
        return stops

    def rounds(self, typed: Sequence[TypedLeg]) -> Iterator[list[Stop]]:
        """Each round of meetings of the last board that all the others can still reach, the first one first.

        Refused where none can be.
        """
        end = typed[-1].board
        ahead = [one for one in self._of(end) if one.status == "planned"]
        if not ahead:
            raise Refused(
                f"Der er ingen kendte møder i {end.code}.",
                hint=f"Tilføj et møde: planner møde ny DATO --board {end.code}",
            )
        refused, found = None, False
        for meeting in ahead:
            self._stays = False
            stops = [stop_at(end, meeting)]
            try:
                for leg in reversed(typed[:-1]):
                    stops.insert(0, self._before(leg, stops[0]))
            except Refused as trouble:
                refused = refused or trouble
                continue
            if self._in_time(stops):
                found = True
                yield stops
        if not found:
            raise refused or Refused(
                f"Ingen af de kendte møder i {end.code} kan nås.",
                hint=f"planner oversigt --board {end.code} viser møderne.",
            )

    def _next_cycle(self, typed: Sequence[TypedLeg]) -> tuple[list[Stop], str]:
        """The first round; an item that stands on a date keeps it, where a round can be reached from there."""
        if self.plan.open_of(self.item.id):
            for stops in self.rounds(typed):
                if self._stays:
                    return stops, cycle_words(stops, self.item.board)
        stops = next(self.rounds(typed))
        return stops, cycle_words(stops, self.item.board)

    def _in_time(self, stops: Sequence[Stop]) -> bool:
        """Whether the papers and the agenda of the first meeting to come are still ahead."""
        ahead = (stop for stop in stops if stop.meeting is None or not self._is_past(stop.meeting))
        due = (one for first in islice(ahead, 1) for one in (first.papers, first.agenda) if one is not None)
        return not any(one.is_past(self.desk.now) for one in due)

    def _typed(self, leg: TypedLeg) -> Stop:
        day = leg.day
        if day is None:
            raise ValueError(leg)
        if day < self.desk.today:
            raise Refused(f"Datoen er passeret: {echo(day)}.", hint="Vælg en kommende dato.")
        meeting = self.desk.read.meeting_on(leg.board.id, day)
        if meeting is not None and meeting.status == "cancelled":
            raise Refused(f"Mødet i {leg.board.code} {echo(day)} er aflyst.", hint="Vælg en anden dato.")
        return stop_at(leg.board, meeting or self._noted(leg.board, day))

    def _before(self, leg: TypedLeg, following: Stop) -> Stop:
        """The stop of a leg before another one; Refused where no meeting of its board reaches."""
        if leg.day is not None:
            stop = self._typed(leg)
            self._must_leave(stop, following)
            return stop
        is_own = leg.board.id == self.item.board
        there = self._been(leg.board, following) or (self._standing(following) if is_own else None)
        if there is not None:
            return stop_at(leg.board, there)
        if is_own and self.item.status == "done":
            title = brief(self.item.title)
            raise Refused(
                f"#{self.item.id} {title} er færdigbehandlet og når ikke {named(following)}.",
                hint="Vælg en senere dato.",
            )
        found = latest_before(self._of(leg.board), following, self.lag)
        if found is not None:
            return stop_at(leg.board, found)
        latest = latest_day(following, self.lag)
        if not leg.board.own and not self._of(leg.board) and latest is not None and latest >= self.desk.today:
            return stop_at(leg.board, None, latest)
        said = f"{leg.board.code} har intet møde, der når {named(following)}"
        if latest is not None:
            said = f"{said}; det skulle være senest {short(latest)}"
        raise Refused(
            sentence(said),
            hint=f"Tilføj et møde: planner møde ny DATO --board {leg.board.code}, eller vælg en senere dato.",
        )

    def _after(self, board: Board, before: Stop) -> Stop:
        """The first meeting of a board that the leg before it reaches."""
        for meeting in self._of(board):
            stop = stop_at(board, meeting)
            if meeting.status == "planned" and self._leaves(before, stop):
                return stop
        raise Refused(
            sentence(f"{board.code} har intet kendt møde efter {named(before)}"),
            hint=f"Tilføj et møde: planner møde ny DATO --board {board.code}",
        )

    def _leaves(self, before: Stop, following: Stop) -> bool:
        if before.meeting is not None:
            return reaches(before.meeting, following, self.lag)
        latest = latest_day(following, self.lag)
        return before.day is not None and latest is not None and before.day <= latest

    def _must_leave(self, before: Stop, following: Stop) -> None:
        """Refuse days that were typed and lie too near; a deadline that is missed is told as a finding."""
        if before.day is None or following.day is None:
            return
        between = (following.day - before.day).days
        if between <= 0:
            raise Refused(
                sentence(f"{named(before)} ligger ikke før {named(following)}"),
                hint="Skriv udvalgene i den rækkefølge, de holder møde.",
            )
        if between < self.lag:
            raise Refused(
                f"Fra {named(before)} til {named(following)} er der {between} dage, og der skal være mindst {self.lag}.",
                hint=f"Skriv andre datoer, eller --lag {between}.",
            )

    def _been(self, board: Board, following: Stop) -> Meeting | None:
        """The meeting at which a leg was treated already, when that reaches the next leg."""
        stops = [stop for route in routes_of(self.plan, self.item.id) for stop in stops_of(self.plan, route)]
        if board.id == self.item.board and self.item.status == "done":
            number = standing(self.plan, self.item.id)
            stops = [stop_at(board, self.plan.meetings[number])] if number is not None else []
        for stop in stops:
            meeting = stop.meeting
            if meeting is None or stop.board.id != board.id or meeting.status == "cancelled":
                continue
            if self._is_past(meeting) and reaches(meeting, following, self.lag):
                self._stays = self._stays or board.id == self.item.board
                return meeting
        return None

    def _is_past(self, meeting: Meeting) -> bool:
        return (meeting.date, meeting.end) <= (self.desk.today, self.desk.now.time().replace(tzinfo=None))

    def _standing(self, following: Stop) -> Meeting | None:
        """The latest day on which the item stands already, when each of them reaches the next leg."""
        on = [self.plan.meetings[p.meeting] for p in self.plan.open_of(self.item.id)]
        ahead = all(one.date >= self.desk.today and one.status == "planned" for one in on)
        self._stays = bool(on) and ahead and all(reaches(one, following, self.lag) for one in on)
        return max(on, key=lambda one: one.date) if self._stays else None

    def _noted(self, board: Board, day: dt.date) -> Meeting:
        """A meeting of a body of which no meeting is known; Refused where the board has other days."""
        if board.own or self.desk.read.ahead.meetings(board.id, day - _AHEAD, day + _AHEAD):
            near = [short(one.date) for one in self.desk.read.meetings_near(board.id, day)]
            create = f"Tilføj det med: planner møde ny {day.day}/{day.month}-{day.year} --board {board.code}"
            raise Refused(
                f"{board.code} har ikke noget møde {echo(day)}.",
                hint=f"Nærmest: {sentence(' og '.join(near))} {create}" if near else create,
            )
        meeting = Meeting(self.desk.new_id(Meeting), board.id, day, board.start, board.end)
        self.noted.append(added(meeting))
        return meeting

    def _of(self, board: Board) -> tuple[Meeting, ...]:
        """The meetings of a board from today on."""
        if board.id not in self._meetings:
            today = self.desk.today
            known = self.desk.read.ahead.meetings(board.id, today, today + _AHEAD)
            self._meetings[board.id] = tuple(one for one in known if not self._is_past(one))
        return self._meetings[board.id]


def must_be_lag(lag: int) -> None:
    """Refuse fewer days between two meetings than none, or more than a year."""
    if not 0 <= lag <= _LONGEST_LAG:
        raise BadUsage(
            f"Der kan være højst {_LONGEST_LAG} dage mellem to møder.", hint="Skriv for eksempel --lag 7."
        )


def cycle_words(stops: Sequence[Stop], own: int) -> str:
    """Such as "rul november: ØK 12/11, KB 19/11"."""
    held = [(s.board.code, s.meeting) for s in stops if s.meeting is not None and s.board.id != own]
    days = [(code, meeting.date) for code, meeting in held]
    month = month_name(days[-1][1].month) if days else ""
    return f"rul {month}: {', '.join(f'{code} {day.day}/{day.month}' for code, day in days)}"
