"""The published plan of a board: the plan of today, with what came after the publication taken back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from planner.domain.board import Board
from planner.domain.changes import Change
from planner.domain.item import Item, Placement, Presenter
from planner.domain.meeting import Meeting
from planner.domain.plan import Plan, plan_of
from planner.domain.published import as_published, rewound
from planner.ports import Reader, Work

_PEOPLE = 100_000
_WAITING = 10_000


class PublishedPlans:
    """The plans of a board as they were published, between two days and with all that awaits a date.

    The plan as it is now is read once; each publication costs what has changed since.
    """

    def __init__(self, work: Work, board: Board, first: date, last: date, oldest: int | None = None) -> None:
        """`oldest` is the number of the earliest publication that will be asked about."""
        self._work, self._board = work, board
        found = work.issues.published(board.id, oldest)
        since = work.out.changes_since(found[0].step) if found else ()
        self.now = _surroundings(work.read, board, first, last, since)

    @property
    def latest(self) -> int | None:
        """The number of the latest publication; None before the first."""
        last = self._work.out.last_publication(self._board.id)
        return last.id if last is not None else None

    def at(self, publication: int) -> Plan:
        """What people had been told when that publication was made."""
        found = self._work.issues.published(self._board.id, publication)
        # Where the very first was of some days only, nobody had been told of the others.
        limited = [(self._as_of(one.step), one.until) for one in found if one.until is not None]
        whole = [self._as_of(one.step) for one in found if one.until is None]
        return as_published(whole[0] if whole else _nothing(self.now), limited)

    def _as_of(self, step: int) -> Plan:
        return rewound(self.now, self._work.out.changes_since(step))


def _nothing(plan: Plan) -> Plan:
    """The plan without meetings and items."""
    of_the_plan = (Meeting, Item, Placement, Presenter)
    return plan_of(
        record for kind, rows in plan.records.items() if kind not in of_the_plan for record in rows.values()
    )


def _surroundings(read: Reader, board: Board, first: date, last: date, since: Iterable[Change]) -> Plan:
    """The plan as it is now, with all that the changes touched and everybody's name."""
    plan = read.window(board.id, first, last).merged(read.backlog(board.id, _WAITING))
    items, meetings = set(plan.items), set[int]()
    for change in since:
        for record in (change.before, change.after):
            if isinstance(record, Item):
                items.add(record.id)
            elif isinstance(record, Placement | Presenter):
                items.add(record.item)
                meetings |= {record.meeting} if record.meeting is not None else set()
            elif isinstance(record, Meeting):
                meetings.add(record.id)
    if items:
        plan = plan.merged(read.items(sorted(items)))
    if meetings:
        plan = plan.merged(read.meetings(sorted(meetings)))
    return plan.merged(plan_of([board, *read.people(limit=_PEOPLE)]))
