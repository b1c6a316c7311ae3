"""A letter as a finished mail: text and HTML with the same facts, and a calendar file for those who want it.

The same letter, words and instant make the same bytes; its Message-ID follows from what it is said once for.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256

from planner.domain.calendar import Mailbox
from planner.domain.letter import Letter, Rendered
from planner.domain.post import QueuedLetter

# A letter -> the calendar file that goes with it.
CalendarOf = Callable[[QueuedLetter], bytes]


class MailComposer:
    """The port `Composer`: mails from the secretariat."""

    def __init__(self, sender: Mailbox, calendar_of: CalendarOf) -> None:
        self._sender, self._calendar_of = sender, calendar_of

    def __call__(self, letter: QueuedLetter, rendered: Rendered, at: datetime) -> Letter:
        """The whole mail to the letter's reader."""
        digest = sha256(letter.key.encode()).hexdigest()
        mail = EmailMessage(policy=SMTP)
        mail["From"] = _address(self._sender.name, self._sender.email)
        mail["To"] = _address(letter.name, letter.email)
        mail["Subject"] = rendered.subject
        mail["Date"] = format_datetime(at.astimezone(UTC))
        mail["Message-ID"] = f"<{digest[:32]}.letter@{self._sender.email.rpartition('@')[2]}>"
        mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no absence notes in return
        mail["Content-Language"] = letter.language
        mail.set_content(rendered.text, cte="quoted-printable")
        mail.add_alternative(rendered.html, subtype="html", cte="quoted-printable")
        mail.set_boundary(f"=_a{digest[:32]}")
        if letter.calendar:
            mail.add_attachment(
                self._calendar_of(letter),
                maintype="text",
                subtype="calendar",
                filename="moeder.ics",
                cte="base64",
            )
            mail.set_boundary(f"=_m{digest[:32]}")
        return Letter(self._sender.email, letter.email, mail.as_bytes())


def _address(name: str, email: str) -> Address:
    return Address(display_name=" ".join(name.split()), addr_spec=email)
