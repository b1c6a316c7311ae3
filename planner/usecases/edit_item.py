"""Change what is known about items."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.changes import Change, edited
from planner.domain.errors import BadUsage
from planner.ports import Clock, Store
from planner.usecases import address
from planner.usecases.fixed_time import fixed_starts
from planner.usecases.step import Decision, Desk, Done, Manner, carry_out
from planner.usecases.wishes import Wishes, item_values, presenter_changes


@dataclass(frozen=True)
class EditItems:
    """The items as typed, and what is to be different. `on` is the day that `wishes.start` is of."""

    words: tuple[str, ...]
    manner: Manner
    wishes: Wishes
    on: str | None = None


def edit_items(command: EditItems, *, store: Store, clock: Clock) -> Done:
    """Set the fields given, on every item named; an old title is kept as a spelling."""
    if command.on is not None and command.wishes.start is None:
        raise BadUsage(
            "--on hører sammen med --start.",
            hint="Skriv planner sæt 12 27/11 for at sætte et punkt på en dato.",
        )
    if command.wishes.is_empty:
        raise BadUsage("Hvad skal rettes?", hint="Skriv for eksempel: planner ret 12 --minutes 45.")

    def decide(desk: Desk) -> Decision:
        items = address.items(desk.read, desk.board, command.words, desk.today)
        if command.wishes.title is not None and len(items) > 1:
            raise BadUsage("Flere punkter kan ikke få samme titel.", hint="Ret dem et ad gangen.")
        values, known, days = item_values(desk, command.wishes)
        plan = known.merged(desk.about(items))
        changes: list[Change] = []
        for item in items:
            own = dict(values)
            if own.get("title", item.title) != item.title and item.title not in item.spellings:
                own["spellings"] = (*item.spellings, item.title)
            made, people = presenter_changes(desk, plan, item, command.wishes)
            plan = plan.merged(people)
            changes += [edited(item, **own), *made]
        notes: tuple[str, ...] = ()
        if command.wishes.start is not None:
            fixed, notes = fixed_starts(desk, plan.apply(changes), items, command.wishes.start, command.on)
            changes += fixed
        return Decision(plan, changes, days, notes)

    return carry_out(command.manner, decide, store=store, clock=clock)
