"""No item on a meeting from which the next board on its route cannot be reached."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.planning.case import Case, Objection
from planner.domain.route import missed
from planner.domain.wording import short


def against(case: Case) -> Iterator[Objection]:
    """The meeting is too late for the board after it."""
    lost = missed(case.scene.plan, case.item, case.meeting, case.scene.today)
    if lost is not None and lost.following.day is not None:
        goal = f"{lost.following.board.code} {short(lost.following.day)}"
        yield Objection(f"route_late:#{case.item.id}:{case.meeting.date}", f"punktet når så ikke {goal}")
