"""What each rule of the plan means for where an item is put: one module a rule, with the same name.

The rules of `domain/rules.py` are the truth; here they are asked of a place that an item might get.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from planner.domain.planning.case import Case, Objection
from planner.domain.planning.rules import (
    absent,
    after_event,
    after_latest,
    before_earliest,
    before_followup,
    declined,
    event_near,
    holiday,
    on_cancelled,
    papers_late,
    papers_missing,
    route_late,
)

# What is said of an item on a meeting: at "block" it cannot stand there, at "warn" and "hint" it costs.
OF_A_PLACE: Final[Mapping[str, Callable[[Case], Iterator[Objection]]]] = {
    "on_cancelled": on_cancelled.against,
    "before_earliest": before_earliest.against,
    "after_latest": after_latest.against,
    "after_event": after_event.against,
    "before_followup": before_followup.against,
    "route_late": route_late.against,
    "absent": absent.against,
    "declined": declined.against,
    "papers_late": papers_late.against,
    "papers_missing": papers_missing.against,
    "holiday": holiday.against,
    "event_near": event_near.against,
}
# What is no matter of one item on one meeting, and how the frame of the question answers for it.
OF_THE_WHOLE: Final[Mapping[str, str]] = {
    "two_places": "the hours in which a presenter is wanted elsewhere are taken out of the day",
    "over_capacity": "items lie within the hours of the meeting; what it has too much costs by the minute",
    "held_near": "leaving an item undecided costs more when its first date is near",
    "presenter_gap": "the time that a presenter waits costs by the minute",
}
# What no placing of items changes, and why.
NOT_ABOUT_PLACING: Final[Mapping[str, str]] = {
    "past_open": "what became of items at a meeting that is over is for somebody who was there to say",
    "route_broken": "the meetings of other boards are not moved by placing an item",
    "series_near": "where two items of a series come too near each other, another date is asked for",
    "series_due": "what has not been made yet cannot be placed",
    "openness_clash": "whether an item is open is decided before it is placed",
    "empty_meeting": "an empty meeting is no reason to put something on it",
    "unanswered": "who has not answered may still come",
    "same_item_twice": "an item that stands firmly on two dates does so on purpose and is left alone",
}
