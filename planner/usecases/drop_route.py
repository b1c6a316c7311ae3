"""Take the route of an item away; where the item stands it stays."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.changes import removed
from planner.domain.item import Route
from planner.domain.route import legs_of
from planner.ports import Clock, Store
from planner.usecases import address
from planner.usecases.step import Decision, Desk, Done, Manner, carry_out
from planner.usecases.views.routes import no_route


@dataclass(frozen=True)
class DropRoute:
    """The item as typed."""

    words: tuple[str, ...]
    manner: Manner


def drop_route(command: DropRoute, *, store: Store, clock: Clock) -> Done:
    """The route and its legs are gone."""

    def decide(desk: Desk) -> Decision:
        item = address.item(desk.read, desk.board, command.words, desk.today)
        plan = desk.read.ahead.routes([item.id])
        route = next(iter(plan.all(Route).values()), None)
        if route is None:
            raise no_route(item)
        gone = [*(removed(leg) for leg in legs_of(plan, route)), removed(route)]
        return Decision(plan.merged(desk.read.items([item.id])), gone)

    return carry_out(command.manner, decide, store=store, clock=clock)
