"""The coming meetings of a forward look as a calendar file: when and where, and nothing else."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from planner.adapters.calendars.feed_file import feed_file
from planner.domain.calendar import CalendarEntry, Mailbox
from planner.domain.forward_look import events_of
from planner.domain.post import QueuedLetter


def letter_calendar(letter: QueuedLetter) -> bytes:
    """The file. Its events keep the identities that a subscription to the board has."""
    board, sender = letter.facts["board"], letter.facts["sender"]
    zone = ZoneInfo(board["zone"])
    return feed_file(
        board["name"],
        [
            CalendarEntry(
                key=f"meeting-{number}",
                uid=f"meeting-{number}@planner",
                sequence=0,
                stamp=letter.due,
                starts=starts.replace(tzinfo=zone),
                ends=ends.replace(tzinfo=zone),
                zone=board["zone"],
                subject=board["name"],
                body="",
                organizer=Mailbox(sender["name"], sender["email"]),
                attendees=(),
                place=place,
            )
            for number, starts, ends, place in events_of(letter.facts)
        ],
    )
