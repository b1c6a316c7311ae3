"""Note that the papers for items have come. What is kept is where they are, never the file."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.changes import Change, added, removed
from planner.domain.errors import BadUsage, Refused
from planner.domain.item import Paper
from planner.domain.typed import clean_text
from planner.ports import Clock, Store
from planner.usecases import address
from planner.usecases.step import Decision, Desk, Done, Manner, carry_out


@dataclass(frozen=True)
class ReceivePapers:
    """The items as typed, and where their papers are kept.

    `none` says that there will be none; `back` takes the latest note back, for papers withdrawn.
    """

    words: tuple[str, ...]
    manner: Manner
    reference: str | None = None
    none: bool = False
    back: bool = False


def receive_papers(command: ReceivePapers, *, store: Store, clock: Clock) -> Done:
    """One note for each item; the same noted again on a day is left alone."""
    if command.none and (command.reference or command.back):
        raise BadUsage("--none står alene.", hint="Skriv enten --reference TEKST, --none eller --not-yet.")

    def decide(desk: Desk) -> Decision:
        items = address.items(desk.read, desk.board, command.words, desk.today)
        plan = desk.about(items)
        reference = clean_text(command.reference, "Henvisningen") if command.reference else None
        changes: list[Change] = []
        for item in items:
            there = sorted(
                (one for one in plan.all(Paper).values() if one.item == item.id), key=lambda one: one.id
            )
            if command.back:
                if not there:
                    raise Refused(f"#{item.id} har ikke noget materiale.", hint=f"planner vis {item.id}")
                changes.append(removed(there[-1]))
            elif not any(
                (one.received, one.reference, one.none) == (desk.today, reference, command.none)
                for one in there
            ):
                changes.append(
                    added(
                        Paper(desk.new_id(Paper), desk.board.id, item.id, desk.today, reference, command.none)
                    )
                )
        return Decision(plan, changes)

    return carry_out(command.manner, decide, store=store, clock=clock)
