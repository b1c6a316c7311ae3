"""Read what came back, and keep it. The plan is never changed here, and nothing is ever sent.

The messages and how far was read are written in one transaction: a crash before it reads them again,
and what is read again is known by its mark. When so much is gone from a calendar that it is hardly
anybody's wish, nothing leaves any more before a person has looked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, get_args

from planner.domain.answers import attendees, revision_answered, word_of
from planner.domain.calendar import Replies, Reply
from planner.domain.correspondence import Correspondence, Heard
from planner.domain.notices import incoming
from planner.domain.standstill import have_vanished
from planner.ports import CalendarGateway, Clock, Store, Work

# What a message turned out to be. old: an answer to a time that is no longer the one; unusable: put aside.
ArrivalKind = Literal[
    "accepted",
    "tentative",
    "declined",
    "counter",
    "room",
    "bounced",
    "moved",
    "removed",
    "old",
    "unusable",
]
KINDS: tuple[ArrivalKind, ...] = get_args(ArrivalKind)
# Those that somebody must look at.
FOR_A_PERSON: frozenset[ArrivalKind] = frozenset(
    {"declined", "counter", "room", "bounced", "moved", "removed", "unusable"}
)


@dataclass(frozen=True)
class Arrival:
    """Something that came back in this run. No text of the event is in it."""

    kind: ArrivalKind
    email: str | None
    starts: datetime | None


@dataclass(frozen=True)
class Received:
    """What came back in this run.

    As JSON: {each of KINDS: how many, "unread": {"backend": class of fault}}.
    """

    arrivals: tuple[Arrival, ...] = ()
    unread: Mapping[str, str] = field(default_factory=dict)

    @property
    def for_a_person(self) -> int:
        """How many of them somebody must look at."""
        return sum(one.kind in FOR_A_PERSON for one in self.arrivals)

    def plain(self) -> dict[str, Any]:
        """The value that is printed as JSON."""
        counts = Counter(one.kind for one in self.arrivals)
        return {**{kind: counts[kind] for kind in KINDS}, "unread": dict(self.unread)}


def receive(
    *,
    store: Store,
    gateways: Mapping[str, CalendarGateway],
    clock: Clock,
    heard: Callable[[Arrival], None] | None = None,
) -> Received:
    """Read every calendar; one that cannot be read stops no other. `heard` is told of each arrival."""
    arrivals: list[Arrival] = []
    unread: dict[str, str] = {}
    for backend, gateway in gateways.items():
        with store.work() as work:
            state, last = work.incoming.read_to(backend)
        now = clock.now()
        try:
            replies = gateway.replies(state)
        except Exception as error:  # noqa: BLE001 -- whatever a backend does, the others go on
            unread[backend] = type(error).__name__
            continue
        with store.work() as work:
            found = _kept(replies, backend, work, now, last)
            gone = sum(one.kind == "removed" for one in found)
            known = [e for e in work.sending.coming(now) if e.backend == backend and e.sent] if gone else ()
            if have_vanished(gone, len(known)):
                work.sending.stop("vanished")
            work.incoming.has_read(backend, replies.state, now)
            work.commit()
        arrivals += found
        for one in found:
            if heard is not None:
                heard(one)
    return Received(tuple(arrivals), unread)


def _kept(replies: Replies, backend: str, work: Work, now: datetime, last: datetime | None) -> list[Arrival]:
    found: list[Arrival] = []
    known: dict[str, Correspondence | None] = {}
    for reply in replies.news:
        if reply.uid not in known:
            known[reply.uid] = _about(reply.uid, work)
        about = known[reply.uid]
        heard = incoming(reply, about, backend=backend, now=now, last=last)
        if heard is not None and work.incoming.keep(heard):
            found.append(_arrival(heard, reply, about))
    put_aside = [Heard(0, backend, now, fault=fault) for fault in replies.quarantined]
    found += [Arrival("unusable", None, None) for one in put_aside if work.incoming.keep(one)]
    return found


def _about(uid: str, work: Work) -> Correspondence | None:
    entry = work.incoming.entry(uid)
    if entry is None:
        return None
    listed = work.read.correspondence([entry.wanted.meeting])
    return next((one for one in listed if one.entry.id == entry.id), None)


def _arrival(heard: Heard, reply: Reply, about: Correspondence | None) -> Arrival:
    if about is None or heard.fault is not None:
        return Arrival("unusable", reply.attendee, None)
    starts = about.entry.wanted.starts
    if reply.kind in ("bounced", "moved", "removed"):
        return Arrival(reply.kind, reply.attendee, starts)
    alone = Correspondence(about.entry, about.sent, (heard,))
    standing = word_of(alone, reply.attendee).standing
    rooms = {email.lower() for _, email, is_room in attendees(about) if is_room}
    kind: ArrivalKind = "old" if standing == "unanswered" else standing
    if reply.attendee.lower() in rooms and kind in ("declined", "counter"):
        kind = "room"
    answered = revision_answered(about, reply)
    return Arrival(kind, reply.attendee, answered.revision.starts if answered else starts)
