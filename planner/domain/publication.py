"""A publication: the plan as people outside are told it, and what each of them hears of the difference."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from planner.domain.calendar import Mailbox
from planner.domain.entry import Entry, Kind, Wanted, says, significant
from planner.domain.entry_texts import link_in
from planner.domain.meeting import MeetingStage

NewsKind = Literal["invitation", "update", "text", "cancellation"]
_OF_A_MEETING = ("meeting", "room")


@dataclass(frozen=True)
class Publication:
    """The plan was published at journal step `step`, up to and including the day `until` (None: all).

    The counts are what was asked about and agreed to: messages of each kind, and persons. `backend` is
    how people without a channel of their own were told then.
    """

    id: int
    board: int
    at: dt.datetime
    by: str
    step: int
    until: dt.date | None = None
    invitations: int = 0
    updates: int = 0
    cancellations: int = 0
    persons: int = 0
    backend: str | None = None


@dataclass(frozen=True)
class Pair:
    """An event as it was published and as it is wanted now. One of them may be None, not both."""

    entry: Entry | None
    wanted: Wanted | None

    @property
    def before(self) -> Wanted | None:
        """What was published of it; also where that was to be called off, but nobody has been told yet."""
        return self.entry.wanted if self.entry is not None else None

    @property
    def backend(self) -> str:
        """Where the event stands, or shall stand."""
        if self.entry is not None:
            return self.entry.backend
        return self.wanted.backend if self.wanted is not None else ""

    @property
    def is_changed(self) -> bool:
        """Whether publishing it makes a difference."""
        stood = self.entry is not None and self.entry.stands
        return self.before != self.wanted or stood != (self.wanted is not None)


@dataclass(frozen=True)
class News:
    """What one person hears of one event. `before` is when it was to begin, where its time changed, and
    `until` when it was to end.

    Where a `room` is told, `person` is 0; `moves` says that the person is told another way from now on.
    `window` says that the time is one within which they attend, `firmed` that it was one and is now exact.
    `became` is the stage that the meeting is told to have reached, and `link_changed` that it is joined
    from elsewhere by another address.
    """

    person: int
    kind: NewsKind
    event: Kind
    meeting: int
    items: tuple[int, ...]
    starts: dt.datetime
    ends: dt.datetime
    before: dt.datetime | None = None
    place_changed: bool = False
    status_changed: bool = False
    room: Mailbox | None = None
    moves: bool = False
    place: str | None = None
    window: bool = False
    firmed: bool = False
    became: MeetingStage | None = None
    until: dt.datetime | None = None
    link_changed: bool = False


def pairs(wanted: Iterable[Wanted], entries: Iterable[Entry]) -> tuple[Pair, ...]:
    """Each wanted event with the one that it continues; events nobody wants any more last.

    A meeting's event follows its meeting; a person's stretch follows its items, wherever they are
    moved, so that a move is an update and not a cancellation with a new invitation.
    """
    left = {entry.id: entry for entry in entries}
    by_meeting: dict[int, list[Entry]] = defaultdict(list)
    by_item: dict[tuple[tuple[int, ...], int], list[Entry]] = defaultdict(list)
    for entry in left.values():
        if entry.wanted.kind in _OF_A_MEETING:
            by_meeting[entry.wanted.meeting].append(entry)
        else:
            for item in entry.wanted.items:
                by_item[entry.wanted.people, item].append(entry)
    found: list[Pair] = []
    rest: list[Wanted] = []
    for one in wanted:
        if one.kind not in _OF_A_MEETING:
            rest.append(one)
            continue
        same = next((e for e in by_meeting[one.meeting] if e.id in left and _continues(e, one)), None)
        if same is not None:
            del left[same.id]
        found.append(Pair(same, one))
    likenesses = sorted(
        (
            (_likeness(entry.wanted, one), number, entry.id)
            for number, one in enumerate(rest)
            for entry in {e.id: e for item in one.items for e in by_item[one.people, item]}.values()
            if _same_way(entry, one)
        ),
        key=lambda row: (row[0], -row[1], -row[2]),
        reverse=True,
    )
    taken: dict[int, Entry] = {}
    for _, number, known in likenesses:
        if number not in taken and known in left:
            taken[number] = left.pop(known)
    found += [Pair(taken.get(number), one) for number, one in enumerate(rest)]
    return (*found, *(Pair(entry, None) for entry in left.values() if entry.stands))


def news(pair: Pair) -> tuple[News, ...]:
    """What each person hears, then each room; nothing for those to whom nothing changes."""
    before, after = pair.before, pair.wanted
    event = after or before
    if event is None:
        return ()
    had, has = set(before.people if before else ()), set(after.people if after else ())
    # Who has another address is invited there; the old one is called off.
    had -= {p for p in had & has if _address(before, p) != _address(after, p)}
    found = [_told(before, after, event, had=p in had, has=p in has, person=p) for p in sorted(had | has)]
    left, booked = (
        {room.email: room for room in one.rooms} if one is not None else {} for one in (before, after)
    )
    found += [
        _told(before, after, event, had=email in left, has=email in booked, room=room)
        for email, room in sorted((left | booked).items())
    ]
    # A room has no use for a new text.
    return tuple(one for one in found if one is not None and (one.room is None or one.kind != "text"))


def _address(event: Wanted | None, person: int) -> str:
    """Where the person is invited; people are the first of an event's attendees."""
    found = dict(zip(event.people, event.attendees, strict=False)) if event is not None else {}
    return found[person].mailbox.email.casefold() if person in found else ""


def _told(
    before: Wanted | None,
    after: Wanted | None,
    event: Wanted,
    *,
    had: bool,
    has: bool,
    person: int = 0,
    room: Mailbox | None = None,
) -> News | None:
    kind: NewsKind
    if has and not had:
        kind = "invitation"
    elif had and not has:
        kind = "cancellation"
        event = before or event
    elif before is None or after is None or says(before) == says(after):
        return None
    else:
        kind = "text" if significant(before) == significant(after) else "update"
    was = before if kind == "update" else None
    return News(
        person,
        kind,
        event.kind,
        event.meeting,
        event.items,
        event.starts,
        event.ends,
        was.starts if was is not None and (was.starts, was.ends) != (event.starts, event.ends) else None,
        was is not None and was.place != event.place,
        was is not None and was.status != event.status,
        room,
        place=event.place,
        window=event.is_window,
        firmed=was is not None and was.is_window and not event.is_window,
        became=event.stage if before is not None and before.stage != event.stage else None,
        until=was.ends if was is not None else None,
        link_changed=before is not None and link_in(before.body) != link_in(event.body),
    )


def _continues(entry: Entry, new: Wanted) -> bool:
    """One event for all goes on whoever comes and goes; an event of one's own is that person's or room's."""
    old = entry.wanted
    if old.kind != new.kind or not _same_way(entry, new):
        return False
    if new.kind == "room":
        return [room.email for room in old.rooms] == [room.email for room in new.rooms]
    return old.people == new.people or len(old.people) > 1 or len(new.people) > 1


def _same_way(entry: Entry, new: Wanted) -> bool:
    """An event stays at its backend: who is told another way is told anew, and called off in the old."""
    return new.backend in ("", entry.backend)


def _likeness(old: Wanted, new: Wanted) -> Sequence[int]:
    return (
        len(set(old.items) & set(new.items)),
        old.meeting == new.meeting,
        old.kind == new.kind,
        -abs(int((old.starts - new.starts).total_seconds())),
    )
