"""An item as it would stand on a meeting, and what a rule has against it there."""

from __future__ import annotations

from typing import NamedTuple

from planner.domain.finding import OnAgenda, Scene
from planner.domain.item import Item, Placement
from planner.domain.meeting import Meeting


class Case(NamedTuple):
    """One item on one meeting, where it may stand already or only be thought of.

    `presenters` are those who would present it there, members of the board among them.
    """

    scene: Scene
    row: OnAgenda
    presenters: frozenset[int]

    @property
    def item(self) -> Item:
        """The item."""
        return self.row.item

    @property
    def meeting(self) -> Meeting:
        """The meeting."""
        return self.row.meeting

    def name(self, person: int) -> str:
        """What the person is called."""
        found = self.scene.plan.people.get(person)
        return found.name if found is not None else f"person {person}"


class Objection(NamedTuple):
    """Why not: a clause that names its day, and the key of the finding that the plain rule would give."""

    key: str
    clause: str


def on(item: Item, meeting: Meeting, placement: Placement | None = None) -> OnAgenda:
    """The item firmly on that meeting, with what its present placement says of it."""
    if placement is None:
        return OnAgenda(meeting, Placement(0, item.id, meeting.id, 0), item)
    there = Placement(
        placement.id,
        item.id,
        meeting.id,
        placement.position,
        start=placement.start if placement.meeting == meeting.id else None,
        minutes=placement.minutes,
        label=placement.label,
        heading=placement.heading,
        mayor=placement.mayor,
        groups=placement.groups,
    )
    return OnAgenda(meeting, there, item)
