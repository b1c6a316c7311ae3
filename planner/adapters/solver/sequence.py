"""The order and the clock times of one sitting: which task begins when, so that people wait least.

Exact over subsets of tasks: first whether all of them fit at all, then the cheapest way, best first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from itertools import pairwise
from typing import NamedTuple

from planner.domain.planning.problem import span

_NEVER = 1 << 12  # a tick that no day has


class Row(NamedTuple):
    """A task as its order sees it: what it needs, and the ticks at which it may begin.

    `told` is the tick that people were told (-1 for none) and `shift` the cost of another one; `after`
    is the row that it must follow at once (-1 for none). `closed` comes after everything that is open.
    """

    ticks: int
    starts: int
    people: tuple[int, ...] = ()
    closed: bool = False
    told: int = -1
    shift: int = 0
    after: int = -1


class NodesSpent(Exception):
    """The search ended before it was known whether the rows fit."""


class Lineup(NamedTuple):
    """The ticks at which the rows begin, in their order, and what waiting and shifting cost.

    `proven` says that nothing is cheaper.
    """

    cost: int
    starts: tuple[int, ...]
    proven: bool = True


def line_up(
    rows: Sequence[Row], *, waiting: int = 1, open_first: bool = True, nodes: int = 20_000
) -> Lineup | None:
    """The cheapest times of one sitting; None when the rows do not fit. NodesSpent when that is not known."""
    if not open_first:
        rows = [row._replace(closed=False) for row in rows]
    timed = [number for number, row in enumerate(rows) if row.ticks]
    if len(timed) == len(rows):
        return _lined(rows, waiting, nodes)
    place = {number: position for position, number in enumerate(timed)}
    found = _lined(
        [rows[number]._replace(after=place.get(rows[number].after, -1)) for number in timed], waiting, nodes
    )
    if found is None:
        return None
    starts = _with_moments(rows, dict(zip(timed, found.starts, strict=True)), waiting)
    cost = _cost(rows, starts, waiting)
    return Lineup(cost, starts, found.proven and cost == found.cost)


def _lined(rows: Sequence[Row], waiting: int, nodes: int) -> Lineup | None:
    first = _fitted(rows, nodes)
    if first is None:
        return None
    if not waiting and all(row.told < 0 for row in rows):
        return Lineup(0, first)
    if not _cost(rows, first, waiting):
        return Lineup(0, first)
    question = _Question(rows, waiting)
    try:
        cheapest = question.cheapest(nodes)
    except NodesSpent:
        cheapest = None
    return cheapest or Lineup(_cost(rows, first, waiting), first, proven=False)


class _Block(NamedTuple):
    """Rows that follow one another at once, as one: which may come first of all, and what must come before."""

    bit: int
    starts: int
    ticks: int
    need: int
    rows: tuple[int, ...]


def _blocks(rows: Sequence[Row]) -> list[_Block] | None:
    """The rows as blocks, the one that must begin soonest first; None where they cannot be lined up at all."""
    follower = {row.after: number for number, row in enumerate(rows) if row.after >= 0}
    chains: list[tuple[int, ...]] = []
    for number, row in enumerate(rows):
        if row.after < 0:
            links = [number]
            while links[-1] in follower:
                links.append(follower[links[-1]])
            chains.append(tuple(links))
    if follower and sum(map(len, chains)) < len(rows):
        return None
    opened = sum(1 << n for n, chain in enumerate(chains) if not rows[chain[0]].closed)
    found = []
    for number, chain in enumerate(chains):
        starts, ticks, bit = rows[chain[0]].starts, rows[chain[0]].ticks, 1 << number
        for one, other in pairwise(chain):
            if rows[one].closed and not rows[other].closed:
                return None
            starts &= rows[other].starts >> ticks
            ticks += rows[other].ticks
        if not starts:
            return None
        found.append(_Block(bit, starts, ticks, opened & ~bit if rows[chain[-1]].closed else 0, chain))
    return sorted(found, key=lambda block: block.starts.bit_length())


def _fitted(rows: Sequence[Row], nodes: int) -> tuple[int, ...] | None:
    """Times that fit, whatever they cost."""
    blocks = _blocks(rows)
    if blocks is None:
        return None
    fitting = _Fitting(blocks, nodes)
    if blocks and not fitting.placed(0, 0):
        return None
    found = [0] * len(rows)
    for block in blocks:
        now = fitting.begins[block.bit]
        for number in block.rows:
            found[number] = now
            now += rows[number].ticks
    return tuple(found)


class _Fitting:
    """Places blocks, each as early as it can, the most urgent first."""

    def __init__(self, blocks: Sequence[_Block], nodes: int) -> None:
        self.begins: dict[int, int] = {}
        self._blocks, self._left = blocks, nodes
        self._all = (1 << len(blocks)) - 1
        self._failed: dict[int, int] = {}

    def placed(self, done: int, now: int) -> bool:
        """Whether the blocks that are not done fit from now on."""
        self._left -= 1
        if self._left < 0:
            raise NodesSpent
        soonest, choices = _NEVER, []
        for bit, starts, ticks, need, _ in self._blocks:
            if done & bit:
                continue
            later = starts >> now
            if not later:
                return False
            if not need & ~done:
                start = now + (later & -later).bit_length() - 1
                soonest = min(soonest, start + ticks)
                choices.append((start, start + ticks, bit))
        for start, end, bit in choices:
            then = done | bit
            # what begins only after another block could have ended leaves room that is never made good
            if start < soonest and end < self._failed.get(then, _NEVER):
                self.begins[bit] = start
                if then == self._all or self.placed(then, end):
                    return True
                self._failed[then] = end
        return False


class _Question:
    """The rows of one sitting as bit masks over the rows: `done` is always the set of rows already placed."""

    def __init__(self, rows: Sequence[Row], waiting: int) -> None:
        self.rows = rows
        self.waiting = waiting
        self.all = (1 << len(rows)) - 1
        self.follower = {row.after: number for number, row in enumerate(rows) if row.after >= 0}
        self.starts = [row.starts for row in rows]
        for block in _blocks(rows) or ():
            for one, other in pairwise(block.rows[::-1]):
                self.starts[other] &= self.starts[one] >> rows[other].ticks
        opened = sum(1 << number for number, row in enumerate(rows) if not row.closed)
        self.need = [
            (opened if row.closed else 0) | (1 << row.after if row.after >= 0 else 0) for row in rows
        ]
        masks: Counter[int] = Counter()
        for person in {person for row in rows for person in row.people}:
            masks[sum(1 << number for number, row in enumerate(rows) if person in row.people)] += 1
        self.stays = [(mask, count) for mask, count in masks.items() if mask & (mask - 1)]
        self._most = 0
        self._ends: dict[int, int] = {self.all: _NEVER}
        self._rest: dict[int, int] = {self.all: 0}

    def next_rows(self, done: int) -> Iterator[int]:
        """The rows that may come next."""
        for number, follower in self.follower.items():
            if done >> number & 1 and not done >> follower & 1:
                if not self.need[follower] & ~done:
                    yield follower
                return
        for number, need in enumerate(self.need):
            if not done >> number & 1 and not need & ~done and self.rows[number].after < 0:
                yield number

    def cheapest(self, nodes: int) -> Lineup | None:
        """The cheapest times, best first over (rows placed, tick); None when the nodes run out."""
        self._most = nodes
        heap: list[tuple[int, int, int, int, int, int, tuple[object, ...]]] = [(0, 0, 0, 0, 0, 0, ())]
        seen: dict[int, list[tuple[int, int]]] = {}
        count = 0
        while heap and count < nodes:
            _, _, now, _, done, cost, path = heappop(heap)
            if done == self.all:
                return Lineup(cost, self._unwound(path))
            idle = self.waiting * sum(n for mask, n in self.stays if mask & done and mask & ~done)
            held = any(done >> n & 1 and not done >> f & 1 for n, f in self.follower.items())
            if any(
                (t == now or t < now and not held) and c + idle * (now - t) <= cost
                for t, c in seen.get(done, ())
            ):
                continue  # whoever was there sooner, and may wait until now for no more than this
            seen.setdefault(done, []).append((now, cost))
            for number in self.next_rows(done):
                row, then = self.rows[number], done | 1 << number
                last, rest = self._latest(then) - row.ticks, self._least(then)
                running = row.ticks * self.waiting * self._sitting_out(done, number)
                for start in self._options(done, number, now):
                    if start > last:
                        break
                    moved = row.shift if row.told >= 0 and start != row.told else 0
                    count += 1
                    total = cost + idle * (start - now) + running + moved
                    end, way = start + row.ticks, (number, start, path)
                    heappush(heap, (total + rest, -then.bit_count(), end, count, then, total, way))
        return None

    def _latest(self, done: int) -> int:
        """The last tick from which the other rows may still all fit; -1 when they never do."""
        found = self._ends.get(done)
        if found is None:
            if len(self._ends) > self._most:
                raise NodesSpent
            found = -1
            for number in self.next_rows(done):
                last = self._latest(done | 1 << number) - self.rows[number].ticks
                if last >= 0:
                    found = max(found, (self.starts[number] & span(0, last + 1)).bit_length() - 1)
            self._ends[done] = found
        return found

    def _least(self, done: int) -> int:
        """What the order of the other rows costs at least, if none of them has to wait for its tick."""
        found = self._rest.get(done)
        if found is None:
            found = min(
                (
                    self.rows[number].ticks * self.waiting * self._sitting_out(done, number)
                    + self._least(done | 1 << number)
                    for number in self.next_rows(done)
                    if self._latest(done | 1 << number) >= 0
                ),
                default=_NEVER,
            )
            self._rest[done] = found
        return found

    def _sitting_out(self, done: int, number: int) -> int:
        """How many people wait while that row runs."""
        return sum(n for mask, n in self.stays if mask & done and mask & ~done and not mask >> number & 1)

    def _options(self, done: int, number: int, now: int) -> Iterator[int]:
        """The starts worth trying: the earliest, and later ones when that spares somebody waiting or a shift."""
        row = self.rows[number]
        if row.after >= 0:
            yield now
            return
        later = self.starts[number] >> now
        begins = any(mask >> number & 1 and not mask & done for mask, _ in self.stays)
        chained = number in self.follower
        first = True
        while later:
            start = now + (later & -later).bit_length() - 1
            if first or begins or chained or start == row.told:
                yield start
            first = False
            later &= later - 1

    def _unwound(self, path: tuple[object, ...]) -> tuple[int, ...]:
        found = [0] * len(self.rows)
        while path:
            number, start, path = path  # type: ignore[assignment]
            found[number] = start  # type: ignore[call-overload]
        return tuple(found)


def _cost(rows: Sequence[Row], starts: Sequence[int], waiting: int) -> int:
    stays: dict[int, list[tuple[int, int]]] = {}
    shifted = 0
    for row, start in zip(rows, starts, strict=True):
        shifted += row.shift if row.told >= 0 and start != row.told else 0
        for person in row.people:
            stays.setdefault(person, []).append((start, start + row.ticks))
    return shifted + waiting * sum(
        max(end for _, end in stay)
        - min(start for start, _ in stay)
        - sum(end - start for start, end in stay)
        for stay in stays.values()
    )


def _with_moments(rows: Sequence[Row], timed: dict[int, int], waiting: int) -> tuple[int, ...]:
    """The timed rows with those that take no time put where they cost least; they hinder nobody.

    NodesSpent where that fails: other times of the timed rows might do.
    """
    placed = dict(timed)
    for number, row in enumerate(rows):
        if row.ticks:
            continue
        earliest = max(
            (s + rows[n].ticks for n, s in placed.items() if row.closed and not rows[n].closed), default=0
        )
        latest = min((s for n, s in placed.items() if not row.closed and rows[n].closed), default=_NEVER)
        for other, start in placed.items():
            bound = start + rows[other].ticks if row.after == other else start
            if row.after == other or rows[other].after == number:
                earliest, latest = max(earliest, bound), min(latest, bound)
        options = [s for s in _bits(row.starts) if earliest <= s <= latest]
        if not options:
            raise NodesSpent

        def total(start: int, number: int = number) -> tuple[int, int]:
            now = {**placed, number: start}
            return _cost([rows[n] for n in now], list(now.values()), waiting), start

        placed[number] = min(options, key=total)
    return tuple(placed[number] for number in range(len(rows)))


def _bits(mask: int) -> Iterator[int]:
    while mask:
        yield (mask & -mask).bit_length() - 1
        mask &= mask - 1
