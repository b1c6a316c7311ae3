"""One meeting as an iCalendar file that a calendar program can open (RFC 5545, METHOD PUBLISH).

Texts come from a table that has passed `audience`; nothing is added to them here.
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from hashlib import sha256
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from planner.adapters.calendars.vtimezone import ZONE, zone_rules
from planner.domain import wording

if TYPE_CHECKING:
    from planner.domain.tables import TimedRow, TimedTable


def meeting_uid(board: str, meeting: int) -> str:
    """The identity of a meeting's entry: the same each time it is written, whatever has been moved."""
    return f"meeting-{meeting}-{sha256(board.encode()).hexdigest()[:12]}@planner"


def ics(table: TimedTable, *, uid: str, stamp: datetime, zone: str = ZONE, sequence: int = 0) -> bytes:
    """The file of one meeting; `stamp` is when it was made (aware). Without times it lasts all day."""
    from icalendar import Calendar, Event  # noqa: PLC0415 -- slow import

    calendar = Calendar()
    for name, value in (("prodid", "-//planner//meetings//DA"), ("version", "2.0"), ("method", "PUBLISH")):
        calendar.add(name, value)
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("sequence", sequence)
    event.add("summary", f"Aflyst: {table.board}" if table.cancelled is not None else table.board)
    for name, moment in (("dtstart", table.start), ("dtend", table.end)):
        if moment is not None:
            event.add(name, _moment(table, moment, zone))
    if table.start is None:
        event.add("dtstart", table.day)
    elif zone == ZONE:
        calendar.add_component(zone_rules())
    if description := _agenda(table):
        event.add("description", description)
    if table.place:
        event.add("location", table.place)
    event.add("status", "CANCELLED" if table.cancelled is not None else "CONFIRMED")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _moment(table: TimedTable, moment: time, zone: str) -> datetime:
    """Wall time with its zone where that is the one written out, else the same instant in UTC."""
    aware = datetime.combine(table.day, moment, ZoneInfo(zone))
    return aware if zone == ZONE else aware.astimezone(UTC)


def _agenda(table: TimedTable) -> str:
    if table.cancelled:
        return f"Aflyst pga. {table.cancelled}"
    lines = [table.note] if table.note else []
    for row in table.rows:
        lines += _lines(row)
    return "\n".join(lines)


def _lines(row: TimedRow) -> list[str]:
    start = f"{wording.clock(row.start)} " if row.start else ""
    title = f"{row.title} ({row.suffix})" if row.suffix else row.title
    return [
        f"{start}{title}",
        *(f"  - {child.title}{f' ({child.suffix})' if child.suffix else ''}" for child in row.children),
        *(f"  {line}" for line in row.lines),
    ]
