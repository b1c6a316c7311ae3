"""Where tasks lean: what the model solved in fractions puts them on, which takes a fraction of the time."""

from __future__ import annotations

from collections.abc import Iterator

from planner.adapters.solver.relaxation import Relaxation
from planner.domain.planning.problem import Problem

_ROUNDS = 8
_ORDERS = 200  # nodes of each search for the order of a day


def leanings(problem: Problem) -> Iterator[dict[int, int]]:
    """The sitting that each task leans to, again and again: each without what could not be lined up of the one before.

    SolverMissing without HiGHS.
    """
    relaxation = Relaxation(problem, _ORDERS)
    for found in relaxation.rounds(_ROUNDS):
        yield relaxation.columns.leaning(found)
