"""The order and the clock times of one sitting: which task begins when, so that people wait least.

Exact over subsets of tasks: first whether all of them fit at all, then the cheapest way, best first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from typing import NamedTuple


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
    return (
        None if found is None else _with_moments(rows, dict(zip(timed, found.starts, strict=True)), waiting)
    )


def _lined(rows: Sequence[Row], waiting: int, nodes: int) -> Lineup | None:
    question = _Question(rows, waiting)
    first = question.fitted(nodes)
    if first is None or not question.costly:
        return None if first is None else Lineup(0, tuple(first))
    return question.cheapest(nodes) or Lineup(question.cost(first), tuple(first), proven=False)


class _Question:
    """The rows of one sitting as bit masks over the rows: `done` is always the set of rows already placed."""

    def __init__(self, rows: Sequence[Row], waiting: int) -> None:
        self.rows = rows
        self.waiting = waiting
        self.ticks = [row.ticks for row in rows]
        self.all = (1 << len(rows)) - 1
        self.follower = {row.after: number for number, row in enumerate(rows) if row.after >= 0}
        self.starts = [row.starts for row in rows]
        self.chain = list(self.ticks)
        for number in self._backwards():
            follower = self.follower.get(number)
            if follower is not None:
                self.starts[number] &= self.starts[follower] >> self.ticks[number]
                self.chain[number] += self.chain[follower]
        opened = sum(1 << number for number, row in enumerate(rows) if not row.closed)
        self.need = [
            (opened if row.closed else 0) | (1 << row.after if row.after >= 0 else 0) for row in rows
        ]
        masks: Counter[int] = Counter()
        for person in {person for row in rows for person in row.people}:
            masks[sum(1 << number for number, row in enumerate(rows) if person in row.people)] += 1
        self.stays = [(mask, count) for mask, count in masks.items() if mask & (mask - 1)]
        self.costly = bool(self.stays and waiting) or any(row.told >= 0 and row.shift for row in rows)

    def _backwards(self) -> list[int]:
        """Every row after the row that follows it at once; rows that follow in a circle are left out."""
        found: list[int] = []
        number = [n for n in range(len(self.rows)) if n not in self.follower]
        while number:
            found.append(number.pop())
            before = self.rows[found[-1]].after
            if before >= 0:
                number.append(before)
        if len(found) < len(self.rows):
            self.starts = [0] * len(self.rows)
        return found

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

    def fitted(self, nodes: int) -> list[int] | None:
        """Times that fit, whatever they cost; each row as early as it can."""
        found = [0] * len(self.rows)
        tried: dict[int, int] = {}
        left = nodes

        def placed(done: int, now: int) -> bool:
            nonlocal left
            if done == self.all:
                return True
            if tried.get(done, now + 1) <= now:
                return False
            tried[done] = now
            left -= 1
            if left < 0:
                raise NodesSpent
            soonest, choices = 1 << 30, []
            for number in self.next_rows(done):
                later = self.starts[number] >> now
                if not later:
                    return False
                start = now + (later & -later).bit_length() - 1
                soonest = min(soonest, start + self.chain[number])
                choices.append((self.starts[number].bit_length(), start, number))
            for _, start, number in sorted(choices):
                if start < soonest:
                    found[number] = start
                    if placed(done | 1 << number, start + self.ticks[number]):
                        return True
            return False

        return found if placed(0, 0) else None

    def cheapest(self, nodes: int) -> Lineup | None:
        """The cheapest times, best first over (rows placed, tick); None when the nodes run out."""
        heap: list[tuple[int, int, int, int, int, tuple[object, ...]]] = [(0, 0, 0, 0, 0, ())]
        seen: dict[int, list[tuple[int, int]]] = {}
        count = 0
        while heap and count < nodes:
            cost, _, now, _, done, path = heappop(heap)
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
                running = row.ticks * self.waiting * self._sitting_out(done, number)
                for start in self._options(done, number, now):
                    moved = row.shift if row.told >= 0 and start != row.told else 0
                    count += 1
                    total = cost + idle * (start - now) + running + moved
                    heappush(
                        heap,
                        (total, -then.bit_count(), start + row.ticks, count, then, (number, start, path)),
                    )
        return None

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

    def cost(self, starts: Sequence[int]) -> int:
        """What waiting and shifting cost at these times."""
        return _cost(self.rows, starts, self.waiting)


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


def _with_moments(rows: Sequence[Row], timed: dict[int, int], waiting: int) -> Lineup | None:
    """The timed rows with those that take no time put where they cost least; they hinder nobody."""
    placed = dict(timed)
    for number, row in enumerate(rows):
        if row.ticks:
            continue
        earliest = max(
            (s + rows[n].ticks for n, s in placed.items() if row.closed and not rows[n].closed), default=0
        )
        latest = min((s for n, s in placed.items() if not row.closed and rows[n].closed), default=1 << 30)
        for other, start in placed.items():
            if row.after == other:
                earliest = latest = start + rows[other].ticks
            elif rows[other].after == number:
                earliest = latest = start
        options = [s for s in _bits(row.starts) if earliest <= s <= latest]
        if not options:
            return None

        def total(start: int, number: int = number) -> tuple[int, int]:
            now = {**placed, number: start}
            return _cost([rows[n] for n in now], list(now.values()), waiting), start

        placed[number] = min(options, key=total)
    starts = tuple(placed[number] for number in range(len(rows)))
    return Lineup(_cost(rows, starts, waiting), starts, proven=False)


def _bits(mask: int) -> Iterator[int]:
    while mask:
        yield (mask & -mask).bit_length() - 1
        mask &= mask - 1
