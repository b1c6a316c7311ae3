"""A message on trial: the same words in a plain mail to somebody else. No calendar program takes it for an event."""

from __future__ import annotations

from datetime import UTC
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256

from planner.adapters.calendars.invitation import plain_text, written
from planner.adapters.calendars.itip import Method, is_address, one_line
from planner.domain.calendar import CalendarEntry, Mailbox
from planner.domain.errors import BadUsage
from planner.domain.letter import Letter
from planner.domain.publication import NewsKind

_KINDS: dict[NewsKind, str] = {
    "invitation": "en invitation",
    "update": "en ændring",
    "text": "en ny tekst",
    "cancellation": "en aflysning",
}


def trial_letter(entry: CalendarEntry, kind: NewsKind, instead_of: Mailbox, to: Mailbox) -> Letter:
    """The mail; BadUsage where an address cannot be used."""
    for mailbox in (to, entry.organizer):
        if not is_address(mailbox.email):
            raise BadUsage(f"“{mailbox.email[:80]}” er ikke en adresse, som mail kan sendes til.")
    method: Method = "CANCEL" if kind == "cancellation" else "REQUEST"
    name = one_line(instead_of.name)
    mail = EmailMessage(policy=SMTP)
    mail["From"] = written(entry.organizer)
    mail["To"] = written(to)
    mail["Subject"] = f"Prøve: sendt til dig i stedet for {name}: {one_line(entry.subject)}"
    mail["Date"] = format_datetime(entry.stamp.astimezone(UTC))
    text = (
        f"Prøve: sendt til dig i stedet for {name} ({one_line(instead_of.email)}), som ville få {_KINDS[kind]}.\n"
        "Intet er udgivet, og ingen kalender er ændret.\n\n" + plain_text(entry, method, None)
    )
    mark = f"{text}\0{to.email}\0{instead_of.email}\0{entry.stamp.isoformat()}"
    digest = sha256(mark.encode("utf-8", "replace")).hexdigest()
    mail["Message-ID"] = f"<{digest[:32]}.trial@{entry.organizer.email.rpartition('@')[2]}>"
    mail.set_content(text, cte="quoted-printable")
    return Letter(entry.organizer.email, to.email, mail.as_bytes())
