"""One due time of a job, from the claim to the end, and what is to be done about jobs at an instant.

Every due time is known by the instant it would have had without a holiday, so it stays the same when
the days off are set otherwise.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

RunState = Literal["running", "done", "failed", "skipped", "missed"]
# Nobody else takes a run up before its worker has been silent for so long.
LEASE = dt.timedelta(minutes=2)
_FIRST_WAIT = dt.timedelta(minutes=1)
_LONGEST_WAIT = dt.timedelta(minutes=30)


@dataclass(frozen=True)
class Run:
    """What became of a due time: `due` names it, `at` is when it was to be.

    "running" by `owner`, last heard from at `heartbeat`; "failed" is tried again from `not_before`;
    "skipped" was not wanted; "missed" was not carried out while that was useful. `error` is the class
    of what was raised, without a word of it.
    """

    job: str
    due: dt.datetime
    at: dt.datetime
    state: RunState
    owner: str | None = None
    attempts: int = 0
    started: dt.datetime | None = None
    heartbeat: dt.datetime | None = None
    finished: dt.datetime | None = None
    not_before: dt.datetime | None = None
    error: str | None = None


@dataclass(frozen=True)
class Known:
    """What is stored of a job: its rule in words and since when, whether it rests, and its open run.

    Due times before `since` are none of its: a job that is set up at noon does not do this morning's work.
    """

    job: str
    rule: str
    since: dt.datetime
    paused: dt.datetime | None = None
    open: Run | None = None


def wait_after(attempts: int) -> dt.timedelta:
    """How long to wait after so many attempts that failed: 1, 2, 4 ... minutes, at most half an hour."""
    doublings = min(max(attempts - 1, 0), 10)
    return min(_FIRST_WAIT * (1 << doublings), _LONGEST_WAIT)


def is_due_again(run: Run, now: dt.datetime) -> bool:
    """Whether a failed run may be tried again; a clock that was set back keeps nobody waiting."""
    return run.not_before is None or not now < run.not_before <= now + _LONGEST_WAIT
