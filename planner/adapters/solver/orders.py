"""Whether the tasks of a day can be put in an order at all, and what the best order costs.

Sets of tasks are bit masks over a group: the sittings of a day that may share people. What fits still fits
with a task less, and what does not fit with one more; so each answer is remembered for a whole family of sets.
"""

from __future__ import annotations

from collections import defaultdict

from planner.adapters.solver.same_day import Arranged, Days
from planner.adapters.solver.units import together
from planner.domain.planning.problem import Problem, Solution, Spot, span

NEVER = 1 << 40
"""The cost of an order that does not exist."""
_KEPT = 100_000  # how many costs are remembered before the memory is cleared
_FAMILIES = 60  # how many fitting sets a group remembers
_BESIDE = 6  # how many of them a new set is compared with
_NEW = 2  # how many tasks are put beside them
_LATEST = 1 << 12  # a tick that no day has


class Orders:
    """Asks for the orders of a problem's days, and remembers the answers.

    `group` is the number of the group of a sitting, `bits` the bit of a task on a sitting in its group.
    """

    def __init__(self, problem: Problem, *, nodes: int = 60) -> None:
        self._problem, self._nodes = problem, nodes
        self._untimed, self._timed = Days(problem, timed=False), Days(problem)
        groups = _groups(problem)
        self.group = {sitting: number for number, group in enumerate(groups) for sitting in group}
        self.bits: dict[tuple[int, int], int] = {}
        self._own: list[list[tuple[int, int]]] = [[] for _ in groups]
        for task in problem.tasks.values():
            for sitting in task.places:
                own = self._own[self.group[sitting]]
                self.bits[task.id, sitting] = 1 << len(own)
                own.append((task.id, sitting))
        self._unfit: list[list[int]] = [[] for _ in groups]
        self._fit: list[list[tuple[int, dict[int, int]]]] = [[] for _ in groups]
        self._stood = [self._standing(own) for own in self._own]
        self._costs: dict[tuple[int, int], int] = {}
        self._hard: dict[tuple[int, int], Arranged] = {}

    def fits(self, group: int, mask: int) -> bool:
        """Whether these tasks have an order; False too when none was found in time."""
        for unfit in self._unfit[group]:
            if mask & unfit == unfit:
                return False
        fit = self._fit[group]
        for number, (known, _) in enumerate(fit):
            if not mask & ~known:
                if number:
                    fit[number], fit[number - 1] = fit[number - 1], fit[number]
                return True
        spots = self._beside(group, mask)
        if spots is None:
            spots = self._asked(group, mask)
        if spots is None:
            return False
        fit[:] = [(mask, spots), *(row for row in fit if row[0] & ~mask)][:_FAMILIES]
        return True

    def _beside(self, group: int, mask: int) -> dict[int, int] | None:
        """Times with a task or two put beside what is known to fit, in a gap that is left or by moving its sitting."""
        for known, spots in self._fit[group][:_BESIDE]:
            new = mask & ~known
            if new.bit_count() > _NEW:
                continue
            found = {bit: start for bit, start in spots.items() if bit & mask}
            while new:
                bit = new & -new
                start = self._gap(group, bit, found)
                if start < 0:
                    break
                found[bit] = start
                new ^= bit
            if not new:
                return found
        return None

    def _gap(self, group: int, bit: int, spots: dict[int, int]) -> int:
        """A tick at which a task may begin among others that stay where they are; -1 for none."""
        stood = self._stood[group]
        sitting, ticks, starts, people, closed, free = stood[bit]
        if not free:
            return -1
        first, last = 0, _LATEST
        for other, begin in spots.items():
            there, length, _, busy, shut, _ = stood[other]
            if there == sitting:
                if shut != closed:
                    if closed:
                        first = max(first, begin + length)
                    else:
                        last = min(last, begin - ticks)
            elif not busy & people:
                continue
            starts &= ~span(max(0, begin - ticks + 1), begin + length)
        if last < first:
            return -1
        starts &= span(first, last + 1)
        return (starts & -starts).bit_length() - 1

    def _asked(self, group: int, mask: int) -> dict[int, int] | None:
        on = self.tasks(group, mask)
        found = self._untimed.arrange(on, nodes=self._nodes)
        if found.spots is not None:
            return {self.bits[task, spot.sitting]: spot.start for task, spot in found.spots.items()}
        if found.proven:
            unfit = set(self._untimed.unfit(on, nodes=self._nodes))
            mask = sum(
                self.bits[task, sitting] for sitting, tasks in on.items() for task in tasks if task in unfit
            )
        self._unfit[group].append(mask)
        return None

    def _standing(self, own: list[tuple[int, int]]) -> dict[int, tuple[int, int, int, int, bool, bool]]:
        """Of each bit: its sitting, ticks, starts, people as bits, whether closed, and whether it may stand alone."""
        problem = self._problem
        bound = {task for pair in problem.adjacent for task in pair}
        people: dict[int, int] = {}
        found = {}
        for number, (task, sitting) in enumerate(own):
            here = problem.tasks[task]
            found[1 << number] = (
                sitting,
                here.ticks,
                here.places[sitting].starts,
                sum(people.setdefault(person, 1 << len(people)) for person in here.people),
                here.closed and problem.open_first,
                bool(here.ticks) and task not in bound,
            )
        return found

    def cost(self, group: int, mask: int) -> int:
        """What waiting and shifted times cost in the best order found; NEVER when none was."""
        found = self._costs.get((group, mask))
        if found is None:
            if len(self._costs) > _KEPT:
                self._costs.clear()
                self._hard.clear()
            arranged = self._best(group, mask)
            found = NEVER if arranged.spots is None else arranged.cost
            self._costs[group, mask] = found
        return found

    def solution(self, masks: dict[int, int]) -> Solution | None:
        """The best order found of all these groups; None when one has none."""
        spots: dict[int, Spot] = {}
        for group, mask in masks.items():
            found = self._best(group, mask).spots
            if found is None:
                return None
            spots.update(found)
        return spots

    def _best(self, group: int, mask: int) -> Arranged:
        """The best order found; where that took too long, one that is known to fit, sitting by sitting improved.

        That one is remembered: another might be known later, at another cost.
        """
        if (group, mask) in self._hard:
            return self._hard[group, mask]
        on = self.tasks(group, mask)
        found = self._timed.arrange(on, nodes=self._nodes)
        if found.spots is not None or found.proven or not self.fits(group, mask):
            return found
        known = next(spots for fitting, spots in self._fit[group] if not mask & ~fitting)
        spots = {
            self._own[group][bit.bit_length() - 1][0]: Spot(stood[0], known[bit])
            for bit, stood in self._stood[group].items()
            if bit & mask
        }
        for sitting, tasks in on.items():
            others = {task: spot for task, spot in spots.items() if spot.sitting != sitting}
            spots = {
                **others,
                **(self._timed.line_up(sitting, tasks, others, self._nodes) or {t: spots[t] for t in tasks}),
            }
        self._hard[group, mask] = Arranged(spots, self._timed.cost(spots), proven=False)
        return self._hard[group, mask]

    def tasks(self, group: int, mask: int) -> dict[int, list[int]]:
        """The tasks of a mask, sitting by sitting."""
        own, found = self._own[group], defaultdict(list)
        while mask:
            low = mask & -mask
            task, sitting = own[low.bit_length() - 1]
            found[sitting].append(task)
            mask ^= low
        return found


def _groups(problem: Problem) -> list[tuple[int, ...]]:
    """The sittings of a day that may share people, whatever is placed on them."""
    seen: dict[tuple[int, int], int] = {}
    links = []
    for task in problem.tasks.values():
        for sitting in task.places:
            day = problem.sittings[sitting].day
            links += [(seen.setdefault((day, person), sitting), sitting) for person in task.people]
    return together(problem.sittings, links)
