"""What waits, what is under way and what a person must decide; and the three things a person can decide."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from planner.domain.calendar import Link
from planner.domain.entry import Entry
from planner.domain.errors import NeedsPerson, Refused
from planner.domain.outbound import FOR_A_PERSON, QUIET, UNDER_WAY, WAITING, State, Task
from planner.domain.publication import Publication
from planner.domain.standstill import Standstill
from planner.ports import Clock, Outgoing, Store, Work
from planner.usecases.letter_outbox import LetterParcel, letter_parcels

Decision = Literal["retry", "drop", "confirm"]

# State -> what a person is told of it.
STATES: dict[State, str] = {
    "ready": "venter på afsendelse",
    "wait": "venter på næste forsøg",
    "inflight": "er ved at blive sendt",
    "unknown": "afsendelse ikke bekræftet",
    "probing": "afsendelse ikke bekræftet",
    "parked": "kunne ikke sendes",
    "conflict": "er ændret i kalenderen",
    "acked": "er sendt",
    "superseded": "blev overflødig",
    "dropped": "er opgivet",
}


_REASONS = {
    "Throttled": "serveren har travlt",
    "NotReached": "serveren svarer ikke",
    "OutcomeUnknown": "svaret gik tabt",
    "Rejected": "serveren afviste den",
    "AuthExpired": "der kan ikke logges ind",
    "RemoteChanged": "aftalen er ændret af en anden",
    "RemoteGone": "aftalen er slettet i kalenderen",
}


@dataclass(frozen=True)
class Parcel:
    """A task as it is shown. `doubtful` says that it may have arrived; `reason` is a class of fault."""

    task: int
    state: State
    operation: str | None
    event: str
    meeting: int
    to: tuple[str, ...]
    starts: datetime
    subject: str
    attempts: int
    doubtful: bool
    not_before: datetime | None
    reason: str | None
    publication: int


@dataclass(frozen=True)
class OutboxView:
    """What is not settled, oldest first, the board's latest publication, and why nothing leaves (None: it does)."""

    publication: Publication | None
    parcels: tuple[Parcel, ...]
    letters: tuple[LetterParcel, ...]
    standstill: Standstill | None

    @property
    def waiting(self) -> tuple[Parcel, ...]:
        """Those that the next sync takes up."""
        return tuple(one for one in self.parcels if one.state in WAITING)

    @property
    def under_way(self) -> tuple[Parcel, ...]:
        """Those of which it is not known yet whether they arrived."""
        return tuple(one for one in self.parcels if one.state in UNDER_WAY)

    @property
    def for_a_person(self) -> tuple[Parcel, ...]:
        """Those that go nowhere until somebody decides."""
        return tuple(one for one in self.parcels if one.state in FOR_A_PERSON)


def view(work: Work, board: int) -> OutboxView:
    """Everything of the board that is not settled, letters too."""
    out = work.out
    tasks = out.tasks((*WAITING, *UNDER_WAY, *FOR_A_PERSON))
    found = ((task, out.entry(task.entry)) for task in tasks)
    return OutboxView(
        out.last_publication(board),
        tuple(_parcel(task, entry) for task, entry in found if entry.board == board),
        letter_parcels(work, board),
        work.sending.standstill(),
    )


def reason_of(name: str | None) -> str | None:
    """The class of a fault in words."""
    return None if name is None else _REASONS.get(name, "uventet fejl")


def one(out: Outgoing, number: int) -> Parcel:
    """The task with that number, settled or not."""
    task = out.task(number)
    return _parcel(task, out.entry(task.entry))


def settle(number: int, decision: Decision, *, store: Store, clock: Clock) -> Parcel:
    """A person decides about a task: try again, give it up, or confirm that it arrived."""
    with store.work() as work:
        task = work.out.task(number)
        entry = work.out.entry(task.entry)
        if task.state not in (*WAITING, *FOR_A_PERSON, "unknown"):
            raise Refused(
                f"Forsendelse nr. {number} er ikke til at ændre: {STATES[task.state]}.",
                hint="planner udbakke viser dem, der venter.",
            )
        after = {"retry": _again, "drop": _given_up, "confirm": _confirmed}[decision](task, clock.now())
        newer = _newer(task, work.out) if after.state == "ready" else None
        if newer is not None:  # it waits behind this one, and brings what is wanted now
            after = replace(after, state="superseded")
        if not work.out.save(after, task):
            raise NeedsPerson("Forsendelsen blev taget op imens.", hint="planner udbakke")
        kept = _entry_after(entry, task, decision)
        if kept != entry:
            work.out.keep(kept)
        work.commit()
    return _parcel(newer or after, kept)


def _newer(task: Task, out: Outgoing) -> Task | None:
    """The task that waits for the same event, where there is another."""
    waiting = (other for other in out.tasks(WAITING) if other.lane == task.lane and other.id != task.id)
    return next(waiting, None)


def _again(task: Task, now: datetime) -> Task:
    if task.doubtful and task.state != "conflict":
        # However much in a hurry: what was lost may still arrive, and then it would be there twice.
        soonest = max(now, task.sent_at + QUIET) if task.sent_at else now
        return replace(task, state="unknown", not_before=soonest, reason=None)
    # A conflict has been looked at: what stands there is known, and is not ours.
    return replace(task, state="ready", doubtful=False, not_before=None, attempts=0, reason=None)


def _given_up(task: Task, now: datetime) -> Task:
    del now
    return replace(task, state="dropped", not_before=None)


def _confirmed(task: Task, now: datetime) -> Task:
    del now
    if not task.doubtful:
        raise Refused(
            "Den er ikke sendt, så der er intet at bekræfte.", hint=f"planner udbakke retry {task.id}"
        )
    return replace(task, state="acked", not_before=None)


def _entry_after(entry: Entry, task: Task, decision: Decision) -> Entry:
    if decision == "confirm":
        if task.operation == "cancel":
            return replace(entry, sent=None, is_over=True)
        return replace(entry, sent=task.revision)
    if decision == "drop" and (task.reason == "RemoteGone" or not entry.stands):
        return replace(entry, is_over=True)
    if decision == "retry" and task.state == "conflict":
        # Ours holds: the version that somebody else made is written over.
        return replace(entry, link=Link(entry.link.remote_id))
    return entry


def _parcel(task: Task, entry: Entry) -> Parcel:
    wanted = entry.wanted
    return Parcel(
        task.id,
        task.state,
        task.operation,
        wanted.kind,
        wanted.meeting,
        tuple(attendee.mailbox.email for attendee in wanted.attendees),
        wanted.starts,
        wanted.subject,
        task.attempts,
        task.doubtful,
        task.not_before,
        task.reason,
        task.publication,
    )
