"""Nobody presents while they are wanted somewhere else: the hours of that are taken out of the day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from planner.domain.finding import Scene
from planner.domain.meeting import Meeting
from planner.domain.planning.case import Case
from planner.domain.timetable import minute_of
from planner.domain.wording import short


class Taken(NamedTuple):
    """Minutes of the day in which a person is wanted elsewhere, and the clause that says so."""

    first: int
    last: int
    clause: str


class _Slot(NamedTuple):
    """When an item is treated that stays where it is, and who presents it."""

    first: int
    last: int
    presenters: frozenset[int]


def taken(case: Case, movable: Mapping[int, int]) -> Iterator[Taken]:
    """When the item's presenters are wanted elsewhere that day.

    `movable` says of each item that may still be moved where it stands: what it takes of a person's day is
    settled with it. Members are at their own meeting anyway, so that its items take nothing of their day.
    """
    scene, here = case.scene, case.meeting
    wanted = case.presenters - seated(scene, here)
    for meeting in scene.plan.by_date if wanted else ():
        if meeting.date != here.date or meeting.status != "planned":
            continue
        members = seated(scene, meeting) if meeting.id != here.id else frozenset()
        for person in sorted(wanted & members):
            yield _taken(case, person, meeting, minute_of(meeting.start), minute_of(meeting.end))
        for slot in _fixed(scene, meeting, case.item.id, movable):
            for person in sorted(wanted & slot.presenters - members):
                yield _taken(case, person, meeting, slot.first, slot.last)


def seated(scene: Scene, meeting: Meeting) -> frozenset[int]:
    """Who sits through the whole meeting."""
    seats = scene.plan.seats_on(meeting.board, meeting.date)
    return frozenset(seat.person for seat in seats if seat.role != "guest")


def _fixed(scene: Scene, meeting: Meeting, own: int, movable: Mapping[int, int]) -> Iterator[_Slot]:
    for slot in scene.table(meeting).slots:
        if slot.item is None or slot.start is None or slot.item.id == own:
            continue
        if movable.get(slot.item.id) != meeting.id:
            first = minute_of(slot.start)
            presenters = {one.person for one in scene.plan.presenters_of(slot.item.id, meeting.id)}
            yield _Slot(first, first + slot.minutes, frozenset(presenters))


def _taken(case: Case, person: int, meeting: Meeting, first: int, last: int) -> Taken:
    hours = "-".join(f"{minute // 60}.{minute % 60:02d}" for minute in (first, last))
    return Taken(first, last, f"{case.name(person)} er optaget den {short(meeting.date)} kl. {hours}")
