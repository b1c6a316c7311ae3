"""What an update has to send, and whom the server is to tell of it."""

from __future__ import annotations

from typing import Any

from exchangelib.items import SEND_TO_ALL_AND_SAVE_COPY, SEND_TO_CHANGED_AND_SAVE_COPY, SEND_TO_NONE

from planner.adapters.calendars.ews import prints
from planner.adapters.calendars.ews.items import PRINT_FIELD, ROLES, TEXT_FIELDS, seen
from planner.domain.calendar import CalendarEntry

# Which fields of an event each visible property is.
FIELDS = {
    "times": ("start", "end"),
    "subject": ("subject",),
    "place": ("location",),
    "status": ("legacy_free_busy_status",),
}


def differences(
    entry: CalendarEntry, item: Any, target: Any, before: prints.Print | None
) -> tuple[list[str], str]:
    """The fields to send, and whom the server tells: everybody of what everybody sees, a new wording as well.

    What is published is told (domain/publication.py), and an attendee has the wording only by being sent
    it: a title that has become closed would stay in their calendar. Who comes or goes is told alone.
    """
    now, wanted = seen(item, before), prints.print_of(entry)
    parts = [part for part in FIELDS if getattr(now, part) != getattr(wanted.visible, part)]
    fields = [name for part in parts for name in FIELDS[part]]
    if before is None or before.text != wanted.text:
        fields += TEXT_FIELDS
    is_seen = bool(fields)
    coming = {field for field in ROLES.values() if _addresses(item, field) != _addresses(target, field)}
    fields += sorted(coming)
    if not fields and before == wanted:
        return [], SEND_TO_NONE
    # The number rises for who leaves, too; that is no news to those who stay.
    leaves = any(_addresses(item, field) - _addresses(target, field) for field in coming)
    rose = bool(fields) and not leaves and before is not None and entry.sequence > before.sequence
    if is_seen or rose:
        telling = SEND_TO_ALL_AND_SAVE_COPY
    else:
        telling = SEND_TO_CHANGED_AND_SAVE_COPY if coming else SEND_TO_NONE
    return [*fields, PRINT_FIELD], telling


def put_back(entry: CalendarEntry, item: Any) -> list[str]:
    """The fields in which the event, just written, is not what was written; none where it is."""
    found, wanted = prints.read(item.planner_print), prints.print_of(entry)
    now = seen(item, wanted)
    fields = [
        name
        for part in FIELDS
        if getattr(now, part) != getattr(wanted.visible, part)
        for name in FIELDS[part]
    ]
    if found is not None and found.text != wanted.text:
        fields += TEXT_FIELDS
    return [*fields, PRINT_FIELD] if fields or found != wanted else []


def is_changed_by_hand(item: Any, before: prints.Print | None, version: str) -> bool:
    """Whether somebody has changed the event since it had this version, and was as printed.

    Not every server counts its versions: another time than we wrote is a change in any case. The rest a
    server may have written in its own way, so that is looked at only where the version is another.
    """
    if before is None:
        return bool(item.changekey != version)
    now = seen(item, before)
    return now.times != before.visible.times if item.changekey == version else now != before.visible


def _addresses(item: Any, field: str) -> set[str]:
    people = getattr(item, field) or ()
    return {str(one.mailbox.email_address).casefold() for one in people if one.mailbox.email_address}
