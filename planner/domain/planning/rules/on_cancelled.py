"""Nothing is put on a meeting that is cancelled."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.planning.case import Case, Objection
from planner.domain.wording import short


def against(case: Case) -> Iterator[Objection]:
    """The meeting does not take place."""
    if case.meeting.status == "cancelled":
        key = f"on_cancelled:#{case.item.id}:{case.meeting.date}"
        yield Objection(key, f"mødet den {short(case.meeting.date)} er aflyst")
