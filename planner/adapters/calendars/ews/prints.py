"""What we last wrote to an event, kept on the event itself in a property of ours.

It tells what a person has changed by hand from what only the server has (an answer from an attendee
gives the event a new version too), and which attendees somebody else has invited along. Texts are
kept as fingerprints; only the times can be read.
"""

from __future__ import annotations

import datetime as dt
from hashlib import sha256
from typing import NamedTuple

from planner.domain.calendar import CalendarEntry

SHORT = 8
# More does not fit in a subject.
LONGEST = 255


class Visible(NamedTuple):
    """What a person can change in Outlook and we would notice: times in UTC, fingerprints of the rest."""

    times: str
    subject: str
    place: str
    status: str


class Print(NamedTuple):
    """What was written with one revision of an entry."""

    sequence: int
    visible: Visible
    text: str
    attendees: frozenset[str]

    def __str__(self) -> str:
        attendees = ".".join(sorted(self.attendees))
        return ";".join((str(self.sequence), *self.visible, self.text, attendees))


def print_of(entry: CalendarEntry) -> Print:
    """What is written with this entry."""
    return Print(
        entry.sequence,
        visible(entry.starts, entry.ends, entry.subject, entry.place, tentative=entry.status == "tentative"),
        fingerprint(f"{entry.private}\n{entry.body}"),
        frozenset(known_as(one.mailbox.email) for one in entry.attendees),
    )


def visible(
    starts: dt.datetime, ends: dt.datetime, subject: str | None, place: str | None, *, tentative: bool
) -> Visible:
    """How an event looks, in a form that survives a server's trimming of blanks."""
    return Visible(
        times(starts, ends),
        fingerprint(shown(subject or "")),
        fingerprint(place or ""),
        "tentative" if tentative else "confirmed",
    )


def shown(subject: str) -> str:
    """The subject as it fits."""
    return subject if len(subject) <= LONGEST else subject[: LONGEST - 1] + "…"


def times(starts: dt.datetime, ends: dt.datetime) -> str:
    """A stretch of time in UTC, to the second."""
    return "/".join(each.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ") for each in (starts, ends))


def read(text: str | None) -> Print | None:
    """The print in a property's text; None where there is none, or it is not ours."""
    parts = (text or "").split(";")
    if len(parts) != 7 or not parts[0].isdecimal():
        return None
    return Print(int(parts[0]), Visible(*parts[1:5]), parts[5], frozenset(filter(None, parts[6].split("."))))


def fingerprint(text: str) -> str:
    """Some hex digits that tell texts apart, whatever their blanks: servers trim those."""
    return sha256(" ".join(text.split()).encode()).hexdigest()[:SHORT]


def known_as(email: str) -> str:
    """The same for an address, of which the case means nothing."""
    return fingerprint(email.casefold())
