"""An answer as changes of the plan: which items go where, in which order, and who keeps a clock time.

What is wanted is kept apart from the plan it was found for, so that it can be carried out in part, and
again where the plan was read anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from itertools import count
from typing import Final

from planner.domain.changes import Change, Record, edited, net
from planner.domain.item import Placement
from planner.domain.placing import New, Target, put, take_off
from planner.domain.plan import Plan
from planner.domain.planning.frame import Framed
from planner.domain.planning.problem import Problem, Solution
from planner.domain.timetable import minute_of, timetable

# Numbers that no record of a real plan has, for placements that are only thought of.
_THOUGHT_OF: Final = 1_000_000_000
_MOST_CLOCKS: Final = 50


@dataclass(frozen=True)
class Arranged:
    """What a proposal wants. `on` gives items a meeting, or None: they await a date.

    `orders` is the running order of a meeting by items; what it does not name keeps its place.
    `clocks` are clock times that items are to keep, by item and meeting.
    """

    on: Mapping[int, int | None] = field(default_factory=dict)
    orders: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    clocks: Mapping[tuple[int, int], time] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to change."""
        return not (self.on or self.orders or self.clocks)


def thought_of() -> New:
    """Numbers for what is only thought of."""
    numbers = count(_THOUGHT_OF)

    def new(kind: type[Record]) -> int:
        del kind
        return next(numbers)

    return new


def arranged(framed: Framed, solution: Solution) -> Arranged:
    """What an answer wants of the plan that was asked about."""
    on: dict[int, int | None] = {}
    for number, one in framed.movable.items():
        spot = solution.get(number)
        if one.state == "firm" and (spot is None or spot.sitting != one.open[0].meeting):
            on[number] = spot.sitting if spot is not None else None
        elif one.state != "firm" and spot is not None:
            on[number] = spot.sitting
    orders = {meeting: _order(framed, solution, meeting) for meeting in framed.problem.sittings}
    return Arranged(on, orders)


def planned(plan: Plan, wanted: Arranged, now: datetime, new: New) -> tuple[Change, ...]:
    """The changes that carry a proposal out; they leave alone what is as wanted already."""
    found: list[Change] = []
    working = plan
    for number, meeting in wanted.on.items():
        item = working.items[number]
        stands = working.open_of(number)
        if meeting is None:
            made = take_off(working, item, now) if stands else ()
        elif [(one.meeting, one.state) for one in stands] == [(meeting, "placed")]:
            made = ()
        else:
            made = put(working, item, [Target(working.meetings[meeting])], now, new)
        working = working.apply(made)
        found += made
    for meeting, order in wanted.orders.items():
        made = _reordered(working, meeting, order)
        working = working.apply(made)
        found += made
    for (number, meeting), start in wanted.clocks.items():
        there = (one for one in working.open_of(number) if one.meeting == meeting)
        made = tuple(edited(one, start=start) for one in there if one.start != start)
        working = working.apply(made)
        found += made
    return net(found)


def difference(before: Plan, after: Plan, items: Iterable[int]) -> Arranged:
    """What was wanted in all, where one proposal was built upon another."""
    on: dict[int, int | None] = {}
    clocks: dict[tuple[int, int], time] = {}
    meetings: set[int] = set()
    for number in items:
        has = after.open_of(number)
        if _stand(before.open_of(number)) != _stand(has):
            on[number] = has[0].meeting if has else None
            meetings |= {one.meeting for one in has}
    for number, one in after.placements.items():
        old = before.placements.get(number)
        if one.start is not None and (old is None or old.start != one.start):
            clocks[one.item, one.meeting] = one.start
        if old is not None and old.meeting == one.meeting and old.position != one.position:
            meetings.add(one.meeting)
    orders = {
        meeting: tuple(one.item for one in after.on(meeting) if one.outcome is None)
        for meeting in sorted(meetings)
    }
    return Arranged(on, orders, clocks)


