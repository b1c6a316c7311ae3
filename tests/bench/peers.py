"""The same questions put to other planners as plainly as they can express them; nothing tuned.

Each gives a solution, or None where it found none; `CANNOT` says what it cannot express.
"""

from __future__ import annotations

import importlib.util
import shutil
from collections import defaultdict
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime, timedelta
from multiprocessing import get_context
from typing import Any

from planner.domain.planning.problem import Problem, Solution, Spot

_FIRST = datetime(2025, 1, 6, 9)  # noqa: DTZ001 -- any morning will do

CANNOT = {
    "OR-Tools CP-SAT, plain model": "nothing is missing; it ends by seconds, so two runs differ",
    "Timefold, default search": "nothing is missing, each broken rule being one hard point; it ends by seconds, so two runs differ",
    "conference-scheduler": "lengths, clock times, items left out, weeks between two items, what a date costs, waiting",
}


def is_here(library: str) -> bool:
    """Whether a library is installed."""
    return importlib.util.find_spec(library) is not None


def cp_sat(problem: Problem, seconds: float) -> tuple[Solution | None, float]:
    """One optional interval for each task and sitting, as the manual shows; the plan and its bound."""
    from ortools.sat.python import cp_model

    model, rows = cp_model.CpModel(), _Rows(problem)
    cost: list[Any] = []
    for task in problem.tasks.values():
        for sitting, place in task.places.items():
            rows.stand(model, task.id, sitting)
            cost.append(place.cost * rows.on[task.id, sitting])
        placed = [rows.on[task.id, sitting] for sitting in task.places]
        out = model.NewBoolVar("")
        model.AddExactlyOne([*placed, out])
        cost.append(task.unplaced * out)
    cost += rows.crowding(model)
    cost += rows.waiting(model)
    rows.overlaps(model)
    rows.bonds(model)
    model.Minimize(sum(cost))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers, solver.parameters.max_time_in_seconds = 2, seconds
    if solver.Solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None, solver.BestObjectiveBound()
    return {
        task: Spot(sitting, solver.Value(rows.start[task, sitting]))
        for (task, sitting), on in rows.on.items()
        if solver.Value(on)
    }, solver.BestObjectiveBound()


