"""Put items on a meeting, or hold them on several until one is chosen."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.changes import Change
from planner.domain.placing import put
from planner.ports import Clock, Store
from planner.usecases import address
from planner.usecases.step import Decision, Desk, Done, Manner, carry_out
from planner.usecases.targets import targets


@dataclass(frozen=True)
class AssignItems:
    """The words as typed: items, then a date ("12 14 20. nov. eller 27. nov.")."""

    words: tuple[str, ...]
    manner: Manner


def assign_items(command: AssignItems, *, store: Store, clock: Clock) -> Done:
    """Place on one date, hold on several; one date settles a hold and moves an item that stands elsewhere."""

    def decide(desk: Desk) -> Decision:
        items, choice = address.items_then_days(desk.read, desk.board, command.words, desk.today)
        found = targets(desk, choice)
        days = tuple(target.meeting.date for target in found)
        plan = desk.about(items, days)
        changes: list[Change] = []
        working = plan
        for item in items:
            made = put(working, item, found, desk.now, desk.new_id)
            working = working.apply(made)
            changes += made
        return Decision(plan, changes, days)

    return carry_out(command.manner, decide, store=store, clock=clock)
