"""The zone that times are written in, and the rules for it that go along (RFC 5545 3.6.5)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from icalendar import Component

ZONE = "Europe/Copenhagen"
# Written by hand: as rules without an end, which every calendar program reads. A zone generated as
# a list of dates stops in 2038, and is read one hour wrong in summer by Outlook and Thunderbird.
_VTIMEZONE = f"""BEGIN:VTIMEZONE
TZID:{ZONE}
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""


def zone_rules() -> Component:
    """The rules of the zone, as a component of a calendar."""
    from icalendar import Timezone  # noqa: PLC0415 -- slow import

    return Timezone.from_ical(_VTIMEZONE.replace("\n", "\r\n"))


def in_zone(moment: datetime, zone: str) -> datetime:
    """The instant as it is written: wall time where the zone is the one we have rules for, else UTC."""
    return moment.astimezone(ZoneInfo(ZONE)) if zone == ZONE else moment.astimezone(UTC)
