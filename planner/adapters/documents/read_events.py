"""Events in a calendar file that another program wrote (an export from Outlook), without trusting it.

Runs in the child process. An event that cannot be understood is left out; the others count.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from planner.adapters.documents.limits import Limits
from planner.adapters.documents.read import damaged, too_big
from planner.domain.calendar import Link, Remote
from planner.domain.errors import UnreadableDocument

# A time without a zone is wall time where the meetings are held.
_HERE = ZoneInfo("Europe/Copenhagen")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_LONGEST = 500
_MOST_OF_A_SERIES = 200
_NONSENSE = (ValueError, KeyError, TypeError, IndexError, AttributeError, OverflowError, LookupError)


def events_json(name: str, data: bytes, limits: Limits) -> str:
    """The events as JSON; UnreadableDocument where it is no calendar file, or too big."""
    if len(data) > limits.file_bytes:
        raise too_big(name, limits)
    if b"BEGIN:VCALENDAR" not in data[:1000].upper():
        raise UnreadableDocument(
            f"{name} er ikke en kalenderfil.", hint="Gem kalenderen som .ics i Outlook.", file=name
        )
    from icalendar import Calendar  # noqa: PLC0415 -- slow import

    try:
        calendars = Calendar.from_ical(data.replace(b"\0", b"").decode("utf-8", "replace"), multiple=True)
        rows = [row for one in calendars for event in one.walk("VEVENT") for row in _rows(event)]
    except Exception as error:  # a foreign file may break the library in any way
        raise damaged(name) from error
    if not rows:
        raise UnreadableDocument(f"Der er ingen aftaler i {name}.", file=name)
    return json.dumps(rows)


def events_up(values: Any) -> tuple[Remote, ...]:
    """The events again; ValueError, KeyError or TypeError where the child answered something else."""
    return tuple(
        Remote(
            Link(),
            _text(row["uid"]),
            None,
            _text(row["subject"]),
            _instant(row["starts"]),
            _instant(row["ends"]),
            int(row["sequence"]),
            is_organizer=False,
            is_cancelled=bool(row["cancelled"]),
            attendees=tuple(_text(one) for one in row["attendees"]),
            recurs=bool(row["recurs"]),
            organizer=_text(row["organizer"]) if row["organizer"] is not None else None,
            place=_text(row["place"]) if row["place"] is not None else None,
        )
        for row in values
    )


def _rows(event: Any) -> Iterator[dict[str, Any]]:
    try:
        starts, ends = _moment(event["DTSTART"].dt), _end(event)
        row = {
            "uid": _clean(event["UID"]),
            "subject": _clean(event.get("SUMMARY", "")),
            "sequence": int(event.get("SEQUENCE", 0)),
            "cancelled": str(event.get("STATUS", "")).upper() == "CANCELLED",
            "attendees": [_address(one) for one in _listed(event.get("ATTENDEE"))][:_LONGEST],
            "organizer": _address(event["ORGANIZER"]) if "ORGANIZER" in event else None,
            "place": _clean(event["LOCATION"]) or None if "LOCATION" in event else None,
            "recurs": "RRULE" in event or "RECURRENCE-ID" in event,
        }
        days = list(_repeated(event, starts))
    except _NONSENSE:
        return
    for shift in days:
        # Wall time stays wall time over the night the clocks change.
        yield {**row, "starts": (starts + shift).isoformat(), "ends": (ends + shift).isoformat()}


def _end(event: Any) -> datetime:
    if "DTEND" in event:
        return _moment(event["DTEND"].dt)
    return _moment(event["DTSTART"].dt) + (event["DURATION"].dt if "DURATION" in event else timedelta())


def _moment(value: Any) -> datetime:
    if not isinstance(value, datetime):
        raise TypeError(value)  # lasts all day: no meeting
    return value if value.tzinfo is not None else value.replace(tzinfo=_HERE)


def _repeated(event: Any, starts: datetime) -> Iterator[timedelta]:
    """How much later it takes place again; of series only those by weeks are followed."""
    yield timedelta()
    rule = event.get("RRULE")
    if rule is None or rule.get("FREQ", [""])[0] != "WEEKLY" or len(rule.get("BYDAY", ["one"])) > 1:
        return
    step = timedelta(weeks=int(rule.get("INTERVAL", [1])[0]))
    count = min(int(rule.get("COUNT", [_MOST_OF_A_SERIES])[0]), _MOST_OF_A_SERIES)
    until = rule.get("UNTIL", [None])[0]
    skipped = {_day(one.dt) for dates in _listed(event.get("EXDATE")) for one in dates.dts}
    for number in range(1, count):
        day = (starts + number * step).date()
        if until is not None and day > _day(until):
            return
        if day not in skipped:
            yield number * step


def _day(value: Any) -> date:
    return value.date() if isinstance(value, datetime) else value


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _address(value: Any) -> str:
    return _clean(re.sub(r"(?i)^mailto:", "", str(value)))


def _clean(value: Any) -> str:
    return " ".join(_CONTROL.sub(" ", str(value)).split())[:_LONGEST]


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _instant(value: Any) -> datetime:
    return datetime.fromisoformat(_text(value)).astimezone(UTC)
