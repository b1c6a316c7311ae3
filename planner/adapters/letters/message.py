"""A letter as a finished mail: text and HTML with the same facts, and a calendar file for those who want it.

The same letter, words and instant make the same bytes; its Message-ID follows from what it is said once for.
What many readers share is encoded once: the library's own message encodes all of it anew for each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import MIMEPart
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from functools import lru_cache
from hashlib import sha256

from planner.domain.calendar import Mailbox
from planner.domain.letter import Letter, Rendered, header_line, message_id
from planner.domain.post import QueuedLetter

# A letter -> the calendar file that goes with it.
CalendarOf = Callable[[QueuedLetter], bytes]
_SHARED = 64


class MailComposer:
    """The port `Composer`: mails from the secretariat."""

    def __init__(self, sender: Mailbox, calendar_of: CalendarOf) -> None:
        self._email = sender.email
        self._from = _mailbox("From", sender.name, sender.email)
        self._domain = sender.email.rpartition("@")[2]
        self._calendar_of = calendar_of

    def __call__(self, letter: QueuedLetter, rendered: Rendered, at: datetime) -> Letter:
        """The whole mail to the letter's reader."""
        digest = sha256(letter.key.encode()).hexdigest()[:32]
        parts = [_text(rendered.text, "plain"), _text(rendered.html, "html")]
        body = _multipart("alternative", f"=_a{digest}", parts)
        if letter.calendar:
            body = _multipart("mixed", f"=_m{digest}", [body, _calendar(self._calendar_of(letter))])
        head = (
            self._from,
            _mailbox("To", letter.name, letter.email),
            _header("Subject", rendered.subject),
            _ours("Date", format_datetime(at.astimezone(UTC))),
            _ours("Message-ID", message_id(digest, self._domain)),
            _ours("Auto-Submitted", "auto-generated"),  # RFC 3834: no absence notes in return
            _ours("Content-Language", letter.language),
            _ours("MIME-Version", "1.0"),
        )
        return Letter(self._email, letter.email, b"".join((*head, body)))


def _mailbox(header: str, name: str, email: str) -> bytes:
    """A line with one address; ValueError where it is none."""
    address = Address(addr_spec=email)
    return _ours(header, formataddr((" ".join(name.split()), address.addr_spec)))


@lru_cache(maxsize=_SHARED)
def _header(name: str, value: str) -> bytes:
    """One line of the head, folded; ValueError where the value would begin another."""
    return header_line(name, value).encode("ascii")


def _ours(name: str, value: str) -> bytes:
    """A line of the head whose words are our own: short, and in ASCII."""
    return f"{name}: {value}\r\n".encode("ascii")


@lru_cache(maxsize=_SHARED)
def _text(text: str, subtype: str) -> bytes:
    part = MIMEPart(policy=SMTP)
    part.set_content(text, subtype=subtype, cte="quoted-printable")
    return part.as_bytes()


@lru_cache(maxsize=_SHARED)
def _calendar(content: bytes) -> bytes:
    part = MIMEPart(policy=SMTP)
    part.set_content(
        content, "text", "calendar", filename="moeder.ics", disposition="attachment", cte="base64"
    )
    return part.as_bytes()


def _multipart(subtype: str, boundary: str, parts: Iterable[bytes]) -> bytes:
    """Parts that are whole, divided by a line that none of them can have: "=_" is no quoted-printable, nor base64."""
    line = boundary.encode("ascii")
    head = _ours("Content-Type", f'multipart/{subtype}; boundary="{boundary}"')
    return b"".join(
        (head, b"\r\n", *(b"--%b\r\n%b\r\n" % (line, part) for part in parts), b"--%b--\r\n" % line)
    )
