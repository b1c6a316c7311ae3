"""What the use-cases ask of whoever plans."""

from __future__ import annotations

from typing import Protocol

from planner.domain.planning.problem import Answer, Limits, Problem, Watch


class Solver(Protocol):
    """Finds the best plan within limits."""

    def solve(self, problem: Problem, limits: Limits, watch: Watch | None = None) -> Answer:
        """The best plan found; `watch` hears of each better one. SolverMissing without an engine."""
        ...
