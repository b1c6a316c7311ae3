"""Take items off their dates: they await one again."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.placing import take_off
from planner.ports import Clock, Store
from planner.usecases import address
from planner.usecases.step import Decision, Desk, Done, Manner, carry_out


@dataclass(frozen=True)
class UnassignItems:
    """The items as typed."""

    words: tuple[str, ...]
    manner: Manner


def unassign_items(command: UnassignItems, *, store: Store, clock: Clock) -> Done:
    """Every date of theirs that is still ahead is given up."""

    def decide(desk: Desk) -> Decision:
        items = address.items(desk.read, desk.board, command.words, desk.today)
        plan = desk.about(items)
        return Decision(plan, [change for item in items for change in take_off(plan, item, desk.now)])

    return carry_out(command.manner, decide, store=store, clock=clock)
