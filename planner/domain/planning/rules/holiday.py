"""An item is rather put on a working day than on a meeting when offices are closed."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.planning.case import Case, Objection
from planner.domain.wording import short


def against(case: Case) -> Iterator[Objection]:
    """The meeting is on a holiday."""
    meeting = case.meeting
    name = case.scene.holidays.get(meeting.date)
    if name is not None and meeting.status == "planned":
        yield Objection(f"holiday:{meeting.board}:{meeting.date}", f"den {short(meeting.date)} er {name}")
