"""A question as jobs for several processes: one for each large part, two for a large question in one part."""

from __future__ import annotations

from typing import NamedTuple

from planner.adapters.solver.components import part, parts
from planner.adapters.solver.engine import is_large
from planner.domain.planning.problem import Limits, Problem, Solution

_LARGE = 250  # tasks: fewer of them are no part of their own


class Job(NamedTuple):
    """What one process is asked: a part by its number, within limits.

    With `standing` it mends that plan; `guided` lets HiGHS say where a search begins.
    """

    part: int
    problem: Problem
    limits: Limits
    standing: Solution | None = None
    guided: bool = True

    @property
    def question(self) -> tuple[Problem, Limits, Solution | None, bool]:
        """As it is put."""
        return self.problem, self.limits, self.standing, self.guided


def divided(problem: Problem, limits: Limits) -> list[Job]:
    """The jobs of a question, the largest first: the same ones on every machine."""
    if not is_large(problem):
        return [Job(0, problem, limits)]
    found = [one for one in parts(problem) if one.sittings]
    large = [one for one in found if len(one.tasks) >= _LARGE]
    rest = [task for one in found if len(one.tasks) < _LARGE for task in one.tasks]
    jobs = [Job(number, one, limits) for number, one in enumerate(large)]
    if len(large) == 1:
        jobs.append(Job(0, large[0], limits._replace(seed=limits.seed + 1), guided=False))
    if rest:
        jobs.append(Job(len(large), part(problem, rest), limits))
    return jobs
