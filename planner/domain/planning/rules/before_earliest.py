"""No item before its earliest day."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.planning.case import Case, Objection
from planner.domain.wording import short


def against(case: Case) -> Iterator[Objection]:
    """The meeting is before the item's earliest day."""
    first = case.item.after
    if first is not None and case.meeting.date < first:
        key = f"before_earliest:#{case.item.id}:{case.meeting.date}"
        yield Objection(key, f"punktet skal tidligst på {short(first)}")
