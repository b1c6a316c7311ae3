"""What speaks for and against an item on each of the meetings: the rules first, then whether it finds a time."""

from __future__ import annotations

from typing import NamedTuple

from planner.domain.finding import Level
from planner.domain.meeting import Meeting
from planner.domain.planning.case import Case, on
from planner.domain.planning.costs import place_cost, unplaced_cost
from planner.domain.planning.ground import Ground, Movable
from planner.domain.planning.problem import Place, span, starts
from planner.domain.planning.rules import OF_A_PLACE, over_capacity, two_places


class Reason(NamedTuple):
    """What a rule has against an item on a meeting; level "block" means that it cannot stand there."""

    rule: str
    level: Level
    clause: str


class Verdict(NamedTuple):
    """An item on one meeting: what it costs and when it may begin there, or None, and everything against it."""

    meeting: Meeting
    place: Place | None
    reasons: tuple[Reason, ...]


def verdicts(ground: Ground, one: Movable) -> tuple[Verdict, ...]:
    """What speaks for and against an item on each of its board's meetings, in order of date."""
    own = (meeting for meeting in ground.sittings.values() if meeting.board == one.item.board)
    return tuple(verdict(ground, one, meeting) for meeting in own)


def verdict(ground: Ground, one: Movable, meeting: Meeting) -> Verdict:
    """What speaks for and against an item on one meeting, whatever else may move there."""
    case = case_of(ground, one, meeting)
    reasons = [
        Reason(rule, level, objection.clause)
        for rule, against in OF_A_PLACE.items()
        if (level := ground.level(rule)) is not None
        for objection in against(case)
        if objection.key not in ground.accepted
    ]
    here = one.state == "firm" and one.stands_on(meeting)
    barred = ground.scope.barred.get((one.item.id, meeting.id))
    if barred is not None:
        reasons.append(Reason("barred", "block", barred))
    begin, lack = _times(ground, one, case, here=here)
    if not begin:
        reasons += lack
    if any(reason.level == "block" for reason in reasons):
        place = _stuck(ground, one, begin) if here else None
    else:
        place = Place(place_cost(ground, one, meeting, [reason.level for reason in reasons]), begin)
    return Verdict(meeting, place, tuple(reasons))


def case_of(ground: Ground, one: Movable, meeting: Meeting) -> Case:
    """The item as it would stand on that meeting, with those who would present it there."""
    here = [placement for placement in one.open if placement.meeting == meeting.id]
    placement = next(iter((*here, *one.open)), None)
    presenters = one.presenters
    if here:
        own = ground.scene.plan.presenters_of(one.item.id, meeting.id)
        presenters = frozenset(presenter.person for presenter in own)
    return Case(ground.scene, on(one.item, meeting, placement), presenters)


def _times(ground: Ground, one: Movable, case: Case, *, here: bool) -> tuple[int, list[Reason]]:
    """When the item may begin, and what there is to say where that is never."""
    meeting = case.meeting
    firm = one.open[0] if here else None
    if firm is not None and firm.start is not None:
        # It may leave, and where it stays it keeps its clock time.
        spot = ground.spot(firm)
        return (1 << spot.start if spot is not None else 0), []
    free = ground.open(meeting, beyond=here)
    if not here and ground.is_astray(meeting):
        free = 0
    if ground.is_beneath(one.item, meeting):
        return free & -free or 1, []
    ticks = ground.ticks(one.length.minutes)
    if not starts(free, ticks):
        clause = over_capacity.no_room(ground.scene, meeting, one.length.minutes)
        return 0, [Reason("over_capacity", "block", clause)]
    level = ground.level("two_places")
    taken = [] if level != "block" else list(two_places.taken(case, ground.firm_at))
    busy = 0
    for stretch in taken:
        busy |= span(stretch.first // ground.tick, ground.ticks(stretch.last))
    return starts(free & ~busy, ticks), [Reason("two_places", "block", stretch.clause) for stretch in taken]


def _stuck(ground: Ground, one: Movable, begin: int) -> Place:
    """Where an item stands against a rule: better there than without a date, and better anywhere else."""
    spot = ground.spot(one.open[0])
    at = 1 << spot.start if spot is not None else begin
    return Place(unplaced_cost(ground, one) - 1, begin | at)
