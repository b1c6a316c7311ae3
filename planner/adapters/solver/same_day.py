"""The times of the sittings of a day that share people: each one lined up, and nobody wanted at two at once.

Exact by branching on a tick at which somebody is wanted twice: the one task is not running then, or the
other is not. What the sittings cost alone, added up, is the bound.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from heapq import heappop, heappush
from typing import NamedTuple

from planner.adapters.solver.sequence import Lineup, NodesSpent, Row, line_up
from planner.domain.planning.problem import Problem, Solution, Spot, span
from planner.domain.planning.score import score

_KEPT = 100_000  # how many line-ups are remembered before the memory is cleared
_ORDERS = 1_000  # nodes of the order of one sitting, at least

Placed = tuple[tuple[int, tuple[int, ...]], ...]
"""Sittings with their tasks, both in order of their ids."""
_Lineups = dict[int, Lineup]
_Barred = dict[int, int]
_Taken = dict[int, list[tuple[int, int]]]


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
    """Lines up the sittings of a problem, and remembers what it found.

    Without `timed` any order will do: waiting and shifted times cost nothing.
    """

    def __init__(self, problem: Problem, *, timed: bool = True) -> None:
        self._problem, self._timed = problem, timed
        self._after = {pair.other: pair.one for pair in problem.adjacent}
        self._rows: dict[tuple[int, int], Row] = {}
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
        for sitting, tasks in kept.items():
            found = self.arrange({sitting: tasks}, nodes=nodes)
            if found.spots is None and found.proven:
                kept = {sitting: tasks}
                break
        for sitting, task in [(sitting, task) for sitting, tasks in kept.items() for task in list(tasks)]:
            fewer = {**kept, sitting: [other for other in kept[sitting] if other != task]}
            found = self.arrange(fewer, nodes=nodes)
            if found.spots is None and found.proven:
                kept = fewer
        return tuple(sorted(task for tasks in kept.values() for task in tasks))

    def line_up(self, sitting: int, tasks: Collection[int], spots: Solution, nodes: int) -> Solution | None:
        """The times of one sitting around what its people do on the others; None when none were found."""
        on = tuple(sorted(tasks))
        taken: _Taken = defaultdict(list)
        self._take(spots, taken)
        try:
            lineup = self._lined(sitting, on, self._barred(on, taken), nodes)
        except NodesSpent:
            return None
        return lineup and {task: Spot(sitting, start) for task, start in zip(on, lineup.starts, strict=True)}

    def cost(self, spots: Solution) -> int:
        """What waiting and shifting cost at these times."""
        counted = score(self._problem, spots)
        return counted.waiting + counted.shifts

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
        spots = self._spots(placed, alone)
        if not self._clashes(spots):
            return Arranged(spots, least, all(lineup.proven for lineup in alone.values()))
        best = Arranged(None, 0, proven=False)
        for turn in (placed, placed[::-1]):
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
        taken: _Taken = defaultdict(list)
        for sitting, on in turn:
            lineup = self._lined(sitting, on, self._barred(on, taken), nodes)
            if lineup is None:
                return None
            found[sitting] = lineup
            self._take(self._spots(((sitting, on),), found), taken)
        return found

    def _take(self, spots: Solution, taken: _Taken) -> None:
        for number, (_, start) in spots.items():
            task = self._problem.tasks[number]
            for person in task.people if task.ticks else ():
                taken[person].append((start, start + task.ticks))

    def _barred(self, on: tuple[int, ...], taken: _Taken) -> _Barred:
        """The starts that would want somebody who is taken."""
        found: _Barred = {}
        for number in on:
            task = self._problem.tasks[number]
            for person in task.people if task.ticks else ():
                for start, end in taken.get(person, ()):
                    found[number] = found.get(number, 0) | span(max(0, start - task.ticks + 1), end)
        return found

    def _branched(self, placed: Placed, alone: _Lineups, best: Arranged, nodes: int) -> Arranged:
        on, count, sure = dict(placed), 0, all(found.proven for found in alone.values())
        heap: list[tuple[int, int, int, _Barred, _Lineups]] = [
            (sum(found.cost for found in alone.values()), 0, 0, {}, alone)
        ]
        while heap:
            cost, _, _, barred, lineups = heappop(heap)
            if best.spots is not None and cost >= best.cost:
                break
            spots = self._spots(placed, lineups)
            clashes = self._clashes(spots)
            if not clashes:
                return Arranged(spots, cost, sure)
            clash = clashes[0]
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
                    total = sum(found.cost for found in changed.values())
                    left = len(self._clashes(self._spots(placed, changed)))
                    heappush(heap, (total, left, count, now, changed))
        return best._replace(proven=sure)

    def _first_end(self, tasks: tuple[int, int], spots: Solution) -> int:
        return min(spots[task].start + self._problem.tasks[task].ticks for task in tasks)

    def _clashes(self, spots: Solution) -> list[tuple[int, int]]:
        """The pairs of tasks of different sittings that want somebody at the same time."""
        wanted: dict[int, list[tuple[int, int, int, int]]] = {}
        found = []
        for task, (sitting, start) in spots.items():
            ticks = self._problem.tasks[task].ticks
            for person in self._problem.tasks[task].people if ticks else ():
                rows = wanted.setdefault(person, [])
                for begin, until, there, other in rows:
                    if start < until and begin < start + ticks and there != sitting:
                        found.append((other, task))
                rows.append((start, start + ticks, sitting, task))
        return found

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
                waiting=self._problem.waiting if self._timed else 0,
                open_first=self._problem.open_first,
                nodes=max(nodes, _ORDERS),
            )
        return self._known[key]

    def _row(self, number: int, sitting: int, on: tuple[int, ...], barred: _Barred) -> Row:
        row = self._rows.get((number, sitting))
        if row is None:
            row = self._rows[number, sitting] = self._plain(number, sitting)
        if number in barred:
            row = row._replace(starts=row.starts & ~barred[number])
        before = self._after.get(number)
        return row if before not in on else row._replace(after=on.index(before))

    def _plain(self, number: int, sitting: int) -> Row:
        task = self._problem.tasks[number]
        told = task.told if self._timed and task.told is not None and task.told.sitting == sitting else None
        return Row(
            ticks=task.ticks,
            starts=task.places[sitting].starts,
            people=task.people,
            closed=task.closed,
            told=-1 if told is None else told.start,
            shift=task.shift,
        )
