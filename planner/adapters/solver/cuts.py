"""What the order of a day teaches the model: rows that a plan which cannot be lined up, or only dearly, breaks."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from planner.adapters.solver.columns import Columns, Stand
from planner.adapters.solver.highs import Row
from planner.adapters.solver.same_day import Days, Placed

_NOUGHT = 0.001  # by which a row is not broken yet
_Stood = tuple[int, int]  # (task, sitting)


class Cuts:
    """Makes rows from the orders of a problem's days."""

    def __init__(self, columns: Columns, days: Days, any_order: Days, orders: int, waits: int) -> None:
        """`any_order` lines up without asking what that costs, which is much quicker: in so many nodes."""
        self._columns = columns
        self._days, self._any_order = days, any_order
        self._orders, self._waits = orders, waits
        self._relations = {task for pair in columns.problem.adjacent for task in pair}
        self._stands = {
            (stand.task.id, sitting): stand for sitting, stands in columns.on.items() for stand in stands
        }

    def impossible(self, placed: Placed) -> Iterator[Row]:
        """Rows for sittings that cannot be lined up: not all of a smallest set that does not fit."""
        stood = _stood(placed)
        seen = set()
        for order in (stood, stood[::-1]):
            core = self._core(order)
            if core not in seen:
                seen.add(core)
                yield from map(self._not_all, self._alike(core))

    def broken(self, placed: Placed, values: Sequence[float]) -> Iterator[Row]:
        """Rows for sittings that cannot be lined up, as far as a solution in fractions breaks them."""
        at = self._columns.at
        stood = sorted(_stood(placed), key=lambda key: -values[at[key]])
        few = bisect_left(range(len(stood) + 1), x=True, key=lambda count: not self._fits(stood[:count]))
        if few <= len(stood):
            for alike in self._alike(self._core(stood[:few][::-1])):
                if sum(values[at[key]] for key in alike) > len(alike) - 1 + _NOUGHT:
                    yield self._not_all(alike)

    def costly(self, placed: Placed, cost: int) -> Row:
        """The row for sittings whose order costs that much: whoever has all of a part waits as long.

        What is added may fill the time in which somebody waited; its own length is the most it can spare.
        """
        columns = self._columns
        core, dear = self._dear(_stood(placed), cost)
        terms = [(columns.wait[sitting], 1) for sitting, _ in placed]
        terms += [(columns.at[key], -dear) for key in core]
        twice = self._twice(core)
        for sitting, _ in placed:
            for stand in columns.on[sitting]:
                spared = self._spared((stand.task.id, sitting), twice)
                if spared and (stand.task.id, sitting) not in core:
                    terms.append((stand.column, min(dear, spared)))
        return Row(tuple(terms), low=dear * (1 - len(core)))

    def _not_all(self, stood: Collection[_Stood]) -> Row:
        return Row(tuple((self._columns.at[key], 1) for key in sorted(stood)), high=len(stood) - 1)

    def _core(self, stood: Sequence[_Stood]) -> frozenset[_Stood]:
        """A smallest part that does not fit: each task that can be spared is."""
        kept = list(stood)
        for key in stood:
            rest = [other for other in kept if other != key]
            if not self._fits(rest):
                kept = rest
        return frozenset(kept)

    def _dear(self, stood: Sequence[_Stood], cost: int) -> tuple[frozenset[_Stood], int]:
        """A smallest part that tells as much about these, and what the part alone costs."""
        kept, dear = list(stood), cost
        for key in stood:
            rest = [other for other in kept if other != key]
            alone, twice = self._cost(rest), self._twice(rest)
            if alone - sum(self._spared(other, twice) for other in stood if other not in rest) >= cost:
                kept, dear = rest, alone
        return frozenset(kept), dear

    def _twice(self, stood: Iterable[_Stood]) -> set[tuple[int, int]]:
        """Who has more than one of these on a sitting."""
        tasks = self._columns.problem.tasks
        own = Counter((person, sitting) for task, sitting in stood for person in tasks[task].people)
        return {key for key, count in own.items() if count > 1}

    def _spared(self, key: _Stood, twice: set[tuple[int, int]]) -> int:
        """The most waiting that a task more can fill, with its own length."""
        problem, (task, sitting) = self._columns.problem, key
        people = sum((person, sitting) in twice for person in problem.tasks[task].people)
        return problem.waiting * people * problem.tasks[task].ticks

    def _fits(self, stood: Iterable[_Stood]) -> bool:
        """Whether these fit; what is not known counts as fitting."""
        found = self._any_order.arrange(_placed(stood), nodes=self._orders)
        return found.spots is not None or not found.proven

    def _cost(self, stood: Iterable[_Stood]) -> int:
        """What their order costs at least; nothing where that is not known."""
        found = self._days.arrange(_placed(stood), nodes=self._waits)
        return found.cost if found.spots is not None and found.proven else 0

    def _alike(self, core: frozenset[_Stood]) -> Iterator[frozenset[_Stood]]:
        """The part itself, and each with one task changed for another that is no easier to fit."""
        yield core
        for key in core:
            if key[0] in self._relations:
                continue
            easier = self._stands[key]
            for stand in self._columns.on[key[1]]:
                other = (stand.task.id, key[1])
                if other not in core and _harder(stand, easier, key[1]):
                    yield core - {key} | {other}


def _harder(one: Stand, other: Stand, sitting: int) -> bool:
    """Whether the one fits nowhere that the other would not fit."""
    return (
        one.task.closed == other.task.closed
        and one.task.ticks >= other.task.ticks
        and not one.task.places[sitting].starts & ~other.task.places[sitting].starts
        and set(one.task.people) >= set(other.task.people)
    )


def _stood(placed: Placed) -> list[_Stood]:
    return [(task, sitting) for sitting, tasks in placed for task in tasks]


def _placed(stood: Iterable[_Stood]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for task, sitting in stood:
        found.setdefault(sitting, []).append(task)
    return found
