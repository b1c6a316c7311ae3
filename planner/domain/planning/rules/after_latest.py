"""No item after its latest day."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.planning.case import Case, Objection
from planner.domain.wording import short


def against(case: Case) -> Iterator[Objection]:
    """The meeting is after the item's latest day."""
    last = case.item.by
    if last is not None and case.meeting.date > last:
        key = f"after_latest:#{case.item.id}:{case.meeting.date}"
        yield Objection(key, f"punktet skal senest på {short(last)}")
