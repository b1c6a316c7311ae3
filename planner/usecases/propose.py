"""Propose: the best plan for the coming meetings, with a reason for each change. Nothing is written here
before somebody accepts it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final

from planner.domain.board import Board
from planner.domain.errors import Refused, StalePlan, Unknown
from planner.domain.finding import Scene
from planner.domain.plan import Plan
from planner.domain.planning.frame import Framed, frame
from planner.domain.planning.ground import Scope
from planner.domain.planning.outcome import (
    Arranged,
    difference,
    planned,
)
from planner.domain.planning.problem import Limits, Watch
from planner.domain.planning.reasons import Left, Suggestion, left_over, suggestions
from planner.domain.planning.score import Score, score
from planner.domain.planning.weights import Weights
from planner.domain.rules import findings
from planner.domain.wording import short
from planner.ports import Clock, Reader, Solver, Store
from planner.usecases import address
from planner.usecases.best_plan import as_planned, best_plan, must_hold, refuse_too_much
from planner.usecases.horizon import Horizon, look_ahead
from planner.usecases.keep_rules import kept_apart, narrowed, newly_blocked
from planner.usecases.no_room import NoRoom, weeks_further, without_room
from planner.usecases.step import Decision, Desk, Done, Manner, carry_out

_LONGEST_WHY: Final = 1000


@dataclass(frozen=True)
class Ask:
    """What is to be planned. `only` and `keep` are items and dates as typed; `weeks` None is the look's.

    `items` are numbers to plan instead of `only`; with `yielding`, what stands firmly may make room for them.
    `because` says of an item what brought it here.
    """

    boards: tuple[Board, ...]
    weeks: int | None = None
    only: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    items: frozenset[int] | None = None
    yielding: bool = False
    because: Mapping[int, str] = field(default_factory=dict)
    weights: Weights = field(default_factory=Weights)
    levels: Mapping[str, str] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True)
class Part:
    """One part of what a plan costs, in points, now and as proposed."""

    name: str
    before: int
    after: int


@dataclass(frozen=True)
class Hearer:
    """Somebody who would be told, and what, once the plan is published."""

    name: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Reorder:
    """A meeting whose running order is to change, with its items in the new order, and why."""

    meeting: int
    board: str
    day: date
    items: tuple[int, ...]
    reason: str


@dataclass(frozen=True)
class Proposal:
    """What is proposed, by meeting, and what it rests on.

    As JSON: {"boards": [codes], "first", "last": ISO dates of the meetings looked at, "suggestions": [{"item",
    "title", "kind": "place", "settle", "move" or "return", "board", "stood": [dates], "meeting", "day",
    "start", "minutes", "guessed", "reason", "warnings": [...]}], "orders": [{"meeting", "board", "day",
    "items", "reason"}], "left": [{"item", "title", "reason", "stays"}], "told": [{"name", "sentences"}], "parts": [{"name",
    "before", "after"}], "before", "after": points in all, "bound": what no plan can be below or null,
    "proven", "stopped": whether it was stopped before it was done}.
    """

    boards: tuple[str, ...]
    first: date
    last: date
    suggestions: tuple[Suggestion, ...]
    orders: tuple[Reorder, ...]
    left: tuple[Left, ...]
    told: tuple[Hearer, ...]
    parts: tuple[Part, ...]
    before: int
    after: int
    bound: int | None = None
    proven: bool = False
    stopped: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to change."""
        return not (self.suggestions or self.orders)


@dataclass(frozen=True)
class Worked:
    """A proposal with what is needed to carry it out on the plan that it was made for.

    `published` are the boards (ids) of whose meetings somebody has been told, `no_room` what found no date.
    """

    proposal: Proposal
    wanted: Arranged
    base: Plan
    ask: Ask
    published: frozenset[int]
    no_room: NoRoom | None = None

    @property
    def boards(self) -> frozenset[int]:
        """The boards (ids) whose items or meetings it changes."""
        return _boards(self.base, self.wanted)


def propose(
    ask: Ask,
    *,
    store: Store,
    clock: Clock,
    solver: Solver,
    watch: Watch | None = None,
) -> Worked:
    """The best plan found for what is asked.

    Refused where there is no meeting to plan; BrokenProposal where the answer breaks a rule.
    """
    with store.reading() as read:
        horizon, scope = _asked(ask, read, clock.now())
        further = weeks_further(read, ask.boards, horizon)
    base, levels = horizon.scene.plan, kept_apart(ask.levels)
    asked: Scope | None = scope
    while asked is not None:
        framed = frame(horizon.scene, asked, ask.weights, levels)
        after, answer = best_plan(framed, solver, ask.limits, watch)
        wanted = difference(base, after.plan, framed.movable)
        broken = newly_blocked(horizon.scene, after, levels)
        asked = narrowed(framed, wanted, after, broken)
    must_hold(horizon.scene, after, broken)
    before = score(framed.problem, framed.current)
    best = as_planned(framed, after)
    proposal = Proposal(
        tuple(board.code for board in ask.boards),
        horizon.meetings[0].date,
        horizon.meetings[-1].date,
        suggestions(framed, wanted, after, ask.because),
        _orders(framed, wanted, after),
        left_over(framed, wanted, after),
        (),
        _parts(before, best),
        before.total,
        best.total,
        answer.bound,
        answer.proven and best.total <= answer.cost,
        answer.stopped,
    )
    return Worked(
        proposal, wanted, base, ask, _published(horizon.scene), without_room(framed, proposal.left, further)
    )


