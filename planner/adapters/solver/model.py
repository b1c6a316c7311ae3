"""The model of a question: its columns, and a row for each thing that a rule forbids."""

from __future__ import annotations

from planner.adapters.solver import crowding, rules
from planner.adapters.solver.columns import Columns
from planner.adapters.solver.highs import Model


def modelled(columns: Columns) -> Model:
    """What HiGHS is asked: the assignment with every rule, but without the orders of the days. SolverMissing without it."""
    return Model(
        columns.all,
        [*rules.rows(columns), *crowding.rows(columns)],
        sum(task.unplaced for task in columns.problem.tasks.values()),
    )
