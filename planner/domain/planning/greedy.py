"""A first bid without any library: what people were told stays, and the rest follows one after another.

It keeps every hard rule, because each step is asked of the plain score; it is seldom the best plan.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final, TypeVar

from planner.domain.planning.problem import (
    Answer,
    Before,
    Limits,
    Pair,
    Problem,
    Progress,
    Solution,
    Spot,
    Task,
    Watch,
    span,
    starts,
)
from planner.domain.planning.score import Score, score

# So many ways to line a unit up on a sitting are tried.
_TRIES: Final = 500
# Tasks that only stand together, in the order in which they follow one another.
Unit = tuple[Task, ...]
Bond = TypeVar("Bond", Before, Pair)


class Greedy:
    """Places the dearest to leave out first, each where the plan then costs least."""

    def solve(self, problem: Problem, limits: Limits, watch: Watch | None = None) -> Answer:
        """A plan that keeps the rules; it takes no longer with other limits, and proves nothing."""
        del limits
        bid, left = _Bid(problem), _units(problem)
        waiting: list[Unit] = []
        # What may only follow something else stays once that does.
        while len(left) != len(waiting):
            waiting, left = left, [unit for unit in left if not bid.keeps(unit)]
        for unit in waiting:
            bid.place(unit)
        cost = score(problem, bid.solution).total
        if watch is not None:
            watch(Progress(cost))
        return Answer(bid.solution, cost)


class _Bid:
    """A plan that is being made. The plain score is asked of what a step reaches, and of no more."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.solution: dict[int, Spot] = {}
        self._on: dict[int, set[int]] = defaultdict(set)
        self._busy: dict[int, int] = defaultdict(int)
        self._before = _by_task(problem.before)
        self._pairs = [_by_task(pairs) for pairs in (problem.together, problem.adjacent, problem.apart)]

    def keeps(self, unit: Unit) -> bool:
        """Leave the unit where people were told that it stands, where that can be."""
        told = {task.id: task.told for task in unit if task.told is not None}
        if len(told) < len(unit) or self._asked(told).broken:
            return False
        self._put(told)
        return True

    def place(self, unit: Unit) -> None:
        """Put the unit where that costs least, or leave it out where that costs less."""
        best, least = None, 0
        for spots in self._spots(unit):
            cost = self._asked(spots).total - self._asked({}, like=spots).total
            if cost < least:
                best, least = spots, cost
        if best is not None:
            self._put(best)

    def _put(self, spots: Solution) -> None:
        for number, (sitting, start) in spots.items():
            self.solution[number] = Spot(sitting, start)
            self._on[self.problem.sittings[sitting].day].add(number)
            self._busy[sitting] |= span(start, start + self.problem.tasks[number].ticks)

    def _spots(self, unit: Unit) -> Iterator[Solution]:
        """The first times on each sitting that nobody else has."""
        common = set.intersection(*(set(task.places) for task in unit))
        costs = {sitting: sum(task.places[sitting].cost for task in unit) for sitting in common}
        for sitting in sorted(common, key=lambda one: (costs[one], one)):
            tried = islice(self._lined_up(unit, sitting, {}), _TRIES)
            fits = next((spots for spots in tried if not self._asked(spots).broken), None)
            if fits is not None:
                yield fits

    def _lined_up(self, unit: Unit, sitting: int, spots: dict[int, Spot]) -> Iterator[Solution]:
        """Times for the unit on that sitting beside those at `spots`, the earliest first."""
        if not unit:
            yield spots
            return
        task, *rest = unit
        busy = self._busy[sitting]
        for number, spot in spots.items():
            busy |= span(spot.start, spot.start + self.problem.tasks[number].ticks)
        begin = task.places[sitting].starts
        begin &= starts(span(0, begin.bit_length() + task.ticks) & ~busy, task.ticks)
        for start in range(begin.bit_length()):
            if begin >> start & 1:
                yield from self._lined_up(tuple(rest), sitting, {**spots, task.id: Spot(sitting, start)})

    def _asked(self, spots: Solution, like: Solution | None = None) -> Score:
        """The score of a day with these tasks on it, and of all that is bound to them; `like` says of which day."""
        changed = spots if like is None else like
        days = {self.problem.sittings[spot.sitting].day for spot in changed.values()}
        before = _of(self._before, changed)
        together, adjacent, apart = (_of(pairs, changed) for pairs in self._pairs)
        near = set(changed).union(*(self._on[day] for day in days))
        near |= {number for row in before for number in (row.first, row.then)}
        near |= {number for pair in (*together, *adjacent, *apart) for number in pair}
        asked = replace(
            self.problem,
            tasks={number: self.problem.tasks[number] for number in sorted(near)},
            before=before,
            together=together,
            adjacent=adjacent,
            apart=apart,
        )
        stand = {number: self.solution[number] for number in near if number in self.solution}
        return score(asked, {**stand, **spots})


def _by_task(rows: Iterable[Bond]) -> Mapping[int, Sequence[Bond]]:
    found: dict[int, list[Bond]] = defaultdict(list)
    for row in rows:
        for number in row[:2]:
            found[number].append(row)
    return found


def _of(bonds: Mapping[int, Sequence[Bond]], tasks: Iterable[int]) -> tuple[Bond, ...]:
    """The bonds of these tasks, each once."""
    return tuple(dict.fromkeys(row for number in tasks for row in bonds.get(number, ())))


def _units(problem: Problem) -> list[Unit]:
    """Each task with those that it only stands together with, the dearest to leave out first."""
    found = {number: [number] for number in problem.tasks}
    # What follows at once comes after what it follows.
    for one, other in (*problem.together, *problem.adjacent):
        first, then = found[one], found[other]
        if first is not then:
            at = first.index(one) + 1
            first[at:at] = then
            for number in then:
                found[number] = first
    units = {tuple(unit): tuple(problem.tasks[number] for number in unit) for unit in found.values()}
    return sorted(
        units.values(), key=lambda unit: (-sum(task.unplaced for task in unit), min(t.id for t in unit))
    )
