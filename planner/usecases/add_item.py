"""Add an item: to the backlog, or straight onto a date."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from planner.domain.changes import Change, added
from planner.domain.item import Item
from planner.domain.placing import put
from planner.domain.typed import brief, clean_text
from planner.ports import Clock, Store
from planner.usecases import address
from planner.usecases.step import Decision, Desk, Done, Manner, carry_out
from planner.usecases.targets import targets
from planner.usecases.wishes import Wishes, item_values, presenter_changes


@dataclass(frozen=True)
class AddItem:
    """The title, what else was said about the item, and the date it goes on at once (`on`)."""

    title: str
    manner: Manner
    wishes: Wishes = field(default_factory=Wishes)
    on: str | None = None


def add_item(command: AddItem, *, store: Store, clock: Clock) -> Done:
    """The new item awaits a date, or stands where `on` says. A title that exists already is pointed out."""

    def decide(desk: Desk) -> Decision:
        title = clean_text(command.title)
        values, known, days = item_values(desk, command.wishes)
        item = Item(desk.new_id(Item), desk.board.id, title, since=desk.today)
        item = replace(item, **values)
        twin = next((i for i in desk.read.titled(desk.board.id, title) if _same(i, item)), None)
        made, people = presenter_changes(desk, known, item, command.wishes)
        changes: list[Change] = [added(item), *made]
        plan = known.merged(people)
        if command.on is not None:
            found = targets(desk, address.days(desk.read, desk.board, [command.on], desk.today))
            on = tuple(target.meeting.date for target in found)
            plan = plan.merged(desk.about((), on))
            changes += put(plan.apply(changes), item, found, desk.now, desk.new_id)
            days = (*on, *days)
        notes = (f"#{twin.id} {brief(twin.title)} hedder det samme.",) if twin else ()
        return Decision(plan, changes, days, notes)

    return carry_out(command.manner, decide, store=store, clock=clock)


def _same(one: Item, other: Item) -> bool:
    return one.status == "open" and one.title.casefold() == other.title.casefold()
