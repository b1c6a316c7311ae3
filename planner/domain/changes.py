"""The one language: everything that alters the plan is a list of changes.

A change holds a record as it was and as it becomes; added has no `before`, removed no `after`.
From that follow its name (what a person would call it), its inverse (undo), and replay.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from planner.domain.board import Acceptance, Alias, Board, ImportedDocument, Series, Standing
from planner.domain.item import (
    Attachment,
    FollowUp,
    Item,
    ItemSeries,
    Leg,
    Paper,
    Placement,
    Presenter,
    Route,
    SeriesPresenter,
)
from planner.domain.meeting import Activity, Meeting
from planner.domain.people import Absence, Membership, Person

Record = (
    Board
    | Person
    | Membership
    | Absence
    | Standing
    | Series
    | ItemSeries
    | SeriesPresenter
    | Meeting
    | Activity
    | Item
    | Placement
    | Presenter
    | FollowUp
    | Paper
    | Route
    | Leg
    | Attachment
    | ImportedDocument
    | Alias
    | Acceptance
)

# Table name -> record class, in an order that satisfies foreign keys.
TABLES: dict[str, type[Record]] = {
    "board": Board,
    "person": Person,
    "membership": Membership,
    "absence": Absence,
    "series": Series,
    "meeting": Meeting,
    "standing": Standing,
    "activity": Activity,
    "item_series": ItemSeries,
    "series_presenter": SeriesPresenter,
    "item": Item,
    "placement": Placement,
    "presenter": Presenter,
    "followup": FollowUp,
    "paper": Paper,
    "route": Route,
    "leg": Leg,
    "attachment": Attachment,
    "document": ImportedDocument,
    "alias": Alias,
    "acceptance": Acceptance,
}
TABLE_OF: dict[type[Record], str] = {kind: name for name, kind in TABLES.items()}


@dataclass(frozen=True)
class Change:
    """One record, before and after. Exactly one of them may be None."""

    before: Record | None
    after: Record | None

    @property
    def record(self) -> Record:
        """The record as it becomes, or as it was when it is removed."""
        return _either(self.before, self.after)

    @property
    def table(self) -> str:
        """The table that the record lives in."""
        return TABLE_OF[type(self.record)]

    @property
    def name(self) -> str:
        """What a person would call this change, such as "ItemHeld" or "MeetingCancelled"."""
        return _name(self.before, self.after)


@dataclass(frozen=True)
class Step:
    """One journalled step: who did what, when and why. `kind` undo and redo point at step `of`.

    `also` are further boards that it belongs to: it is in the history of each, and undone from any of them.
    `state` of a "do" step: done, undone (may be redone) or dropped (a newer step cleared redo).
    """

    id: int
    board: int
    at: datetime
    by: str
    command: str
    why: str | None = None
    kind: Literal["do", "undo", "redo"] = "do"
    of: int | None = None
    state: Literal["done", "undone", "dropped"] = "done"
    changes: tuple[Change, ...] = ()
    also: tuple[int, ...] = ()

    @property
    def boards(self) -> tuple[int, ...]:
        """Every board that it belongs to, the one that it was made on first."""
        return (self.board, *self.also)


def added(record: Record) -> Change:
    """A record that comes into being."""
    return Change(None, record)


def edited(record: Record, **fields: Any) -> Change:
    """A record with other values in `fields`."""
    return Change(record, replace(record, **fields))


def removed(record: Record) -> Change:
    """A record that ceases to be."""
    return Change(record, None)


def inverse(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes that take `changes` back, last first."""
    return tuple(Change(change.after, change.before) for change in reversed(tuple(changes)))


def net(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The same effect with one change per record; records that end as they began are left out."""
    first: dict[tuple[str, int], Change] = {}
    for change in changes:
        key = (change.table, change.record.id)
        first[key] = Change(first[key].before, change.after) if key in first else change
    return tuple(change for change in first.values() if change.before != change.after)


def _either(before: Record | None, after: Record | None) -> Record:
    record = before if after is None else after
    if record is None:
        message = "a change needs a record before or after"
        raise ValueError(message)
    return record


_NOUN = {"followup": "FollowUp", "document": "Document", "acceptance": "Finding"}


def _name(before: Record | None, after: Record | None) -> str:
    record = _either(before, after)
    if isinstance(record, Placement):
        return _placement_name(before, after)
    noun = _NOUN.get(TABLE_OF[type(record)], type(record).__name__)
    if before is None:
        return {"Absence": "AbsenceNoted", "Finding": "FindingAccepted"}.get(noun, f"{noun}Added")
    if after is None:
        return f"{noun}Removed"
    if isinstance(before, Item) and isinstance(after, Item) and before.status != after.status:
        return {"withdrawn": "ItemWithdrawn", "done": "ItemTreated", "open": "ItemReopened"}[after.status]
    if isinstance(before, Meeting) and isinstance(after, Meeting):
        if before.status != after.status:
            return {"cancelled": "MeetingCancelled", "closed": "MeetingClosed", "planned": "MeetingReopened"}[
                after.status
            ]
        if before.date != after.date:
            return "MeetingMoved"
    return f"{noun}Edited"


def _placement_name(before: Record | None, after: Record | None) -> str:
    if isinstance(after, Placement) and before is None:
        return "ItemHeld" if after.state == "held" else "ItemPlaced"
    if isinstance(before, Placement) and after is None:
        return "ItemReturned"
    if not isinstance(before, Placement) or not isinstance(after, Placement):
        raise TypeError(before, after)
    if before.outcome != after.outcome:
        return "DecisionRecorded"
    if before.meeting != after.meeting or before.position != after.position:
        return "ItemMoved"
    if before.state != after.state:
        return "ItemHeld" if after.state == "held" else "ItemPlaced"
    return "PlacementEdited"
