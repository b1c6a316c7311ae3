"""An item is put where those who present it, and the one responsible, can attend."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.planning.case import Case, Objection
from planner.domain.wording import short


def against(case: Case) -> Iterator[Objection]:
    """Somebody whom the item needs is away that day."""
    meeting, item = case.meeting, case.item
    if meeting.status == "cancelled":
        return
    away = {absence.person for absence in case.scene.plan.absent_on(meeting.board, meeting.date)}
    needed = case.presenters if item.responsible is None else case.presenters | {item.responsible}
    for person in sorted(away & needed):
        yield Objection(
            f"absent:#{item.id}:person{person}:{meeting.date}",
            f"{case.name(person)} kan ikke deltage den {short(meeting.date)}",
        )
