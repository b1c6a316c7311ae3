"""What the secretariat must look at of all that came back, and what a message is worth when it comes in.

Both are functions of what was sent and heard, never of the order in which it was read. What the plan
says already, what is about an old time, and what somebody has dealt with, needs nobody any more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from planner.domain.answers import (
    Invited,
    attendees,
    done_by_hand,
    heard_from,
    is_invited,
    is_lost,
    last_told,
    revision_answered,
    word_of,
)
from planner.domain.calendar import Reply
from planner.domain.correspondence import Correspondence, Heard, Settling
from planner.domain.entry import Entry

# room: the room is taken; moved and removed: by hand, in the secretariat's own calendar.
NoticeKind = Literal["declined", "counter", "room", "bounced", "moved", "removed"]
_BY_HAND = ("moved", "removed")


@dataclass(frozen=True)
class Notice:
    """One thing to look at. `number` is what it is called by; `covers` all messages that say the same.

    `person` is None for a room and for what somebody did to the event by hand. `starts` and `ends` are
    the proposed time, or the one it was moved to.
    """

    number: int
    kind: NoticeKind
    entry: Entry
    at: dt.datetime
    covers: tuple[int, ...]
    person: int | None = None
    email: str | None = None
    starts: dt.datetime | None = None
    ends: dt.datetime | None = None
    sender: str | None = None
    comment: str | None = None
    settled: Settling | None = None


def incoming(
    reply: Reply, about: Correspondence | None, *, backend: str, now: dt.datetime, last: dt.datetime | None
) -> Heard | None:
    """The reply as it is kept, with why where it is of no use; None where it is our own doing.

    `last` is when the calendar was read before: what we called off since then is gone by our own wish.
    """
    if about is None:
        return Heard(
            0, backend, now, reply, fault=f"{reply.attendee} svarer på en aftale, som ikke er planens"
        )
    if reply.kind in _BY_HAND:
        return None if _is_our_own(reply, about, last) else Heard(0, backend, now, reply, about.entry.id)
    if is_invited(about, reply.attendee):
        return Heard(0, backend, now, reply, about.entry.id)
    if reply.attendee.lower() == about.entry.wanted.organizer.email.lower():
        return None
    return Heard(
        0, backend, now, reply, fault=f"{reply.attendee} er ikke inviteret til det møde, svaret gælder"
    )


def notices(about: Correspondence, absent: Collection[int] = ()) -> Iterator[Notice]:
    """What is to be looked at about one event. `absent` are people of whom the plan knows that they cannot come."""
    if not about.entry.stands or about.entry.is_over:
        return
    for person, email, is_room in attendees(about):
        if (notice := _of_attendee(about, person, email, is_room=is_room)) is None:
            continue
        if not (notice.kind == "declined" and person in absent):
            yield notice
    if (notice := _by_hand(about)) is not None:
        yield notice


def invited(about: Correspondence) -> tuple[Invited, ...]:
    """Everybody who has an invitation to the event, where it stands, and their answer."""
    if not about.entry.stands or about.entry.is_over:
        return ()
    wanted = about.entry.wanted
    settled = {notice.person for notice in notices(about) if notice.settled is not None}
    return tuple(
        Invited(
            wanted.meeting,
            person,
            wanted.items,
            word_of(about, email).standing,
            told.at.date(),
            person in settled,
        )
        for person, email, _ in attendees(about)
        if person is not None and (told := last_told(about, email)) is not None
    )


def _is_our_own(reply: Reply, about: Correspondence, last: dt.datetime | None) -> bool:
    if reply.kind != "removed":
        return False
    if not about.entry.stands or about.entry.is_over:
        return True
    return any(one.operation == "cancel" and (last is None or one.at >= last) for one in about.sent)


def _of_attendee(about: Correspondence, person: int | None, email: str, *, is_room: bool) -> Notice | None:
    word, current = word_of(about, email), last_told(about, email)
    if word.standing not in ("declined", "counter", "bounced") or current is None:
        return None
    if word.standing == "bounced":
        lost = [h for h in heard_from(about, email) if h.reply and is_lost(h.reply, current)]
        return _notice("bounced", about, lost, person, email)
    said = [
        h
        for h in heard_from(about, email)
        if h.reply is not None
        and h.reply.kind in ("answer", "counter")
        and (to := revision_answered(about, h.reply)) is not None
        and to.revision.sequence == current.revision.sequence
    ]
    return _notice("room" if is_room else word.standing, about, _alike(said), person, email)


def _by_hand(about: Correspondence) -> Notice | None:
    """What somebody last did to the event itself, unless we have written it anew since."""
    since = about.sent[-1].at if about.sent else None
    done = [h for h in done_by_hand(about) if h.reply and (since is None or h.reply.at > since)]
    if not done or done[-1].reply is None:
        return None
    reply, wanted = done[-1].reply, about.entry.wanted
    if reply.kind == "moved" and (reply.starts, reply.ends) == (wanted.starts, wanted.ends):
        return None
    return _notice("moved" if reply.kind == "moved" else "removed", about, _alike(done), None, None)


def _notice(
    kind: NoticeKind, about: Correspondence, same: list[Heard], person: int | None, email: str | None
) -> Notice | None:
    reply = same[-1].reply if same else None
    if reply is None:
        return None
    sender = reply.sender if reply.sender and email and reply.sender.lower() != email.lower() else None
    return Notice(
        min(h.id for h in same),
        kind,
        about.entry,
        reply.at,
        tuple(sorted(h.id for h in same)),
        person,
        email,
        reply.starts,
        reply.ends,
        sender,
        next((h.reply.comment for h in reversed(same) if h.reply and h.reply.comment), None),
        next((h.settled for h in reversed(same) if h.settled), None),
    )


def _alike(said: list[Heard]) -> list[Heard]:
    """The last of these with those before it that say the same, back to where something else was said."""
    found: list[Heard] = []
    for heard in reversed(said):
        if found and _meaning(heard) != _meaning(found[0]):
            break
        found.append(heard)
    return found[::-1]


def _meaning(heard: Heard) -> object:
    reply = heard.reply
    return reply and (reply.kind, reply.answer if reply.kind == "answer" else None, reply.starts, reply.ends)
