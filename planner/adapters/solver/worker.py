"""The child process that plans: one question on standard input, better and better plans on standard output.

What it says are pickled pairs: ("better", (progress, solution)) any number of times, and at last one of
("answer", answer), ("missing", "") or ("failed", what is wrong). It ends when whoever asked is gone.
"""

from __future__ import annotations

import os
import pickle
import sys
import threading
from time import monotonic
from typing import BinaryIO

from planner.adapters.solver.engine import answered
from planner.domain.errors import SolverFailed, SolverMissing
from planner.domain.planning.problem import Progress, Solution

_OFTEN = 0.1  # seconds between two plans that are told; only whoever watches sees a difference


def main() -> None:
    """Answer, end."""
    told = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints by itself must not come between the plans
    question = pickle.load(sys.stdin.buffer)  # noqa: S301 -- from the process that began this one
    threading.Thread(target=_end_with_whoever_asked, daemon=True).start()
    said: tuple[str, object]
    try:
        said = ("answer", answered(**question, better=_Told(told)))
    except SolverMissing:
        said = ("missing", "")
    except SolverFailed as error:
        said = ("failed", str(error.data.get("why", "")))
    _say(told, said)
    os._exit(0)  # there is nothing to tidy up that the system does not tidy up faster


class _Told:
    """Tells of better plans, but not of each one."""

    def __init__(self, told: BinaryIO) -> None:
        self._told, self._last = told, -_OFTEN

    def __call__(self, progress: Progress, solution: Solution) -> None:
        now = monotonic()
        if now - self._last >= _OFTEN:
            self._last = now
            _say(self._told, ("better", (progress, dict(solution))))


def _say(told: BinaryIO, said: object) -> None:
    pickle.dump(said, told)
    told.flush()


def _end_with_whoever_asked() -> None:
    sys.stdin.buffer.read()
    os._exit(0)
