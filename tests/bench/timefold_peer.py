"""Timefold's model of the question, as its manual shows one: every item takes one of its stands, or none.

Importing this needs the package `timefold` and starts a Java machine, so `peers.timefold` does it late.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from timefold.solver import SolverFactory, config, domain, score
from timefold.solver.score import HardSoftScore, Joiners

from planner.domain.planning.problem import Problem, Solution, Spot, Task


@dataclass(eq=False)
class Stand:
    """A tick of a sitting at which something may begin; all items that may begin there share it."""

    sitting: int
    day: int
    soft: int
    start: int


@dataclass(eq=False)
class Bond:
    """Where `one` is placed, `other` must stand as `kind` says; with the kind `apart`, must not."""

    kind: str
    one: int
    other: int
    lag: int = 0


@domain.planning_entity
@dataclass(eq=False)
class Item:
    """A task: its people both listed and as a bit mask, `costs` by sitting; what was not told stands at -1."""

    id: Annotated[int, domain.PlanningId]
    ticks: int
    people: list[int]
    mask: int
    closed: bool
    unplaced: int
    costs: dict[int, int]
    told_sitting: int
    told_start: int
    shift: int
    stands: Annotated[list[Stand], domain.ValueRangeProvider]
    stand: Annotated[Stand | None, domain.PlanningVariable(allows_unassigned=True)] = None


@domain.planning_solution
@dataclass(eq=False)
class Plan:
    """The whole question, and in the items' stands its answer."""

    bonds: Annotated[list[Bond], domain.ProblemFactCollectionProperty]
    items: Annotated[list[Item], domain.PlanningEntityCollectionProperty]
    total: Annotated[HardSoftScore | None, domain.PlanningScore] = None


def solve(problem: Problem, seconds: float) -> Solution:
    """The best plan within that time of search, all else as the solver comes."""

    @score.constraint_provider
    def rules(of: score.ConstraintFactory) -> list[Any]:
        found = _hard(of) | _soft(of, problem.crowding, problem.waiting)
        return [rule.as_constraint(name) for name, rule in found.items()]

    judge = config.ScoreDirectorFactoryConfig(constraint_provider_function=rules)
    stop = config.TerminationConfig(spent_limit=config.Duration(milliseconds=round(1000 * seconds)))
    asked = config.SolverConfig(
        solution_class=Plan,
        entity_class_list=[Item],
        score_director_factory_config=judge,
        termination_config=stop,
    )
    best = SolverFactory.create(asked).build_solver().solve(_plan(problem))
    return {item.id: Spot(item.stand.sitting, item.stand.start) for item in best.items if item.stand}


def _plan(problem: Problem) -> Plan:
    sittings, live = problem.sittings.values(), [task for task in problem.tasks.values() if task.places]
    stands = {(m.id, start): Stand(m.id, m.day, m.soft, start) for m in sittings for start in range(288)}
    bonds = [Bond("before", then, first, lag) for first, then, lag in problem.before]
    for one, other in (*problem.together, *problem.adjacent):
        bonds += [Bond("together", one, other), Bond("together", other, one)]
    for kind, pairs in (("adjacent", problem.adjacent), ("apart", problem.apart)):
        bonds += [Bond(kind, *pair) for pair in pairs]
    return Plan(bonds, [_item(task, stands) for task in live])


def _item(task: Task, stands: dict[tuple[int, int], Stand]) -> Item:
    costs = {sitting: place.cost for sitting, place in task.places.items()}
    mine = [stands[m, s] for m, place in task.places.items() for s in range(288) if place.starts >> s & 1]
    mask, told = sum(1 << person for person in set(task.people)), task.told or Spot(-1, -1)
    who = list(task.people), mask
    return Item(task.id, task.ticks, *who, task.closed, task.unplaced, costs, *told, task.shift, mine)


def _hard(of: Any) -> dict[str, Any]:
    """What breaks a rule, each a hard point."""
    sitting, day = Joiners.equal(lambda a: a.stand.sitting), Joiners.equal(lambda a: a.stand.day)
    at_once = Joiners.overlapping(lambda a: a.stand.start, lambda a: a.stand.start + a.ticks)
    too_late = Joiners.greater_than(lambda a: a.stand.start + a.ticks, lambda b: b.stand.start)
    other = Joiners.equal(lambda bond, _: bond.other, lambda b: b.id)
    same = Joiners.equal(lambda _, a: a.stand.sitting, lambda b: b.stand.sitting)
    after = Joiners.equal(lambda _, a: a.stand.start + a.ticks, lambda b: b.stand.start)
    lag = Joiners.greater_than_or_equal(lambda bond, a: a.stand.day - bond.lag, lambda b: b.stand.day)
    opened, closed = (of.for_each(Item).filter(f) for f in (lambda a: not a.closed, lambda a: a.closed))
    that_day = of.for_each_unique_pair(Item, day, at_once).filter(lambda a, b: a.mask & b.mask != 0)
    bound = of.for_each(Bond).join(Item, Joiners.equal(lambda bond: bond.one, lambda a: a.id))
    found = {
        "one at a time": of.for_each_unique_pair(Item, sitting, at_once),
        "one place": that_day.filter(lambda a, b: a.stand.sitting != b.stand.sitting),
        "open first": opened.join(closed, sitting, too_late),
        "before": bound.filter(lambda bond, _: bond.kind == "before").if_not_exists(Item, other, lag),
        "together": bound.filter(lambda bond, _: bond.kind == "together").if_not_exists(Item, other, same),
        "adjacent": bound.filter(lambda bond, _: bond.kind == "adjacent").if_not_exists(Item, other, after),
        "apart": bound.filter(lambda bond, _: bond.kind == "apart").if_exists(Item, other, same),
    }
    return {name: rule.penalize(HardSoftScore.ONE_HARD) for name, rule in found.items()}


def _soft(of: Any, crowding: int, waiting: int) -> dict[str, Any]:
    """What costs, in the problem's own costs."""
    one, items, gather = HardSoftScore.ONE_SOFT, of.for_each(Item), score.ConstraintCollectors
    left_out = of.for_each_including_unassigned(Item).filter(lambda a: a.stand is None)
    shifted = items.filter(lambda a: a.told_sitting == a.stand.sitting and a.told_start != a.stand.start)
    loads = items.group_by(lambda a: a.stand.sitting, lambda a: a.stand.soft, gather.sum(lambda a: a.ticks))
    over = loads.filter(lambda _, soft, load: load > soft)
    seated = items.expand(lambda a: a.people).flatten_last(lambda people: people)
    begun, own = gather.min(lambda a, _: a.stand.start), gather.sum(lambda a, _: a.ticks)
    ended = gather.max(lambda a, _: a.stand.start + a.ticks)
    days = seated.group_by(lambda a, person: (person, a.stand.sitting), begun, ended, own)
    idle = days.filter(lambda _, begun, ended, own: ended - begun > own)
    return {
        "unplaced": left_out.penalize(one, lambda a: a.unplaced),
        "place": items.penalize(one, lambda a: a.costs[a.stand.sitting]),
        "shift": shifted.penalize(one, lambda a: a.shift),
        "crowding": over.penalize(HardSoftScore(0, crowding), lambda _, soft, load: load - soft),
        "waiting": idle.penalize(HardSoftScore(0, waiting), lambda _, begun, ended, own: ended - begun - own),
    }
