"""Send an item through several boards: counted back from the last, so that each meeting reaches the next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from planner.domain.board import Board
from planner.domain.changes import Change, added, edited, removed
from planner.domain.errors import BadUsage, Refused
from planner.domain.item import Item, Leg, Route
from planner.domain.meeting import Meeting
from planner.domain.placing import Target, must_be_open, put
from planner.domain.plan import Plan
from planner.domain.route import (
    Stop,
    latest_before,
    latest_day,
    legs_of,
    named,
    reaches,
    routes_of,
    standing,
    stop_at,
    stops_of,
)
from planner.domain.typed import brief
from planner.domain.wording import echo, month_name, sentence, short
from planner.ports import Clock, Store
from planner.usecases import address
from planner.usecases.route_words import TypedLeg, item_and_legs
from planner.usecases.step import Decision, Desk, Done, Manner, carry_out

_AHEAD = dt.timedelta(days=400)
_LONGEST_LAG = 365


@dataclass(frozen=True)
class PlanRoute:
    """The item and its way as typed. `lag` is the fewest days between two meetings."""

    words: tuple[str, ...]
    manner: Manner
    lag: int = 1


@dataclass(frozen=True)
class Routed:
    """What came of it, the item, and its stops; `cycle` is set where the next round of meetings was taken."""

    done: Done
    item: Item
    lag: int
    stops: tuple[Stop, ...]
    cycle: str | None = None


def plan_route(command: PlanRoute, *, store: Store, clock: Clock) -> Routed:
    """Write the item's way down, and put it on the meeting of its own board that reaches the rest.

    Where it stands already it stays, if that reaches. Refused, with nothing changed, where the days
    that were typed cannot be kept.
    """
    if not 0 <= command.lag <= _LONGEST_LAG:
        raise BadUsage(
            f"Der kan være højst {_LONGEST_LAG} dage mellem to møder.", hint="Skriv for eksempel --lag 7."
        )
    found: list[Routed] = []

    def decide(desk: Desk) -> Decision:
        words, typed = item_and_legs(desk, command.words)
        item = address.item(desk.read, desk.board, words, desk.today)
        if item.status == "withdrawn":
            raise Refused(f"#{item.id} {brief(item.title)} er udgået.", hint=f"planner vis {item.id}")
        plan = desk.about([item]).merged(desk.read.ahead.routes([item.id]))
        way = _Way(desk, plan, item, command.lag)
        stops, cycle = way.stops(typed)
        changes = _written(desk, item, command.lag, stops)
        plan = plan.merged(way.seen(stops))
        changes = [*way.noted, *changes, *way.placed(plan, stops)]
        done = Done(None, (), ())
        found.append(Routed(done, item, command.lag, tuple(stops), cycle))
        return Decision(plan, changes)

    done = carry_out(command.manner, decide, store=store, clock=clock)
    return replace(found[-1], done=done)


class _Way:
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

    def _next_cycle(self, typed: Sequence[TypedLeg]) -> tuple[list[Stop], str]:
        """The first round of meetings of the last board that all the others can still reach.

        An item that stands on a date already keeps it, where a round can be reached from there.
        """
        end = typed[-1].board
        ahead = [one for one in self._of(end) if one.status == "planned"]
        if not ahead:
            raise Refused(
                f"Der er ingen kendte møder i {end.code}.",
                hint=f"Tilføj et møde: planner møde ny DATO --board {end.code}",
            )
        refused: Refused | None = None
        for must_stay in (True, False) if self.plan.open_of(self.item.id) else (False,):
            for meeting in ahead:
                self._stays = False
                stops = [stop_at(end, meeting)]
                try:
                    for leg in reversed(typed[:-1]):
                        stops.insert(0, self._before(leg, stops[0]))
                except Refused as trouble:
                    refused = refused or trouble
                    continue
                if self._in_time(stops) and (self._stays or not must_stay):
                    return stops, _cycle_words(stops, self.item.board)
        raise refused or Refused(
            f"Ingen af de kendte møder i {end.code} kan nås.",
            hint=f"planner oversigt --board {end.code} viser møderne.",
        )

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


def _written(desk: Desk, item: Item, lag: int, stops: Sequence[Stop]) -> list[Change]:
    """The route and its legs as they are to be, whatever route the item had."""
    known = desk.read.ahead.routes([item.id])
    route = next(iter(known.all(Route).values()), None)
    old = legs_of(known, route) if route is not None else ()
    changes: list[Change] = []
    if route is None:
        route = Route(desk.new_id(Route), item.board, item.id, lag)
        changes.append(added(route))
    else:
        changes.append(edited(route, lag=lag))
    for place, stop in enumerate(stops, start=1):
        own = stop.board.id == item.board
        meeting = None if own or stop.meeting is None else stop.meeting.id
        if place <= len(old):
            changes.append(edited(old[place - 1], board=stop.board.id, meeting=meeting))
        else:
            changes.append(added(Leg(desk.new_id(Leg), route.id, stop.board.id, place, meeting)))
    return [*changes, *(removed(leg) for leg in old[len(stops) :])]


def _cycle_words(stops: Sequence[Stop], own: int) -> str:
    """Such as "rul november: ØK 12/11, KB 19/11"."""
    held = [(s.board.code, s.meeting) for s in stops if s.meeting is not None and s.board.id != own]
    days = [(code, meeting.date) for code, meeting in held]
    month = month_name(days[-1][1].month) if days else ""
    return f"rul {month}: {', '.join(f'{code} {day.day}/{day.month}' for code, day in days)}"
