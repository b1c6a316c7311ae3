from __future__ import annotations

import datetime as dt
import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from planner.adapters.store.jobs import CLAIM, KNOWN
from planner.adapters.store.store import open_store
from planner.domain.due import Due
from planner.domain.job_run import Known

NOW = dt.datetime(2031, 3, 5, 7, 30, tzinfo=dt.UTC)
HOUR, MINUTE = dt.timedelta(hours=1), dt.timedelta(minutes=1)


def due(hours=0, nominal=None):
    at = NOW + hours * HOUR
    return Due(at, at if nominal is None else NOW + nominal * HOUR)


def carried_out(store, run, at=NOW, state="done"):
    with store.work() as work:
        settled = work.jobs.settle(replace(run, state=state, finished=at))
        work.commit()
    return settled


def claim(store, which, owner="a", now=NOW, **how):
    with store.work() as work:
        run = work.jobs.claim("sync", which, owner, now, **how)
        work.commit()
    return run


def test_a_due_time_is_taken_once_however_often_it_is_tried(store):
    first = claim(store, due())
    assert (first.state, first.owner, first.attempts, first.due) == ("running", "a", 1, NOW)
    assert carried_out(store, first)
    assert [claim(store, due(), owner) for owner in "ab"] == [None, None]


def test_a_job_has_one_open_run(store):
    first = claim(store, due())
    assert claim(store, due(1)) is None
    assert carried_out(store, first)
    assert claim(store, due(1)) is not None


def test_a_due_time_that_a_holiday_moved_is_known_by_its_own_day(store):
    assert carried_out(store, claim(store, due(0, nominal=24)))
    assert claim(store, due(24)) is None
    assert claim(store, due(0, nominal=0)) is not None


def test_a_run_is_taken_over_by_one_and_its_worker_is_told(store):
    run = claim(store, due())
    with store.work() as work:
        taken = [work.jobs.take_over(run, owner, NOW + HOUR) for owner in "bc"]
        assert (work.jobs.beat(run, NOW + HOUR), work.jobs.settle(run)) == (False, False)
        assert work.jobs.beat(taken[0], NOW + HOUR)
        work.commit()
    assert [(one.owner, one.attempts) for one in taken if one] == [("b", 2)]


def test_what_was_recorded_in_the_future_does_not_stop_a_clock_that_was_set_back(store):
    future = NOW + 72 * HOUR
    with store.work() as work:
        assert work.jobs.note("sync", [due()], "missed", future) == 1
        work.commit()
    assert carried_out(store, claim(store, due(1), now=future), future)
    missed = claim(store, due())
    assert (missed.state, missed.finished) == ("running", None)
    assert carried_out(store, missed)
    assert claim(store, due(1)) is None  # it was done
    assert claim(store, due(1), repeats=True) is not None  # and is done again where that is its nature


def test_skipped_and_missed_times_are_not_taken(store):
    with store.work() as work:
        assert work.jobs.note("sync", [due()], "skipped", NOW) == 1
        assert work.jobs.note("sync", [due(), due(1)], "missed", NOW) == 1
        assert work.jobs.last("sync", NOW).state == "skipped"
        assert work.jobs.last("sync", NOW + HOUR).state == "missed"
        assert [run.state for run in work.jobs.recent("sync", 5)] == ["missed", "skipped"]
        work.commit()
    assert [claim(store, one) for one in (due(), due(1))] == [None, None]


def test_what_is_known_of_jobs_comes_with_their_open_run(store):
    run = claim(store, due())
    with store.work() as work:
        work.jobs.register("sync", "hvert 5. minut", NOW)
        work.jobs.register("backup", "hver dag kl. 18.00", NOW)
        work.jobs.rest("backup", NOW + HOUR)
        known = work.jobs.known()
        work.commit()
    assert known == (
        Known("backup", "hver dag kl. 18.00", NOW, NOW + HOUR),
        Known("sync", "hvert 5. minut", NOW, None, run),
    )


def test_old_times_are_forgotten_and_open_ones_kept(store):
    with store.work() as work:
        work.jobs.note("sync", [due(-3), due(-2), due(-1)], "missed", NOW)
        work.jobs.claim("sync", due(-9), "a", NOW)
        work.jobs.forget("sync", NOW - 2 * HOUR)
        assert [(run.due, run.state) for run in work.jobs.recent("sync", 9)] == [
            (NOW - HOUR, "missed"),
            (NOW - 2 * HOUR, "missed"),
            (NOW - 9 * HOUR, "running"),
        ]


def test_questions_about_jobs_search_an_index(store, path):
    with sqlite3.connect(path) as connection:
        plans = {
            query: [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {query}", values)]
            for query, values in (
                (KNOWN, ()),
                (CLAIM, (None,) * 14),
                (
                    'SELECT state FROM job_run WHERE job = ? AND "at" <= ? ORDER BY "at" DESC LIMIT 1',
                    ("", ""),
                ),
            )
        }
    found = [step for steps in plans.values() for step in steps if step.startswith(("SCAN", "SEARCH"))]
    assert found == [
        "SCAN j",  # one row for each job
        "SEARCH r USING INDEX job_run_open (job=?) LEFT-JOIN",
        "SEARCH o USING INDEX job_run_open (job=?)",
        "SEARCH job_run USING INDEX job_run_by_at (job=? AND at<?)",
    ]


def test_four_workers_take_each_due_time_once(store, path):
    def work_through(number):
        own = open_store(path)
        taken = []
        for hour in range(50):
            run = claim(own, due(hour), f"{os.getpid()}-{number}")
            if run is not None:
                taken.append(hour)
                carried_out(own, run)
        return taken

    with ThreadPoolExecutor(4) as pool:
        taken = list(pool.map(work_through, range(4)))
    hours = sorted(hour for one in taken for hour in one)
    assert hours == sorted(set(hours))
    # A time that was passed over while another run was open is still free, and is taken now.
    assert sorted({*hours, *work_through(9)}) == list(range(50))
