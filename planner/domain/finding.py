"""What a good secretary would point out, and what the rules look at to find it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from planner.domain.item import Item, Placement
from planner.domain.meeting import Meeting
from planner.domain.plan import Plan
from planner.domain.timetable import Timetable, timetable

if TYPE_CHECKING:
    from planner.domain.answers import Invited
    from planner.domain.reading import Source

Level = Literal["block", "warn", "hint"]


class Finding(NamedTuple):
    """One thing to look at. `subject` is what it is about ("20. nov.", "#4"), `sentence` what is wrong.

    `key` stays the same when findings are numbered anew, so that it can be accepted once.
    `source` and `also` say where it stands in a document; `help` is the command that helps.
    """

    rule: str
    level: Level
    subject: str
    sentence: str
    key: str
    source: Source | None = None
    also: tuple[Source, ...] = ()
    help: str | None = None


class OnAgenda(NamedTuple):
    """An open placement with its item and its meeting."""

    meeting: Meeting
    placement: Placement
    item: Item

    @property
    def title(self) -> str:
        """The title as that agenda writes it."""
        return self.placement.label or self.item.title

    @property
    def words(self) -> str:
        """Everything that says what the item is about: its heading, its label and its title."""
        return " ".join(
            part for part in (self.placement.heading, self.placement.label, self.item.title) if part
        )


@dataclass(frozen=True)
class Scene:
    """What the rules look at: a plan, the present in the board's zone, and the meetings asked about.

    Every meeting in `meetings` must be whole in the plan; the plan may hold others in part. `invited`
    is who has been told of them and what they answered.
    """

    plan: Plan
    now: datetime
    meetings: tuple[Meeting, ...]
    holidays: Mapping[date, str] = field(default_factory=dict)
    invited: tuple[Invited, ...] = ()

    @property
    def today(self) -> date:
        """The present day."""
        return self.now.date()

    @cached_property
    def coming(self) -> tuple[Meeting, ...]:
        """Meetings that have not ended, cancelled ones too."""
        return tuple(m for m in self.meetings if not self.is_past(m) and m.status != "closed")

    def is_past(self, meeting: Meeting) -> bool:
        """Whether a meeting has ended."""
        return (meeting.date, meeting.end) <= (self.today, self.now.time())

    @cached_property
    def standing(self) -> tuple[OnAgenda, ...]:
        """Everything that stands on a coming meeting, held items too."""
        return tuple(row for meeting in self.coming for row in self.on(meeting))

    def on(self, meeting: Meeting) -> Iterator[OnAgenda]:
        """What stands on a meeting and has no outcome yet."""
        for placement in self.plan.on(meeting.id):
            item = self.plan.items.get(placement.item)
            if item is not None and placement.outcome is None:
                yield OnAgenda(meeting, placement, item)

    def table(self, meeting: Meeting) -> Timetable:
        """The timetable of a meeting, computed once."""
        if meeting.id not in self._tables:
            self._tables[meeting.id] = timetable(self.plan, meeting)
        return self._tables[meeting.id]

    @cached_property
    def _tables(self) -> dict[int, Timetable]:
        return {}
