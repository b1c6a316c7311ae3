"""The plan as it was published: the plan of today with everything taken back that came after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from planner.domain.changes import Change, Record, net
from planner.domain.item import Item, Placement, Presenter
from planner.domain.meeting import Meeting
from planner.domain.plan import Plan, plan_of


def rewound(plan: Plan, changes: Iterable[Change]) -> Plan:
    """The plan as it was before the changes, which are all that happened to it since, in their order.

    A slice is enough: what the changes took out of it is put back, what they put into it is taken out.
    """
    rows: dict[type, dict[int, Record]] = {kind: dict(found) for kind, found in plan.records.items()}
    for change in net(changes):
        found = rows.setdefault(type(change.record), {})
        if change.before is None:
            found.pop(change.record.id, None)
        else:
            found[change.record.id] = change.before
    return Plan({kind: found for kind, found in rows.items() if found})


def as_published(whole: Plan, limited: Sequence[tuple[Plan, date]]) -> Plan:
    """What people have been told: the plan that was published `whole`, and what was published later of some days.

    Each of those counts for the meetings up to and including its day, and for every item that stood or
    stands on one of them: whoever is moved past the day was told the new time.
    """
    told = whole
    for later, until in limited:
        told = _with(told, later, until)
    return told


def _with(told: Plan, later: Plan, until: date) -> Plan:
    both = (told, later)
    days = {number for plan in both for number, meeting in plan.meetings.items() if meeting.date <= until}
    items = {p.item for plan in both for p in plan.placements.values() if p.meeting in days}

    def is_of_the_days(record: Record) -> bool:
        match record:
            case Meeting():
                return record.id in days
            case Item():
                return record.id in items
            case Placement() | Presenter():
                return record.item in items
            case _:
                return True

    kept = [record for record in _records(told) if not is_of_the_days(record)]
    taken = [record for record in _records(later) if is_of_the_days(record)]
    went_to = {record.meeting for record in taken if isinstance(record, Placement)} - set(told.meetings)
    return plan_of([*kept, *(later.meetings[n] for n in went_to if n in later.meetings), *taken])


def _records(plan: Plan) -> Iterator[Record]:
    return (record for rows in plan.records.values() for record in rows.values())
