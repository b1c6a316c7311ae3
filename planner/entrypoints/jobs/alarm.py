"""Waiting with APScheduler: a tick every half minute, and a wake-up at the next due time.

Nothing runs in its threads but the ringing, and it stores nothing. It sleeps by the time that passes,
so the process looks at the clock beside: when that was set, or the machine slept, it goes on at once.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime

from planner.domain.ticking import TICK

_LONGEST = 1.5 * TICK.total_seconds()
_SLICE = 1.0


class Alarm:
    """Wakes the process that waits. `stop` may be called from a signal's handler."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        from apscheduler.schedulers.background import BackgroundScheduler  # noqa: PLC0415 -- slow import

        quiet = logging.getLogger("apscheduler")
        quiet.addHandler(logging.NullHandler())
        quiet.propagate = False
        self.is_stopping = False
        self._now = now
        self._rung = threading.Event()
        self._clock = BackgroundScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "misfire_grace_time": None}
        )
        self._clock.add_job(self._rung.set, "interval", seconds=TICK.total_seconds(), id="tick")
        self._clock.start()

    def until(self, moment: datetime) -> None:
        """Wait for the tick or the moment, whichever is first; at once where it was asked to stop."""
        self._clock.add_job(self._rung.set, "date", run_date=moment, id="due", replace_existing=True)
        waited = 0.0
        while not self.is_stopping and not self._rung.wait(_SLICE) and self._now() < moment:
            waited += _SLICE
            if waited >= _LONGEST:
                self._clock.reschedule_job("tick", trigger="interval", seconds=TICK.total_seconds())
                break
        self._rung.clear()

    def stop(self) -> None:
        """Nothing is waited for any more."""
        self.is_stopping = True

    def close(self) -> None:
        """Let go of the threads."""
        self._clock.shutdown(wait=False)
