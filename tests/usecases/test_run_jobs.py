"""Jobs at their times, on a virtual clock and the real store."""

from __future__ import annotations

import datetime as dt
from contextlib import nullcontext
from zoneinfo import ZoneInfo

import pytest

from planner.adapters.store.readonly import open_job_book
from planner.adapters.store.store import open_store
from planner.domain.due import At, Every, Job
from planner.domain.errors import Refused
from planner.domain.job_run import LEASE
from planner.domain.ticking import Memory
from planner.domain.worktime import holidays
from planner.usecases.run_jobs import Hands, Stopping, run_now, tick
from planner.usecases.steer_jobs import overview, rest, skip_next
from tests.usecases.publishing import MovingClock

ZONE = ZoneInfo("Europe/Copenhagen")
MONDAY = dt.datetime(2031, 3, 3, 7, tzinfo=ZONE)
DAYS_OFF = frozenset(holidays(range(2030, 2034)))
SYNC = Job("sync", Every(30), holidays=DAYS_OFF)
DIGEST = Job("digest", At(dt.time(8), (0, 1, 2, 3, 4), "skip"), 1, holidays=DAYS_OFF)
WEEKLY = Job("forward_look", At(dt.time(14), (3,)), 1, holidays=DAYS_OFF)
JOBS = (SYNC, DIGEST, WEEKLY)


class Process:
    """One process that ticks: what it did, and what its jobs are to raise."""

    def __init__(self, store, clock, name="a", jobs=JOBS):
        self.path, self.store, self.clock = store._path, store, clock
        self.jobs, self.memory = jobs, Memory(name)
        self.did, self.raises, self.raised, self.passed = [], {}, [], 0.0
        self.hands = Hands(
            lambda: store, clock, self._act, nullcontext, lambda job, error: self.raised.append((job, error))
        )

    def _act(self, job, due):
        self.did.append((job.name, f"{due.nominal.astimezone(ZONE):%d.%m %H.%M}"))
        if job.name in self.raises:
            raise self.raises[job.name]
        return {"done": 1}

    def tick(self):
        """What one tick did: (job, state)."""
        with open_job_book(self.path) as (_, book):
            known = book.known()
        return [
            (one.job, one.state)
            for one in tick(self.jobs, known, self.memory, self.hands, passed=self.passed)
        ]

    def lives(self, step=10, **how):
        """Tick every so many minutes for so long; what was done, but for the sync."""
        end, before = self.clock.at + dt.timedelta(**how), len(self.did)
        while self.clock.at < end:
            self.clock.passes(minutes=step)
            self.passed += 60 * step
            self.tick()
        return [done for done in self.did[before:] if done[0] != "sync"]


@pytest.fixture
def clock():
    moving = MovingClock()
    moving.at = MONDAY
    return moving


@pytest.fixture
def store(tmp_path):
    return open_store(tmp_path / "plan.db", create=True)


@pytest.fixture
def process(store, clock):
    process = Process(store, clock)
    process.tick()  # meets the jobs
    return process


def test_a_week_of_jobs_each_at_its_time_once(process):
    assert process.lives(days=7) == [
        *(("digest", f"{day:02}.03 08.00") for day in (3, 4, 5, 6)),
        ("forward_look", "06.03 14.00"),
        ("digest", "07.03 08.00"),
    ]
    syncs = [when for job, when in process.did if job == "sync"]
    assert len(syncs) == len(set(syncs)) == 7 * 21 * 2
    assert not any(when[6:] < "03.00" for when in syncs)


def test_a_job_that_is_set_up_at_noon_does_not_do_this_mornings_work(store, clock):
    clock.passes(hours=5)
    process = Process(store, clock)
    process.tick()
    assert process.lives(hours=4) == []


def test_of_what_was_missed_only_the_latest_is_done_and_only_while_it_is_useful(process, store, clock):
    process.lives(hours=2)
    clock.passes(days=3, hours=1)  # Thursday at 10: the digest of 8 is useful, those before were missed
    fresh = Process(store, clock, "b")
    assert [one for one in fresh.tick() if one[0] != "sync"] == [
        ("digest:1", "missed"),
        ("digest:1", "done"),
    ]
    clock.passes(hours=17)  # Friday at 3: the weekly mail of 14 is too late
    assert [one for one in fresh.tick() if one[0] != "sync"] == [("forward_look:1", "missed")]
    assert [done for done in fresh.did if done[0] != "sync"] == [("digest", "06.03 08.00")]


