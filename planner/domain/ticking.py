"""What a process does about jobs at an instant. Nothing is written here, and nothing is asked of a store.

A process remembers until when each job has nothing to do, so a tick with nothing due costs nothing;
and when it first heard a sign of life, on a clock that nobody can set. The store decides who gets what.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from planner.domain.due import At, Due, Every, Job
from planner.domain.due_words import rule_words
from planner.domain.job_run import LEASE, Known, Run, is_due_again

# How far back due times that nobody carried out are looked for, and noted as missed.
BACK = dt.timedelta(days=31)
TICK = dt.timedelta(seconds=30)


@dataclass(frozen=True)
class Meet:
    """A job that is new, or has another rule than before."""

    job: Job


@dataclass(frozen=True)
class CatchUp:
    """A due time may have come since the job was last looked at."""

    job: Job


@dataclass(frozen=True)
class TakeUp:
    """A run that failed, or whose worker has died, is to be tried again."""

    job: Job
    run: Run


@dataclass(frozen=True)
class GiveUp:
    """The same, but it is too late for it to be useful."""

    job: Job
    run: Run


Action = Meet | CatchUp | TakeUp | GiveUp


@dataclass
class Memory:
    """What one process remembers between its ticks; `owner` is its name, used by no other.

    `quiet`: rule, first and last instant between which a job has no due time that is not dealt with.
    `heard`: the last sign of life of somebody else's run, and the second of our own clock when it was new.
    `stays` is False of a process that ends after one tick: it cannot wait and see whether a worker is alive.
    """

    owner: str
    stays: bool = True
    quiet: dict[str, tuple[str, dt.datetime, dt.datetime]] = field(default_factory=dict)
    heard: dict[str, tuple[dt.datetime | None, float]] = field(default_factory=dict)


def actions(
    jobs: Iterable[Job], known: Mapping[str, Known], memory: Memory, now: dt.datetime, passed: float
) -> Iterator[Action]:
    """What is to be done now. `passed` are seconds on a clock that only goes forward."""
    for job in jobs:
        one = known.get(job.key)
        if one is None or one.rule != rule_words(job.rule):
            yield Meet(job)
        elif one.paused is None:
            action = _of_open(job, one.open, memory, now, passed) if one.open is not None else None
            if action is not None:
                yield action
            elif _has_come(job, memory, now) and _may_go_on(job, one.open):
                yield CatchUp(job)


def is_quiet(job: Job, memory: Memory, now: dt.datetime) -> None:
    """Remember that nothing is left to do for the job before its next due time."""
    found = job.next(now)
    until = found.at if found is not None else now + BACK
    memory.quiet[job.key] = (rule_words(job.rule), now, until)


def wake_at(jobs: Iterable[Job], known: Iterable[Known], memory: Memory, now: dt.datetime) -> dt.datetime:
    """When there may be something to do again: at a due time, when a run is tried again, or at the next tick."""
    times = [now + TICK]
    times += [memory.quiet[job.key][2] for job in jobs if job.key in memory.quiet]
    times += [
        one.open.not_before for one in known if one.open is not None and one.open.not_before is not None
    ]
    return min(max(time, now + dt.timedelta(seconds=1)) for time in times)


def outstanding(
    job: Job, since: dt.datetime, last: Run | None, now: dt.datetime
) -> tuple[tuple[Due, ...], Due | None]:
    """The due times that were missed, and the one that is to be carried out now.

    Of several only the latest is carried out, and that only while it is useful; of a job of every so
    many minutes the others are not worth a note.
    """
    first = max(since, now - BACK, last.at if last is not None else since)
    if isinstance(job.rule, Every):
        first = max(first, now - dt.timedelta(minutes=job.rule.minutes))
        return (), next(reversed(job.times(first, now)), None)
    *missed, latest = job.times(first, now) or (None,)
    if latest is not None and now - latest.at > job.useful:
        return (*filter(None, missed), latest), None
    return tuple(filter(None, missed)), latest


def _of_open(job: Job, run: Run, memory: Memory, now: dt.datetime, passed: float) -> TakeUp | GiveUp | None:
    """What is to be done about a run that is open."""
    if run.state == "failed":
        memory.heard.pop(job.key, None)
        if not is_due_again(run, now) or (isinstance(job.rule, At) and _has_come(job, memory, now)):
            return None
    elif not (_is_dead(job.key, run, memory, passed) if memory.stays else _is_old(run, now)):
        return None
    is_late = isinstance(job.rule, At) and now - run.at > job.useful
    return GiveUp(job, run) if is_late else TakeUp(job, run)


def _is_dead(key: str, run: Run, memory: Memory, passed: float) -> bool:
    """Whether the worker of a run has been silent for the whole lease, as this process has seen it."""
    heard = memory.heard.get(key)
    if heard is None or heard[0] != run.heartbeat:
        memory.heard[key] = (run.heartbeat, passed)
        return False
    return passed - heard[1] >= LEASE.total_seconds()


def _is_old(run: Run, now: dt.datetime) -> bool:
    return run.heartbeat is None or abs(now - run.heartbeat) > 5 * LEASE


def _has_come(job: Job, memory: Memory, now: dt.datetime) -> bool:
    """Whether a due time may have come that is not dealt with; a clock that was set asks again."""
    rule, first, last = memory.quiet.get(job.key, ("", now, now))
    return rule != rule_words(job.rule) or not first <= now < last


def _may_go_on(job: Job, run: Run | None) -> bool:
    """A new due time takes the place of a run that failed, where the job is not to be tried again anyway."""
    return run is None or (run.state == "failed" and isinstance(job.rule, At))
