"""Change the running order: an item before or after another one, or two that change places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from planner.domain.errors import BadUsage
from planner.domain.item import Item
from planner.domain.ordering import beside, swap
from planner.ports import Clock, Store
from planner.usecases import address
from planner.usecases.step import Decision, Desk, Done, Manner, carry_out

Side = Literal["before", "after"]


@dataclass(frozen=True)
class MoveBeside:
    """The item to move, the one that stays, and on which side of that one."""

    words: tuple[str, ...]
    side: Side
    other: tuple[str, ...]
    manner: Manner


@dataclass(frozen=True)
class SwapItems:
    """Two items as typed: two numbers, or two fragments of titles."""

    words: tuple[str, ...]
    manner: Manner


def move_beside(command: MoveBeside, *, store: Store, clock: Clock) -> Done:
    """The item stands right before or after the other, on the other's meeting."""

    def decide(desk: Desk) -> Decision:
        item = address.item(desk.read, desk.board, command.words, desk.today)
        other = address.item(desk.read, desk.board, command.other, desk.today)
        plan = desk.about((item, other))
        return Decision(plan, beside(plan, item, command.side, other, desk.now, desk.new_id))

    return carry_out(command.manner, decide, store=store, clock=clock)


def swap_items(command: SwapItems, *, store: Store, clock: Clock) -> Done:
    """The two change places, on one meeting or between two."""

    def decide(desk: Desk) -> Decision:
        one, other = _two(desk, command.words)
        plan = desk.about((one, other))
        return Decision(plan, swap(plan, one, other, desk.now))

    return carry_out(command.manner, decide, store=store, clock=clock)


def _two(desk: Desk, words: Sequence[str]) -> tuple[Item, Item]:
    args = address.words_of(words)
    for joint in ("med", "og", "with", "and"):
        if joint in args[1:-1]:
            cut = args.index(joint, 1)
            first = address.item(desk.read, desk.board, args[:cut], desk.today)
            return first, address.item(desk.read, desk.board, args[cut + 1 :], desk.today)
    if len(args) != 2:
        raise BadUsage("Hvilke to punkter?", hint="Skriv for eksempel: planner byt 12 14.")
    first = address.item(desk.read, desk.board, args[:1], desk.today)
    return first, address.item(desk.read, desk.board, args[1:], desk.today)
