"""Planning in child processes, so that it can be stopped at any moment and its faults harm nothing."""

from __future__ import annotations

import os
import queue
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from time import monotonic

from planner.adapters.solver.child import PYTHON, Child, Heard, Said
from planner.adapters.solver.division import Job, divided, joined, polishing
from planner.adapters.solver.engine import has_waiting, is_large, is_told, told
from planner.adapters.solver.replan import mended
from planner.domain.errors import SolverFailed, SolverMissing
from planner.domain.planning.problem import Answer, Limits, Problem, Progress, Solution, Watch
from planner.domain.planning.score import score

_LOOK = 0.2  # seconds after which a wait looks up, so that it can be interrupted everywhere


class _Stopped(Exception):
    """The time is over, or a person pressed Ctrl-C."""


class SolverProcess:
    """A solver whose work is done by child processes, as many at a time as there are processors.

    Ctrl-C, or the end of `limits.seconds`, ends them and gives the best plan so far, marked as stopped.
    """

    def __init__(self, python: Sequence[str] = PYTHON) -> None:
        self._python = tuple(python)
        self.pid = 0
        """The child that was begun last."""

    def solve(self, problem: Problem, limits: Limits, watch: Watch | None = None) -> Answer:
        """The best plan found. SolverMissing without HiGHS, SolverFailed when a child ends without an answer."""
        until = None if limits.seconds is None else monotonic() + limits.seconds
        if is_told(problem):
            return self._mended(problem, limits._replace(seconds=None), watch, until)
        jobs = divided(problem, limits._replace(seconds=None))
        best = _Best(jobs, watch)
        try:
            answers = self._answered(jobs, best, until)
            if not is_large(problem):
                return answers[0]
            whole = _answer(problem, _cheapest(jobs, answers)).solution
            polish = polishing(problem, jobs, whole)
            best = _Best(polish, watch)
            return _answer(problem, _cheapest(polish, self._answered(polish, best, until)))
        except (KeyboardInterrupt, _Stopped) as stopped:
            if isinstance(stopped, KeyboardInterrupt) and not best.heard:
                raise
            return _answer(problem, best.whole(), stopped=True)

    def _mended(self, problem: Problem, limits: Limits, watch: Watch | None, until: float | None) -> Answer:
        """What was told, mended: the children are asked about no more than the part that is disturbed."""

        def solve(
            part: Problem, kept: frozenset[int], standing: Solution, limits: Limits, rounds: int
        ) -> Solution:
            jobs = [Job(0, part, limits, "part", standing, kept, rounds)]
            try:
                return self._answered(jobs, _Best(jobs, None), until)[0].solution
            except _Stopped:
                return standing

        whole = mended(problem, told(problem), limits, solve)
        polish = [Job(0, problem, limits, "polish", whole)] if has_waiting(problem) else []
        best = _Best(polish, watch)
        try:
            self._answered(polish, best, until)
        except (KeyboardInterrupt, _Stopped):
            return _answer(problem, best.whole(), stopped=True)
        return _answer(problem, best.whole() if polish else whole)

    def _answered(self, jobs: Sequence[Job], best: _Best, until: float | None) -> Mapping[int, Answer]:
        """The answer of each job, begun one after the other as processors become free."""
        answers: dict[int, Answer] = {}
        heard: Heard = queue.SimpleQueue()
        with _crew() as crew:
            while len(answers) < len(jobs):
                while len(crew) < min(len(jobs), len(answers) + _processors()):
                    number = len(crew)
                    crew.append(Child(self._python, jobs[number].question, number, heard))
                    self.pid = crew[-1].pid
                number, (kind, what) = _next(heard, until)
                if number in answers:
                    continue  # the end of a child that has answered
                if kind == "better":
                    best.take(jobs[number].part, *what)
                elif kind == "answer":
                    answers[number] = what
                    best.take(jobs[number].part, Progress(what.cost, what.bound), what.solution)
                    crew[number].end()
                else:
                    raise SolverMissing if kind == "missing" else SolverFailed(what)
        return answers


class _Best:
    """The best plan of each part so far, and of the whole; `watch` hears when that gets better."""

    def __init__(self, jobs: Sequence[Job], watch: Watch | None) -> None:
        self._watch = watch
        self._parts = {job.part: _standing(job) for job in jobs}
        self.heard = any(job.standing for job in jobs)

    def take(self, part: int, progress: Progress, solution: Solution) -> None:
        """A plan of a part."""
        if progress.best < self._parts[part][0].best:
            self._parts[part] = progress, solution
            self.heard = True
            if self._watch is not None:
                bound = progress.bound if len(self._parts) == 1 else None
                self._watch(Progress(sum(known.best for known, _ in self._parts.values()), bound))

    def whole(self) -> Solution:
        """The plans of the parts together: what breaks a rule between them is not mended yet."""
        return {task: spot for _, solution in self._parts.values() for task, spot in solution.items()}


@contextmanager
def _crew() -> Iterator[list[Child]]:
    """Children that are all ended, whatever happens."""
    crew: list[Child] = []
    try:
        yield crew
    finally:
        for child in crew:
            child.end()


def _next(heard: Heard, until: float | None) -> tuple[int, Said]:
    while True:
        left = _LOOK if until is None else min(_LOOK, until - monotonic())
        if left <= 0:
            raise _Stopped
        try:
            return heard.get(timeout=left)
        except queue.Empty:
            continue


def _cheapest(jobs: Sequence[Job], answers: Mapping[int, Answer]) -> Solution:
    """The plans of the parts together, of each the cheapest: the first of equals, whichever came first."""
    found: dict[int, Answer] = {}
    for number, job in enumerate(jobs):
        answer = answers[number]
        if job.part not in found or answer.cost < found[job.part].cost:
            found[job.part] = answer
    return {task: spot for answer in found.values() for task, spot in answer.solution.items()}


def _answer(problem: Problem, whole: Solution, *, stopped: bool = False) -> Answer:
    """The plans of the parts as an answer that keeps every rule."""
    counted = score(problem, whole)
    if counted.broken:
        whole = joined(problem, whole)
        counted = score(problem, whole)
    return Answer(whole, counted.total, stopped=stopped)


def _standing(job: Job) -> tuple[Progress, Solution]:
    solution = job.standing or {}
    return Progress(score(job.problem, solution).total), solution


def _processors() -> int:
    return os.cpu_count() or 1