class _Rows:
    """The variables of the plain model: whether a task is on a sitting, and when it begins there."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.on: dict[tuple[int, int], Any] = {}
        self.start: dict[tuple[int, int], Any] = {}
        self.interval: dict[tuple[int, int], Any] = {}

    def stand(self, model: Any, task: int, sitting: int) -> None:
        from ortools.sat.python import cp_model

        given = self.problem.tasks[task]
        mask = given.places[sitting].starts
        allowed = [tick for tick in range(mask.bit_length()) if mask >> tick & 1]
        key = task, sitting
        self.on[key] = model.NewBoolVar("")
        self.start[key] = model.NewIntVarFromDomain(cp_model.Domain.FromValues(allowed), "")
        self.interval[key] = model.NewOptionalFixedSizeIntervalVar(
            self.start[key], given.ticks, self.on[key], ""
        )

    def of(self, sitting: int) -> list[int]:
        return [task for task, there in self.on if there == sitting]

    def crowding(self, model: Any) -> list[Any]:
        found = []
        for number, sitting in self.problem.sittings.items():
            tasks = self.of(number)
            over = model.NewIntVar(0, sum(self.problem.tasks[t].ticks for t in tasks), "")
            load = sum(self.problem.tasks[t].ticks * self.on[t, number] for t in tasks)
            model.Add(over >= load - sitting.soft)
            found.append(self.problem.crowding * over)
        return found

    def waiting(self, model: Any) -> list[Any]:
        """For each person with several tasks on a sitting: from the first start to the last end, less the tasks."""
        found = []
        for number in self.problem.sittings:
            people: Mapping[int, list[int]] = defaultdict(list)
            for task in self.of(number):
                for person in self.problem.tasks[task].people:
                    people[person].append(task)
            for tasks in people.values():
                if len(tasks) > 1:
                    first, last = (model.NewIntVar(0, 288, "") for _ in range(2))
                    wait = model.NewIntVar(0, 288, "")
                    for task in tasks:
                        start, on = self.start[task, number], self.on[task, number]
                        model.Add(first <= start).OnlyEnforceIf(on)
                        model.Add(last >= start + self.problem.tasks[task].ticks).OnlyEnforceIf(on)
                    own = sum(self.problem.tasks[t].ticks * self.on[t, number] for t in tasks)
                    model.Add(wait >= last - first - own)
                    found.append(self.problem.waiting * wait)
        return found

    def overlaps(self, model: Any) -> None:
        """One thing at a time on a sitting and for a person, and what is closed last."""
        people: Mapping[tuple[int, int], list[Any]] = defaultdict(list)
        for number, sitting in self.problem.sittings.items():
            tasks = self.of(number)
            model.AddNoOverlap([self.interval[t, number] for t in tasks])
            border = model.NewIntVar(0, 288, "")
            for task in tasks:
                given, start, on = self.problem.tasks[task], self.start[task, number], self.on[task, number]
                if given.closed:
                    model.Add(start >= border).OnlyEnforceIf(on)
                else:
                    model.Add(start + given.ticks <= border).OnlyEnforceIf(on)
                for person in given.people:
                    people[person, sitting.day].append(self.interval[task, number])
        for intervals in people.values():
            model.AddNoOverlap(intervals)

    def bonds(self, model: Any) -> None:
        problem, tasks = self.problem, self.problem.tasks

        def day(task: int) -> Any:
            return sum(problem.sittings[m].day * self.on[task, m] for m in tasks[task].places)

        def placed(task: int) -> Any:
            return sum(self.on[task, m] for m in tasks[task].places)

        for first, then, lag in problem.before:
            is_on = model.NewBoolVar("")
            model.Add(placed(then) == is_on)
            model.Add(placed(first) >= is_on)
            model.Add(day(then) - day(first) >= lag).OnlyEnforceIf(is_on)
        for one, other in (*problem.together, *problem.adjacent):
            for m in {*tasks[one].places, *tasks[other].places}:
                model.Add(self.on.get((one, m), 0) == self.on.get((other, m), 0))
        for one, other in problem.adjacent:
            for m in tasks[one].places.keys() & tasks[other].places.keys():
                end = self.start[one, m] + tasks[one].ticks
                model.Add(self.start[other, m] == end).OnlyEnforceIf(self.on[one, m])
        for one, other in problem.apart:
            for m in tasks[one].places.keys() & tasks[other].places.keys():
                model.AddBoolOr([self.on[one, m].Not(), self.on[other, m].Not()])


def lacking_timefold() -> list[str]:
    """What must be here for Timefold and is not."""
    here = {"the package timefold": is_here("timefold"), "java on PATH": shutil.which("java")}
    return [what for what, found in here.items() if not found]


def timefold(problem: Problem, seconds: float) -> Solution | None:
    """Constraint streams with the default search, in a process of its own, since a Java machine does not leave one."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_timefold, problem, seconds).result()


def _timefold(problem: Problem, seconds: float) -> Solution | None:
    from tests.bench import timefold_peer

    return timefold_peer.solve(problem, seconds)


def conference(problem: Problem) -> int:
    """Tasks with a slot where every task takes one slot of 30 minutes and all have to be placed; 0 for none."""
    import pulp
    from conference_scheduler import scheduler
    from conference_scheduler.resources import Event, Slot

    live = [task for task in problem.tasks.values() if task.places]
    slots = [
        Slot(
            venue=f"board {sitting.board}",
            starts_at=_FIRST + timedelta(days=sitting.day, minutes=30 * n),
            duration=30,
            capacity=1,
            session=str(number),
        )
        for number, sitting in problem.sittings.items()
        for n in range(max(1, sitting.soft * problem.tick // 30))
    ]
    events = [Event(name=str(task.id), duration=30, demand=0) for task in live]
    for task, event in zip(live, events, strict=True):
        event.add_unavailability(*(s for s in slots if int(s.session) not in task.places))
    try:
        return len(scheduler.schedule(events, slots, solver=pulp.PULP_CBC_CMD(msg=False)))
    except ValueError:  # what it says when not everything can be placed
        return 0
