"""A calendar message as a mail that Outlook, Gmail and Thunderbird take for an invitation (RFC 6047)."""

from __future__ import annotations

import re
from datetime import UTC
from email.headerregistry import Address, HeaderRegistry, UniqueUnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from email.utils import format_datetime
from hashlib import sha256
from typing import NamedTuple
from urllib.parse import quote, unquote
from zoneinfo import ZoneInfo

from planner.adapters.calendars.itip import Method, clean, message, one_line
from planner.domain import wording
from planner.domain.calendar import Attendee, CalendarEntry, Mailbox
from planner.domain.letter import Letter, header_line


class _Subject(UniqueUnstructuredHeader):
    """A subject that is read back letter for letter."""

    def fold(self, *, policy: Policy) -> str:
        """As it stands in the mail."""
        del policy
        return header_line("Subject", str(self))


_HEADERS = HeaderRegistry()
_HEADERS.map_to_type("subject", _Subject)  # type: ignore[arg-type]  # headers are mixed in, as the library does
_POLICY = SMTP.clone(header_factory=_HEADERS)
_OUR_ID = re.compile(r"<[0-9a-f]{20}\.([^@<>\s]+)@[^<>\s]+>")


class _Words(NamedTuple):
    changed: str
    cancelled: str
    is_cancelled: str
    provisional: str
    time: str
    place: str
    at: str


_DANISH = _Words("Ændret: ", "Aflyst: ", "Aflyst.", "Tiden er foreløbig.", "Tid", "Sted", " kl. ")
_WORDS = {
    "en": _Words("Changed: ", "Cancelled: ", "Cancelled.", "The time is provisional.", "Time", "Place", ", ")
}


def invitation(
    entry: CalendarEntry,
    method: Method,
    receiver: Attendee,
    *,
    listed: tuple[Attendee, ...],
    known: bool = False,
    reason: str | None = None,
    whole: bool = True,
) -> Letter:
    """The mail of one entry to one attendee; `listed` are the attendees that the calendar file names.

    `whole` is False where a cancellation is for this receiver only. `known` says that the receiver had the entry before, so the subject says that it is changed. The
    file stands in the mail twice: as the alternative that calendar programs look for, with the
    method in its type, and as an attachment for those that only look there.
    """
    calendar = message(entry, method, listed, reason=reason, whole=whole)
    mail = EmailMessage(policy=_POLICY)
    mail["From"] = written(entry.organizer)
    mail["To"] = written(receiver.mailbox)
    words = _words_of(entry)
    news = words.cancelled if method == "CANCEL" else words.changed if known else ""
    mail["Subject"] = news + one_line(entry.subject)
    mail["Date"] = format_datetime(entry.stamp.astimezone(UTC))
    digest = sha256(b"\0".join((calendar, receiver.mailbox.email.encode(), bytes(known)))).hexdigest()
    mail["Message-ID"] = (
        f"<{digest[:20]}.{quote(entry.uid, safe='')}@{entry.organizer.email.rpartition('@')[2]}>"
    )
    mail.set_content(plain_text(entry, method, reason), cte="quoted-printable")
    mail.add_alternative(
        calendar,
        maintype="text",
        subtype="calendar",
        cte="base64",
        params={"method": method, "charset": "utf-8"},
    )
    mail.set_boundary(f"=_a{digest[:32]}")
    mail.add_attachment(
        calendar, maintype="application", subtype="ics", cte="base64", filename="invitation.ics"
    )
    mail.set_boundary(f"=_m{digest[:32]}")
    return Letter(entry.organizer.email, receiver.mailbox.email, mail.as_bytes())


def entry_of(message_id: str) -> str | None:
    """The UID of the entry that a Message-ID of ours was about; None for any other."""
    match = _OUR_ID.search(message_id)
    return unquote(match[1]) if match else None


def written(mailbox: Mailbox) -> Address:
    """A name and an address as a mail's headers have them."""
    return Address(display_name=one_line(mailbox.name), addr_spec=mailbox.email)


def plain_text(entry: CalendarEntry, method: Method, reason: str | None) -> str:
    """What somebody reads whose mail program knows no calendars."""
    zone, words = ZoneInfo(entry.zone), _words_of(entry)
    starts, ends = entry.starts.astimezone(zone), entry.ends.astimezone(zone)
    first, last = (f"{wording.echo(one.date(), entry.language)}{words.at}" for one in (starts, ends))
    begins, until = (wording.clock(one.time(), entry.language) for one in (starts, ends))
    if last != first:
        until = f"{last}{until}"
    lines = [clean(reason) if reason else words.is_cancelled, ""] if method == "CANCEL" else []
    if entry.status == "tentative" and method == "REQUEST":
        lines += [words.provisional, ""]
    lines += [one_line(entry.subject), f"{words.time}: {first}{begins}-{until}"]
    if entry.place and one_line(entry.place) not in entry.body:
        lines.append(f"{words.place}: {one_line(entry.place)}")
    if entry.body and method == "REQUEST":
        lines += ["", clean(entry.body)]
    return "\n".join(lines) + "\n"


def _words_of(entry: CalendarEntry) -> _Words:
    return _WORDS.get(entry.language, _DANISH)