def with_clocks(framed: Framed, solution: Solution, plan: Plan) -> Arranged:
    """The clock times that must be said for the answer to hold, where the running order alone gives another.

    An item keeps its time where people have it, and gets one where its presenters could not come else.
    """
    clocks: dict[tuple[int, int], time] = {}
    tick, working = framed.problem.tick, plan
    for _ in range(_MOST_CLOCKS):
        late = next(_astray(framed, solution, working), None)
        if late is None:
            break
        placement, start = late
        clock = time(*divmod(start * tick, 60))
        clocks[placement.item, placement.meeting] = clock
        working = working.apply([edited(placement, start=clock)])
    return Arranged(clocks=clocks)


def _astray(framed: Framed, solution: Solution, plan: Plan) -> Iterator[tuple[Placement, int]]:
    """Placements that the timetable gives another time than the answer, where that matters."""
    tasks, called = _tasks(framed), _called_elsewhere(framed.problem, solution)
    for number in framed.problem.sittings:
        meeting = plan.meetings[number]
        for slot in timetable(plan, meeting).slots:
            if slot.placement is None or slot.start is None or slot.placement.start is not None:
                continue
            task = framed.problem.tasks.get(tasks.get(slot.placement.id, slot.placement.item))
            spot = solution.get(task.id) if task is not None else None
            if task is None or spot is None or spot.sitting != number or not task.ticks:
                continue
            start = minute_of(slot.start) // framed.problem.tick
            kept = meeting.stage != "provisional" and spot == task.told
            free = task.places[number].starts >> start & 1 and task.id not in called
            if start != spot.start and (kept or not free):
                yield slot.placement, spot.start


def _called_elsewhere(problem: Problem, solution: Solution) -> frozenset[int]:
    """Tasks with somebody who is wanted at another meeting that day: their times are agreed between the two."""
    wanted: dict[tuple[int, int], dict[int, int]] = defaultdict(dict)
    for number, spot in solution.items():
        for person in problem.tasks[number].people:
            wanted[person, problem.sittings[spot.sitting].day][number] = spot.sitting
    return frozenset(number for stays in wanted.values() if len(set(stays.values())) > 1 for number in stays)


def _tasks(framed: Framed) -> Mapping[int, int]:
    """The task of each placement that only keeps its place on a meeting."""
    return {placement.id: number for number, placement in framed.staying.items()}


def _order(framed: Framed, solution: Solution, meeting: int) -> tuple[int, ...]:
    """Items with a time of their own on the meeting, in the order in which the answer has them begin."""
    tasks = framed.problem.tasks
    timed: list[tuple[int, int]] = []
    for number, spot in solution.items():
        if spot.sitting == meeting and tasks[number].ticks:
            if number in framed.movable:
                timed.append((spot.start, number))
            elif number in framed.staying:
                timed.append((spot.start, framed.staying[number].item))
    timed += (
        (minute_of(placement.start) // framed.problem.tick, placement.item)
        for placement in framed.scene.plan.on(meeting)
        if placement.start is not None and placement.outcome is None
        if placement.item not in framed.movable
    )
    return tuple(item for _, item in sorted(timed))


def _reordered(plan: Plan, meeting: int, order: tuple[int, ...]) -> tuple[Change, ...]:
    """The changes of position that bring the named items into that order in the places they hold together."""
    rows = [one for one in plan.on(meeting) if one.outcome is None]
    rank = {item: at for at, item in enumerate(order)}
    named = sorted((one for one in rows if one.item in rank), key=lambda one: rank[one.item])
    # What has a clock time stands at that time, whatever its number in the order.
    if [one for one in named if one.start is None] == [
        one for one in rows if one.item in rank and one.start is None
    ]:
        return ()
    following = iter(named)
    wanted = [next(following) if one.item in rank else one for one in rows]
    if wanted == rows:
        return ()
    return net(
        Change(one, replace(one, position=at)) for at, one in enumerate(wanted, start=1) if one.position != at
    )


def _stand(placements: Iterable[Placement]) -> set[tuple[int, str]]:
    return {(one.meeting, one.state) for one in placements}
