"""An item is put where its papers can still come in time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from planner.domain.deadlines import brief_deadline, paper_deadline
from planner.domain.papers import PapersDue, paper_for, state_of
from planner.domain.planning.case import Case, Objection
from planner.domain.wording import short


def against(case: Case) -> Iterator[Objection]:
    """The papers for that meeting should have come, and did not."""
    due = lacking(case, "late")
    if due is not None:
        yield Objection(
            "", f"fristen for materiale til mødet den {short(case.meeting.date)} var {_when(due)}"
        )


def lacking(case: Case, wanted: Literal["late", "missing"]) -> PapersDue | None:
    """The papers that the item would owe that meeting, where they are late or soon due, as `wanted`."""
    board = case.scene.plan.boards[case.meeting.board]
    deadline = paper_deadline(board, case.meeting)
    if deadline is None or case.meeting.status == "closed":
        return None
    paper = paper_for(case.scene.plan, case.item.id, case.meeting)
    due = PapersDue(case.meeting, case.row.placement, case.item, deadline, paper)
    return due if paper is None and state_of(due, board, case.scene.now) == wanted else None


def _when(due: PapersDue) -> str:
    return brief_deadline(due.deadline)
