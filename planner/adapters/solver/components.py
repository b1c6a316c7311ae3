"""Splits a large question into parts that only people who are wanted at two places can connect."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from planner.adapters.solver.units import together
from planner.domain.planning.problem import Problem


def parts(problem: Problem) -> list[Problem]:
    """The parts, the largest first: no task of one may stand on a sitting of another, or is bound to a task of another.

    What is left between them is that nobody is at two sittings of a day at once.
    """
    first: dict[int, int] = {}
    links = [
        (first.setdefault(sitting, task.id), task.id)
        for task in problem.tasks.values()
        for sitting in task.places
    ]
    links += [(row.first, row.then) for row in problem.before]
    links += [(pair.one, pair.other) for pair in (*problem.together, *problem.adjacent, *problem.apart)]
    groups = together(problem.tasks, links)
    return [alone(problem, group) for group in sorted(groups, key=lambda group: (-len(group), group))]


def alone(problem: Problem, tasks: Collection[int]) -> Problem:
    """The question about some of the tasks alone, with what binds them to one another."""
    wanted = frozenset(tasks)
    kept = {number: task for number, task in problem.tasks.items() if number in wanted}
    sittings = {sitting for task in kept.values() for sitting in task.places}
    return replace(
        problem,
        sittings={number: sitting for number, sitting in problem.sittings.items() if number in sittings},
        tasks=kept,
        before=tuple(row for row in problem.before if row.first in kept and row.then in kept),
        together=tuple(pair for pair in problem.together if pair.one in kept and pair.other in kept),
        adjacent=tuple(pair for pair in problem.adjacent if pair.one in kept and pair.other in kept),
        apart=tuple(pair for pair in problem.apart if pair.one in kept and pair.other in kept),
    )
