"""The shared planning instances as a `Problem`, and a plan back to what their own evaluator reads."""

from __future__ import annotations

import importlib.util
import os
import sys
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from planner.domain.planning.problem import Before, Pair, Place, Problem, Sitting, Solution, Spot, Task

SHARED = Path(os.environ.get("PLANNER_SHARED", Path(__file__).resolve().parents[3] / "shared"))
EVALUATOR = SHARED / "planning" / "bench.py"


@cache
def evaluator() -> ModuleType:
    """The module that generates instances and evaluates plans, loaded from where it lies."""
    spec = importlib.util.spec_from_file_location("planning_instances", EVALUATOR)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(EVALUATOR)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def instance(name: str, seed: int) -> Any:
    """An instance by its name (S, M, L; St, Mt, Lt are tight) and seed."""
    return evaluator().get(name, seed)


def disrupted(name: str, seed: int, plan: Solution, kind: str) -> Any:
    """The instance with that plan told to people, and then a meeting cancelled or a presenter ill."""
    changed = evaluator().disrupt(instance(name, seed), as_plan(plan), kind, seed)
    return evaluator().prep(changed)


def problem(given: Any) -> Problem:
    """The question that an instance asks. What has no place in it costs nothing, as the evaluator counts."""
    near = evaluator().near
    meetings = given.meetings
    return Problem(
        sittings={m.id: Sitting(m.id, m.board, m.day, m.soft) for m in meetings},
        tasks={item.id: _task(given, item, near) for item in given.items},
        before=tuple(Before(*row) for row in given.prec),
        together=tuple(Pair(*row) for row in given.same),
        adjacent=tuple(Pair(*row) for row in given.adj),
        apart=tuple(Pair(*row) for row in given.diff),
    )


def _task(given: Any, item: Any, near: Any) -> Task:
    told = given.published.get(item.id)
    costs, starts = given.cost[item.id], given.cand[item.id]
    return Task(
        id=item.id,
        ticks=item.dur,
        people=item.who,
        unplaced=given.unpl[item.id],
        places={meeting: Place(costs[meeting], starts[meeting]) for meeting in starts},
        closed=item.closed,
        told=None if told is None else Spot(*told),
        shift=0 if told is None else near(given.meetings[told[0]].day) * max(1, len(item.who)),
    )


def as_plan(solution: Solution) -> dict[int, tuple[int, int]]:
    """A solution as the evaluator reads it."""
    return {task: (spot.sitting, spot.start) for task, spot in solution.items()}


def evaluate(given: Any, solution: Solution) -> dict[str, Any]:
    """What the evaluator says of a solution: `hard` counts broken rules, `total` is the cost."""
    found: dict[str, Any] = evaluator().evaluate(given, as_plan(solution))
    return found
