"""Read a calendar file from standard input with libical; print what it is as JSON.

Run by the system's own Python, which is where Debian puts libical (python3-gi, gir1.2-ical-3.0).
"""

import json
import sys

import gi

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib  # noqa: E402 -- the version is chosen first

calendar = ICalGLib.Component.new_from_string(sys.stdin.buffer.read().decode())
event = calendar.get_first_component(ICalGLib.ComponentKind.VEVENT_COMPONENT)
status = event.get_first_property(ICalGLib.PropertyKind.STATUS_PROPERTY)
moments = (event.get_dtstart(), event.get_dtend())
print(  # the answer
    json.dumps(
        {
            "keeps the rules": bool(ICalGLib.restriction_check(calendar)),
            "errors": calendar.count_errors(),
            "method": calendar.get_method().value_nick,
            "instants": [moment.as_timet_with_zone(moment.get_timezone()) for moment in moments],
            "subject": event.get_summary(),
            "body": event.get_description(),
            "place": event.get_location(),
            "sequence": event.get_sequence(),
            "status": status.get_value_as_string() if status else None,
        }
    )
)
