"""Planning in a child process, so that it can be stopped at any moment and its faults harm nothing."""

from __future__ import annotations

import os
import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Any, Self

from planner.domain.errors import SolverFailed, SolverMissing
from planner.domain.planning.problem import Answer, Limits, Problem, Progress, Solution, Watch

_ROOT = Path(__file__).resolve().parents[3]
_PYTHON = (sys.executable, "-s", "-P", "-W", "ignore")
_WORK = "from planner.adapters.solver.worker import main; main()"  # sooner begun than by -m
_LOOK = 0.2  # seconds after which a wait looks up, so that it can be interrupted everywhere
_END = ("end", "")


class SolverProcess:
    """A solver whose work is done by a child process.

    Ctrl-C, or the end of `limits.seconds`, ends the child and gives the best plan so far, marked as stopped.
    """

    def __init__(self, python: Sequence[str] = _PYTHON) -> None:
        self._python = tuple(python)
        self.pid = 0
        """The child that is at work now, or was last."""

    def solve(self, problem: Problem, limits: Limits, watch: Watch | None = None) -> Answer:
        """The best plan found. SolverMissing without HiGHS, SolverFailed when the child ends without an answer."""
        best: tuple[Progress, Solution] | None = None
        with _Child(self._python, (problem, limits._replace(seconds=None))) as child:
            self.pid = child.pid
            try:
                while (said := child.said(limits.seconds))[0] == "better":
                    best = said[1]
                    if watch is not None:
                        watch(best[0])
            except KeyboardInterrupt:
                if best is None:
                    raise
                said = _END[0], "stopped"
        kind, what = said
        if kind == "answer":
            answer: Answer = what
            return answer
        if kind == "missing":
            raise SolverMissing
        if what == "stopped":
            solution, (cost, bound) = _empty(problem) if best is None else best[::-1]
            return Answer(solution, cost, bound, stopped=True)
        raise SolverFailed(what)


def _empty(problem: Problem) -> tuple[Solution, Progress]:
    """The plan of whoever had no time: everything is left out."""
    return {}, Progress(sum(task.unplaced for task in problem.tasks.values()))


class _Child:
    """The process, and what it says."""

    def __init__(self, python: Sequence[str], question: object) -> None:
        self._begun = monotonic()
        self._said: queue.SimpleQueue[tuple[str, Any]] = queue.SimpleQueue()
        self._process = subprocess.Popen(  # noqa: S603 -- our own module, by our own interpreter
            [*python, "-c", _WORK],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            cwd=_ROOT,
            start_new_session=True,  # Ctrl-C is for us: we end the child
        )
        self.pid = self._process.pid
        self._talking = threading.Thread(target=self._talk, args=(question,), daemon=True)
        self._talking.start()

    def said(self, seconds: float | None) -> tuple[str, Any]:
        """The next thing it says; ("end", why) where nothing more comes, or its seconds have passed."""
        while True:
            try:
                return self._said.get(timeout=_LOOK if seconds is None else min(_LOOK, seconds))
            except queue.Empty:
                if seconds is not None and monotonic() - self._begun > seconds:
                    return "end", "stopped"

    def _talk(self, question: object) -> None:
        """Put the question and hear what is said, beside whoever waits for it."""
        try:
            if self._process.stdin is not None and self._process.stdout is not None:
                pickle.dump(question, self._process.stdin)
                self._process.stdin.flush()  # and left open: its end tells the child that nobody listens
                while True:
                    self._said.put(pickle.load(self._process.stdout))  # noqa: S301 -- from our own child
        except (OSError, EOFError, pickle.UnpicklingError):
            self._said.put(_END)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        self._talking.join()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # what was not sent yet has no reader any more
                if pipe is not None:
                    pipe.close()


def _environment() -> dict[str, str]:
    """Only what an interpreter needs to start: where this package is, what Windows asks for, and no litter."""
    names = ("SYSTEMROOT", "TEMP", "TMPDIR", "PYTHONDONTWRITEBYTECODE")
    return {**{name: os.environ[name] for name in names if name in os.environ}, "PYTHONPATH": str(_ROOT)}
