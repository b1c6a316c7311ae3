"""Who would be told of a proposal, once the plan of each of its boards is published."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from planner.domain.board import Board
from planner.domain.changes import Change
from planner.domain.planning.outcome import planned
from planner.ports import Clock, Store, Work
from planner.usecases.propose import Hearer, Worked
from planner.usecases.suppose import Supposed
from planner.usecases.who_hears import Published, Told

# Who hears what of a board, as a store holds it.
Hears = Callable[[Board, Store], Published]


def with_hearers(worked: Worked, *, store: Store, clock: Clock, hears: Hears) -> Worked:
    """The proposal with those who would be told of it, whichever of its boards tells them."""
    # Where nobody has been told anything yet, nobody would hear of a change.
    boards = [board for board in worked.ask.boards if board.id in worked.published & worked.boards]
    names: dict[int, str] = {}
    sentences: dict[int, dict[str, None]] = {}
    for board in boards:
        now = {one.person: set(_said(one)) for one in hears(board, store).told}
        for one in hears(board, Supposed(store, _changes(worked, clock), board.id, clock)).told:
            names[one.person] = one.name
            new = (line for line in _said(one) if line not in now.get(one.person, set()))
            sentences.setdefault(one.person, {}).update(dict.fromkeys(new))
    told = tuple(
        Hearer(names[person], tuple(lines))
        for person, lines in sorted(sentences.items(), key=lambda row: (names[row[0]], row[0]))
        if lines
    )
    return replace(worked, proposal=replace(worked.proposal, told=told))


def _changes(worked: Worked, clock: Clock) -> Callable[[Work], Sequence[Change]]:
    wanted = worked.wanted

    def changes(work: Work) -> Sequence[Change]:
        plan = work.read.items(sorted(wanted.on))
        targets = {meeting for meeting in wanted.on.values() if meeting is not None}
        plan = plan.merged(work.read.meetings(sorted({*plan.meetings, *wanted.orders, *targets})))
        return planned(plan, wanted, clock.now(), work.new_id)

    return changes


def _said(one: Told) -> list[str]:
    return [heard.sentence for heard in one.hears]
