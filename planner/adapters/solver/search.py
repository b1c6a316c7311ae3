"""The plan of a large question: an assignment by HiGHS where there is one, and local search from there.

The search first asks only that every day can be lined up, which is quick, and then what waiting costs too.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from statistics import median
from typing import NamedTuple

from planner.adapters.solver.annealing import Annealing, Clock
from planner.adapters.solver.draft import Draft
from planner.adapters.solver.exact import Better, Search
from planner.adapters.solver.units import Stand
from planner.domain.planning.problem import Limits, Problem, Progress, Solution

_ORDERS = 200  # nodes of each search for the order of a day
_MANY = 12_000  # places: with more of them HiGHS is asked for less, and moves do the rest
_STEPS = 8  # in which the search cools; after each the plan is told if it is better
_TIMED = 0.2  # how many moves are tried besides, with what waiting costs

# What a worsening may cost, as a share of what leaving a typical task out costs.
_HOT = 0.4
_WARM = 0.04
_COOL = 0.003
_COLD = 0.0006


def search(
    problem: Problem,
    limits: Limits,
    better: Better | None = None,
    standing: Solution | None = None,
    *,
    guided: bool = True,
    clock: Clock | None = None,
) -> Solution:
    """A good plan, no dearer than the one that stands. The same limits give the same plan.

    `guided` asks HiGHS where to begin (SolverMissing without it). `clock` says when to end early.
    """
    draft = Draft(problem)
    draft.timed = True
    draft.take({task: spot.sitting for task, spot in (standing or {}).items()})
    draft.fill()
    kept = _Kept(draft, better)
    typical = median([unit.unplaced for unit in draft.units if unit.stands] or [0])
    moves = limits.moves * len(problem.tasks)
    hot = _HOT if standing is None else _WARM
    for sittings in _guides(problem, limits) if guided else ():
        draft.empty()
        draft.take(sittings)
        draft.fill()
        kept.look()
        hot = _WARM
    kept.again()
    annealing = Annealing(draft, limits.seed, clock)
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


class _Guide(NamedTuple):
    """How HiGHS is asked: how often, and in how many nodes and how near to its bound it may end."""

    rounds: int
    nodes: int
    gap: float


_CLOSE, _ROUGH = _Guide(5, 1, 0.3), _Guide(2, 1, 2.0)


def _guides(problem: Problem, limits: Limits) -> Iterator[dict[int, int]]:
    """Assignments that HiGHS finds good, each corrected by what could not be lined up of the one before."""
    guide = _ROUGH if sum(len(task.places) for task in problem.tasks.values()) > _MANY else _CLOSE
    narrow = limits._replace(nodes=min(limits.nodes, guide.nodes), gap=max(limits.gap, guide.gap))
    for chosen in islice(Search(problem, narrow, orders=_ORDERS).assignments(), guide.rounds):
        yield {task: sitting for sitting, tasks in chosen.items() for task in tasks}


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
