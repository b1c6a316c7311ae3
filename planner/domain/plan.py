"""A plan: a consistent set of records, whole or the slice that a question needs.

It is a value: `apply` gives the next plan. Look-ups are indexed once per value.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from functools import cached_property
from typing import TypeVar, cast

from planner.domain.board import Board, Standing
from planner.domain.changes import Change, Record
from planner.domain.errors import StalePlan
from planner.domain.item import Item, Placement, Presenter
from planner.domain.meeting import Meeting
from planner.domain.people import Absence, Membership, Person

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Plan:
    """Records by kind and id. Compare plans with ==."""

    records: Mapping[type, Mapping[int, Record]] = field(default_factory=dict)

    def all(self, kind: type[R]) -> Mapping[int, R]:
        """Every record of a kind that this plan holds, by id."""
        return cast("Mapping[int, R]", self.records.get(kind, {}))

    @property
    def boards(self) -> Mapping[int, Board]:
        """Boards by id."""
        return self.all(Board)

    @property
    def people(self) -> Mapping[int, Person]:
        """People by id."""
        return self.all(Person)

    @property
    def meetings(self) -> Mapping[int, Meeting]:
        """Meetings by id."""
        return self.all(Meeting)

    @property
    def items(self) -> Mapping[int, Item]:
        """Items by id."""
        return self.all(Item)

    @property
    def placements(self) -> Mapping[int, Placement]:
        """Placements by id."""
        return self.all(Placement)

    @cached_property
    def by_date(self) -> tuple[Meeting, ...]:
        """Meetings in order of date and start."""
        return tuple(sorted(self.meetings.values(), key=lambda m: (m.date, m.start, m.id)))

    @cached_property
    def _on(self) -> Mapping[int, tuple[Placement, ...]]:
        found: dict[int, list[Placement]] = defaultdict(list)
        for placement in sorted(self.placements.values(), key=lambda p: (p.position, p.id)):
            found[placement.meeting].append(placement)
        return {meeting: tuple(rows) for meeting, rows in found.items()}

    @cached_property
    def _of(self) -> Mapping[int, tuple[Placement, ...]]:
        found: dict[int, list[Placement]] = defaultdict(list)
        for placement in self.placements.values():
            found[placement.item].append(placement)
        return {
            item: tuple(
                sorted(
                    rows,
                    key=lambda p: (
                        self.meetings[p.meeting].date if p.meeting in self.meetings else date.max,
                        p.id,
                    ),
                )
            )
            for item, rows in found.items()
        }

    def on(self, meeting: int) -> tuple[Placement, ...]:
        """Placements on a meeting in running order, held ones and those with an outcome included."""
        return self._on.get(meeting, ())

    def of(self, item: int) -> tuple[Placement, ...]:
        """Every placement of an item that this plan holds, by date."""
        return self._of.get(item, ())

    def open_of(self, item: int) -> tuple[Placement, ...]:
        """Placements of an item without an outcome: where it stands now."""
        return tuple(placement for placement in self.of(item) if placement.outcome is None)

    @cached_property
    def backlog(self) -> tuple[Item, ...]:
        """Open items with no open placement, longest waiting first."""
        waiting = (i for i in self.items.values() if i.status == "open" and not self.open_of(i.id))
        return tuple(sorted(waiting, key=lambda i: (i.since or date.max, i.id)))

    def meeting_on(self, board: int, day: date) -> Meeting | None:
        """The board's meeting on that day: one that stands before a cancelled one."""
        found = [m for m in self.by_date if m.board == board and m.date == day]
        return min(found, key=lambda m: m.status == "cancelled", default=None)

    def presenters_of(self, item: int, meeting: int | None = None) -> tuple[Presenter, ...]:
        """Who presents an item (on that meeting, when one is given)."""
        rows = (p for p in self.all(Presenter).values() if p.item == item)
        return tuple(sorted((p for p in rows if p.meeting in (None, meeting)), key=lambda p: p.id))

    def standing_on(self, meeting: Meeting) -> tuple[Standing, ...]:
        """Standing blocks of a meeting: those with a fixed start first, those of unknown length last."""
        rows = (
            block
            for block in self.all(Standing).values()
            if block.board == meeting.board
            and block.meeting in (None, meeting.id)
            and (block.first is None or block.first <= meeting.date)
            and (block.last is None or meeting.date <= block.last)
        )
        return tuple(sorted(rows, key=lambda b: (b.start is None, b.start or time.min, not b.minutes, b.id)))

    def seats_on(self, board: int, day: date) -> tuple[Membership, ...]:
        """Who sits on a board on a day, whatever their role."""
        return tuple(
            seat
            for seat in self.all(Membership).values()
            if seat.board == board
            and (seat.first is None or seat.first <= day)
            and (seat.last is None or day <= seat.last)
        )

    def absent_on(self, board: int, day: date) -> tuple[Absence, ...]:
        """Absences of the board's people that cover a day."""
        rows = (a for a in self.all(Absence).values() if a.board == board and a.first <= day <= a.last)
        return tuple(sorted(rows, key=lambda a: a.id))

    def apply(self, changes: Iterable[Change]) -> Plan:
        """The plan after the changes; StalePlan where a record is not as a change expects it."""
        records = {kind: dict(rows) for kind, rows in self.records.items()}
        for change in changes:
            rows = records.setdefault(type(change.record), {})
            if rows.get(change.record.id) != change.before:
                raise StalePlan("Planen er ændret i mellemtiden. Prøv igen.", record=change.record)
            if change.after is None:
                del rows[change.record.id]
            else:
                rows[change.record.id] = change.after
        return Plan({kind: rows for kind, rows in records.items() if rows})

    def merged(self, other: Plan) -> Plan:
        """Both slices together; they must come from the same state of the store."""
        records = {kind: dict(rows) for kind, rows in self.records.items()}
        for kind, rows in other.records.items():
            records.setdefault(kind, {}).update(rows)
        return Plan(records)


def plan_of(records: Iterable[Record]) -> Plan:
    """A plan that holds exactly these records."""
    found: dict[type, dict[int, Record]] = {}
    for record in records:
        found.setdefault(type(record), {})[record.id] = record
    return Plan(found)
