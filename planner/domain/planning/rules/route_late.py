"""No item on a meeting from which the next board on its route cannot be reached."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.planning.case import Case, Objection
from planner.domain.route import goals, missed


def against(case: Case) -> Iterator[Objection]:
    """The meeting is too late for a board after it."""
    lost = missed(case.scene.plan, case.item, case.meeting, case.scene.today)
    if lost:
        key = f"route_late:#{case.item.id}:{case.meeting.date}"
        yield Objection(key, f"punktet når så ikke {goals(lost)}")
