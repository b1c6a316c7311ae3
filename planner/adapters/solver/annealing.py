"""Local search: units are moved, exchanged and pushed out at random, ever less often when that costs something."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from random import Random
from typing import TypeVar

from planner.adapters.solver.draft import Draft, Moves
from planner.adapters.solver.units import Stand

_T = TypeVar("_T")


class Annealing:
    """Moves the units of a draft that may be moved at all. The same seed and moves give the same plan."""

    def __init__(self, draft: Draft, seed: int) -> None:
        self._draft = draft
        self._random = Random(seed)  # noqa: S311 -- no secret, and the same again with the same seed
        self._live = [number for number, unit in enumerate(draft.units) if unit.stands]
        self._stand = [{stand.sitting: stand for stand in unit.stands} for unit in draft.units]

    def run(self, moves: int, hot: float, cold: float) -> None:
        """Tries so many moves; what a worsening may cost falls from `hot` to `cold`. The best plan is kept."""
        draft, random = self._draft, self._random.random
        now = best = draft.cost
        kept = list(draft.at)
        cooling = (cold / hot) ** (1 / max(1, moves)) if hot else 1.0
        warmth = hot
        for _ in range(moves if self._live else 0):
            warmth *= cooling
            cost = self._move(-warmth * math.log(random() or 1.0))
            if cost is not None:
                now += cost
                if now < best:
                    best, kept = now, list(draft.at)
        draft.become(kept)

    def _move(self, most: float) -> int | None:
        """Moves one unit, and where that is forbidden pushes another out: what it cost, or None for no move."""
        draft = self._draft
        number = self._one_of(self._live)
        new = self._one_of(draft.units[number].stands)
        old = draft.at[number]
        if new is old:
            return None
        cost = draft.attempt(((number, new),), most)
        if cost is None:
            ways = [way for way in self._ways(number, new, old) if draft.price(way) <= most]
            if ways:
                cost = draft.attempt(self._one_of(ways), most)
        return cost

    def _ways(self, number: int, new: Stand, old: Stand | None) -> Iterator[Moves]:
        """What may be pushed out for a unit, to where that came from, elsewhere, or nowhere."""
        draft = self._draft
        for other in sorted(draft.on[new.sitting]):
            if old is not None and old.sitting in self._stand[other]:
                yield (other, self._stand[other][old.sitting]), (number, new)
            stand = self._one_of(draft.units[other].stands)
            yield (other, None if stand.sitting == new.sitting else stand), (number, new)

    def _one_of(self, rows: Sequence[_T]) -> _T:
        return rows[int(self._random.random() * len(rows))]
