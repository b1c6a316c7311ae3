"""Letters on their way out by mail: the states of one, and what an answer makes of it.

    ready ──claim──▶ inflight ──yes──▶ acked
      ▲                 ├─ definitely not, for now ───▶ wait ──▶ ready again when due
      │                 ├─ definitely not ────────────▶ parked  (a person decides)
      │                 └─ anything else, or a crash ─▶ parked, doubtful: the server may have taken it
      ├── expired: too late to be of use     suppressed: not to be said any more
      └── dropped: given up by a person

Nobody can be asked whether a mail arrived, so one whose answer was lost waits for a person, and is never
sent again by itself. A person who sends it again sends the same bytes with the same Message-ID.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from planner.domain.audience import AudienceName
from planner.domain.calendar import AuthExpired, NotReached, Rejected, Throttled

if TYPE_CHECKING:
    from planner.domain.reminders import Key

LetterKind = Literal["forward_look", "reminder", "digest", "follow_up"]
LetterState = Literal["ready", "wait", "inflight", "parked", "acked", "expired", "suppressed", "dropped"]
LETTER_WAITING: tuple[LetterState, ...] = ("ready", "wait")
LETTER_OPEN: tuple[LetterState, ...] = (*LETTER_WAITING, "inflight", "parked")
LOST = "OutcomeUnknown"

# No call of a mailer lasts longer than this: after it, whoever took the letter up is gone.
LETTER_QUIET = dt.timedelta(seconds=90)
_FIRST_PAUSE = dt.timedelta(seconds=30)
_LONGEST_PAUSE = dt.timedelta(hours=1)
_MOST_ATTEMPTS = 12


@dataclass(frozen=True)
class QueuedLetter:
    """A letter to one person. `key` is what it is said once for: a second one with it is never queued.

    `facts` are what it says, frozen when it was due; what the reader may see of them is decided when it
    is sent. `calendar` says that it brings a calendar file. `digest` tells equal facts apart from others; `content` is the mail as it left, `doubtful`
    that it may have arrived. After `useful_until` it is not sent any more. Until `not_before` it rests; of one
    that expired it is when that was. Instants are aware.
    """

    key: str
    kind: LetterKind
    board: int
    person: int | None
    name: str
    email: str
    language: str
    audience: AudienceName
    due: dt.datetime
    useful_until: dt.datetime | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    calendar: bool = False
    id: int = 0
    state: LetterState = "ready"
    attempts: int = 0
    doubtful: bool = False
    sent_at: dt.datetime | None = None
    not_before: dt.datetime | None = None
    reason: str | None = None
    content: bytes | None = field(default=None, repr=False)
    digest: str = ""

    @property
    def given(self) -> tuple[Key, ...]:
        """What it reminds its reader of; nothing where it is no reminder."""
        groups = self.facts.get("people", ())
        return tuple(tuple(entry["key"]) for group in groups for entry in group["entries"])


@dataclass(frozen=True)
class LetterQueue:
    """How many letters are not settled, by state; when one is due again, and since when the oldest has waited."""

    states: Mapping[str, int]
    next: dt.datetime | None = None
    oldest: dt.datetime | None = None

    @property
    def waiting(self) -> int:
        """Those that leave by themselves."""
        return sum(self.states.get(state, 0) for state in LETTER_WAITING)


@dataclass(frozen=True)
class Settled:
    """What an answer makes of a letter. `stops` says that no other can leave either before a person has looked."""

    state: LetterState
    doubtful: bool = False
    not_before: dt.datetime | None = None
    reason: str | None = None
    stops: bool = False


def settled(error: Exception | None, letter: QueuedLetter, now: dt.datetime) -> Settled:
    """What becomes of a letter that was handed over. Only a definite no is believed."""
    if error is None:
        return Settled("acked")
    reason = type(error).__name__
    if isinstance(error, Throttled):
        pause = dt.timedelta(seconds=max(error.retry_after, 1.0))
        return _again(letter, now + pause, reason)
    if isinstance(error, NotReached):
        if letter.useful_until is None and letter.attempts >= _MOST_ATTEMPTS:
            return Settled("parked", letter.doubtful, reason=reason)
        doublings = min(letter.attempts - 1, 10)  # a server may be gone for days
        return _again(letter, now + min(_FIRST_PAUSE * 2**doublings, _LONGEST_PAUSE), reason)
    if isinstance(error, AuthExpired):
        return Settled("wait", letter.doubtful, now, reason, stops=True)
    if isinstance(error, Rejected):
        return Settled("parked", letter.doubtful, reason=reason)
    return Settled("parked", doubtful=True, reason=LOST)


def _again(letter: QueuedLetter, when: dt.datetime, reason: str) -> Settled:
    return Settled("wait", letter.doubtful, when, reason)
