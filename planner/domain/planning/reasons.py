"""Why an item goes where it goes, in the words of a secretary: what drives it, and why not another day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Final, Literal

from planner.domain.finding import Scene
from planner.domain.meeting import Meeting
from planner.domain.planning.clauses import Clause, joined
from planner.domain.planning.costs import last_day
from planner.domain.planning.frame import Framed
from planner.domain.planning.ground import Movable
from planner.domain.planning.outcome import Arranged
from planner.domain.planning.rules import over_capacity
from planner.domain.planning.verdicts import Verdict
from planner.domain.timetable import length_of
from planner.domain.wording import short

_SAID: Final = 2


@dataclass(frozen=True)
class Suggestion:
    """What is proposed for one item. "place" gives it its first date, "settle" chooses one of several,
    "move" another one, "return" takes its date away.

    `stood` are the days it stands on now, `day` and `start` where it comes. `minutes` were `guessed` where
    nobody gave a length. `reason` is a whole sentence, `warnings` what a rule still has against it there.
    """

    item: int
    title: str
    kind: Literal["place", "settle", "move", "return"]
    board: str
    stood: tuple[date, ...]
    meeting: int | None
    day: date | None
    start: time | None
    minutes: int
    guessed: bool
    reason: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Left:
    """An item that stays without a date, or undecided, and why; with `stays` it has a date and keeps it."""

    item: int
    title: str
    reason: str
    stays: bool = False


def suggestions(
    framed: Framed, wanted: Arranged, after: Scene, because: Mapping[int, str] | None = None
) -> tuple[Suggestion, ...]:
    """What the arrangement does to each item that changes its meeting, in order of date.

    `because` is a clause for items of which it is known what brought them here.
    """
    known = because or {}
    found = [
        _suggestion(framed, framed.movable[number], meeting, wanted, after, known.get(number))
        for number, meeting in wanted.on.items()
        if number in framed.movable
    ]
    return tuple(sorted(found, key=lambda one: (one.day or date.max, one.start or time.max, one.item)))


def left_over(framed: Framed, wanted: Arranged, after: Scene) -> tuple[Left, ...]:
    """Items that still await a date or a decision, and those that were named and cannot be moved; each with why."""
    ground, items = framed.ground, framed.scene.plan.items
    named = ground.scope.only
    boards = {meeting.board for meeting in ground.sittings.values()}
    waiting = [item.id for item in after.plan.backlog if item.board in boards]
    asked = waiting if named is None else sorted(named)
    asked += [number for number, one in framed.movable.items() if one.state == "held"]
    found = []
    for number in dict.fromkeys(number for number in asked if number in items and number not in wanted.on):
        one = framed.movable.get(number)
        if one is None:
            reason = ground.stays_because(items[number])
        else:
            reason = _nowhere(framed, one, after) if one.state != "firm" else None
        if reason is not None:
            stays = any(placement.state == "placed" for placement in after.plan.open_of(number))
            found.append(Left(number, items[number].title, reason, stays))
    return tuple(found)


def _suggestion(
    framed: Framed, one: Movable, meeting: int | None, wanted: Arranged, after: Scene, known: str | None
) -> Suggestion:
    plan = after.plan
    stood = [framed.scene.plan.meetings[placement.meeting] for placement in one.open]
    target = plan.meetings[meeting] if meeting is not None else None
    verdict = next((said for said in framed.verdicts[one.item.id] if said.meeting.id == meeting), None)
    placement = next(iter(plan.open_of(one.item.id)), None)
    length = length_of(plan, one.item, placement)
    slots = after.table(target).slots if target is not None else ()
    start = next((slot.start for slot in slots if slot.placement == placement and placement), None)
    kind: Literal["place", "settle", "move", "return"] = "move"
    if target is None:
        kind = "return"
    elif one.state == "waiting":
        kind = "place"
    elif one.state == "held" and one.stands_on(target):
        kind = "settle"
    return Suggestion(
        one.item.id,
        one.item.title,
        kind,
        plan.boards[one.item.board].code,
        tuple(m.date for m in stood),
        meeting,
        target.date if target is not None else None,
        start,
        length.minutes,
        length.guessed,
        _reason(framed, one, kind, stood, target, wanted, after, known),
        tuple(reason.clause for reason in verdict.reasons if reason.level != "hint") if verdict else (),
    )


def _reason(
    framed: Framed,
    one: Movable,
    kind: str,
    stood: Sequence[Meeting],
    target: Meeting | None,
    wanted: Arranged,
    after: Scene,
    known: str | None,
) -> str:
    if kind == "place" and target is not None:
        because = [*_drives(framed, one, known), *_not_before(framed, one, target, after)]
        return f"sættes på {short(target.date)}: {joined(because, _SAID + 1)}"
    if kind == "settle" and target is not None:
        others = [meeting for meeting in stood if meeting.id != target.id]
        because = _against(framed, one, others, after)
        if not because:
            first = target.date == min(meeting.date for meeting in stood)
            best = (
                "det er den første af datoerne" if first else f"der er bedst plads den {short(target.date)}"
            )
            because = [Clause(best)]
        return f"lægges fast på {short(target.date)}: {joined(because, _SAID)}"
    because = [clause for meeting in stood for clause in _leaves(framed, one, meeting, wanted)]
    if target is None:
        because += [Clause("der er ikke plads på de andre møder")]
        return f"tages af {_days(stood)} og afventer dato: {joined(because, _SAID + 1)}"
    near = [
        meeting
        for meeting in framed.ground.sittings.values()
        if meeting.id not in (target.id, *(m.id for m in stood)) and _is_nearer(meeting, stood, target)
    ]
    # Those next to the day that was chosen are those that somebody would ask about.
    near = sorted(sorted(near, key=lambda meeting: abs(meeting.date - target.date))[:_SAID], key=_day)
    because += _against(framed, one, near, after)
    return _moves(stood, target, joined(because, _SAID + 1))


def _drives(framed: Framed, one: Movable, known: str | None) -> Iterator[Clause]:
    """Why an item that awaits a date gets one now; `known` is what brought it there."""
    if known:
        yield Clause(known)
    last, today = last_day(one), framed.scene.today
    ahead = max(meeting.date for meeting in framed.ground.sittings.values())
    if last is not None and last <= ahead:
        yield Clause(f"punktet skal på senest {short(last)}")
    elif one.item.since is not None and one.item.since < today:
        yield Clause(f"det har afventet en dato siden {short(one.item.since)}")
    elif not known:
        yield Clause("det mangler en dato")


def _leaves(framed: Framed, one: Movable, meeting: Meeting, wanted: Arranged) -> Iterator[Clause]:
    """Why an item leaves the meeting that it stands on."""
    for text in _why_it_leaves(framed, one, meeting, wanted):
        yield Clause(text, meeting.date)


def _why_it_leaves(framed: Framed, one: Movable, meeting: Meeting, wanted: Arranged) -> Iterator[str]:
    if meeting.status == "cancelled":
        yield f"mødet den {short(meeting.date)} er aflyst"
        return
    said = next((v for v in framed.verdicts[one.item.id] if v.meeting.id == meeting.id), None)
    # What is against the new meeting as well is no reason to leave the old one.
    there = next((v for v in framed.verdicts[one.item.id] if v.meeting.id == wanted.on[one.item.id]), None)
    again = {reason.clause for reason in there.reasons} if there else set()
    reasons = [reason for reason in said.reasons if reason.clause not in again] if said else []
    grave = [reason.clause for reason in reasons if reason.level != "hint"]
    much = over_capacity.too_much(framed.scene, meeting)
    comes = [number for number, to in wanted.on.items() if to == meeting.id]
    if grave:
        yield from grave[:_SAID]
    elif much:
        yield much
    elif comes:
        yield f"det giver plads til {' og '.join(f'#{number}' for number in comes[:_SAID])} den {short(meeting.date)}"
    elif reasons:
        yield reasons[0].clause
    else:
        yield f"der er mere luft bagefter den {short(meeting.date)}"


def _not_before(framed: Framed, one: Movable, target: Meeting, after: Scene) -> Iterator[Clause]:
    earlier = [meeting for meeting in framed.ground.sittings.values() if meeting.date < target.date]
    yield from _against(framed, one, earlier[-_SAID:], after)


def _against(framed: Framed, one: Movable, meetings: Iterable[Meeting], after: Scene) -> list[Clause]:
    """What speaks against these meetings, a clause for each."""
    said = {verdict.meeting.id: verdict for verdict in framed.verdicts[one.item.id]}
    found = ((_objection(framed, said[m.id], one, after), m.date) for m in meetings if m.id in said)
    return [Clause(text, day) for text, day in found if text]


def _objection(framed: Framed, verdict: Verdict, one: Movable, after: Scene) -> str | None:
    """The gravest thing against a meeting: a rule, or what stands there once the proposal is carried out."""
    grave = sorted(verdict.reasons, key=lambda reason: ("block", "warn", "hint").index(reason.level))
    if grave and grave[0].level != "hint":
        return grave[0].clause
    table = after.table(verdict.meeting)
    if table.free < one.length.minutes:
        return over_capacity.no_room(after, verdict.meeting, one.length.minutes)
    if (table.used + one.length.minutes) * 100 > table.capacity * framed.ground.weights.full_percent:
        return f"den {short(verdict.meeting.date)} ville blive fyldt helt op"
    return grave[0].clause if grave else None


def _nowhere(framed: Framed, one: Movable, after: Scene) -> str:
    """Why an item gets no date: the same for all meetings, or what speaks against the first of them."""
    clauses = _against(framed, one, framed.ground.sittings.values(), after)
    possible = any(verdict.place is not None for verdict in framed.verdicts[one.item.id])
    if not clauses:
        return "der er ikke plads på de kommende møder"
    if possible:
        return joined(clauses, _SAID)
    return f"{joined(clauses, _SAID)}; ingen af møderne kan bruges"


def _is_nearer(meeting: Meeting, stood: Sequence[Meeting], target: Meeting) -> bool:
    """Whether a meeting would have been a smaller move than the one proposed."""
    return any(abs(meeting.date - old.date) <= abs(target.date - old.date) for old in stood)


def _moves(stood: Sequence[Meeting], target: Meeting, why: str) -> str:
    new = target.date
    if len(stood) != 1:
        return f"flyttes til {short(new)}: {why}"
    old = stood[0].date
    if (old.year, old.month) == (new.year, new.month):
        return f"flyttes fra {old.day}. til {short(new)}: {why}"
    return f"flyttes fra {short(old)} til {short(new)}: {why}"


def _day(meeting: Meeting) -> date:
    return meeting.date


def _days(stood: Sequence[Meeting]) -> str:
    return " og ".join(short(meeting.date) for meeting in stood)
