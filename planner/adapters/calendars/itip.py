"""An entry as a calendar message to its attendees: REQUEST and CANCEL (RFC 5545, RFC 5546).

The same revision of an entry is the same bytes: nothing here depends on when or where it is written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import UTC
from hashlib import sha256
from typing import TYPE_CHECKING, Literal

from planner.adapters.calendars.vtimezone import ZONE, in_zone, zone_rules
from planner.domain.calendar import Attendee, CalendarEntry, Mailbox

if TYPE_CHECKING:
    from icalendar import Event, vCalAddress

Method = Literal["REQUEST", "CANCEL"]
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_LINE_END = re.compile(r"\r\n?|[\x85\u2028\u2029]")
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})*")
_LONGEST_ADDRESS = 254  # RFC 5321 4.5.3.1.3
_ROLES = {"required": "REQ-PARTICIPANT", "optional": "OPT-PARTICIPANT", "resource": "NON-PARTICIPANT"}


def message(
    entry: CalendarEntry,
    method: Method,
    to: Sequence[Attendee],
    *,
    reason: str | None = None,
    whole: bool = True,
) -> bytes:
    """The calendar file that asks these attendees to come, or tells them not to and why.

    Where the event stands and only these attendees are no longer part of it, `whole` is False.
    """
    from icalendar import Calendar  # noqa: PLC0415 -- slow import

    calendar = Calendar()
    for name, value in (("prodid", "-//planner//meetings//DA"), ("version", "2.0"), ("method", method)):
        calendar.add(name, value)
    if entry.zone == ZONE:
        calendar.add_component(zone_rules())
    event = event_of(entry)
    if method == "REQUEST":
        event.add("description", clean(entry.body))
    for attendee in to:
        event.add("attendee", _invited(attendee, method))
    if reason:
        event.add("comment", clean(reason))
    if whole:
        event.add("status", "CANCELLED" if method == "CANCEL" else entry.status.upper())
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def event_of(entry: CalendarEntry) -> Event:
    """What every file says of the event: which it is, when, where and whose; no text, nobody invited."""
    from icalendar import Event  # noqa: PLC0415 -- slow import

    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.stamp.astimezone(UTC))
    for name, moment in (("dtstart", entry.starts), ("dtend", entry.ends)):
        event.add(name, moment.date() if entry.whole_days else in_zone(moment, entry.zone))
    event.add("summary", one_line(entry.subject))
    event.add("organizer", address(entry.organizer))
    if entry.place:
        event.add("location", one_line(entry.place))
    event.add("transp", "TRANSPARENT" if entry.whole_days else "OPAQUE")
    event.add("class", "PRIVATE" if entry.private else "PUBLIC")
    return event


def revision(entry: CalendarEntry) -> str:
    """A short mark of what an attendee is told by this entry; the same for the same content.

    Who else is invited, and which revision it is, are no part of it.
    """
    told = (
        entry.starts.isoformat(), entry.ends.isoformat(), entry.zone, entry.subject, entry.body,
        entry.organizer.email, entry.place, entry.status, entry.private,
    )  # fmt: skip
    return sha256(json.dumps(told).encode()).hexdigest()[:12]


def clean(text: str) -> str:
    """Text without the control characters that calendar programs stumble over, lines ended alike."""
    return _CONTROL.sub("", _LINE_END.sub("\n", text))


def one_line(text: str) -> str:
    """The same on one line."""
    return " ".join(clean(text).split())


def is_address(email: str) -> bool:
    """Whether mail can be sent there as it is written: plain letters, one @, no line ends."""
    return len(email) <= _LONGEST_ADDRESS and _ADDRESS.fullmatch(email) is not None


def _invited(attendee: Attendee, method: Method) -> vCalAddress:
    invited = address(attendee.mailbox)
    invited.params["CUTYPE"] = "ROOM" if attendee.role == "resource" else "INDIVIDUAL"
    invited.params["ROLE"] = _ROLES[attendee.role]
    if method == "REQUEST":
        invited.params["PARTSTAT"] = "NEEDS-ACTION"
        invited.params["RSVP"] = "TRUE"
    return invited


def address(mailbox: Mailbox) -> vCalAddress:
    """A mailbox as calendar files write it."""
    from icalendar import vCalAddress  # noqa: PLC0415 -- slow import

    written = vCalAddress(f"mailto:{mailbox.email}")
    written.params["CN"] = one_line(mailbox.name).replace('"', "'") or mailbox.email
    return written
