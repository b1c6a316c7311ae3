"""A calendar that somebody subscribes to: a file under a name that nobody can guess."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from planner.domain.calendar import CalendarEntry
from planner.domain.entry import Entry, uid_of
from planner.domain.entry_texts import without_link


@dataclass(frozen=True)
class Feed:
    """The calendar of a board's meetings, or of one person. `name` is the secret part of its address.

    Whoever has the address can read it; once it is taken back, its name is never used again.
    """

    id: int
    board: int
    person: int | None
    name: str
    at: dt.datetime


def feed_events(feed: Feed, entries: tuple[Entry, ...]) -> tuple[CalendarEntry, ...]:
    """What stands in it, in order of time: the meetings of the board, or all that the person has been told.

    What nobody has been told yet is no part of it, and no event names who else is invited. How to join a
    meeting from elsewhere stands only in the calendar of a person.
    """
    found: dict[str, CalendarEntry] = {}
    for entry in entries:
        sent = entry.sent
        if sent is None or not entry.stands or entry.is_over:
            continue
        if feed.person is not None and feed.person in entry.wanted.people:
            found[entry.uid] = sent
        if feed.person is None and entry.board == feed.board and entry.wanted.kind == "meeting":
            # Where everybody has an event of their own, the meeting stands there once.
            uid = uid_of(f"meeting-{entry.wanted.meeting}")
            known = found.get(uid)
            if known is None or known.stamp < sent.stamp:
                found[uid] = replace(sent, uid=uid, body=without_link(sent.body))
    events = (replace(event, attendees=()) for event in found.values())
    return tuple(sorted(events, key=lambda event: (event.starts, event.uid)))
