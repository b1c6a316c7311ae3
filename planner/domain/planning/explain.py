"""Why an item can or cannot stand on each of the coming meetings, and what would have to yield. No solver is asked.

Whether there is room is what the timetable of the meeting says once the item is thought to stand there, so that
an explanation and the plan never disagree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final, NamedTuple

from planner.domain.meeting import Meeting
from planner.domain.placing import Target, put, take_off
from planner.domain.plan import Plan
from planner.domain.planning.clauses import Clause, by_reason
from planner.domain.planning.costs import unplaced_cost
from planner.domain.planning.frame import Framed
from planner.domain.planning.ground import Movable
from planner.domain.planning.outcome import thought_of
from planner.domain.planning.verdicts import Reason, Verdict
from planner.domain.timetable import Timetable, minute_of, timetable
from planner.domain.wording import short

# More items than this never yield together: nobody would move so many for one.
_MOST_YIELD: Final = 2
_MOST_FACTS: Final = 4


class Yielding(NamedTuple):
    """An item that would go elsewhere, to make room. Points as the objective counts them."""

    item: Movable
    to: Meeting
    cost: int


@dataclass(frozen=True)
class Candidate:
    """One meeting for the item: `reasons` against it by the rules, and minutes `lacking` there.

    `full_of` are the items there that count for less and may be moved. `yielding` is what would have to
    move so that nothing there is too much: empty where it fits as it is, None where moving others does not help.
    `guessed` says that `lacking` rests on a length that nobody gave.
    """

    meeting: Meeting
    stands: bool
    reasons: tuple[Reason, ...]
    lacking: int = 0
    full_of: tuple[Movable, ...] = ()
    yielding: tuple[Yielding, ...] | None = None
    guessed: bool = False

    @property
    def forbidden(self) -> bool:
        """Whether a rule keeps the item from it, whoever moves."""
        return any(reason.level == "block" for reason in self.reasons)

    @property
    def fits(self) -> bool:
        """Whether the item can stand there while everything else stays."""
        return not self.forbidden and not self.lacking

    @property
    def cost(self) -> int:
        """What it costs that others make room."""
        return sum(one.cost for one in self.yielding or ())


@dataclass(frozen=True)
class Explanation:
    """An item and its candidates in order of date.

    `cheapest` is the candidate for which the least has to yield, where it fits nowhere as it is.
    `conflict` is the smallest set of facts that together leave no meeting, where not even that helps.
    """

    item: Movable
    candidates: tuple[Candidate, ...]
    cheapest: Candidate | None = None
    conflict: tuple[str, ...] = ()


def explain(framed: Framed, item: int) -> Explanation:
    """Every meeting of the frame as a place for the item (the id of one that may be moved)."""
    one = framed.movable[item]
    found = tuple(_candidate(framed, one, said) for said in framed.verdicts[item])
    if any(candidate.fits for candidate in found):
        return Explanation(one, found)
    helped = [candidate for candidate in found if candidate.yielding]
    cheapest = min(helped, key=lambda c: (len(c.yielding or ()), c.cost, c.meeting.date), default=None)
    return Explanation(one, found, cheapest, () if cheapest else _conflict(found))


def smallest_conflict(facts: Mapping[str, frozenset[int]]) -> tuple[str, ...]:
    """The fewest facts that together rule out all that any of them does.

    `facts` says of each what it rules out. Beyond four they are found one after another, the one that
    rules out most first, and may be more than the fewest.
    """
    everything = frozenset().union(*facts.values())
    for many in range(1, _MOST_FACTS + 1):
        for some in combinations(facts, many):
            if frozenset().union(*(facts[fact] for fact in some)) == everything:
                return some
    found: list[str] = []
    while left := everything.difference(*(facts[fact] for fact in found)):
        found.append(max(facts, key=lambda fact: len(facts[fact] & left)))
    return tuple(found)


def _candidate(framed: Framed, one: Movable, said: Verdict) -> Candidate:
    meeting, stands = said.meeting, one.stands_on(said.meeting)
    if any(reason.level == "block" for reason in said.reasons):
        return Candidate(meeting, stands, said.reasons)
    plan = framed.scene.plan
    lacking = _lacking(framed, plan, one, meeting)
    if not lacking:
        return Candidate(meeting, stands, said.reasons, yielding=())
    there = [other for other in _movable_on(framed, meeting) if other.item.id != one.item.id]
    own = unplaced_cost(framed.ground, one)
    return Candidate(
        meeting,
        stands,
        said.reasons,
        lacking,
        tuple(other for other in there if unplaced_cost(framed.ground, other) < own),
        _yielding(framed, one, meeting, there),
        timetable(_with(framed, plan, one, meeting), meeting).guessed,
    )


def _lacking(framed: Framed, plan: Plan, one: Movable, meeting: Meeting) -> int:
    """Minutes that the meeting has too many once the item stands there; 0 where it has them without it too."""
    now = framed.scene.plan
    if any(placement.state == "placed" for placement in one.open if placement.meeting == meeting.id):
        now = now.apply(take_off(now, one.item, framed.scene.now))
    over = _over(timetable(_with(framed, plan, one, meeting), meeting))
    return over if over > _over(timetable(now, meeting)) else 0


def _with(framed: Framed, plan: Plan, one: Movable, meeting: Meeting) -> Plan:
    if [(p.meeting, p.state) for p in plan.open_of(one.item.id)] == [(meeting.id, "placed")]:
        return plan
    return plan.apply(put(plan, one.item, [Target(meeting)], framed.scene.now, thought_of()))


def _over(table: Timetable) -> int:
    """Minutes beyond the end of the meeting, or more than its capacity where nothing runs over."""
    end = minute_of(table.meeting.end)
    ends = [
        minute_of(slot.start) + slot.minutes
        for slot in table.slots
        if slot.start is not None and slot.item is not None
    ]
    return max(0, max(ends, default=0) - end, table.over)


def _movable_on(framed: Framed, meeting: Meeting) -> list[Movable]:
    on = (framed.movable.get(row.item) for row in framed.scene.plan.on(meeting.id))
    return [other for other in on if other is not None and other.state == "firm"]


def _yielding(
    framed: Framed, one: Movable, meeting: Meeting, there: Sequence[Movable]
) -> tuple[Yielding, ...] | None:
    """The fewest items that need go elsewhere for the item to fit, the cheapest of those; None where none do."""
    for many in range(1, _MOST_YIELD + 1):
        tried = (_moved(framed, one, meeting, some) for some in combinations(there, many))
        found = [moves for moves in tried if moves is not None]
        if found:
            return min(found, key=lambda moves: sum(move.cost for move in moves))
    return None


def _moved(
    framed: Framed, one: Movable, meeting: Meeting, leaving: Iterable[Movable]
) -> tuple[Yielding, ...] | None:
    """These items each on the best other meeting that has room, so that the item fits; None where it does not."""
    plan, moves = framed.scene.plan, []
    for other in leaving:
        best = min(_elsewhere(framed, plan, other, meeting), key=lambda move: move.cost, default=None)
        if best is None:
            return None
        moves.append(best)
        plan = _with(framed, plan, other, best.to)
    fits = not _over(timetable(_with(framed, plan, one, meeting), meeting))
    return tuple(moves) if fits else None


def _elsewhere(framed: Framed, plan: Plan, other: Movable, here: Meeting) -> Iterator[Yielding]:
    said = {found.meeting.id: found for found in framed.verdicts[other.item.id]}
    stays = said[here.id].place
    for found in said.values():
        if found.meeting.id == here.id or found.place is None:
            continue
        if not _lacking(framed, plan, other, found.meeting):
            cost = found.place.cost - (stays.cost if stays is not None else 0)
            yield Yielding(other, found.meeting, cost)


def _conflict(found: Sequence[Candidate]) -> tuple[str, ...]:
    """The smallest conflict, with the days named together of which the same is said."""
    days = {one.meeting.id: one.meeting.date for one in found}
    facts = _facts(found)
    # What rules out several days says it of none.
    said = {fact: days[min(out)] if len(out) == 1 else None for fact, out in facts.items()}
    return tuple(by_reason(Clause(fact, said[fact]) for fact in smallest_conflict(facts)))


def _facts(found: Iterable[Candidate]) -> Mapping[str, frozenset[int]]:
    """What each fact rules out, by meeting; a meeting without room is a fact of its own."""
    facts: dict[str, frozenset[int]] = {}
    for candidate in found:
        clauses = [reason.clause for reason in candidate.reasons if reason.level == "block"]
        for clause in clauses or [no_room(candidate)]:
            facts[clause] = facts.get(clause, frozenset()) | {candidate.meeting.id}
    return facts


def no_room(candidate: Candidate) -> str:
    """The clause that says how much time is lacking."""
    much = f"ca. {candidate.lacking}" if candidate.guessed else f"{candidate.lacking}"
    return f"der mangler {much} min. den {short(candidate.meeting.date)}"
