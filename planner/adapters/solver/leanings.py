"""Where tasks lean: the model solved in fractions, in a fraction of the time, and corrected by the orders of the days."""

from __future__ import annotations

from collections.abc import Iterator

from planner.adapters.solver.columns import Columns
from planner.adapters.solver.cuts import Cuts
from planner.adapters.solver.model import modelled
from planner.adapters.solver.same_day import Days, clusters
from planner.domain.planning.problem import Problem

_ROUNDS = 6
_ORDERS = 200  # nodes of each search for the order of a day
_MORE = 1  # how much dearer the model must have become for another round to be worth it


def leanings(problem: Problem) -> Iterator[dict[int, int]]:
    """The sitting that each task leans to, again and again: each without what could not be lined up of the one before.

    SolverMissing without HiGHS.
    """
    columns, days = Columns(problem), Days(problem, timed=False)
    model, cuts = modelled(columns), Cuts(columns, days, days, _ORDERS, _ORDERS)
    least = float("-inf")
    for _ in range(_ROUNDS):
        found = model.relaxed()
        if found.values is None or found.bound < least + _MORE:
            return
        least = found.bound
        yield columns.leaning(found)
        for cluster in clusters(problem, columns.chosen(found)):
            if days.cluster(cluster, nodes=_ORDERS).spots is None:
                model.add(list(cuts.impossible(cluster)))
