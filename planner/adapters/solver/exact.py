"""The best plan of a small problem, proven: HiGHS chooses the sittings, the orders of the days correct it.

First the assignment alone, until every day of the best one can be lined up; then with what waiting and
shifting cost, until no plan can be cheaper than the best one found.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

from planner.adapters.solver.columns import Columns
from planner.adapters.solver.cuts import Cuts
from planner.adapters.solver.deadline import Deadline
from planner.adapters.solver.draft import Draft
from planner.adapters.solver.highs import Found, Row
from planner.adapters.solver.model import modelled
from planner.adapters.solver.same_day import Days, clusters
from planner.domain.planning.problem import Limits, Problem, Progress, Solution, Spot
from planner.domain.planning.score import score

Better = Callable[[Progress, Solution], None]
"""Hears of each better plan."""
_ROUNDS = 200  # of solving and correcting, in each of the two stages
_ROUNDING = 1e-6
_HALF = 0.5  # costs are whole


class Effort(NamedTuple):
    """How many rounds of solving and correcting, and about how many steps of HiGHS in them, a search may take."""

    rounds: int = _ROUNDS
    steps: float = math.inf


ENDLESS = Effort()


class Search:
    """The exact search of one problem. `kept` are tasks that must stay placed, `orders` the
    nodes of each search for any order of a day, and `waits` those for the one in which people wait least.

    `solution` is the best plan so far, at first `standing` or the empty one, and `cost` its whole cost; `bound` is what no
    plan can be below, and `assignment` what no assignment that can be lined up can be below; `fits` says whether the last
    one could be.
    """

    def __init__(
        self,
        problem: Problem,
        limits: Limits,
        kept: Collection[int] = (),
        *,
        standing: Solution | None = None,
        orders: int = 20_000,
        waits: int = 20_000,
        better: Better | None = None,
    ) -> None:
        self._problem, self._limits, self._heard = problem, limits, better
        self._columns = Columns(problem, kept)
        self._model = modelled(self._columns)
        self._days, self._any_order = Days(problem), Days(problem, timed=False)
        self._orders, self._waits = orders, waits
        self._cuts = Cuts(self._columns, self._days, self._any_order, orders, waits)
        self._sure = True
        self.fits = False
        self.deadline = Deadline(limits.seconds)
        self.solution: Solution = {} if standing is None else standing
        self.cost = score(problem, self.solution).total
        self.bound = self.assignment = -math.inf
        self.rounds = self.steps = 0

    @property
    def proven(self) -> bool:
        """Whether no plan is cheaper than the best one found."""
        return self.bound >= self.cost

    def assign(self, effort: Effort = ENDLESS) -> bool:
        """The best assignment that can be lined up; whether it is proven that none is better.

        When that takes more effort, the last one counts as far as it can be lined up.
        """
        last: Found | None = None
        for _ in range(effort.rounds):
            if self.deadline.is_past or self.steps > effort.steps:
                break
            found = self._solved()
            self.assignment = self.bound
            last = last if found.values is None else found
            rows = self._learnt(found, joint=False)
            if self.fits:
                return found.best and self._sure
            if not rows:
                break
        if last:
            self._better(self._as_far(self._columns.leaning(last)))
        return False

    def join(self, rounds: int = _ROUNDS) -> bool:
        """With waiting and shifts, from where `assign` ended; whether it is proven that no plan is cheaper."""
        for column in self._columns.wait.values():
            self._model.price(column, 1)
        until = self.steps + self._limits.nodes
        for _ in range(rounds):
            if (
                self.deadline.is_past
                or self.proven
                or self.steps > until
                or not self._learnt(self._solved(), joint=True)
            ):
                break
        return self.proven

    def _solved(self) -> Found:
        self.rounds += 1
        found = self._model.solve(self._limits.nodes, self._limits.gap, self.deadline.left)
        self.steps += found.steps
        if self._sure and math.isfinite(found.bound):
            self.bound = max(self.bound, math.ceil(found.bound - _ROUNDING))
        return found

    def _learnt(self, found: Found, *, joint: bool) -> list[Row]:
        """The rows that this assignment breaks, now added; one that can be lined up is remembered."""
        rows: list[Row] = []
        spots: dict[int, Spot] = {}
        fitting = []
        self.fits = found.values is not None
        for cluster in clusters(self._problem, self._columns.chosen(found)):
            arranged = self._any_order.cluster(cluster, nodes=self._orders)
            if arranged.spots is None:
                self.fits = False
                self._sure = self._sure and arranged.proven
                rows += self._cuts.impossible(cluster)
            else:
                fitting.append(cluster)
                spots.update(arranged.spots)
        for cluster in fitting if self.fits or joint else ():
            arranged = self._days.cluster(cluster, nodes=self._waits)
            spots.update(arranged.spots or {})
            waited = self._columns.waited(found, dict(cluster))
            if joint and arranged.spots and arranged.proven and arranged.cost > waited + _HALF:
                rows.append(self._cuts.costly(cluster, arranged.cost))
        if self.fits:
            self._better(spots)
        self._model.add(rows)
        return rows

    def _as_far(self, sittings: Mapping[int, int]) -> Solution:
        """The plan with these sittings as far as they can be lined up; the best so far where what must stay cannot."""
        kept, draft = self._columns.kept, Draft(self._problem)
        draft.take({task: sitting for task, sitting in sittings.items() if task in kept})
        draft.take(sittings)
        draft.fill()
        solution = draft.solution()
        return solution if kept <= solution.keys() else self.solution

    def _better(self, spots: Mapping[int, Spot]) -> None:
        cost = score(self._problem, spots).total
        if cost < self.cost:
            self.solution, self.cost = dict(spots), cost
            if self._heard:
                bound = None if math.isinf(self.bound) else int(self.bound)
                self._heard(Progress(cost, bound), self.solution)
