"""Mail that came in, read as answers to invitations: REPLY, COUNTER, and the reports of mail that failed.

Whatever is in a mail, reading it ends in an answer, in nothing (it is no answer at all), or in one
sentence that says why it was put aside. It never raises.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from typing import Any, Literal

from planner.adapters.calendars.invitation import entry_of
from planner.adapters.calendars.itip import clean, is_address
from planner.domain.calendar import Answer, Reply
from planner.domain.letter import is_of_a_letter

_Event = Any  # a component of icalendar: what a property of it is depends on what was written
_LARGEST_MAIL = 10_000_000
_LARGEST_CALENDAR = 500_000
_MOST_PARTS = 100
_LONGEST_COMMENT = 500
_ANSWERS: dict[str, Answer] = {"ACCEPTED": "accepted", "TENTATIVE": "tentative", "DECLINED": "declined"}


class _SetAsideError(Exception):
    """Why a mail that looks like an answer is none that can be used."""


def read_mail(
    content: bytes, *, invited: Callable[[str], Collection[str] | None] | None = None
) -> tuple[tuple[Reply, ...], str | None]:
    """The replies in one mail, and why it was put aside where it was.

    `invited` says whom an entry was sent to by its UID, None for a UID that is not ours.
    """
    try:
        return tuple(_judged(reply, invited) for reply in _understood(content)), None
    except _SetAsideError as why:
        return (), str(why)
    except Exception as trouble:  # noqa: BLE001 -- hostile mail breaks the libraries in ways they do not list
        return (), f"mailen kan ikke læses ({type(trouble).__name__})"


def _understood(content: bytes) -> tuple[Reply, ...]:
    if len(content) > _LARGEST_MAIL:
        raise _SetAsideError(f"mailen er for stor ({len(content) // 1_000_000} MB)")
    mail = message_from_bytes(content, policy=default)
    if mail.get_content_type() == "multipart/report":
        return _bounces(mail)
    calendar = next((part for part in _parts(mail) if part.get_content_type() == "text/calendar"), None)
    return (_answer(mail, calendar),) if calendar is not None else ()


def _parts(mail: EmailMessage) -> Iterator[EmailMessage]:
    for count, part in enumerate(mail.walk()):
        if count == _MOST_PARTS:
            raise _SetAsideError("mailen består af for mange dele")
        yield part


def _answer(mail: EmailMessage, part: EmailMessage) -> Reply:
    event, method = _event(part)
    attendee, senders = _whose(event, mail)
    state = str(attendee.params.get("PARTSTAT", "")).upper()
    answer = _ANSWERS.get(state)
    if answer is None and method == "REPLY":
        raise _SetAsideError(
            f"{_email(attendee)} har givet indkaldelsen videre til {_email(attendee.params['DELEGATED-TO'])}"
            if state == "DELEGATED" and attendee.params.get("DELEGATED-TO")
            else f"svaret fra {_email(attendee)} siger hverken ja, måske eller nej"
        )
    sequence = event.get("SEQUENCE")
    starts, ends = _proposed(event) if method == "COUNTER" else (None, None)
    return Reply(
        uid=clean(str(event["UID"])).strip(),
        attendee=_email(attendee),
        kind="counter" if method == "COUNTER" else "answer",
        at=_when(event, mail),
        answer=answer,
        sequence=int(sequence) if sequence is not None else None,
        sender=next((sender for sender in senders if sender != _email(attendee)), _email(attendee)),
        starts=starts,
        ends=ends,
        comment=_comment(event, mail),
    )


def _event(part: EmailMessage) -> tuple[_Event, Literal["REPLY", "COUNTER"]]:
    from icalendar import Calendar  # noqa: PLC0415 -- slow import

    text = part.get_payload(decode=True)
    if not isinstance(text, bytes) or not text.strip():
        raise _SetAsideError("kalenderdelen er tom")
    if len(text) > _LARGEST_CALENDAR:
        raise _SetAsideError(f"kalenderdelen er for stor ({len(text) // 1000} kB)")
    if b"\0" in text:
        raise _SetAsideError("kalenderdelen indeholder NUL-tegn")
    calendar = Calendar.from_ical(text)
    method = str(calendar.get("METHOD") or part.get_param("method") or "").upper()
    if method not in ("REPLY", "COUNTER"):
        raise _SetAsideError(f"kalenderbeskeden er ikke et svar ({clean(method)[:20] or 'uden metode'})")
    events = calendar.walk("VEVENT")
    if len(events) != 1 or not events[0].get("UID"):
        raise _SetAsideError("kalenderbeskeden handler ikke om ét bestemt møde")
    return events[0], "COUNTER" if method == "COUNTER" else "REPLY"


def _whose(event: _Event, mail: EmailMessage) -> tuple[Any, tuple[str, ...]]:
    """Whose answer it is, and who sent the mail. A delegate (SENT-BY) speaks for the principal."""
    senders = tuple(
        dict.fromkeys(
            address.addr_spec.lower()
            for name in ("From", "Sender")
            for header in (mail.get(name),)
            for address in getattr(header, "addresses", ())
        )
    )
    given = event.get("ATTENDEE")
    attendees = given if isinstance(given, list) else [given] if given else []
    for attendee in attendees:
        spoken_for = {_email(attendee), _email(attendee.params.get("SENT-BY", ""))}
        if spoken_for & set(senders):
            return attendee, senders
    if not attendees:
        raise _SetAsideError("svaret siger ikke, hvem det er fra")
    raise _SetAsideError(
        f"svaret gælder {_email(attendees[0])}, men er sendt af {', '.join(senders)[:100] or 'en ukendt'}"
    )


def _proposed(event: _Event) -> tuple[dt.datetime, dt.datetime]:
    starts = event["DTSTART"].dt
    end = event.get("DTEND")
    length = event.get("DURATION")
    ends = end.dt if end is not None else starts + length.dt if length is not None else None
    if not isinstance(starts, dt.datetime) or not isinstance(ends, dt.datetime) or starts.tzinfo is None:
        raise _SetAsideError("det foreslåede tidspunkt kan ikke forstås")
    if ends.tzinfo is None or ends <= starts:
        raise _SetAsideError("det foreslåede møde slutter, før det begynder")
    return starts, ends


def _when(event: _Event, mail: EmailMessage) -> dt.datetime:
    stamp = event.get("DTSTAMP")
    moment = stamp.dt if stamp is not None else _posted(mail)
    if not isinstance(moment, dt.datetime):
        raise _SetAsideError("svaret siger ikke, hvornår det er fra")
    return moment.astimezone(dt.UTC) if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def _posted(mail: EmailMessage) -> dt.datetime | None:
    try:
        moment = parsedate_to_datetime(str(mail.get("Date")))
    except ValueError:
        return None
    return moment.astimezone(dt.UTC) if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def _comment(event: _Event, mail: EmailMessage) -> str | None:
    """What the attendee wrote: in the calendar part, else in the mail itself."""
    written = event.get("COMMENT")
    if written is None:
        body = mail.get_body(preferencelist=("plain",))
        written = body.get_content() if body is not None else ""
    text = clean(str(written[0] if isinstance(written, list) else written)).strip()
    return text[:_LONGEST_COMMENT] or None


def _bounces(report: EmailMessage) -> tuple[Reply, ...]:
    """A report about an invitation of ours, one reply for each address it never reached."""
    names = [name for part in _parts(report) if (name := _original(part))]
    uid = next((uid for name in names if (uid := entry_of(name))), None)
    lost = dict(_lost(report))
    if uid is None:
        if lost and any(map(is_of_a_letter, names)):
            email, why = next(iter(lost.items()))
            raise _SetAsideError(f"en mail, der ikke er en indkaldelse, nåede ikke frem til {email}: {why}")
        return ()  # about some other mail
    at = _posted(report)
    if at is None:
        raise _SetAsideError("meldingen om en mail, der ikke nåede frem, er uden dato")
    return tuple(Reply(uid, email, "bounced", at, comment=why or None) for email, why in lost.items())


def _lost(report: EmailMessage) -> Iterator[tuple[str, str]]:
    """The addresses that a report says were never reached, and why."""
    for part in _parts(report):
        receiver = part.get("Original-Recipient") or part.get("Final-Recipient")
        if receiver and str(part.get("Action", "")).strip().lower() == "failed":
            why = " ".join(clean(f"{part.get('Status', '')} {part.get('Diagnostic-Code', '')}").split())
            yield _email(str(receiver).partition(";")[2]), why[:_LONGEST_COMMENT]


def _original(part: EmailMessage) -> str:
    """The Message-ID of the mail that this part of a report is about."""
    if part.get_content_type() == "text/rfc822-headers":
        text = part.get_payload(decode=True)
        headers = message_from_bytes(text, policy=default) if isinstance(text, bytes) else part
        return str(headers.get("Message-ID", ""))
    return str(part.get("Message-ID", ""))


def _judged(reply: Reply, invited: Callable[[str], Collection[str] | None] | None) -> Reply:
    if invited is None:
        return reply
    attendees = invited(reply.uid)
    if attendees is None:
        raise _SetAsideError(f"{reply.attendee} svarer på en indkaldelse, som ikke er vores")
    if reply.attendee not in {email.lower() for email in attendees}:
        raise _SetAsideError(f"{reply.attendee} er ikke indkaldt til mødet")
    return reply


def _email(address: object) -> str:
    """The address of a "mailto:", in lower case; a stop where it is none."""
    listed = address[0] if isinstance(address, list) else address
    text = str(listed).strip().strip('"').lower().removeprefix("mailto:").strip()
    if text and not is_address(text):
        raise _SetAsideError("svaret er fra noget, der ikke er en mailadresse")
    return text
