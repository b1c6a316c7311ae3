"""The question that planning asks, as one frozen value that knows neither boards nor solvers.

Times are ticks of `Problem.tick` minutes from midnight; days are whole days from a first day; starts are
bit masks, where bit s is set when something may begin at tick s. Costs are whole numbers, and less is better.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Spot(NamedTuple):
    """Where a task stands: on which sitting, and at which tick it begins."""

    sitting: int
    start: int


class Place(NamedTuple):
    """A sitting that a task may be put on: what it costs there, and at which ticks it may begin."""

    cost: int
    starts: int


class Before(NamedTuple):
    """`then` may only be placed when `first` is, and at least `lag` days after it."""

    first: int
    then: int
    lag: int


class Pair(NamedTuple):
    """Two tasks that a rule binds together."""

    one: int
    other: int


@dataclass(frozen=True, slots=True)
class Sitting:
    """A meeting: its day, and how many ticks of load it takes before each further one is crowding."""

    id: int
    board: int
    day: int
    soft: int


@dataclass(frozen=True, slots=True)
class Task:
    """An item to place: how long it takes, who must be there, and where the rules let it stand.

    `unplaced` is what it costs to leave it out. `told` is the spot that people were told, and `shift`
    what it costs to begin at another tick of that same sitting (the cost of another sitting is in `places`).
    A task without a length takes no time of the meeting, and begins whenever its place lets it.
    """

    id: int
    ticks: int
    people: tuple[int, ...]
    unplaced: int
    places: Mapping[int, Place]
    closed: bool = False
    told: Spot | None = None
    shift: int = 0


@dataclass(frozen=True)
class Problem:
    """Sittings and tasks by id, and what binds tasks to one another.

    `together` are pairs on the same sitting or both left out; `adjacent` besides follow at once, the
    other after the one; `apart` are never on the same sitting. With `open_first`, what is closed comes
    after everything open on its sitting. `crowding` is the cost of each tick above a sitting's `soft`,
    `waiting` of each tick that a person sits between own tasks of one sitting.
    """

    sittings: Mapping[int, Sitting]
    tasks: Mapping[int, Task]
    before: tuple[Before, ...] = ()
    together: tuple[Pair, ...] = ()
    adjacent: tuple[Pair, ...] = ()
    apart: tuple[Pair, ...] = ()
    tick: int = 5
    open_first: bool = True
    crowding: int = 4
    waiting: int = 1


Solution = Mapping[int, Spot]


class Limits(NamedTuple):
    """When to stop. The same limits give the same answer; with `seconds` they need not.

    `moves` of the local search for each task, `nodes` of each exact search, `gap` between plan and
    bound (0.01 is one per cent) at which it is good enough.
    """

    moves: int = 400
    nodes: int = 20_000
    gap: float = 0.0
    seconds: float | None = None
    seed: int = 0


class Progress(NamedTuple):
    """The best plan's cost so far, and what no plan can be below (None while nothing is known)."""

    best: int
    bound: int | None = None


@dataclass(frozen=True)
class Answer:
    """The best plan found. `bound` is what no plan can be below; `proven` says that nothing is better."""

    solution: Solution
    cost: int
    bound: int | None = None
    proven: bool = False
    stopped: bool = field(default=False)


Watch = Callable[[Progress], None]


def starts(free: int, ticks: int) -> int:
    """The ticks at which something of that length may begin, when it must lie wholly within `free`."""
    found, have = free, 1
    while have < ticks:
        step = min(have, ticks - have)
        found &= found >> step
        have += step
    return found


def span(first: int, end: int) -> int:
    """The mask of ticks from `first` up to, not including, `end`."""
    return ((1 << max(0, end - first)) - 1) << first
