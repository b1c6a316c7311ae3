"""The plan of a large question: where HiGHS has tasks lean to, and local search from there.

The search first asks only that every day can be lined up, which is quick, and then what waiting costs too.
"""

from __future__ import annotations

from statistics import median

from planner.adapters.solver.annealing import Annealing
from planner.adapters.solver.draft import Draft
from planner.adapters.solver.exact import Better
from planner.adapters.solver.leanings import leanings
from planner.adapters.solver.units import Stand
from planner.domain.planning.problem import Limits, Problem, Progress, Solution

_MANY = 8_000  # places: with more of them moves take longer than solving windows of the guided plan again
_STEPS = 8  # in which the search cools; after each the plan is told if it is better
_TIMED = 0.2  # how many moves are tried besides, with what waiting costs

# What a worsening may cost, as a share of what leaving a typical task out costs.
_HOT = 0.4
_WARM = 0.04
_COOL = 0.003
_COLD = 0.0006


def search(
    problem: Problem, limits: Limits, better: Better | None = None, *, guided: bool = True
) -> Solution:
    """A good plan. The same limits give the same plan.

    `guided` asks HiGHS where to begin (SolverMissing without it).
    """
    draft = Draft(problem)
    draft.timed = True
    draft.fill()
    kept = _Kept(draft, better)
    typical = median([unit.unplaced for unit in draft.units if unit.stands] or [0])
    places = sum(len(task.places) for task in problem.tasks.values())
    moves = 0 if guided and places > _MANY else limits.moves * len(problem.tasks)
    for sittings in leanings(problem) if guided else ():
        draft.empty()
        draft.take(sittings)
        draft.fill()
        kept.look()
    kept.again()
    hot = _WARM if guided else _HOT
    annealing = Annealing(draft, limits.seed)
    draft.timed = False
    for step in range(_STEPS):
        warm, cool = (hot * (_COOL / hot) ** (n / _STEPS) for n in (step, step + 1))
        annealing.run(moves // _STEPS, warm * typical, cool * typical)
        kept.look()
    draft.timed = True
    annealing.run(int(moves * _TIMED), _COOL * typical, _COLD * typical)
    kept.look()
    kept.again()
    return draft.solution()


class _Kept:
    """The best that a draft has been, with its times."""

    def __init__(self, draft: Draft, better: Better | None) -> None:
        self._draft, self._better = draft, better
        self._cost = draft.cost
        self._at: list[Stand | None] = list(draft.at)
        self._tell()

    def look(self) -> None:
        """Keeps what the draft is now, if that is better."""
        draft = self._draft
        timed, draft.timed = draft.timed, True
        cost = draft.cost
        draft.timed = timed
        if cost < self._cost:
            self._cost, self._at = cost, list(draft.at)
            self._tell()

    def again(self) -> None:
        """Makes the draft what it was at its best."""
        self._draft.become(self._at)

    def _tell(self) -> None:
        if self._better is not None:
            self._better(Progress(self._cost), self._draft.solution())
