"""An item that follows something up waits until that has been."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.occasions import order
from planner.domain.planning.case import Case, Objection
from planner.domain.wording import short


def against(case: Case) -> Iterator[Objection]:
    """The meeting is before what the item follows up."""
    if order(case.row.words) != "after":
        return
    last = max(case.item.refers_to or case.item.event_dates, default=None)
    if last is not None and case.meeting.date < last:
        key = f"before_followup:#{case.item.id}:{case.meeting.date}"
        yield Objection(key, f"begivenheden er først {short(last)}")
