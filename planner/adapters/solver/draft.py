"""A plan that is being made: it is changed unit by unit, always keeps the hard rules, and knows its cost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from planner.adapters.solver.orders import NEVER, Orders
from planner.adapters.solver.units import Stand, Unit, room, units
from planner.domain.planning.problem import Problem, Solution

Moves = Sequence[tuple[int, Stand | None]]
"""Units, each with the stand that it shall have, or None to leave it out."""


class Draft:
    """Which unit stands where, and what that costs. `at` holds a stand, or None for what is left out.

    With `timed`, waiting and shifted times count as well; without, it is only asked whether there is an
    order at all, which is much quicker.
    """

    def __init__(self, problem: Problem, *, nodes: int = 60) -> None:
        self.orders = Orders(problem, nodes=nodes)
        self.units: list[Unit] = units(problem, self.orders.bits)
        self.at: list[Stand | None] = [None] * len(self.units)
        self.on: dict[int, set[int]] = {sitting: set() for sitting in problem.sittings}
        self.timed = False
        self._crowding = problem.crowding
        self._assigned = sum(unit.unplaced for unit in self.units)
        self._load = dict.fromkeys(problem.sittings, 0)
        self._room = {**dict.fromkeys(problem.sittings, 0), **room(problem)}
        self._soft = {sitting.id: sitting.soft for sitting in problem.sittings.values()}
        self._mask: dict[int, int] = defaultdict(int)
        self._group = self.orders.group

    @property
    def cost(self) -> int:
        """The cost of the assignment; with `timed`, of the orders too."""
        return self._assigned + (
            sum(self.orders.cost(group, mask) for group, mask in self._mask.items() if mask)
            if self.timed
            else 0
        )

    def stands(self, number: int) -> Iterator[tuple[int, Stand]]:
        """Where a unit may stand among the others, with what that adds to the cost before any order is known."""
        unit = self.units[number]
        first, last = self.days(number)
        if first > last:
            return
        for stand in unit.stands:
            _, sitting, day, _ = stand
            if first <= day <= last:
                load, soft = self._load[sitting], self._soft[sitting]
                then = load + unit.ticks
                if then <= self._room[sitting] and not (unit.apart and unit.apart & self.on[sitting]):
                    over = (then - soft if then > soft else 0) - (load - soft if load > soft else 0)
                    yield stand.cost + self._crowding * over - unit.unplaced, stand

    def days(self, number: int) -> tuple[int, int]:
        """The first and the last day that the units bound to this one leave it."""
        unit = self.units[number]
        first, last = -NEVER, NEVER
        for other, lag in unit.before:
            stand = self.at[other]
            if stand is None:
                return NEVER, -NEVER
            first = max(first, stand.day + lag)
        for other, lag in unit.then:
            stand = self.at[other]
            if stand is not None:
                last = min(last, stand.day - lag)
        return first, last

    def fits(self, stand: Stand) -> bool:
        """Whether that day has an order with a unit on that stand."""
        group = self._group[stand.sitting]
        return self.orders.fits(group, self._mask[group] | stand.bits)

    def waits(self, stand: Stand) -> int:
        """What the order of that day costs more with a unit on that stand; NEVER when there is none."""
        if not self.fits(stand):
            return NEVER
        if not self.timed:
            return 0
        group = self._group[stand.sitting]
        now = self._mask[group]
        return self.orders.cost(group, now | stand.bits) - self.orders.cost(group, now)

    def put(self, number: int, stand: Stand | None) -> None:
        """Moves a unit to a stand, or takes it out. The caller has seen that it may stand there."""
        unit = self.units[number]
        before = self.at[number]
        if before is not None:
            self._shift(unit, before, -1)
            self.on[before.sitting].discard(number)
        if stand is not None:
            self._shift(unit, stand, 1)
            self.on[stand.sitting].add(number)
        self.at[number] = stand

    def attempt(self, moves: Moves, most: float) -> int | None:
        """Makes these moves at once and says what they cost; None, and nothing is changed, when they are
        forbidden or cost more than `most`.
        """
        cost = self.price(moves)
        if cost > most:
            return None
        before = [(number, self.at[number]) for number, _ in moves]
        masks = self._masks(before, moves) if self.timed else {}
        for number, stand in moves:
            self.put(number, stand)
        if self._allowed(moves):
            if not self.timed:
                return cost
            cost += sum(self.orders.cost(g, self._mask[g]) - self.orders.cost(g, m) for g, m in masks.items())
            if cost <= most:
                return cost
        for number, stand in reversed(before):
            self.put(number, stand)
        return None

    def price(self, moves: Moves) -> int:
        """What these moves cost before any order is known; NEVER where a sitting has no room for them."""
        cost = 0
        loads: dict[int, int] = {}
        for number, new in moves:
            unit, old = self.units[number], self.at[number]
            if old is None:
                cost -= unit.unplaced
            else:
                cost -= old.cost
                loads[old.sitting] = loads.get(old.sitting, 0) - unit.ticks
            if new is None:
                cost += unit.unplaced
            else:
                cost += new.cost
                loads[new.sitting] = loads.get(new.sitting, 0) + unit.ticks
        for sitting, more in loads.items():
            load, soft = self._load[sitting], self._soft[sitting]
            then = load + more
            if more > 0 and then > self._room[sitting]:
                return NEVER
            cost += self._crowding * (
                (then - soft if then > soft else 0) - (load - soft if load > soft else 0)
            )
        return cost

    def _masks(self, *rows: Moves) -> dict[int, int]:
        """The groups that these stands are in, with what stands there now."""
        groups = {self._group[stand.sitting] for moves in rows for _, stand in moves if stand is not None}
        return {group: self._mask[group] for group in groups}

    def _allowed(self, moves: Moves) -> bool:
        """Whether units that have just been moved may stand where they stand now."""
        for number, stand in moves:
            unit = self.units[number]
            if stand is None:
                if any(self.at[other] is not None for other, _ in unit.then):
                    return False
            elif unit.apart and unit.apart & self.on[stand.sitting]:
                return False
            elif unit.before or unit.then:
                first, last = self.days(number)
                if not first <= stand.day <= last:
                    return False
        return all(
            self.orders.fits(self._group[stand.sitting], self._mask[self._group[stand.sitting]])
            for _, stand in moves
            if stand is not None
        )

    def become(self, stands: Sequence[Stand | None]) -> None:
        """Takes every unit to where another plan has it, which must keep the rules."""
        for number, stand in enumerate(stands):
            if self.at[number] is not stand:
                self.put(number, stand)

    def empty(self) -> None:
        """Leaves everything out."""
        self.become([None] * len(self.units))

    def add(self, number: int) -> bool:
        """Puts a unit where it costs least, unless it costs less to leave it out."""
        best, where = 0, None
        for cost, stand in sorted(self.stands(number)):
            if cost >= best:
                break
            total = cost + self.waits(stand)
            if total < best:
                best, where = total, stand
        if where is not None:
            self.put(number, where)
        return where is not None

    def fill(self) -> None:
        """Adds what is left out, the dearest first; what must come first before what comes after it."""
        asked = [
            stand is not None or not unit.stands for unit, stand in zip(self.units, self.at, strict=True)
        ]

        def ask(number: int) -> None:
            if not asked[number]:
                asked[number] = True
                for other, _ in self.units[number].before:
                    ask(other)
                self.add(number)

        for number in sorted(
            range(len(self.units)), key=lambda n: (-self.units[n].unplaced, self.units[n].ticks, n)
        ):
            ask(number)

    def take(self, sittings: Mapping[int, int]) -> None:
        """Puts each unit on the sitting that its tasks have, as far as all of them fit; the dearest first."""
        asked: set[int] = set()

        def ask(number: int) -> None:
            if number in asked:
                return
            asked.add(number)
            for other, _ in self.units[number].before:
                ask(other)
            sitting = sittings.get(self.units[number].tasks[0])
            for _, stand in self.stands(number):
                if stand.sitting == sitting and self.fits(stand):
                    self.put(number, stand)
                    return

        for number in sorted(range(len(self.units)), key=lambda n: (-self.units[n].unplaced, n)):
            ask(number)

    def _shift(self, unit: Unit, stand: Stand, sign: int) -> None:
        sitting = stand.sitting
        soft, load = self._soft[sitting], self._load[sitting]
        then = load + sign * unit.ticks
        over = max(0, then - soft) - max(0, load - soft)
        self._assigned += sign * (stand.cost - unit.unplaced) + self._crowding * over
        self._load[sitting] = then
        self._mask[self._group[sitting]] ^= stand.bits

    def solution(self) -> Solution:
        """The plan with its clock times."""
        return self.orders.solution(self._mask) or {}
