"""Tasks that must stand on the same sitting, taken as one; and what binds one such unit to another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from planner.domain.planning.problem import Problem


class Stand(NamedTuple):
    """A sitting that a unit may be put on: what it costs there, its day, and the unit's bits in that day."""

    cost: int
    sitting: int
    day: int
    bits: int


@dataclass(slots=True)
class Unit:
    """Tasks that are placed together: where, cheapest first, and what it costs to leave them out.

    `before` are the units that must be placed first with the days between, `then` those that come after.
    """

    tasks: tuple[int, ...]
    ticks: int
    unplaced: int
    stands: list[Stand]
    before: list[tuple[int, int]] = field(default_factory=list)
    then: list[tuple[int, int]] = field(default_factory=list)
    apart: set[int] = field(default_factory=set)


def units(problem: Problem, bits: Mapping[tuple[int, int], int]) -> list[Unit]:
    """The units of a problem; `bits` is the bit of each task on each sitting."""
    groups = together(problem.tasks, ((p.one, p.other) for p in (*problem.together, *problem.adjacent)))
    number = {task: unit for unit, group in enumerate(groups) for task in group}
    found = [_unit(problem, group, bits) for group in groups]
    for first, then, lag in problem.before:
        if number[first] != number[then]:
            found[number[first]].then.append((number[then], lag))
            found[number[then]].before.append((number[first], lag))
        elif lag > 0:
            found[number[first]].stands = []
    for one, other in problem.apart:
        if number[one] == number[other]:
            found[number[one]].stands = []
        else:
            found[number[one]].apart.add(number[other])
            found[number[other]].apart.add(number[one])
    return found


def _unit(problem: Problem, group: tuple[int, ...], bits: Mapping[tuple[int, int], int]) -> Unit:
    tasks = [problem.tasks[task] for task in group]
    shared = set(tasks[0].places).intersection(*(task.places for task in tasks))
    stands = [
        Stand(
            sum(task.places[sitting].cost for task in tasks),
            sitting,
            problem.sittings[sitting].day,
            sum(bits[task.id, sitting] for task in tasks),
        )
        for sitting in shared
        if all(task.places[sitting].starts for task in tasks)
    ]
    return Unit(group, sum(t.ticks for t in tasks), sum(t.unplaced for t in tasks), sorted(stands))


def together(ids: Iterable[int], links: Iterable[tuple[int, int]]) -> list[tuple[int, ...]]:
    """The ids in groups: whoever is linked, directly or by others, is in the same group."""
    head: dict[int, int] = {number: number for number in ids}

    def root(number: int) -> int:
        while head[number] != number:
            head[number] = head[head[number]]
            number = head[number]
        return number

    for one, other in links:
        head[root(one)] = root(other)
    groups: dict[int, list[int]] = defaultdict(list)
    for number in head:
        groups[root(number)].append(number)
    return sorted(tuple(sorted(group)) for group in groups.values())


def room(problem: Problem) -> dict[int, int]:
    """The most ticks that tasks can fill of each sitting, each wherever it may begin."""
    free: dict[int, int] = defaultdict(int)
    for task in problem.tasks.values():
        for sitting, place in task.places.items():
            free[sitting] |= covered(place.starts, task.ticks)
    return {sitting: mask.bit_count() for sitting, mask in free.items()}


def covered(begin: int, ticks: int) -> int:
    """The ticks that something of that length takes wherever it begins."""
    found, have = (begin if ticks else 0), 1
    while have < ticks:
        step = min(have, ticks - have)
        found |= found << step
        have += step
    return found
