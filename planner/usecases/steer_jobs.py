"""Leave a job's next due time out, let a job rest, and look at how far the jobs are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from planner.domain.due import Due, Every, Job
from planner.domain.due_words import rule_words
from planner.domain.errors import Refused
from planner.domain.job_run import Run
from planner.ports import Clock, Jobs, Store, Work

# How many due times in a row may have been left out already.
_MOST_SKIPPED = 60


@dataclass(frozen=True)
class JobView:
    """A job as it is shown: its key, kind, board and rule in words, and when it is next due.

    `last` is its latest due time that is over or under way; `skipped` says that the next one is left out.
    As JSON: {"job", "name", "board", "rule", "next", "paused", "skipped", "last": {"due", "state",
    "finished", "attempts", "not_before", "error"} or null}.
    """

    job: str
    name: str
    board: int | None
    rule: str
    next: dt.datetime | None
    paused: dt.datetime | None
    skipped: bool
    last: Run | None


def overview(jobs: Iterable[Job], book: Jobs, now: dt.datetime) -> tuple[JobView, ...]:
    """Every job, and how far it is."""
    known = {one.job: one for one in book.known()}
    shown = []
    for job in jobs:
        one, due = known.get(job.key), job.next(now)
        recent = book.recent(job.key, _MOST_SKIPPED)
        left_out = _left_out(recent)
        past = (run for run in recent if run.state != "skipped" and run.at <= now)
        shown.append(
            JobView(
                job.key,
                job.name,
                job.board,
                rule_words(job.rule),
                due.at if due is not None else None,
                one.paused if one is not None else None,
                due is not None and due.nominal in left_out,
                one.open if one is not None and one.open is not None else next(past, None),
            )
        )
    return tuple(shown)


def coming(
    jobs: Iterable[Job], book: Jobs, now: dt.datetime, until: dt.datetime
) -> tuple[tuple[Due, Job], ...]:
    """Every due time up to an instant that will be carried out, in order; not of jobs of every so many minutes."""
    resting = {one.job for one in book.known() if one.paused is not None}
    wanted = [job for job in jobs if not isinstance(job.rule, Every) and job.key not in resting]
    left_out = {job.key: _left_out(book.recent(job.key, _MOST_SKIPPED)) for job in wanted}
    found = [
        (due, job) for job in wanted for due in job.times(now, until) if due.nominal not in left_out[job.key]
    ]
    return tuple(sorted(found, key=lambda pair: (pair[0].at.timestamp(), pair[1].key)))


def skip_next(job: Job, *, store: Store, clock: Clock) -> Due:
    """Leave out the next due time that is not left out already; Refused where there is none."""
    now = after = clock.now()
    with store.work() as work:
        _meet(job, work, now)
        for _ in range(_MOST_SKIPPED):
            due = job.next(after)
            if due is None:
                break
            if work.jobs.note(job.key, [due], "skipped", now):
                work.commit()
                return due
            after = due.at
    raise Refused("Jobbet har ingen tidspunkter at springe over.", hint="Se dem med: planner job liste")


def rest(job: Job, *, store: Store, clock: Clock, resting: bool) -> None:
    """Let the job rest from now on, or go on. Due times while it rests are not made up for."""
    now = clock.now()
    with store.work() as work:
        _meet(job, work, now)
        if resting:
            work.jobs.rest(job.key, now)
        else:
            work.jobs.register(job.key, rule_words(job.rule), now)
            work.jobs.rest(job.key, None)
        work.commit()


def _left_out(runs: Iterable[Run]) -> frozenset[dt.datetime]:
    return frozenset(run.due for run in runs if run.state == "skipped")


def _meet(job: Job, work: Work, now: dt.datetime) -> None:
    if all(one.job != job.key or one.rule != rule_words(job.rule) for one in work.jobs.known()):
        work.jobs.register(job.key, rule_words(job.rule), now)