def test_a_weekly_job_is_moved_before_a_holiday_and_comes_once(process, clock):
    clock.at = dt.datetime(2031, 4, 8, 7, tzinfo=ZONE)  # Maundy Thursday is the 10th
    process.tick()
    done = process.lives(days=7)
    assert [one for one in done if one[0] == "forward_look"] == [("forward_look", "10.04 14.00")]


def test_a_job_that_raises_is_tried_again_with_longer_pauses_and_the_others_go_on(process, clock):
    process.raises = {"digest": ZeroDivisionError("noget hemmeligt")}
    process.lives(1, hours=4)
    tries = [one for one in process.did if one[0] == "digest"]
    # 8.00, then after 1, 2, 4, 8, 16 and 30 minutes, and each half hour.
    assert len(tries) == 10
    assert len([one for one in process.did if one[0] == "sync"]) == 4 * 2
    failed = next(one for one in shown(process.store, clock) if one.name == "digest")
    assert (failed.last.state, failed.last.error, failed.last.attempts) == ("failed", "ZeroDivisionError", 10)
    assert [job for job, _ in process.raised] == ["digest:1"] * 10
    process.raises = {}
    assert process.lives(1, minutes=31) == [("digest", "03.03 08.00")]


def test_a_run_that_keeps_failing_makes_room_for_the_next_due_time(process):
    process.raises = {"digest": ValueError()}
    process.lives(hours=30)
    process.raises = {}
    assert process.lives(1, minutes=60)[-1:] == [("digest", "04.03 08.00")]
    with process.store.work() as work:
        states = [(run.due.astimezone(ZONE).day, run.state) for run in work.jobs.recent("digest:1", 5)]
    assert states == [(4, "done"), (3, "missed")]


def test_the_sync_that_fails_is_tried_again_instead_of_a_new_one(process):
    process.raises = {"sync": OSError()}
    process.lives(hours=1)
    first = {when for job, when in process.did if job == "sync"}
    process.raises = {}
    process.lives(hours=1)
    assert len(first) == 1
    assert process.did[-1] == ("sync", "03.03 09.00")


@pytest.mark.parametrize("days", [3, -3])
def test_a_clock_that_is_set_by_three_days_loses_nothing_and_does_nothing_twice(process, clock, days):
    process.lives(hours=3)
    clock.passes(days=days)
    process.lives(hours=2)
    clock.passes(days=-days)
    process.lives(days=7)
    syncs = [when for job, when in process.did if job == "sync"]
    assert len(syncs) > 290  # they go on at once
    done = [one for one in process.did if one[0] != "sync"]
    assert len(done) == len(set(done))
    expected = {("digest", f"{day:02}.03 08.00") for day in (3, 4, 5, 6, 7, 10)}
    assert {*expected, ("forward_look", "06.03 14.00")} <= set(done)


@pytest.mark.parametrize(
    ("evening", "rest"), [("2031-03-29T22:00", 2), ("2031-10-25T22:00", 4)], ids=["spring", "autumn"]
)
def test_the_nights_in_which_clocks_are_set_lose_no_time_and_double_none(process, clock, evening, rest):
    clock.at = dt.datetime.fromisoformat(evening).replace(tzinfo=ZONE)
    process.jobs = (SYNC, Job("early", At(dt.time(3), on_holiday="same")))
    process.tick()
    start, before = clock.at.astimezone(dt.UTC), len(process.did)
    for minutes in range(0, 8 * 60, 5):  # in UTC: on the wall the hours of these nights are two or four
        clock.at = (start + dt.timedelta(minutes=minutes)).astimezone(ZONE)
        process.tick()
    done = process.did[before:]
    syncs = [when for job, when in done if job == "sync"]
    assert [when[6:] for when in syncs[:3]] == ["22.30", "23.00", "23.30"]
    assert syncs[3][6:] == "03.00"
    assert len(syncs) == len(set(syncs)) == 2 * (8 - rest) - 1
    assert [when[6:] for job, when in done if job == "early"] == ["03.00"]


