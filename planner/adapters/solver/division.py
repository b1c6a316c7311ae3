"""A question as jobs for several processes: one for each large part, two for a large question in one part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from planner.adapters.solver.components import alone, parts
from planner.adapters.solver.draft import Draft
from planner.adapters.solver.engine import Way, is_large
from planner.adapters.solver.exact import Effort
from planner.adapters.solver.part import cannot_stay, part
from planner.adapters.solver.replan import assigned, near, refined
from planner.domain.planning.problem import Limits, Problem, Solution

_LARGE = 250  # tasks: fewer of them are no part of their own
_FEW = 60  # tasks that can be placed again exactly
_MENDING = Effort(8, 3000)  # in which they are placed again


class Job(NamedTuple):
    """What one process is asked: in what way a part, by its number, is to be answered."""

    part: int
    problem: Problem
    limits: Limits
    way: Way = "answer"
    standing: Solution | None = None
    kept: frozenset[int] = frozenset()
    first: frozenset[int] = frozenset()

    def within(self, seconds: float) -> Job:
        """The same, but to be answered in so many seconds."""
        return self._replace(limits=self.limits._replace(seconds=seconds))

    @property
    def question(self) -> dict[str, object]:
        """As it is put to `answered`."""
        asked = self._asdict()
        del asked["part"]
        return asked


def divided(problem: Problem, limits: Limits) -> list[Job]:
    """The jobs of a question, the largest first: the same ones on every machine."""
    if not is_large(problem):
        return [Job(0, problem, limits)]
    found = [one for one in parts(problem) if one.sittings]
    large = [one for one in found if len(one.tasks) >= _LARGE]
    rest = [task for one in found if len(one.tasks) < _LARGE for task in one.tasks]
    jobs = [Job(number, one, limits) for number, one in enumerate(large)]
    if len(large) == 1:
        jobs.append(Job(0, large[0], limits._replace(seed=limits.seed + 1), "unguided"))
    if rest:
        jobs.append(Job(len(large), alone(problem, rest), limits))
    return jobs


def polishing(problem: Problem, jobs: Sequence[Job], plans: Sequence[Solution]) -> list[Job]:
    """Jobs that make the plan of each job's part better, in the time that the other parts of it leave its people."""
    return [
        job._replace(
            problem=part(problem, plan, job.problem.tasks).problem,
            way="polish",
            standing={task: spot for task, spot in plan.items() if task in job.problem.tasks},
        )
        for job, plan in zip(jobs, plans, strict=True)
    ]


def joined(problem: Problem, whole: Solution) -> Solution:
    """Plans of parts that break a rule together, as one: where somebody is wanted at two places, a task goes elsewhere.

    Few such tasks are placed again exactly, with what stands on the sittings of that day; many by the draft, which is
    quicker but lines up the other days anew as well.
    """
    lost = cannot_stay(problem, whole)
    if len(lost) <= _FEW:
        kept = {task: spot for task, spot in whole.items() if task not in lost}
        return refined(problem, kept, near(problem, whole, lost, 0), Limits(), _MENDING, assigned).solution
    draft = Draft(problem)
    draft.take({task: spot.sitting for task, spot in whole.items()})
    draft.timed = True
    draft.fill()
    return draft.solution()
