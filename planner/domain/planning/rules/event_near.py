"""An item leaves room between its meeting and the event that it prepares or follows up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from planner.domain.occasions import order
from planner.domain.planning.case import Case, Objection
from planner.domain.rules_dates import latest_day
from planner.domain.wording import short


def against(case: Case) -> Iterator[Objection]:
    """The meeting is in the week of the event to come, or at most a day after the one that was."""
    day, item = case.meeting.date, case.item
    key = f"event_near:#{item.id}:{day}"
    if order(case.row.words) == "after":
        been = max(item.refers_to or item.event_dates, default=None)
        if been is not None and been <= day <= been + timedelta(days=1):
            yield Objection(key, f"den {short(case.meeting.date)} er lige efter begivenheden")
        return
    if latest_day(case.row) is None:
        return
    comes = min(item.event_dates or item.refers_to)
    if day <= comes and _monday(day) == _monday(comes):
        yield Objection(key, f"den {short(case.meeting.date)} er i samme uge som begivenheden {short(comes)}")


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