def accept(worked: Worked, manner: Manner, words: Sequence[str] = (), *, store: Store, clock: Clock) -> Done:
    """Carry a proposal out as one step: all of it, or the items named. StalePlan where the plan is another now.

    What is left of it must keep the rules as well: Refused otherwise.
    """

    def decide(desk: Desk) -> Decision:
        horizon, _ = _asked(worked.ask, desk.read, desk.now)
        if horizon.scene.plan != worked.base:
            raise StalePlan(
                "Planen er ændret, siden forslaget blev lavet. Intet er ændret.",
                hint="planner foreslå giver et nyt.",
            )
        wanted = worked.wanted
        if words:
            items = address.items(desk.read, desk.board, words, desk.today)
            wanted = part_of(worked, [item.id for item in items])
        changes = planned(worked.base, wanted, horizon.scene.now, desk.new_id)
        after = replace(horizon.scene, plan=worked.base.apply(changes))
        refuse_too_much(horizon.scene, after)
        # Each board whose plan it changes can take the whole of it back.
        return Decision(worked.base, changes, also=_boards(worked.base, wanted))

    return carry_out(replace(manner, why=manner.why or _why(worked, words)), decide, store=store, clock=clock)


def part_of(worked: Worked, items: Collection[int]) -> Arranged:
    """The part of a proposal that concerns these items; Unknown where it says nothing of one."""
    wanted = worked.wanted
    for number in items:
        if number not in wanted.on:
            raise Unknown(
                f"#{number} er ikke med i forslaget.",
                hint=f"Forslaget handler om: {', '.join(f'#{one}' for one in wanted.on) or 'ingen punkter'}.",
            )
    on = {number: meeting for number, meeting in wanted.on.items() if number in items}
    touched = {meeting for meeting in on.values() if meeting is not None}
    return Arranged(
        on,
        {meeting: order for meeting, order in wanted.orders.items() if meeting in touched},
        {key: start for key, start in wanted.clocks.items() if key[0] in on},
    )


def _asked(ask: Ask, read: Reader, now: datetime) -> tuple[Horizon, Scope]:
    """The meetings and items that the words mean."""
    board = ask.boards[0]
    today = now.date()
    items = ask.items
    asked = read.items(sorted(items)) if items else None
    if ask.only:
        named = address.items(read, board, ask.only, today)
        items = frozenset(item.id for item in named)
        asked = read.items(sorted(items))
    horizon = look_ahead(read, ask.boards, now, weeks=ask.weeks, asked=asked)
    kept: set[int] = set()
    for words in ask.keep:
        for day in address.days(read, board, [words], today).dates:
            found = [meeting for meeting in horizon.scene.meetings if meeting.date == day]
            # A meeting that is not looked at stays as it is anyway.
            if not found and not any(read.meeting_on(one.id, day) for one in ask.boards):
                raise address.no_meeting(read, board, day)
            kept |= {meeting.id for meeting in found}
    meetings = tuple(meeting.id for meeting in horizon.meetings)
    if kept >= set(meetings):
        raise Refused(
            "Alle de kommende møder skal blive, som de er, så der er intet at foreslå.",
            hint="Nævn færre datoer med --keep, eller se længere frem med --weeks.",
        )
    return horizon, Scope(meetings, frozenset(kept), items, yielding=ask.yielding)


def _orders(framed: Framed, wanted: Arranged, after: Scene) -> tuple[Reorder, ...]:
    """Meetings whose items only change their order."""
    moved = {meeting for meeting in wanted.on.values() if meeting is not None}
    found = []
    for meeting, order in wanted.orders.items():
        if meeting in moved:
            continue
        held = after.plan.meetings[meeting]
        code, day = after.plan.boards[held.board].code, held.date
        found.append(Reorder(meeting, code, day, order, _why_reordered(framed, after, meeting)))
    return tuple(sorted(found, key=lambda one: (one.day, one.meeting)))


def _why_reordered(framed: Framed, after: Scene, meeting: int) -> str:
    def gaps(scene: Scene) -> set[str]:
        asked = [scene.plan.meetings[meeting]]
        found = findings(scene.plan, scene.now, meetings=asked, levels=framed.ground.levels)
        return {one.sentence for one in found if one.rule == "presenter_gap"}

    day = short(after.plan.meetings[meeting].date)
    gone = sorted(gaps(framed.scene) - gaps(after))
    if gone:
        return f"rækkefølgen ændres {day}: {' og '.join(gone)}, som den er nu"
    return f"rækkefølgen ændres {day}: så venter ingen længere end nødvendigt mellem sine punkter"


def _parts(before: Score, after: Score) -> tuple[Part, ...]:
    names = {
        "unplaced": "punkter uden dato, afgørelse eller plads",
        "places": "datoerne: ventetid, flytninger og advarsler",
        "crowding": "fyldte møder",
        "waiting": "oplægsholdernes ventetid",
        "shifts": "ændrede klokkeslæt",
    }
    return tuple(Part(name, getattr(before, key), getattr(after, key)) for key, name in names.items())


def _boards(plan: Plan, wanted: Arranged) -> frozenset[int]:
    meetings = {*wanted.orders, *(meeting for _, meeting in wanted.clocks)}
    boards = {plan.meetings[number].board for number in meetings}
    return frozenset(boards | {plan.items[number].board for number in wanted.on})


def _published(scene: Scene) -> frozenset[int]:
    return frozenset(scene.plan.meetings[one.meeting].board for one in scene.invited)


def _why(worked: Worked, words: Sequence[str]) -> str | None:
    reasons = [f"#{one.item} {one.reason}" for one in worked.proposal.suggestions]
    reasons += [one.reason for one in worked.proposal.orders]
    return "; ".join(reasons)[:_LONGEST_WHY] or None if not words else None
