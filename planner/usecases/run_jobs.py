"""Carry jobs out when they are due: claim, act, settle. Any number of processes may do so at once.

No transaction is open while a job is carried out. A job that raises is tried again after a while, and
the others go on. What was missed while nobody was there is noted, not made up for: of several due
times only the latest is carried out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

from planner.domain.due import Due, Every, Job
from planner.domain.due_words import rule_words
from planner.domain.errors import Refused
from planner.domain.job_run import Known, Run, RunState, wait_after
from planner.domain.ticking import CatchUp, GiveUp, Meet, Memory, TakeUp, actions, is_quiet, outstanding
from planner.ports import Clock, Store

# How long it is kept what became of a due time.
KEPT = dt.timedelta(days=60)
Act = Callable[[Job, Due], Mapping[str, int]]


class Stopping(Exception):
    """The process was asked to stop, and does so between two operations. Nothing is lost."""


@dataclass(frozen=True)
class Carried:
    """What became of one due time in this process. `late` are seconds after it was due; `counts` say what was done.

    Of due times that were missed one after another the last is told, and how many there were: {"times": 2}.

    As JSON: {"job", "due", "at", "state", "late", "attempts", "error", "counts"}.
    """

    job: str
    due: dt.datetime
    at: dt.datetime
    state: RunState
    late: float
    attempts: int = 0
    error: str | None = None
    counts: Mapping[str, int] | None = None


@dataclass(frozen=True)
class Hands:
    """What a process has to carry jobs out with.

    `store` opens the plan; it is asked for only where there is something to do. `act` carries one due
    time out and counts what it did; `alive` gives a sign of life for as long as that takes; `failed` is
    shown what was raised.
    """

    store: Callable[[], Store]
    clock: Clock
    act: Act
    alive: Callable[[Run], AbstractContextManager[object]]
    failed: Callable[[str, Exception], None]

    def now(self) -> dt.datetime:
        """The present in UTC: half an hour earlier on the wall may be another instant, where clocks are set."""
        return self.clock.now().astimezone(dt.UTC)


def tick(
    jobs: Iterable[Job], known: Iterable[Known], memory: Memory, hands: Hands, *, passed: float
) -> Iterator[Carried]:
    """Do what there is to do now, one due time after another; each is told of as it ends.

    Raises Stopping, with what was under way given back, where the process is asked to stop.
    """
    now, found = hands.now(), {one.job: one for one in known}
    todo = list(actions(jobs, found, memory, now, passed))
    new = [action.job for action in todo if isinstance(action, Meet)]
    if new:
        _register(new, hands.store(), now)
        for job in new:
            is_quiet(job, memory, now)
    for action in todo:
        if isinstance(action, CatchUp):
            yield from _caught_up(action.job, found[action.job.key], memory, hands)
        elif isinstance(action, TakeUp):
            yield from _taken_up(action, memory, hands)
        elif isinstance(action, GiveUp):
            yield from _given_up(action, hands)


def run_now(job: Job, memory: Memory, hands: Hands) -> Carried:
    """Carry a job out now, whatever its rule says; Refused while a run of it is open."""
    now = hands.now()
    with hands.store().work() as work:
        open_ = next((one.open for one in work.jobs.known() if one.job == job.key), None)
        if open_ is not None and open_.state == "failed":
            run = work.jobs.take_over(open_, memory.owner, now)
        else:
            run = work.jobs.claim(job.key, Due(now, now), memory.owner, now)
        work.commit()
    if run is None:
        raise Refused(
            "Jobbet er i gang lige nu.", hint="Vent, til det er færdigt; planner job liste viser det."
        )
    return _carried(job, run, hands)


def beat(run: Run, *, store: Store, clock: Clock) -> None:
    """Say that the worker of a run is alive."""
    with store.work() as work:
        work.jobs.beat(run, clock.now())
        work.commit()


def _register(jobs: Iterable[Job], store: Store, now: dt.datetime) -> None:
    with store.work() as work:
        known = {one.job: one.rule for one in work.jobs.known()}
        for job in jobs:
            if known.get(job.key) != rule_words(job.rule):
                work.jobs.register(job.key, rule_words(job.rule), now)
        work.commit()


def _caught_up(job: Job, one: Known, memory: Memory, hands: Hands) -> Iterator[Carried]:
    """Claim the due time that has come, note those that were missed, and carry it out."""
    now = hands.now()
    run = None
    told: list[Carried] = []
    with hands.store().work() as work:
        missed, due = outstanding(job, one.since, work.jobs.last(job.key, now), now)
        if due is not None and one.open is not None:
            work.jobs.give_up(one.open, now)
            told.append(_told(one.open, now, state="missed"))
        noted = [free for free in missed if work.jobs.note(job.key, [free], "missed", now)]
        if noted:
            last = noted[-1]
            late, counts = _seconds(now - last.at), {"times": len(noted)}
            told.append(Carried(job.key, last.nominal, last.at, "missed", late, counts=counts))
        if due is not None:
            run = work.jobs.claim(job.key, due, memory.owner, now, repeats=_repeats(job))
        if told or due is not None:
            work.commit()
    yield from told
    if run is not None or due is None:  # else somebody else is at it, and it is looked at again
        is_quiet(job, memory, now)
    if run is not None:
        yield _carried(job, run, hands)


def _taken_up(action: TakeUp, memory: Memory, hands: Hands) -> Iterator[Carried]:
    with hands.store().work() as work:
        run = work.jobs.take_over(action.run, memory.owner, hands.now())
        work.commit()
    if run is not None:
        yield _carried(action.job, run, hands)


def _given_up(action: GiveUp, hands: Hands) -> Iterator[Carried]:
    now = hands.now()
    with hands.store().work() as work:
        work.jobs.give_up(action.run, now)
        work.commit()
    yield _told(action.run, now, state="missed")


def _carried(job: Job, run: Run, hands: Hands) -> Carried:
    """Act on a claimed due time and settle it."""
    stopping: Stopping | None = None
    counts: Mapping[str, int] | None = None
    try:
        with hands.alive(run):
            counts = hands.act(job, Due(run.at, run.due))
        ended = replace(run, state="done", finished=hands.now(), error=None)
    except Stopping as asked:
        stopping = asked
        ended = replace(run, state="failed", not_before=hands.now(), error=None)
    except Exception as error:  # noqa: BLE001 -- the others go on, whatever it was
        hands.failed(job.key, error)
        again = hands.now() + wait_after(run.attempts)
        ended = replace(run, state="failed", not_before=again, error=type(error).__name__)
    now = hands.now()
    with hands.store().work() as work:
        work.jobs.settle(ended)
        work.jobs.forget(job.key, now - KEPT)
        work.commit()
    if stopping is not None:
        raise stopping
    started = run.started or now
    return _told(ended, started, state=ended.state, counts=counts)


def _told(run: Run, now: dt.datetime, *, state: RunState, counts: Mapping[str, int] | None = None) -> Carried:
    return Carried(run.job, run.due, run.at, state, _seconds(now - run.at), run.attempts, run.error, counts)


def _seconds(late: dt.timedelta) -> float:
    return round(late.total_seconds(), 3)


def _repeats(job: Job) -> bool:

    return isinstance(job.rule, Every)
