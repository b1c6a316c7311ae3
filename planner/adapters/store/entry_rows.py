"""Events as JSON texts, and back. What was frozen to be sent comes back letter for letter."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from planner.domain.calendar import Attendee, CalendarEntry, Mailbox
from planner.domain.entry import Wanted

_INSTANTS = ("starts", "ends", "stamp")
_TUPLES = ("people", "items", "shown", "times")


def to_text(value: Wanted | CalendarEntry) -> str:
    """The event as JSON."""
    return json.dumps(vars(value), ensure_ascii=False, default=_down)


def wanted_from(text: str) -> Wanted:
    """An event as it is wanted."""
    return Wanted(**_fields(text))


def revision_from(text: str | None) -> CalendarEntry | None:
    """A revision that was frozen, or None."""
    return None if text is None else CalendarEntry(**_fields(text))


def instant(moment: datetime | None) -> str | None:
    """An instant as a text that sorts by time: UTC, to the microsecond."""
    return None if moment is None else moment.astimezone(UTC).isoformat(timespec="microseconds")


def _down(value: Any) -> Any:
    # Not `asdict`: it copies everything deeply first, which is most of the time that a large delivery takes.
    return value.isoformat() if hasattr(value, "isoformat") else vars(value)


def _fields(text: str) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(text)
    for name in _INSTANTS:
        if name in values:
            values[name] = datetime.fromisoformat(values[name])
    for name in _TUPLES:
        if name in values:
            values[name] = tuple(values[name])
    values["organizer"] = Mailbox(**values["organizer"])
    values["attendees"] = tuple(
        Attendee(Mailbox(**one["mailbox"]), one["role"]) for one in values["attendees"]
    )
    return values
