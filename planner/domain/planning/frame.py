"""A board's plan as a question to a solver: which items may stand where, from when to when, at what cost.

Everything is computed from the plan and its rules. An item that may be placed or moved is a task with the
item's own number; what stays on a meeting and what runs over its end are tasks with numbers below 0.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, count
from typing import Final

from planner.domain.finding import OnAgenda, Scene
from planner.domain.item import Placement
from planner.domain.meeting import Meeting
from planner.domain.planning.costs import overtime_cost, shift_cost, unplaced_cost
from planner.domain.planning.ground import Ground, Movable, Scope, lowest
from planner.domain.planning.problem import (
    Pair,
    Place,
    Problem,
    Sitting,
    Solution,
    Spot,
    Task,
    span,
    starts,
)
from planner.domain.planning.rules import presenter_gap
from planner.domain.planning.verdicts import Verdict, verdicts
from planner.domain.planning.weights import Weights

# What nothing else outweighs: that an item which is not asked about stays where it is.
_STAYS: Final = 100_000


@dataclass(frozen=True)
class Framed:
    """The question, and what is needed to read its answer. `current` is the plan as it stands.

    `verdicts` say of each item what speaks for and against every meeting. `staying` are the placements of
    the tasks that only keep their place on a meeting.
    """

    problem: Problem
    ground: Ground
    verdicts: Mapping[int, tuple[Verdict, ...]]
    staying: Mapping[int, Placement]
    current: Solution

    @property
    def scene(self) -> Scene:
        """What the rules look at."""
        return self.ground.scene

    @property
    def movable(self) -> Mapping[int, Movable]:
        """The items that may be placed or moved, by id."""
        return self.ground.movable


def frame(
    scene: Scene, scope: Scope, weights: Weights | None = None, levels: Mapping[str, str] | None = None
) -> Framed:
    """The question about these meetings.

    The scene must hold them whole, with what awaits a date and every meeting of other boards on their days.
    """
    ground = Ground(scene, scope, weights or Weights(), levels or {})
    said = {number: verdicts(ground, one) for number, one in ground.movable.items()}
    tasks = {number: _task(ground, one, said[number]) for number, one in ground.movable.items()}
    current = {one.id: one.told for one in tasks.values() if one.told is not None}
    staying: dict[int, Placement] = {}
    numbers = count(-1, -1)
    for meeting in ground.sittings.values():
        for row in _staying(ground, meeting):
            task = _fixture(ground, row, next(numbers))
            tasks[task.id], staying[task.id] = task, row.placement
            if task.told is not None:
                current[task.id] = task.told
        beyond = ground.beyond(meeting)
        for first in beyond[:: ground.scale]:
            # Left out, and paid for, where an item needs the time: by five minutes, however short the ticks are.
            ticks = min(ground.scale, beyond.stop - first)
            place = {meeting.id: Place(0, 1 << first)}
            task = Task(next(numbers), ticks, (), ticks * overtime_cost(ground), place)
            tasks[task.id] = task
    problem = Problem(
        {number: _sitting(ground, meeting) for number, meeting in ground.sittings.items()},
        tasks,
        apart=tuple(_apart(ground)),
        tick=ground.tick,
        open_first=False,
        crowding=ground.weights.crowding,
        waiting=presenter_gap.weight(ground.level("presenter_gap"), ground.weights.waiting),
    )
    return Framed(problem, ground, said, staying, filled(problem, current))


def _task(ground: Ground, one: Movable, said: tuple[Verdict, ...]) -> Task:
    places = {found.meeting.id: found.place for found in said if found.place is not None}
    beneath = {n: place for n, place in places.items() if ground.is_beneath(one.item, ground.sittings[n])}
    firm = one.open[0] if one.state == "firm" else None
    return Task(
        one.item.id,
        0 if beneath else ground.ticks(one.length.minutes),
        () if beneath else tuple(sorted(one.presenters - ground.members)),
        unplaced_cost(ground, one),
        beneath or places,
        told=ground.spot(firm) if firm is not None else None,
        shift=shift_cost(ground, firm, one.presenters) if firm is not None else 0,
    )


def _fixture(ground: Ground, row: OnAgenda, number: int) -> Task:
    """What stays on its meeting: its time may be another, its meeting not. What is held keeps room there."""
    meeting, held = row.meeting, row.placement.state == "held"
    ticks = ground.length(row.item, row.placement, meeting)
    presenters = frozenset(p.person for p in ground.scene.plan.presenters_of(row.item.id, meeting.id))
    free, spot = ground.open(meeting, beyond=True), ground.spot(row.placement)
    begin = starts(free, ticks) if ticks else free & -free
    if spot is not None:
        begin |= 1 << spot.start
    return Task(
        number,
        ticks,
        tuple(sorted(presenters - ground.members)) if ticks and not held else (),
        ground.weights.warning * ground.scale if held else _STAYS,
        {meeting.id: Place(0, begin)},
        told=spot,
        shift=shift_cost(ground, row.placement, presenters),
    )


def _staying(ground: Ground, meeting: Meeting) -> Iterator[OnAgenda]:
    """What stands on the meeting without a clock time of its own, and is not to be moved to another."""
    for row in ground.scene.on(meeting):
        one = ground.movable.get(row.item.id)
        if row.placement.start is None and (one is None or row.placement not in one.open):
            yield row


def _sitting(ground: Ground, meeting: Meeting) -> Sitting:
    minutes = sum(last - first for first, last in ground.hours[meeting.id].free)
    minutes = minutes * ground.weights.full_percent // 100
    minutes -= sum(last - first for first, last in ground.fixed(meeting))
    day = (meeting.date - ground.scene.today).days
    soft = max(0, minutes // ground.tick) + len(ground.beyond(meeting))
    return Sitting(meeting.id, meeting.board, day, soft)


def filled(problem: Problem, current: Mapping[int, Spot]) -> Solution:
    """The plan as it stands, with what only keeps room and time beyond the end where that is free."""
    found = dict(current)
    taken: dict[int, int] = defaultdict(int)
    for number, spot in current.items():
        taken[spot.sitting] |= span(spot.start, spot.start + problem.tasks[number].ticks)
    for task in problem.tasks.values():
        if task.id > 0 or task.id in found:
            continue
        ((sitting, place),) = task.places.items()
        free = ~taken[sitting] & span(0, 2 * place.starts.bit_length())
        start = lowest(place.starts & starts(free, task.ticks))
        if start is not None:
            found[task.id] = Spot(sitting, start)
            taken[sitting] |= span(start, start + task.ticks)
    return found


def _apart(ground: Ground) -> Iterator[Pair]:
    """Where nobody may wait at all, nobody presents twice on a day."""
    if ground.level("presenter_gap") == "block":
        for one, other in combinations(ground.movable.values(), 2):
            if (one.presenters - ground.members) & other.presenters:
                yield Pair(one.item.id, other.item.id)
