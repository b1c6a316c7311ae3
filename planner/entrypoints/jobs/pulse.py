"""How the process that stays is: what /health and /metrics tell, in ids and numbers only."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from planner.domain.due import Job
from planner.domain.job_run import Known
from planner.domain.ticking import TICK
from planner.usecases.run_jobs import Carried

# A process that has not ticked for so long, and is not at a job either, is not well.
_SILENT = 4 * TICK.total_seconds()


class Pulse:
    """What the process last did. Written by its main thread, read by the one that answers."""

    def __init__(self, passed: Callable[[], float]) -> None:
        self._passed = passed
        self._sign = passed()
        self.fault: str | None = None
        self.last: dict[str, Carried] = {}
        self.failing: dict[str, str | None] = {}
        self.jobs: tuple[str, ...] = ()

    def is_alive(self) -> None:
        """The process is at work."""
        self._sign = self._passed()

    def ticks(self, jobs: Iterable[Job], known: Iterable[Known]) -> None:
        """The jobs as they stand at a tick."""
        self.is_alive()
        self.jobs = tuple(job.key for job in jobs)
        failed = {one.job: one.open.error for one in known if one.open and one.open.state == "failed"}
        self.failing = {job: failed[job] for job in self.jobs if job in failed}

    def hears(self, carried: Carried) -> None:
        """What became of a due time."""
        self.is_alive()
        if carried.state != "missed":
            self.last = {**self.last, carried.job: carried}
        self.failing.pop(carried.job, None)
        if carried.state == "failed":
            self.failing[carried.job] = carried.error

    def report(self) -> tuple[bool, dict[str, Any]]:
        """Whether all is well, and what is told: {"well", "silent", "fault", "failing", "jobs"}."""
        silent = self._passed() - self._sign
        well = silent < _SILENT and self.fault is None
        jobs = {job: self._of(job) for job in self.jobs}
        return well, {
            "well": well,
            "silent": round(silent, 1),
            "fault": self.fault,
            "failing": dict(self.failing),
            "jobs": jobs,
        }

    def _of(self, job: str) -> dict[str, Any] | None:
        carried = self.last.get(job)
        if carried is None:
            return None
        return {"due": carried.due.isoformat(), "state": carried.state, "late": carried.late}
