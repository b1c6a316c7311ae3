"""What people answer to what they were told: a pure fold over all that was heard, in whatever order it came.

An answer is an answer to one revision: the one whose SEQUENCE it names, else the one that had left when
it was given. An answer to an old time never counts for the new one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from planner.domain.calendar import Answer, CalendarEntry, Reply
from planner.domain.correspondence import Correspondence, Heard, Sent

# old: the answer is about another time than the present one; bounced: the mail never arrived.
Standing = Literal["accepted", "tentative", "declined", "counter", "unanswered", "old", "bounced"]

# Of two said at the same instant, the one that asks more of the secretariat.
_RANK: Final[dict[str, int]] = {"accepted": 0, "tentative": 1, "declined": 2, "counter": 3}
# A mail's date is written in whole seconds.
_SECOND = dt.timedelta(seconds=1)


@dataclass(frozen=True)
class Word:
    """What an attendee last said of an event. `starts` and `ends` are the time that they answered to.

    `proposed` is the time they would rather have. `sender` is who spoke for them, where it was another.
    """

    standing: Standing
    answer: Answer | None = None
    at: dt.datetime | None = None
    starts: dt.datetime | None = None
    ends: dt.datetime | None = None
    proposed: tuple[dt.datetime, dt.datetime] | None = None
    sender: str | None = None
    comment: str | None = None


@dataclass(frozen=True)
class Invited:
    """A person who has an invitation: to which meeting, about which items, how the answer stands.

    `told` is the day they were last told; `settled` whether somebody has dealt with the answer.
    """

    meeting: int
    person: int
    items: tuple[int, ...]
    standing: Standing
    told: dt.date
    settled: bool = False


def word_of(about: Correspondence, email: str) -> Word:
    """What the attendee with that address has answered to what they were last told."""
    current = last_told(about, email)
    said = sorted(_said_by(about, email), key=lambda one: _order(one, about))
    reply = said[-1] if said else None
    answered = revision_answered(about, reply) if reply is not None else None
    is_current = (
        current is not None
        and answered is not None
        and answered.revision.sequence >= current.revision.sequence
    )
    if current is not None and not is_current:
        lost = [h.reply.at for h in heard_from(about, email) if h.reply and is_lost(h.reply, current)]
        if lost:
            return Word("bounced", at=max(lost))
    if reply is None:
        return Word("unanswered")
    standing: Standing = "counter" if reply.kind == "counter" else (reply.answer or "unanswered")
    if not is_current:
        standing = "old"
    to = answered.revision if answered is not None else None
    return Word(
        standing,
        reply.answer,
        reply.at,
        to.starts if to else None,
        to.ends if to else None,
        (reply.starts, reply.ends) if reply.starts and reply.ends else None,
        reply.sender if reply.sender and reply.sender.lower() != email.lower() else None,
        reply.comment,
    )


def last_told(about: Correspondence, email: str) -> Sent | None:
    """The latest that the person was sent, unless it called the event off for them."""
    own = [one for one in about.sent if _is_to(one.revision, email)]
    if not own or own[-1].operation == "cancel" or own[-1] is not about.sent[-1]:
        return None
    return own[-1]


def is_lost(reply: Reply, sent: Sent) -> bool:
    """Whether the reply reports that this revision did not arrive."""
    return reply.kind == "bounced" and reply.at + _SECOND >= sent.at


def revision_answered(about: Correspondence, reply: Reply) -> Sent | None:
    """Which revision an answer is about; None where nothing had left."""
    told = [one for one in about.sent if one.operation != "cancel"]
    if reply.sequence is None:
        found = [one for one in told if one.at <= reply.at]
    else:
        # A program may count on by itself: what is beyond ours can only be about our latest.
        found = [one for one in told if one.revision.sequence <= reply.sequence]
    chosen = found or told[:1]
    return chosen[-1] if chosen else None


def heard_from(about: Correspondence, email: str) -> tuple[Heard, ...]:
    """Everything the attendee said, in the order it counts."""
    said = [
        (_order(h.reply, about), h.id, h)
        for h in about.heard
        if h.reply is not None and h.reply.attendee.lower() == email.lower()
    ]
    return tuple(heard for _, _, heard in sorted(said, key=lambda row: row[:2]))


def done_by_hand(about: Correspondence) -> tuple[Heard, ...]:
    """What somebody did to the event itself in the secretariat's calendar, in the order it was done."""
    done = [
        (h.reply.at, h.reply.kind, _details(h.reply), h.id, h)
        for h in about.heard
        if h.reply is not None and h.reply.kind in ("moved", "removed")
    ]
    return tuple(row[-1] for row in sorted(done, key=lambda row: row[:4]))


def attendees(about: Correspondence) -> tuple[tuple[int | None, str, bool], ...]:
    """Who is invited now: the person (None for a room), the address, and whether it is a room."""
    wanted = about.entry.wanted
    people = iter(wanted.people)
    return tuple(
        (None if one.role == "resource" else next(people, None), one.mailbox.email, one.role == "resource")
        for one in wanted.attendees
    )


def is_invited(about: Correspondence, email: str) -> bool:
    """Whether the address is, or was, invited to the event."""
    listed = {one.mailbox.email.lower() for one in about.entry.wanted.attendees}
    return email.lower() in listed or any(_is_to(one.revision, email) for one in about.sent)


def _said_by(about: Correspondence, email: str) -> Iterable[Reply]:
    for heard in about.heard:
        if heard.reply is not None and (
            _is(heard.reply, "answer", email) or _is(heard.reply, "counter", email)
        ):
            yield heard.reply


def _order(reply: Reply, about: Correspondence) -> tuple[int, dt.datetime, int, str]:
    """One order, whatever order they came in: the last part tells apart what differs in nothing else."""
    answered = revision_answered(about, reply)
    said = "counter" if reply.kind == "counter" else (reply.answer or "")
    sequence = answered.revision.sequence if answered else -1
    return sequence, reply.at, _RANK.get(said, -1), _details(reply)


def _details(reply: Reply) -> str:
    moments = (reply.starts, reply.ends)
    told = [moment.astimezone(dt.UTC).isoformat() if moment else "" for moment in moments]
    return "|".join((*told, reply.comment or "", reply.sender or ""))


def _is(reply: Reply, kind: str, email: str) -> bool:
    return reply.kind == kind and reply.attendee.lower() == email.lower()


def _is_to(revision: CalendarEntry, email: str) -> bool:
    return any(one.mailbox.email.lower() == email.lower() for one in revision.attendees)
