"""The times of the sittings of a day that share people: each one lined up, and nobody wanted at two at once.

Exact by branching on a tick at which somebody is wanted twice: the one task is not running then, or the
other is not. What the sittings cost alone, added up, is the bound.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import reduce
from heapq import heappop, heappush
from itertools import combinations
from operator import or_
from typing import NamedTuple

from planner.adapters.solver.sequence import Lineup, NodesSpent, Row, line_up
from planner.domain.planning.problem import Problem, Solution, Spot, span

_KEPT = 100_000  # how many line-ups are remembered before the memory is cleared

Placed = tuple[tuple[int, tuple[int, ...]], ...]
"""Sittings with their tasks, both in order of their ids."""
_Lineups = dict[int, Lineup]
_Barred = dict[int, int]


class Arranged(NamedTuple):
    """The times found, and what waiting and shifting cost.

    Without `spots`, `proven` says that there are none; with them, that nothing is cheaper.
    """

    spots: Solution | None
    cost: int
    proven: bool


def clusters(problem: Problem, on: Mapping[int, Collection[int]]) -> list[Placed]:
    """The sittings with tasks, those of a day that share people side by side."""
    days: dict[int, list[tuple[int, tuple[int, ...], set[int]]]] = defaultdict(list)
    for sitting, tasks in sorted(on.items()):
        if tasks:
            people = {person for task in tasks for person in problem.tasks[task].people}
            days[problem.sittings[sitting].day].append((sitting, tuple(sorted(tasks)), people))
    return [cluster for _, rows in sorted(days.items()) for cluster in _linked(rows)]


def _linked(rows: list[tuple[int, tuple[int, ...], set[int]]]) -> list[Placed]:
    groups: list[tuple[list[tuple[int, tuple[int, ...]]], set[int]]] = []
    for sitting, tasks, people in rows:
        met = [group for group in groups if group[1] & people]
        groups = [group for group in groups if not group[1] & people]
        joined = [row for group in met for row in group[0]]
        groups.append(([*joined, (sitting, tasks)], people.union(*(group[1] for group in met))))
    return [tuple(sorted(group)) for group, _ in groups]


class Days:
    """Lines up the sittings of a problem, and remembers what it found."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._after = {pair.other: pair.one for pair in problem.adjacent}
        self._known: dict[tuple[int, tuple[int, ...], tuple[int, ...]], Lineup | None] = {}

    def arrange(self, on: Mapping[int, Collection[int]], *, nodes: int = 20_000) -> Arranged:
        """The cheapest times of these tasks on these sittings, however many days they are spread over."""
        spots: dict[int, Spot] = {}
        cost, proven = 0, True
        for placed in clusters(self._problem, on):
            found = self.cluster(placed, nodes)
            if found.spots is None:
                return found
            spots.update(found.spots)
            cost += found.cost
            proven = proven and found.proven
        return Arranged(spots, cost, proven)

    def unfit(self, on: Mapping[int, Collection[int]], *, nodes: int = 20_000) -> tuple[int, ...]:
        """The fewest of these tasks, found by leaving one out after the other, that cannot stand there together."""
        kept = {sitting: sorted(tasks) for sitting, tasks in on.items()}
        for sitting, task in [(sitting, task) for sitting, tasks in kept.items() for task in list(tasks)]:
            fewer = {**kept, sitting: [other for other in kept[sitting] if other != task]}
            found = self.arrange(fewer, nodes=nodes)
            if found.spots is None and found.proven:
                kept = fewer
        return tuple(sorted(task for tasks in kept.values() for task in tasks))

    def cluster(self, placed: Placed, nodes: int) -> Arranged:
        """The cheapest times of a day's sittings that share people."""
        try:
            return self._in_turn(placed, nodes)
        except NodesSpent:
            return Arranged(None, 0, proven=False)

    def _in_turn(self, placed: Placed, nodes: int) -> Arranged:
        """One sitting after the other, and back again; all at once where that is not the cheapest way."""
        alone = self._side_by_side(placed, nodes)
        if alone is None:
            return Arranged(None, 0, proven=True)
        least = sum(found.cost for found in alone.values())
        best = Arranged(None, 0, proven=False)
        for turn in (placed, placed[::-1]) if len(placed) > 1 else (placed,):
            found = self._around(turn, nodes)
            if found is not None:
                cost = sum(lineup.cost for lineup in found.values())
                if best.spots is None or cost < best.cost:
                    proven = cost == least and all(lineup.proven for lineup in found.values())
                    best = Arranged(self._spots(placed, found), cost, proven)
                if best.cost == least:
                    return best
        return self._branched(placed, alone, best, nodes)

    def _side_by_side(self, placed: Placed, nodes: int) -> _Lineups | None:
        found: _Lineups = {}
        for sitting, tasks in placed:
            lineup = self._lined(sitting, tasks, {}, nodes)
            if lineup is None:
                return None
            found[sitting] = lineup
        return found

    def _around(self, turn: Placed, nodes: int) -> _Lineups | None:
        """Each sitting around what the people of the earlier ones already do."""
        found: _Lineups = {}
        taken: dict[int, list[tuple[int, int]]] = defaultdict(list)
        tasks = self._problem.tasks
        for sitting, on in turn:
            barred = {
                task: reduce(
                    or_,
                    (
                        span(max(0, start - tasks[task].ticks + 1), end)
                        for person in tasks[task].people
                        for start, end in taken.get(person, ())
                    ),
                    0,
                )
                for task in on
                if tasks[task].ticks
            }
            lineup = self._lined(sitting, on, barred, nodes)
            if lineup is None:
                return None
            found[sitting] = lineup
            for task, start in zip(on, lineup.starts, strict=True):
                if tasks[task].ticks:
                    for person in tasks[task].people:
                        taken[person].append((start, start + tasks[task].ticks))
        return found

    def _branched(self, placed: Placed, alone: _Lineups, best: Arranged, nodes: int) -> Arranged:
        on, count, sure = dict(placed), 0, all(found.proven for found in alone.values())
        heap: list[tuple[int, int, _Barred, _Lineups]] = [
            (sum(found.cost for found in alone.values()), 0, {}, alone)
        ]
        while heap:
            cost, _, barred, lineups = heappop(heap)
            if best.spots is not None and cost >= best.cost:
                break
            spots = self._spots(placed, lineups)
            clash = self._clash(spots)
            if clash is None:
                return Arranged(spots, cost, sure)
            if count >= nodes:
                return best._replace(proven=False)
            tick = (max(spots[task].start for task in clash) + self._first_end(clash, spots) - 1) // 2
            for task in clash:
                count += 1
                length, sitting = self._problem.tasks[task].ticks, spots[task].sitting
                now = {**barred, task: barred.get(task, 0) | span(max(0, tick - length + 1), tick + 1)}
                again = self._lined(sitting, on[sitting], now, nodes)
                if again is not None:
                    sure = sure and again.proven
                    changed = {**lineups, sitting: again}
                    heappush(heap, (sum(found.cost for found in changed.values()), count, now, changed))
        return best._replace(proven=sure)

    def _first_end(self, tasks: tuple[int, int], spots: Solution) -> int:
        return min(spots[task].start + self._problem.tasks[task].ticks for task in tasks)

    def _clash(self, spots: Solution) -> tuple[int, int] | None:
        """Two tasks of different sittings that want somebody at the same time."""
        wanted: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
        for task, spot in spots.items():
            for person in self._problem.tasks[task].people if self._problem.tasks[task].ticks else ():
                wanted[person].append((spot.start, spot.start + self._problem.tasks[task].ticks, task))
        for rows in wanted.values():
            for (start, end, one), (begin, until, other) in combinations(rows, 2):
                if start < until and begin < end and spots[one].sitting != spots[other].sitting:
                    return one, other
        return None

    def _spots(self, placed: Placed, lineups: _Lineups) -> dict[int, Spot]:
        return {
            task: Spot(sitting, start)
            for sitting, tasks in placed
            for task, start in zip(tasks, lineups[sitting].starts, strict=True)
        }

    def _lined(self, sitting: int, on: tuple[int, ...], barred: _Barred, nodes: int) -> Lineup | None:
        key = (sitting, on, tuple(barred.get(task, 0) for task in on) if barred else ())
        if key not in self._known:
            if len(self._known) >= _KEPT:
                self._known.clear()
            self._known[key] = line_up(
                [self._row(task, sitting, on, barred) for task in on],
                waiting=self._problem.waiting,
                open_first=self._problem.open_first,
                nodes=nodes,
            )
        return self._known[key]

    def _row(self, number: int, sitting: int, on: tuple[int, ...], barred: _Barred) -> Row:
        task = self._problem.tasks[number]
        before = self._after.get(number)
        told = task.told if task.told is not None and task.told.sitting == sitting else None
        return Row(
            ticks=task.ticks,
            starts=task.places[sitting].starts & ~barred.get(number, 0),
            people=task.people,
            closed=task.closed,
            told=-1 if told is None else told.start,
            shift=task.shift,
            after=on.index(before) if before in on else -1,
        )
