"""A meeting is never given too much, and one that has too much never more: items lie within its hours."""

from __future__ import annotations

from typing import NamedTuple

from planner.domain.finding import Scene
from planner.domain.item import Placement
from planner.domain.meeting import Meeting
from planner.domain.plan import Plan
from planner.domain.timetable import Slot, minute_of, timetable
from planner.domain.wording import short


class Hours(NamedTuple):
    """Minutes of the day that items may use: stretches, and how far beyond the last they lie today.

    `overtime` begins where the items of the meeting should have ended, and is 0 minutes long where
    they do.
    """

    free: tuple[tuple[int, int], ...]
    ends: int
    overtime: int


def hours(scene: Scene, meeting: Meeting) -> Hours:
    """The frame of a meeting without its standing items, breaks and review, which clock times push aside."""
    fixed = {one.id: one for one in scene.plan.on(meeting.id) if one.start is not None}
    bare = Plan({**scene.plan.records, Placement: fixed})
    slots = timetable(bare, meeting).slots
    blocks = [slot for slot in slots if slot.item is None and slot.start is not None and slot.minutes]
    first, ends = minute_of(meeting.start), minute_of(meeting.end)
    # The review closes the meeting: what runs late pushes it, and nothing comes after it.
    ends -= sum(slot.minutes for slot in blocks if slot.kind == "review" and _stretch(slot)[1] >= ends)
    free: list[tuple[int, int]] = []
    for begins, over in [*sorted(map(_stretch, blocks)), (ends, ends)]:
        if min(begins, ends) > first:
            free.append((first, min(begins, ends)))
        first = max(first, over)
    items = [slot for slot in scene.table(meeting).slots if slot.item is not None and slot.start is not None]
    last = max((_stretch(slot)[1] for slot in items), default=0)
    return Hours(tuple(free), ends, max(0, last - ends))


def too_much(scene: Scene, meeting: Meeting) -> str | None:
    """The clause that says how much too much the meeting has, None when it has not."""
    table = scene.table(meeting)
    if not table.over:
        return None
    day = short(meeting.date)
    if table.guessed:
        return f"der er ca. {table.over} min. for meget den {day}"
    return f"der er {table.over} min. for meget den {day}"


def no_room(scene: Scene, meeting: Meeting, minutes: int) -> str:
    """The clause that says why an item of that length finds no room beside what stands there."""
    table = scene.table(meeting)
    if table.over:
        return too_much(scene, meeting) or ""
    if not table.free:
        return f"den {short(meeting.date)} er fuld"
    if table.free < minutes:
        return f"den {short(meeting.date)} har kun {table.free} min. ledige"
    return f"den {short(meeting.date)} har ikke {minutes} min. ledige i ét stykke"


def _stretch(slot: Slot) -> tuple[int, int]:
    first = minute_of(slot.start)
    return first, first + slot.minutes
