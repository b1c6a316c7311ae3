"""Let an item fall away, with another one in its place where there is one."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.errors import BadUsage
from planner.domain.item import Item
from planner.domain.placing import withdraw
from planner.domain.typed import clean_text
from planner.ports import Clock, Store
from planner.usecases import address
from planner.usecases.step import Decision, Desk, Done, Manner, carry_out


@dataclass(frozen=True)
class WithdrawItems:
    """The items as typed, and the title of what comes instead."""

    words: tuple[str, ...]
    manner: Manner
    replaced_by: str | None = None


def withdraw_items(command: WithdrawItems, *, store: Store, clock: Clock) -> Done:
    """The items leave the plan; what replaces one awaits a date, linked to it."""

    def decide(desk: Desk) -> Decision:
        items = address.items(desk.read, desk.board, command.words, desk.today)
        plan = desk.about(items)
        if command.replaced_by is None:
            return Decision(plan, [c for item in items for c in withdraw(plan, item, desk.now)])
        if len(items) > 1:
            raise BadUsage("Kun ét punkt ad gangen kan erstattes.", hint="Lad de andre udgå for sig.")
        old = items[0]
        successor = Item(
            desk.new_id(Item),
            desk.board.id,
            clean_text(command.replaced_by),
            responsible=old.responsible,
            officer=old.officer,
            responsible_text=old.responsible_text,
            since=desk.today,
        )
        return Decision(plan, withdraw(plan, old, desk.now, successor))

    return carry_out(command.manner, decide, store=store, clock=clock)
