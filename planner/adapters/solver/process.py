"""Planning in child processes, so that it can be stopped at any moment and its faults harm nothing."""

from __future__ import annotations

import os
import queue
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from planner.adapters.solver.child import PYTHON, Child, Heard, Said
from planner.adapters.solver.deadline import Deadline
from planner.adapters.solver.division import Job, divided, joined, polishing
from planner.adapters.solver.engine import has_waiting, is_large, is_told, told
from planner.adapters.solver.replan import mended
from planner.domain.errors import SolverFailed, SolverMissing
from planner.domain.planning.problem import Answer, Limits, Problem, Progress, Solution, Watch
from planner.domain.planning.score import score

_IN_TIME = 0.94  # of the seconds: the plans of the parts must still be put together
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
        until = Deadline(None if limits.seconds is None else limits.seconds * _IN_TIME)
        if is_told(problem):
            return self._mended(problem, limits._replace(seconds=None), watch, until)
        jobs = divided(problem, limits._replace(seconds=None))
        best = _Best(jobs, watch)
        try:
            answers = self._answered(jobs, best, until)
            if not is_large(problem):
                return answers[0]
            polish = polishing(problem, jobs, _plans(problem, jobs, answers))
            best = _Best(polish, watch)
            answers = self._answered(polish, best, until)
            stopped = any(answer.stopped for answer in answers.values())
            return _answer(problem, _together(_cheapest(polish, answers).values()), stopped=stopped)
        except (KeyboardInterrupt, _Stopped) as why:
            if isinstance(why, KeyboardInterrupt) and not best.heard:
                raise
            return _answer(problem, best.whole(), stopped=True)

    def _mended(self, problem: Problem, limits: Limits, watch: Watch | None, until: Deadline) -> Answer:
        """What was told, mended: the children are asked about no more than the part that is disturbed."""

        def mend(
            part: Problem, kept: frozenset[int], standing: Solution, limits: Limits, first: frozenset[int]
        ) -> Solution:
            jobs = [Job(0, part, limits, "mend", standing, kept, first)]
            near = _Best(jobs, None)
            try:
                return self._answered(jobs, near, until)[0].solution
            except _Stopped:
                return near.whole()

        whole = mended(problem, told(problem), limits, mend)
        polish = [Job(0, problem, limits, "polish", whole)] if has_waiting(problem) else []
        best = _Best(polish, watch)
        try:
            self._answered(polish, best, until)
        except (KeyboardInterrupt, _Stopped):
            return _answer(problem, best.whole(), stopped=True)
        return _answer(problem, best.whole() if polish else whole)

    def _answered(self, jobs: Sequence[Job], best: _Best, until: Deadline) -> Mapping[int, Answer]:
        """The answer of each job, begun one after the other as processors become free."""
        answers: dict[int, Answer] = {}
        heard: Heard = queue.SimpleQueue()
        with _crew() as crew:
            while len(answers) < len(jobs):
                while len(crew) < min(len(jobs), len(answers) + _processors()):
                    number = len(crew)
                    seconds = _share(until, len(jobs) - number)
                    crew.append(Child(self._python, jobs[number].within(seconds).question, number, heard))
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
        self._parts: dict[int, tuple[Progress, Solution]] = {}
        for job in jobs:
            known = Progress(score(job.problem, job.standing or {}).total), job.standing or {}
            self._parts[job.part] = min(self._parts.get(job.part, known), known, key=lambda row: row[0].best)
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
        return _together([solution for _, solution in self._parts.values()])


@contextmanager
def _crew() -> Iterator[list[Child]]:
    """Children that are all ended, whatever happens."""
    crew: list[Child] = []
    try:
        yield crew
    finally:
        for child in crew:
            child.end()


def _next(heard: Heard, until: Deadline) -> tuple[int, Said]:
    while True:
        left = min(_LOOK, until.left)
        if left <= 0:
            raise _Stopped
        try:
            return heard.get(timeout=left)
        except queue.Empty:
            continue


def _cheapest(jobs: Sequence[Job], answers: Mapping[int, Answer]) -> dict[int, Solution]:
    """The plan of each part, the cheapest of it: the first of equals, whichever came first."""
    found: dict[int, Answer] = {}
    for number, job in enumerate(jobs):
        answer = answers[number]
        if job.part not in found or answer.cost < found[job.part].cost:
            found[job.part] = answer
    return {part: answer.solution for part, answer in found.items()}


def _together(parts: Iterable[Solution]) -> Solution:
    return {task: spot for solution in parts for task, spot in solution.items()}


def _plans(problem: Problem, jobs: Sequence[Job], answers: Mapping[int, Answer]) -> list[Solution]:
    """Of each job a plan of everything: what it answered, and of the other parts the cheapest."""
    cheapest = _cheapest(jobs, answers)
    whole = _answer(problem, _together(cheapest.values())).solution
    return [
        whole
        if answers[number].solution is cheapest[job.part]
        else _answer(problem, _together({**cheapest, job.part: answers[number].solution}.values())).solution
        for number, job in enumerate(jobs)
    ]


def _answer(problem: Problem, whole: Solution, *, stopped: bool = False) -> Answer:
    """The plans of the parts as an answer that keeps every rule."""
    counted = score(problem, whole)
    if counted.broken:
        whole = joined(problem, whole)
        counted = score(problem, whole)
    return Answer(whole, counted.total, stopped=stopped)


def _share(until: Deadline, jobs: int) -> float:
    """The seconds that the next of so many jobs may take, if those that come after it shall have as many."""
    turns = -(-jobs // _processors())
    return max(0.0, until.left) / turns * _IN_TIME


def _processors() -> int:
    return os.cpu_count() or 1
