"""What is to be followed up, first due first."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from planner.domain.board import Board
from planner.domain.item import FollowUp
from planner.domain.plan import Plan
from planner.usecases import address
from planner.usecases.views.rows import BoardName, wall_time

if TYPE_CHECKING:
    from planner.ports import Reader


class FollowUpLine(NamedTuple):
    """One thing to follow up. `owner` is a person or a unit; `late` says that its day has passed."""

    id: int
    text: str
    owner: str | None
    due: date | None
    late: bool
    done: bool
    item: int | None
    title: str | None
    meeting: date | None


class FollowUpsView(NamedTuple):
    """What `planner follow-up list` shows."""

    board: BoardName
    now: datetime
    rows: tuple[FollowUpLine, ...]


def follow_ups(
    reader: Reader, board: Board, now: datetime, *, owner: str | None = None, everything: bool = False
) -> FollowUpsView:
    """Open ones, with `everything` those that are done too; an owner is a person or a part of a unit's name."""
    local = wall_time(now, board)
    plan = reader.followups(board.id)
    if everything:
        plan = plan.merged(reader.followups(board.id, done=True))
    rows = sorted(
        plan.all(FollowUp).values(), key=lambda one: (one.done, one.due is None, one.due or date.max, one.id)
    )
    wanted = _owned(reader, plan, owner) if owner else None
    return FollowUpsView(
        BoardName(board.code, board.name),
        local,
        tuple(_line(plan, one, local.date()) for one in rows if wanted is None or one.id in wanted),
    )


def owner_of(plan: Plan, one: FollowUp) -> str | None:
    """The person by name, or the unit as it was written."""
    person = plan.people.get(one.person) if one.person is not None else None
    return person.name if person is not None else one.owner


def _line(plan: Plan, one: FollowUp, today: date) -> FollowUpLine:
    item = plan.items.get(one.item) if one.item is not None else None
    meeting = plan.meetings.get(one.meeting) if one.meeting is not None else None
    late = one.due is not None and one.due < today and not one.done
    return FollowUpLine(
        one.id,
        one.text,
        owner_of(plan, one),
        one.due,
        late,
        one.done,
        item.id if item else None,
        item.title if item else None,
        meeting.date if meeting else None,
    )


def _owned(reader: Reader, plan: Plan, owner: str) -> set[int]:
    text = " ".join(address.words_of([owner])).casefold()
    people = {person.id for person in reader.people(text)}
    return {
        one.id
        for one in plan.all(FollowUp).values()
        if one.person in people or text in (one.owner or "").casefold()
    }
