"""Whether the papers for an item have come: what was received counts until the item is treated."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from planner.domain.board import Board
from planner.domain.deadlines import Deadline, paper_deadline, working_days_before
from planner.domain.item import Item, Paper, Placement
from planner.domain.meeting import Meeting
from planner.domain.plan import Plan

PaperState = Literal["received", "none", "waited_for", "missing", "late"]
# After these the item needs new papers when it is on again.
_TREATED = ("treated", "again")


@dataclass(frozen=True)
class PapersDue:
    """The papers of an item for a meeting: when they are due, and what came, if anything did."""

    meeting: Meeting
    placement: Placement
    item: Item
    deadline: Deadline
    paper: Paper | None = None

    @property
    def title(self) -> str:
        """The title as that agenda writes it."""
        return self.placement.label or self.item.title


def paper_for(plan: Plan, item: int, meeting: Meeting) -> Paper | None:
    """The latest that was received for an item, unless it was treated at an earlier meeting since then."""
    papers = [one for one in plan.all(Paper).values() if one.item == item]
    treated = [
        plan.meetings[placement.meeting].date
        for placement in plan.of(item)
        if placement.outcome in _TREATED
        and placement.meeting in plan.meetings
        and plan.meetings[placement.meeting].date < meeting.date
    ]
    since = max(treated, default=None)
    held = [one for one in papers if since is None or one.received > since]
    return max(held, key=lambda one: one.id, default=None)


def papers_due(plan: Plan, meeting: Meeting) -> tuple[PapersDue, ...]:
    """The papers of each item that stands firmly on a meeting, in running order; none without a rule."""
    board = plan.boards.get(meeting.board)
    deadline = paper_deadline(board, meeting) if board is not None else None
    if deadline is None:
        return ()
    return tuple(
        PapersDue(meeting, placement, item, deadline, paper_for(plan, item.id, meeting))
        for placement in plan.on(meeting.id)
        if placement.outcome is None and placement.state == "placed"
        if (item := plan.items.get(placement.item)) is not None
    )


def missing_papers(plan: Plan, meeting: Meeting) -> tuple[PapersDue, ...]:
    """Those of them that have not come."""
    return tuple(one for one in papers_due(plan, meeting) if one.paper is None)


def answerable(plan: Plan, item: Item, meeting: int) -> tuple[int, ...]:
    """Who is to send the papers: the responsible and the case officer, else those who present the item there."""
    known = [one for one in (item.responsible, item.officer) if one is not None]
    return tuple(dict.fromkeys(known or [one.person for one in plan.presenters_of(item.id, meeting)]))


def state_of(due: PapersDue, board: Board, now: dt.datetime) -> PaperState:
    """Where the papers stand at a wall time in the board's zone. They are missed a few working days ahead."""
    if due.paper is not None:
        return "none" if due.paper.none else "received"
    if due.deadline.is_past(now):
        return "late"
    soon = working_days_before(board, due.deadline.day, board.remind_days)
    return "missing" if now.date() >= soon else "waited_for"
