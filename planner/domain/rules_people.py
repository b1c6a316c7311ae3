"""Findings about the people who attend."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import combinations, pairwise
from typing import NamedTuple

from planner.domain.finding import Finding, Scene
from planner.domain.meeting import Meeting
from planner.domain.timetable import minute_of
from planner.domain.wording import short

# A shorter wait between two slots is not worth a word.
_LONG_GAP = 30


class _Stay(NamedTuple):
    """Somewhere a person is to be: minutes of the day, the meeting, and what for."""

    first: int
    last: int
    meeting: Meeting
    what: str


def two_places(scene: Scene) -> Iterator[Finding]:
    """One person is wanted in two meetings, or in two slots, at the same time."""
    days = {meeting.date for meeting in scene.coming if meeting.status == "planned"}
    for day in sorted(days):
        for person, stays in sorted(_stays(scene, day).items()):
            for one, other in combinations(stays, 2):
                if one.first < other.last and other.first < one.last:
                    yield Finding(
                        "two_places",
                        "hint",
                        _name(scene, person),
                        f"skal {short(day)} kl. {_clock(max(one.first, other.first))} være to steder: "
                        f"{one.what} og {other.what}",
                        f"two_places:person{person}:{day}:{one.what}:{other.what}",
                        help=f"planner vis {day.day}/{day.month}",
                    )


def absent(scene: Scene) -> Iterator[Finding]:
    """A presenter, or the person responsible, cannot attend that day."""
    for row in scene.standing:
        away = {a.person for a in scene.plan.absent_on(row.meeting.board, row.meeting.date)}
        if row.meeting.status == "cancelled" or not away:
            continue
        presenters = {p.person for p in scene.plan.presenters_of(row.item.id, row.meeting.id)}
        for person in sorted(away & (presenters | {row.item.responsible or 0})):
            name, day = _name(scene, person), short(row.meeting.date)
            yield Finding(
                "absent",
                "hint",
                f"#{row.item.id}",
                f"{name} er oplægsholder og har afbud {day}"
                if person in presenters
                else f"{name} er ansvarlig og har afbud {day}",
                f"absent:#{row.item.id}:person{person}:{row.meeting.date}",
                help=f"planner sæt {row.item.id} DATO",
            )


def presenter_gap(scene: Scene) -> Iterator[Finding]:
    """Somebody who presents two items waits a long time between them."""
    for meeting in scene.coming:
        if meeting.status != "planned":
            continue
        guessed = scene.table(meeting).guessed
        for person, stays in sorted(_slots(scene, meeting).items()):
            if person in _seats(scene, meeting):
                continue
            ordered = sorted(stays, key=lambda stay: stay.first)
            lost = [after.first - before.last for before, after in pairwise(ordered)]
            waits = sum(gap for gap in lost if gap >= _LONG_GAP)
            if waits:
                name = _name(scene, person)
                yield Finding(
                    "presenter_gap",
                    "hint",
                    short(meeting.date),
                    f"{name} venter ca. {waits} min. mellem sine punkter"
                    if guessed
                    else f"{name} venter {waits} min. mellem sine punkter",
                    f"presenter_gap:person{person}:{meeting.date}",
                    help=f"planner vis {meeting.date.day}/{meeting.date.month}",
                )


def _stays(scene: Scene, day: date) -> dict[int, list[_Stay]]:
    """Where each person is to be that day: members the whole meeting, presenters their slots."""
    found: dict[int, list[_Stay]] = defaultdict(list)
    for meeting in scene.plan.by_date:
        if meeting.date != day or meeting.status != "planned":
            continue
        seats = _seats(scene, meeting)
        board = scene.plan.boards.get(meeting.board)
        name = board.name if board is not None else "et andet møde"
        whole = _Stay(minute_of(meeting.start), minute_of(meeting.end), meeting, name)
        for person in seats:
            found[person].append(whole)
        for person, slots in _slots(scene, meeting).items():
            if person not in seats:
                found[person] += slots
    return found


def _slots(scene: Scene, meeting: Meeting) -> dict[int, list[_Stay]]:
    found: dict[int, list[_Stay]] = defaultdict(list)
    for slot in scene.table(meeting).slots:
        if slot.item is None or slot.placement is None or slot.start is None:
            continue
        first = minute_of(slot.start)
        for presenter in scene.plan.presenters_of(slot.item.id, meeting.id):
            found[presenter.person].append(_Stay(first, first + slot.minutes, meeting, f"#{slot.item.id}"))
    return found


def _seats(scene: Scene, meeting: Meeting) -> set[int]:
    seats = scene.plan.seats_on(meeting.board, meeting.date)
    return {seat.person for seat in seats if seat.role != "guest"}


def _name(scene: Scene, person: int) -> str:
    found = scene.plan.people.get(person)
    return found.name if found is not None else f"person {person}"


def _clock(minute: int) -> str:
    return f"{minute // 60}.{minute % 60:02d}"
