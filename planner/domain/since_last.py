"""What changed between two states of the plan: where items stood and stand, who attends them, and what became of meetings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from planner.domain.item import Item, Presenter
from planner.domain.meeting import Meeting
from planner.domain.plan import Plan

ItemKind = Literal["new", "placed", "moved", "settled", "held", "waits", "withdrawn", "edited"]
EditKind = Literal["title", "presenters", "minutes", "start"]
MeetingKind = Literal["added", "cancelled", "put_off", "hours", "place", "reopened"]


@dataclass(frozen=True)
class Difference:
    """One thing that is new of an item or a meeting; the other of the two is None.

    `old` are the days it stood on, `new` those it stands on now (several while it is held). `reason` is
    the meeting's own, where it is cancelled. `edits` say what else is different about an item.
    """

    kind: ItemKind | MeetingKind
    item: int | None = None
    meeting: int | None = None
    old: tuple[date, ...] = ()
    new: tuple[date, ...] = ()
    reason: str | None = None
    edits: tuple[EditKind, ...] = ()

    @property
    def first(self) -> date:
        """The day by which it is put in order."""
        return min((*self.new, *self.old), default=date.max)


def start_told(plan: Plan, item: int) -> time | None:
    """The time that somebody gave it on the one meeting it stands on, once the time plan of that is locked.

    What others' moves do to its time is told by its calendar event.
    """
    on = [(one, plan.meetings.get(one.meeting)) for one in plan.open_of(item)]
    if len(on) != 1 or on[0][1] is None or on[0][1].stage == "provisional":
        return None
    return on[0][0].start


def length_told(plan: Plan, item: int) -> int | None:
    """The minutes that somebody gave it, on the agenda it stands on or at all; never an estimate."""
    on = {one.minutes for one in plan.open_of(item)}
    return (on.pop() if len(on) == 1 else None) or plan.items[item].minutes


def attending(plan: Plan, item: int) -> tuple[tuple[int, str], ...]:
    """Who attends it, and how, wherever it stands."""
    on: list[int | None] = [*(one.meeting for one in plan.open_of(item))]
    found = {(one.person, one.mode) for meeting in on or [None] for one in plan.presenters_of(item, meeting)}
    return tuple(sorted(found))


def differences(before: Plan, after: Plan, board: int, today: date, last: date) -> tuple[Difference, ...]:
    """Everything that is new of the board's coming meetings and open items, in order of days.

    New meetings are named up to and including the day `last`: a year of them is no news.
    """
    found = [*_of_meetings(before, after, board, today, last), *_of_items(before, after, board, today)]
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


def _of_items(before: Plan, after: Plan, board: int, today: date) -> Iterator[Difference]:
    touched = {one.item for _, one in before.all(Presenter).items() ^ after.all(Presenter).items()}
    for number in sorted({*before.items, *after.items}):
        old, new = before.items.get(number), after.items.get(number)
        known = new or old
        if known is None or known.board != board:
            continue
        was, now = _days(before, old), _days(after, new)
        kind = _item_kind(old, new, was, now, was_held=_is_held(before, old), is_held=_is_held(after, new))
        is_open = old is not None and new is not None and {old.status, new.status} == {"open"}
        how = {"stays": was == now, "presenters": number in touched}
        edits = tuple(_edits(before, after, number, **how)) if is_open else ()
        is_over = (
            bool(now) and max(now) < today
        )  # what is only written anew of a meeting that is over is no news
        if kind is not None or (edits and not is_over):
            yield Difference(kind or "edited", item=number, old=was, new=now, edits=edits)


def _edits(before: Plan, after: Plan, item: int, *, stays: bool, presenters: bool) -> Iterator[EditKind]:
    """What is different about an item beside where it stands; its time only where it `stays`.

    `presenters` says that somebody comes to it, or no longer does, or in another way.
    """
    if before.items[item].title != after.items[item].title:
        yield "title"
    if presenters and attending(before, item) != attending(after, item):
        yield "presenters"
    if length_told(before, item) != length_told(after, item):
        yield "minutes"
    was, now = (start_told(plan, item) if stays else None for plan in (before, after))
    if was is not None and now is not None and was != now:
        yield "start"


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
