"""HiGHS, called with arrays: a model of whole-number choices, one thread, the same answer every time."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from planner.domain.errors import SolverFailed, SolverMissing

if TYPE_CHECKING:
    import highspy
    from highspy._core import HighsStatus, _Highs

_SAME = {"output_flag": False, "threads": 1, "parallel": "off", "random_seed": 0}
_FEASIBLE = 2
_NEARLY = 0.9  # costs are whole: a bound closer than one to the plan proves it
_EMPTY = ("kInfeasible", "kUnboundedOrInfeasible")


class Column(NamedTuple):
    """What one more of it costs, and its bounds; with `whole` nothing between whole numbers."""

    cost: int
    low: float = 0
    high: float = 1
    whole: bool = True


class Row(NamedTuple):
    """`low` <= the sum of each coefficient times its column <= `high`."""

    terms: tuple[tuple[int, int], ...]
    low: float = -math.inf
    high: float = math.inf


class Found(NamedTuple):
    """The value of each column (none without a solution), what no solution is below, and whether it is best.

    `steps` is how long that took, in steps of the simplex method: the same on every machine.
    """

    values: Sequence[float] | None
    bound: float
    best: bool
    steps: int = 0


class Model:
    """Columns, and rows that may be added between two solves. SolverMissing without HiGHS."""

    def __init__(self, columns: Sequence[Column], rows: Sequence[Row], cost: int = 0) -> None:
        """`cost` is what everything costs while all columns are nought."""
        self._highs, self._cost = _highs(), cost
        _done(self._highs.passModel(_as_lp(columns, rows)))
        _done(self._highs.changeObjectiveOffset(float(cost)))  # without it a gap is a share of something else

    def add(self, rows: Sequence[Row]) -> None:
        """Further rows."""
        if rows:
            low, high, begin, index, value = _arrays(rows)
            _done(self._highs.addRows(len(rows), low, high, len(index), begin[:-1], index, value))

    def price(self, column: int, cost: int) -> None:
        """What a column costs from now on."""
        _done(self._highs.changeColCost(column, float(cost)))

    def solve(self, nodes: int, gap: float = 0.0, seconds: float = math.inf) -> Found:
        """The best solution within that many nodes of the search tree and seconds, or within `gap` of its bound."""
        highs = self._highs
        highs.setOptionValue("time_limit", highs.getRunTime() + max(0.0, seconds))
        highs.setOptionValue("mip_max_nodes", nodes)
        highs.setOptionValue("mip_rel_gap", gap)
        _done(highs.run())
        return self._found(best=not gap)

    def relaxed(self) -> Found:
        """The best solution in which a choice may also be made by halves: quick, and below every whole one."""
        self._highs.setOptionValue("solve_relaxation", True)
        _done(self._highs.run())
        self._highs.setOptionValue("solve_relaxation", False)
        info = self._highs.getInfo()
        if info.primal_solution_status != _FEASIBLE:
            return Found(None, math.inf, best=False)
        return Found(self._highs.getSolution().col_value, info.objective_function_value, best=False)

    def _found(self, *, best: bool) -> Found:
        highs = self._highs
        status, info = highs.getModelStatus().name, highs.getInfo()
        if status in _EMPTY:
            return Found(None, math.inf, best=True)
        if status == "kModelEmpty":
            return Found((), self._cost, best=True)
        return Found(
            highs.getSolution().col_value if info.primal_solution_status == _FEASIBLE else None,
            info.mip_dual_bound if math.isfinite(info.mip_dual_bound) else -math.inf,
            best=status == "kOptimal" and best,
            steps=max(0, info.simplex_iteration_count),
        )


def _highs() -> _Highs:
    try:
        from highspy._core import _Highs  # noqa: PLC0415 -- slow import
    except ImportError as error:
        raise SolverMissing from error
    highs = _Highs()
    for option, value in _SAME.items():
        highs.setOptionValue(option, value)
    highs.setOptionValue("mip_abs_gap", _NEARLY)
    return highs


def _as_lp(columns: Sequence[Column], rows: Sequence[Row]) -> highspy.HighsLp:
    from highspy import HighsLp, HighsVarType, MatrixFormat  # noqa: PLC0415 -- slow import

    lp = HighsLp()
    lp.num_col_, lp.num_row_ = len(columns), len(rows)
    lp.col_cost_ = [float(column.cost) for column in columns]
    lp.col_lower_ = [float(column.low) for column in columns]
    lp.col_upper_ = [float(column.high) for column in columns]
    lp.integrality_ = [HighsVarType.kInteger if c.whole else HighsVarType.kContinuous for c in columns]
    matrix = lp.a_matrix_
    lp.row_lower_, lp.row_upper_, matrix.start_, matrix.index_, matrix.value_ = _arrays(rows)
    matrix.format_ = MatrixFormat.kRowwise
    return lp


def _arrays(rows: Sequence[Row]) -> tuple[list[float], list[float], list[int], list[int], list[float]]:
    """Lower and upper bounds, where each row begins, columns and coefficients."""
    return (
        [row.low for row in rows],
        [row.high for row in rows],
        [0, *accumulate(len(row.terms) for row in rows)],
        [column for row in rows for column, _ in row.terms],
        [float(value) for row in rows for _, value in row.terms],
    )


def _done(status: HighsStatus) -> None:
    if status.name == "kError":
        raise SolverFailed