def test_two_processes_share_the_work_and_each_due_time_is_done_once(store, clock):
    processes = [Process(store, clock, name) for name in "ab"]
    for _ in range(2 * 24 * 6):
        for process in processes if clock.at.minute % 20 else reversed(processes):
            process.tick()
        clock.passes(minutes=10)
    done = [one for process in processes for one in process.did]
    assert len(done) == len(set(done)) == 2 * 21 * 2 - 1 + 2
    assert all(process.did for process in processes)


def test_the_work_of_a_process_that_died_is_taken_over_when_it_has_been_silent(process, store, clock):
    process.raises = {"digest": KeyboardInterrupt()}  # nothing is settled, as when it is killed
    with pytest.raises(KeyboardInterrupt):
        process.lives(hours=2)
    survivor = Process(store, clock, "b")
    silent = survivor.lives(1, seconds=LEASE.total_seconds() - 60)
    assert silent == []
    assert survivor.lives(1, minutes=5) == [("digest", "03.03 08.00")]


def test_a_worker_that_is_heard_keeps_its_run_even_when_the_clock_is_set(process, store, clock):
    process.raises = {"digest": KeyboardInterrupt()}
    with pytest.raises(KeyboardInterrupt):
        process.lives(hours=2)
    with store.work() as work:
        run = next(one.open for one in work.jobs.known() if one.job == "digest:1")
    other = Process(store, clock, "b")
    for hours in (0, 72, -72, 0, 0):
        clock.passes(hours=hours, minutes=1)
        other.passed += 60
        with store.work() as work:
            assert work.jobs.beat(run, clock.now())
            work.commit()
        assert ("digest:1", "done") not in other.tick()


def test_a_stop_in_the_middle_gives_the_run_back_and_it_is_done_at_the_next_start(process, store, clock):
    process.raises = {"digest": Stopping()}
    with pytest.raises(Stopping):
        process.lives(hours=2)
    clock.passes(minutes=1)
    restarted = Process(store, clock, "b")
    restarted.tick()
    restarted.tick()
    assert ("digest", "03.03 08.00") in restarted.did


def test_a_time_that_is_skipped_is_left_out_once(process, store, clock):
    due = skip_next(DIGEST, store=store, clock=clock)
    assert due.at == MONDAY + dt.timedelta(hours=1)
    assert [one.skipped for one in shown(store, clock)] == [False, True, False]
    assert process.lives(days=2) == [("digest", "04.03 08.00")]
    assert skip_next(DIGEST, store=store, clock=clock).at.day == 5
    assert skip_next(DIGEST, store=store, clock=clock).at.day == 6


def test_a_job_at_rest_does_nothing_and_does_not_make_up_for_it(process, store, clock):
    rest(DIGEST, store=store, clock=clock, resting=True)
    assert process.lives(days=1) == []
    clock.passes(hours=2)
    rest(DIGEST, store=store, clock=clock, resting=False)
    assert process.lives(hours=3) == []
    assert process.lives(days=1) == [("digest", "05.03 08.00")]


def test_another_rule_holds_from_now_on(process, store, clock):
    process.lives(hours=3)
    later = Job("digest", At(dt.time(9, 30), (0, 1, 2, 3, 4), "skip"), 1, holidays=DAYS_OFF)
    process.jobs = (SYNC, later, WEEKLY)
    assert process.lives(hours=2) == []
    assert process.lives(days=1) == [("digest", "04.03 09.30")]


def test_a_job_run_by_hand_is_done_at_once_unless_it_is_under_way(process, store, clock):
    assert run_now(DIGEST, process.memory, process.hands).state == "done"
    process.raises = {"digest": KeyboardInterrupt()}
    clock.passes(minutes=1)
    with pytest.raises(KeyboardInterrupt):
        run_now(DIGEST, process.memory, process.hands)
    with pytest.raises(Refused, match="i gang"):
        run_now(DIGEST, process.memory, process.hands)


def shown(store, clock):
    """The jobs as they are listed."""
    with open_job_book(store._path) as (_, book):
        return overview(JOBS, book, clock.now())
