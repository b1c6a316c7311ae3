"""What changes are about: which items a step is told of, and what is no more than following along."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from planner.domain.changes import Change
from planner.domain.item import Item, Paper, Placement, Presenter


def items_of(changes: Iterable[Change]) -> list[int]:
    """Ids of the items that the changes are about, in order, those that only changed places left out."""
    found: dict[int, None] = {}
    for change in changes:
        record = change.record
        if isinstance(record, Item):
            found[record.id] = None
        elif isinstance(record, Presenter | Paper) or (
            isinstance(record, Placement) and not only_place(change)
        ):
            found[record.item] = None
    return list(found)


def only_place(change: Change) -> bool:
    """Whether an item only changed places on its meeting."""
    one, two = change.before, change.after
    if not isinstance(one, Placement) or not isinstance(two, Placement):
        return False
    return one.meeting == two.meeting and one.position != two.position and one.outcome == two.outcome


def only_along(one: Presenter | None, two: Presenter | None) -> bool:
    """Whether a presenter did nothing but follow the item to where it went."""
    return one is not None and two is not None and replace(one, meeting=two.meeting) == two
