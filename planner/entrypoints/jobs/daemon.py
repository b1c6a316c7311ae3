"""The process that stays: look which jobs are due, carry them out, say so, and wait."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from uuid import uuid4

from planner.domain.board import Board
from planner.domain.due import Due, Job
from planner.domain.errors import PlannerError
from planner.domain.job_run import LEASE, Run
from planner.domain.ticking import TICK, Memory, wake_at
from planner.entrypoints.jobs.log import Log, facts_of
from planner.entrypoints.jobs.pulse import Pulse
from planner.entrypoints.jobs.table import KIND_OF, Unset, jobs_of
from planner.entrypoints.jobs.turn import Turn
from planner.ports import Clock
from planner.usecases.run_jobs import Carried, Hands, Stopping, beat, run_now, tick
from planner.wiring import App

_BEAT = LEASE.total_seconds() / 6
_BEATS_A_LINE = 3
# A clock is put right by a second now and then; more than so many are worth a word.
_NOTICED = 30.0


class Daemon:
    """One process that carries jobs out; any number may do so on the same database.

    `renew` makes the App that a job is handed; `stopping` says whether the process was asked to stop.
    `troubles` is what each job last raised.
    """

    def __init__(
        self,
        app: App,
        log: Log,
        *,
        clock: Clock,
        stopping: Callable[[], bool] = lambda: False,
        renew: Callable[[], App] | None = None,
        passed: Callable[[], float] | None = None,
        stays: bool = True,
    ) -> None:
        self.app, self.log, self.clock, self.stopping = app, log, clock, stopping
        self.passed = passed or app.passed
        self.pulse = Pulse(self.passed)
        self._renew = renew or app.again
        self._memory = Memory(uuid4().hex, stays)
        self._boards: Mapping[int, Board] = {}
        self._told: set[Unset] = set()
        self._seen: tuple[datetime, float] | None = None
        self.troubles: dict[str, Exception] = {}

    def turn(self) -> datetime:
        """Carry out what is due; when there may be something to do again.

        What the store complains of is logged once, and tried again at every tick.
        """
        now = self.clock.now().astimezone(UTC)
        self._look_at_the_clock(now)
        try:
            with self.app.job_book() as (reader, book):
                boards = reader.boards()
                known = book.known()
            self._boards = {board.id: board for board in boards}
            jobs, unset = jobs_of(self.app.settings, boards, now)
            self._tell_of(unset)
            self.pulse.ticks(jobs, known)
            for carried in tick(jobs, known, self._memory, self._hands(), passed=self.passed()):
                self._note(carried)
        except Stopping:
            self.log.event("stopping")
        except PlannerError as trouble:
            if self.pulse.fault != type(trouble).__name__:
                self.log.event("fault", **facts_of(trouble))
            self.pulse.fault = type(trouble).__name__
            return now + TICK
        if self.pulse.fault is not None:
            self.log.event("recovered", error=self.pulse.fault)
        self.pulse.fault = None
        return wake_at(jobs, known, self._memory, self.clock.now().astimezone(UTC))

    def run_now(self, job: Job, board: Board | None) -> Carried:
        """Carry one job out at once."""
        self._boards = {board.id: board} if board is not None else {}
        carried = run_now(job, self._memory, self._hands())
        self._note(carried)
        return carried

    def _hands(self) -> Hands:
        return Hands(self.app.store, self.clock, self._act, self._alive, self._failed)

    def _act(self, job: Job, due: Due) -> Mapping[str, int]:
        board = self._boards[job.board] if job.board is not None else None
        return KIND_OF[job.name].act(Turn(self._renew(), board, due, self._go_on))

    def _go_on(self) -> None:
        self.pulse.is_alive()
        if self.stopping():
            raise Stopping

    @contextmanager
    def _alive(self, run: Run) -> Iterator[None]:
        """Say every now and then that the worker is alive, from a thread of its own; of a long job in the log, too."""
        over, began = threading.Event(), self.passed()

        def say() -> None:
            for number in count(1):
                if over.wait(_BEAT):
                    break
                self.pulse.is_alive()
                if not number % _BEATS_A_LINE:
                    self.log.event("working", job=run.job, seconds=round(self.passed() - began))
                try:
                    beat(run, store=self.app.store(), clock=self.clock)
                except PlannerError as trouble:
                    self.log.event("fault", job=run.job, **facts_of(trouble))

        voice = threading.Thread(target=say, daemon=True)
        voice.start()
        try:
            yield
        finally:
            over.set()
            voice.join()

    def _failed(self, job: str, error: Exception) -> None:
        self.troubles[job] = error

    def _note(self, carried: Carried) -> None:
        self.pulse.hears(carried)
        trouble = self.troubles.get(carried.job) if carried.state == "failed" else None
        due = carried.due.astimezone(self.clock.now().tzinfo)
        facts = {"error": carried.error} if trouble is None else facts_of(trouble)
        self.log.event(
            carried.state,
            job=carried.job,
            due=due.isoformat(timespec="seconds"),
            late=carried.late,
            attempts=carried.attempts or None,
            **facts,
            **(carried.counts or {}),
        )

    def _look_at_the_clock(self, now: datetime) -> None:
        """Say so where the machine's clock has been set since it was last looked at."""
        passed = self.passed()
        if self._seen is not None:
            before, then = self._seen
            by = (now - before).total_seconds() - (passed - then)
            if now != before and abs(by) > _NOTICED:
                self.log.event("clock_set", seconds=round(by))
        self._seen = now, passed

    def _tell_of(self, unset: tuple[Unset, ...]) -> None:
        """Say once of each job that cannot be set up what is wrong with it."""
        fresh = {one for one in unset if all(one.job != told.job for told in self._told)}
        for one in sorted(fresh, key=lambda one: one.job):
            self.log.event("unset", job=one.job, **facts_of(one.trouble))
        self._told = set(unset)
