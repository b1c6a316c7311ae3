"""The journal as a value: what its steps, done again from nothing, arrive at."""

from __future__ import annotations

from collections.abc import Iterable

from planner.domain.changes import Step
from planner.domain.plan import Plan


def replay(steps: Iterable[Step]) -> Plan:
    """The plan that the steps make, oldest first; undo and redo are steps like any other.

    StalePlan when a step does not fit what the ones before it left.
    """
    return Plan().apply(change for step in steps for change in step.changes)
