"""What is on its way out: the states of a task, and what an answer makes of it.

    ready ──claim──▶ inflight ──yes──▶ acked            (nothing to do: acked without a call)
      ▲                 ├─ definitely not, for now ────▶ wait ──▶ ready again when due
      │                 ├─ definitely not ─────────────▶ parked   (a person decides)
      │                 ├─ changed by somebody else ───▶ conflict (a person decides)
      │                 └─ anything else, or a crash ──▶ unknown ──quiet──▶ probing
      └── superseded: never sent, and not wanted any more         │
                      found as sent: acked · not found: inflight, the same revision again

One task at a time for each event (its lane, the UID), first in first out. A task that may have
arrived is `doubtful` ever after: it is settled before anything newer leaves for the same event.

An event as a whole is in one of these states, which are read off and never stored:

    idle        no task of it is open, and its plan is as published
    dirty       the plan has changed since it was published: `publish` shows it (Pair.is_changed)
    ready, wait, inflight, unknown, probing, parked, conflict, acked    as its oldest open task
    frozen      nothing leaves at all before a person has looked (domain/standstill.py)
    tombstone   called off for good (Entry.is_over): its identity is never used again

The quiet period is counted by the wall clock, from the instant the task left (`sent_at`), because the
next process must know it too. Within a process the clock of `wiring` never jumps: it goes on from its
start by the time that has really passed. A clock that is set back makes the period longer. One that is
set forward by more than a minute between a crash and the next run makes it shorter, and nothing here
can see that: let the machine's clock be kept by NTP, which does not jump.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from planner.domain.calendar import (
    AuthExpired,
    CalendarEntry,
    Link,
    NotReached,
    Rejected,
    Remote,
    RemoteChanged,
    RemoteGone,
    Throttled,
)
from planner.domain.entry import Operation

State = Literal[
    "ready", "wait", "inflight", "unknown", "probing", "parked", "conflict", "acked", "superseded", "dropped"
]
WAITING: tuple[State, ...] = ("ready", "wait")
UNDER_WAY: tuple[State, ...] = ("inflight", "unknown", "probing")
FOR_A_PERSON: tuple[State, ...] = ("parked", "conflict")
SETTLED: tuple[State, ...] = ("acked", "superseded", "dropped")

# No request lasts longer than this at either end, so a probe after it sees what a lost one did.
QUIET = dt.timedelta(seconds=90)
_FIRST_PAUSE = dt.timedelta(seconds=30)
_LONGEST_PAUSE = dt.timedelta(hours=1)
_MOST_ATTEMPTS = 12


@dataclass(frozen=True)
class Task:
    """One event that has to be brought to what was published. `revision` is what leaves, once claimed.

    `reason` is a class of fault, never a text of the event. Instants are aware.
    """

    id: int
    entry: int
    lane: str
    publication: int
    at: dt.datetime
    state: State = "ready"
    operation: Operation | None = None
    revision: CalendarEntry | None = None
    attempts: int = 0
    doubtful: bool = False
    sent_at: dt.datetime | None = None
    not_before: dt.datetime | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Verdict:
    """What an answer makes of a task. `stops` says that the whole backend must wait for a person."""

    state: State
    doubtful: bool = False
    not_before: dt.datetime | None = None
    reason: str | None = None
    stops: bool = False


def decide(error: Exception, task: Task, now: dt.datetime) -> Verdict:
    """What becomes of a task whose call ended with an error. Only a definite no is believed."""
    reason = type(error).__name__
    doubtful = task.doubtful
    if isinstance(error, Throttled):
        pause = dt.timedelta(seconds=max(error.retry_after, 1.0))
        return _again(task, now + pause, reason)
    if isinstance(error, NotReached):
        if task.attempts >= _MOST_ATTEMPTS:
            return Verdict("parked", doubtful, reason=reason)
        return _again(task, now + min(_FIRST_PAUSE * 2 ** (task.attempts - 1), _LONGEST_PAUSE), reason)
    if isinstance(error, AuthExpired):
        verdict = _again(task, now, reason)
        return Verdict(verdict.state, verdict.doubtful, verdict.not_before, reason, stops=True)
    if isinstance(error, RemoteGone) and task.operation == "cancel":
        return Verdict("acked")
    if isinstance(error, RemoteChanged):
        return Verdict("conflict", doubtful, reason=reason)
    if isinstance(error, Rejected | RemoteGone):
        return Verdict("parked", doubtful, reason=reason)
    return Verdict("unknown", doubtful=True, not_before=(task.sent_at or now) + QUIET, reason=reason)


def probed(task: Task, found: Remote | None, known: Link) -> Verdict:
    """What a probe after the quiet period says: arrived, changed by somebody else, or to be sent again.

    "inflight" means: the same revision again, at once.
    """
    revision = task.revision
    if revision is None or found is None or (task.operation == "cancel" and not found.is_cancelled):
        return Verdict("inflight", doubtful=True)
    if task.operation in ("create", "cancel") or found.holds:
        return Verdict("acked")
    if found.holds is False:
        # It did not arrive. What somebody changed by hand meanwhile, the update itself will notice.
        return Verdict("inflight", doubtful=True)
    as_sent = (found.starts, found.ends, found.subject) == (revision.starts, revision.ends, revision.subject)
    untouched = found.link.version is not None and found.link.version == known.version
    if as_sent and not untouched:
        return Verdict("acked")
    if untouched or found.link.version is None:
        return Verdict("inflight", doubtful=True)
    return Verdict("conflict", doubtful=True, reason=RemoteChanged.__name__)


def _again(task: Task, when: dt.datetime, reason: str) -> Verdict:
    """Later. What may have arrived once stays in doubt: it is probed, not taken back."""
    state: State = "unknown" if task.doubtful else "wait"
    return Verdict(state, task.doubtful, when, reason)
