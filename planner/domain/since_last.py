"""What changed between two states of the plan: where items stood and stand, and what became of meetings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from planner.domain.item import Item
from planner.domain.meeting import Meeting
from planner.domain.plan import Plan

ItemKind = Literal["new", "placed", "moved", "settled", "held", "waits", "withdrawn"]
MeetingKind = Literal["added", "cancelled", "put_off", "hours", "place", "reopened"]


@dataclass(frozen=True)
class Difference:
    """One thing that is new of an item or a meeting; the other of the two is None.

    `old` are the days it stood on, `new` those it stands on now (several while it is held). `reason` is
    the meeting's own, where it is cancelled.
    """

    kind: ItemKind | MeetingKind
    item: int | None = None
    meeting: int | None = None
    old: tuple[date, ...] = ()
    new: tuple[date, ...] = ()
    reason: str | None = None

    @property
    def first(self) -> date:
        """The day by which it is put in order."""
        return min((*self.new, *self.old), default=date.max)


def differences(before: Plan, after: Plan, board: int, today: date, last: date) -> tuple[Difference, ...]:
    """Everything that is new of the board's coming meetings and open items, in order of days.

    New meetings are named up to and including the day `last`: a year of them is no news.
    """
    found = [*_of_meetings(before, after, board, today, last), *_of_items(before, after, board)]
    return tuple(
        sorted(found, key=lambda one: (one.first, one.meeting is None, one.meeting or one.item or 0))
    )


def _of_meetings(before: Plan, after: Plan, board: int, today: date, last: date) -> Iterator[Difference]:
    for number in sorted({*before.meetings, *after.meetings}):
        old, new = before.meetings.get(number), after.meetings.get(number)
        known = new or old
        if known is None or known.board != board:
            continue
        if max(one.date for one in (old, new) if one is not None) < today:
            continue
        kind = _meeting_kind(old, new)
        if kind is None or (kind == "added" and known.date > last):
            continue
        yield Difference(
            kind,
            meeting=number,
            old=(old.date,) if old is not None else (),
            new=(new.date,) if new is not None else (),
            reason=known.reason if kind == "cancelled" else None,
        )


def _meeting_kind(old: Meeting | None, new: Meeting | None) -> MeetingKind | None:
    if new is None:
        return "cancelled" if old is not None and old.status == "planned" else None
    if old is None:
        return "added" if new.status == "planned" else None
    if old.status != new.status:
        return {"cancelled": "cancelled", "planned": "reopened", "closed": None}[new.status]
    if new.status != "planned":
        return None
    if old.date != new.date:
        return "put_off"
    if (old.start, old.end) != (new.start, new.end):
        return "hours"
    return "place" if old.place != new.place else None


def _of_items(before: Plan, after: Plan, board: int) -> Iterator[Difference]:
    for number in sorted({*before.items, *after.items}):
        old, new = before.items.get(number), after.items.get(number)
        known = new or old
        if known is None or known.board != board:
            continue
        was, now = _days(before, old), _days(after, new)
        kind = _item_kind(old, new, was, now, was_held=_is_held(before, old), is_held=_is_held(after, new))
        if kind is not None:
            yield Difference(kind, item=number, old=was, new=now)


def _item_kind(
    old: Item | None,
    new: Item | None,
    was: tuple[date, ...],
    now: tuple[date, ...],
    *,
    was_held: bool,
    is_held: bool,
) -> ItemKind | None:
    if new is None or new.status == "withdrawn":
        return "withdrawn" if old is not None and old.status == "open" else None
    if new.status == "done":
        return None
    if old is None or old.status != "open":
        return "new"
    if (was, was_held) == (now, is_held):
        return None
    if not now:
        return "waits"
    if is_held:
        return "held"
    if was_held:
        return "settled"
    return "moved" if was else "placed"


def _days(plan: Plan, item: Item | None) -> tuple[date, ...]:
    """The days it stands on; those of a cancelled meeting do not count."""
    if item is None:
        return ()
    on = (plan.meetings[one.meeting] for one in plan.open_of(item.id) if one.meeting in plan.meetings)
    return tuple(sorted({meeting.date for meeting in on if meeting.status != "cancelled"}))


def _is_held(plan: Plan, item: Item | None) -> bool:
    return item is not None and any(one.state == "held" for one in plan.open_of(item.id))
