"""The model solved in fractions, again and again: each time with rows for days that cannot be lined up that way."""

from __future__ import annotations

from collections.abc import Iterator

from planner.adapters.solver.columns import Columns
from planner.adapters.solver.cuts import Cuts
from planner.adapters.solver.highs import Found
from planner.adapters.solver.model import modelled
from planner.adapters.solver.same_day import Days, clusters
from planner.domain.planning.problem import Problem

_SHARES = (0.5, 0.3)  # of a task on a sitting: with more, it is asked whether that can be lined up


class Relaxation:
    """The model of a problem without whole numbers, and its columns. SolverMissing without HiGHS.

    `orders` are the nodes of each search for the order of a day.
    """

    def __init__(self, problem: Problem, orders: int) -> None:
        self._problem, self.columns = problem, Columns(problem)
        self.model = modelled(self.columns)
        days = Days(problem, timed=False)
        self._cuts = Cuts(self.columns, days, days, orders, orders)

    def rounds(self, most: int) -> Iterator[Found]:
        """The solutions of so many rounds; fewer when a solution breaks nothing more that could be seen."""
        for _ in range(most):
            found = self.model.relaxed()
            if found.values is None:
                return
            yield found
            rows = {
                row: None  # in the order in which they were found
                for share in _SHARES
                for cluster in clusters(self._problem, self.columns.chosen(found, share))
                for row in self._cuts.broken(cluster, found.values)
            }
            if not rows:
                return
            self.model.add([*rows])
