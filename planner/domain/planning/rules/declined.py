"""An item is put where those who present it have not declined to come."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.planning.case import Case, Objection
from planner.domain.wording import short


def against(case: Case) -> Iterator[Objection]:
    """A presenter has declined that meeting, and the plan does not know it yet."""
    meeting = case.meeting
    away = {absence.person for absence in case.scene.plan.absent_on(meeting.board, meeting.date)}
    refused = {
        one.person
        for one in case.scene.invited
        if one.meeting == meeting.id and one.standing == "declined" and not one.settled
    }
    for person in sorted((refused - away) & case.presenters):
        yield Objection(
            f"declined:person{person}:meeting{meeting.id}:{meeting.date}",
            f"{case.name(person)} har meldt afslag til mødet den {short(meeting.date)}",
        )
