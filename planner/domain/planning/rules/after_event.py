"""No item after the event that it prepares or speaks of."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.planning.case import Case, Objection
from planner.domain.rules_dates import latest_day
from planner.domain.wording import short


def against(case: Case) -> Iterator[Objection]:
    """The meeting is later than the event allows."""
    last = latest_day(case.row)
    if last is not None and case.meeting.date > last:
        key = f"after_event:#{case.item.id}:{case.meeting.date}"
        yield Objection(key, f"punktet skal på senest {short(last)} på grund af begivenheden")
