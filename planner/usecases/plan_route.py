"""Send an item through several boards: counted back from the last, so that each meeting reaches the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from planner.domain.changes import Change, added, edited, removed
from planner.domain.errors import Refused
from planner.domain.item import Item, Leg, Route
from planner.domain.route import (
    Stop,
    legs_of,
)
from planner.domain.typed import brief
from planner.ports import Clock, Store
from planner.usecases import address
from planner.usecases.counting_back import Way, must_be_lag
from planner.usecases.route_words import item_and_legs
from planner.usecases.step import Decision, Desk, Done, Manner, carry_out


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
    must_be_lag(command.lag)
    found: list[Routed] = []

    def decide(desk: Desk) -> Decision:
        words, typed = item_and_legs(desk, command.words)
        item = address.item(desk.read, desk.board, words, desk.today)
        if item.status == "withdrawn":
            raise Refused(f"#{item.id} {brief(item.title)} er udgået.", hint=f"planner vis {item.id}")
        plan = desk.about([item]).merged(desk.read.ahead.routes([item.id]))
        way = Way(desk, plan, item, command.lag)
        stops, cycle = way.stops(typed)
        changes = _written(desk, item, command.lag, stops)
        plan = plan.merged(way.seen(stops))
        changes = [*way.noted, *changes, *way.placed(plan, stops)]
        done = Done(None, (), ())
        found.append(Routed(done, item, command.lag, tuple(stops), cycle))
        return Decision(plan, changes)

    done = carry_out(command.manner, decide, store=store, clock=clock)
    return replace(found[-1], done=done)


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
