"""A calendar entry as an Exchange event, and back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from copy import deepcopy
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from exchangelib import Attendee as Invited
from exchangelib import Body, CalendarItem, EWSDateTime, EWSTimeZone, ExtendedProperty
from exchangelib import Mailbox as Address
from exchangelib.fields import ExtendedPropertyField, FieldPath
from exchangelib.items import MeetingResponse
from exchangelib.properties import UID, Fields
from exchangelib.util import set_xml_value

from planner.adapters.calendars.ews.prints import Print, Visible, known_as, print_of, shown, visible
from planner.domain.calendar import Attendee, CalendarEntry, Link, Rejected, Remote

ROLES = {
    "required": "required_attendees",
    "optional": "optional_attendees",
    "resource": "resources",
}
# What is asked about an event: no more than is used, and never its body.
KNOWN = (
    "appointment_sequence_number",
    "is_cancelled",
    "last_modified_time",
    "legacy_free_busy_status",
    "location",
    "my_response_type",
    "organizer",
    "parent_folder_id",
    "planner_key",
    "planner_print",
    "start",
    "end",
    "subject",
    "type",
    "uid",
    *ROLES.values(),
)
SENT = frozenset(
    {
        "_id",
        "attachments",
        "body",
        "end",
        "is_all_day",
        "is_response_requested",
        "legacy_free_busy_status",
        "location",
        "planner_key",
        "planner_print",
        "reminder_is_set",
        "sensitivity",
        "start",
        "subject",
        "uid",
        *(field.name for field in CalendarItem.timezone_fields()),
        *ROLES.values(),
    }
)
TEXT_FIELDS = ("body", "sensitivity")
PRINT_FIELD = "planner_print"


class PlannerKey(ExtendedProperty):
    """Our own identity of an event: a named property that can be searched for."""

    distinguished_property_set_id = "PublicStrings"
    property_name = "planner-key"
    property_type = "String"


class PlannerPrint(ExtendedProperty):
    """What we last wrote to the event (see prints.py)."""

    distinguished_property_set_id = "PublicStrings"
    property_name = "planner-print"
    property_type = "String"


class GlobalObjectId(ExtendedProperty):
    """Where Exchange keeps the iCalendar UID in a form that can be searched for."""

    distinguished_property_set_id = "Meeting"
    property_id = 3
    property_type = "Binary"


class TextProperty(ExtendedPropertyField):
    """A property with a text of ours, written as the library does it, from a form that is made once."""

    def __init__(self, name: str, value_cls: type[ExtendedProperty]) -> None:
        super().__init__(name, value_cls=value_cls)
        self._form = super().to_xml("", version=None)

    def clean(self, value: Any, version: Any = None) -> Any:
        """The value: any text will do."""
        return value if value is None or isinstance(value, str) else super().clean(value, version=version)

    def to_xml(self, value: Any, version: Any) -> Any:
        """The element with this text."""
        element = deepcopy(self._form)
        set_xml_value(element[-1], value, version=version)
        return element


class NewEvent(CalendarItem):
    """An event on its way to the server, with no other fields than those that we send.

    The library goes through every field that an event could have, three times for each; for many
    events that is most of the time they take. What is sent is the same, letter for letter.
    """

    ELEMENT_NAME = CalendarItem.ELEMENT_NAME


@cache
def register() -> None:
    """Tell the library of our properties. It knows them for the whole process, so once is enough."""
    CalendarItem.register("planner_key", PlannerKey)
    CalendarItem.register(PRINT_FIELD, PlannerPrint)
    NewEvent.FIELDS = Fields(
        *(
            TextProperty(field.name, field.value_cls) if isinstance(field, ExtendedPropertyField) else field
            for field in CalendarItem.FIELDS
            if field.name in SENT or field.default is not None
        )
    )
    for kind in (CalendarItem, MeetingResponse):
        kind.register("global_object_id", GlobalObjectId)


def asked(names: Iterable[str], kind: Any = CalendarItem) -> list[Any]:
    """These fields, as the library's calls want them."""
    return [FieldPath(field=kind.get_field_by_fieldname(name)) for name in names]


def item_of(entry: CalendarEntry, account: Any, kept: Sequence[Any] = (), kind: Any = CalendarItem) -> Any:
    """The event an entry asks for. `kept` are attendees the server already knows, with their answers."""
    zone = _zone(entry.zone)
    known = {one.mailbox.email_address.casefold(): one for one in kept if one.mailbox.email_address}
    if entry.ends < entry.starts:
        raise Rejected("Aftalen slutter, før den begynder.")
    return kind(
        account=account,
        uid=entry.uid,
        subject=shown(entry.subject),
        body=Body(entry.body),
        sensitivity="Private" if entry.private else "Normal",
        start=moment(entry.starts).astimezone(zone),
        end=moment(entry.ends).astimezone(zone),
        legacy_free_busy_status="Tentative" if entry.status == "tentative" else "Busy",
        location=entry.place,
        is_response_requested=True,
        reminder_is_set=False,
        planner_key=entry.key,
        planner_print=str(print_of(entry)),
        **{
            field: [_invited(one, known) for one in others(entry, account) if one.role == role] or None
            for role, field in ROLES.items()
        },
    )


def others(entry: CalendarEntry, account: Any) -> list[Attendee]:
    """Who is invited: everybody but the organizer's own mailbox."""
    own = account.primary_smtp_address.casefold()
    return [one for one in entry.attendees if one.mailbox.email.casefold() != own]


def attending(item: Any) -> list[Any]:
    """Everybody the server has on the event, in any role."""
    return [one for field in ROLES.values() for one in getattr(item, field, None) or ()]


def invited_along(item: Any, before: Print | None) -> dict[str, list[Any]]:
    """Those whom somebody else than we invited (a forwarded invitation), by the field they stand in."""
    if before is None:
        return {}
    return {
        field: [
            one
            for one in getattr(item, field) or ()
            if one.mailbox.email_address and known_as(one.mailbox.email_address) not in before.attendees
        ]
        for field in ROLES.values()
    }


def with_addresses(item: Any, entry: CalendarEntry) -> Any:
    """The event, with the addresses of those whom the server names by an address of its own making.

    Exchange has such names (/o=.../cn=...) for its own mailboxes, and gives them where it likes.
    """
    ours = {one.mailbox.name.casefold(): one.mailbox.email for one in entry.attendees}
    for one in attending(item):
        address = one.mailbox.email_address
        if address and "@" not in address and (known := ours.get((one.mailbox.name or "").casefold())):
            one.mailbox.email_address, one.mailbox.routing_type = known, "SMTP"
    return item


def seen(item: Any, before: Print | None = None) -> Visible:
    """How the event looks at the server now; what it does not tell is as it was `before`."""
    if item.legacy_free_busy_status is None and before is not None:
        tentative = before.visible.status == "tentative"
    else:
        tentative = item.legacy_free_busy_status == "Tentative"
    return visible(instant(item.start), instant(item.end), item.subject, item.location, tentative=tentative)


def remote_of(item: Any, mailbox: str) -> Remote:
    """The event in our words."""
    return Remote(
        link=Link(item.id, item.changekey),
        uid=item.uid,
        key=item.planner_key,
        subject=item.subject or "",
        starts=instant(item.start),
        ends=instant(item.end),
        sequence=item.appointment_sequence_number,
        is_organizer=item.my_response_type == "Organizer"
        or (is_organized_by(item, mailbox) and not (item.organizer is None and has_answered(item))),
        is_cancelled=bool(item.is_cancelled),
        attendees=tuple(
            str(one.mailbox.email_address) for one in attending(item) if one.mailbox.email_address
        ),
        recurs=item.type not in (None, "Single"),
        organizer=str(item.organizer.email_address) if item.organizer is not None else None,
        place=item.location or None,
    )


def is_organized_by(item: Any, mailbox: str) -> bool:
    """Whether the mailbox stands as the organizer: an event without one is nobody else's."""
    address = item.organizer.email_address if item.organizer is not None else None
    return not address or str(address).casefold() == mailbox.casefold()


def has_answered(item: Any) -> bool:
    """Whether the mailbox has answered the invitation, and so is not the one who sent it."""
    return item.my_response_type in ("Accept", "Tentative", "Decline")


def instant(value: Any) -> dt.datetime:
    """A moment the library gives, as a plain aware one in UTC."""
    if isinstance(value, dt.datetime):
        # The library's moments accept no other zones than its own; its naive ones are in UTC.
        aware = value if value.tzinfo else value.replace(tzinfo=EWSTimeZone("UTC"))
        return dt.datetime.fromtimestamp(int(aware.timestamp()), dt.UTC)
    return dt.datetime(value.year, value.month, value.day, tzinfo=dt.UTC)


def moment(value: dt.datetime) -> Any:
    """Our moment, as the library wants it."""
    return EWSDateTime.from_datetime(value.astimezone(ZoneInfo("UTC")))


def object_id(uid: str) -> bytes | None:
    """The searchable form of a UID; None for one that Exchange cannot have."""
    return bytes(UID(uid)) if uid.isascii() else None


def uid_in(data: bytes | None) -> str | None:
    """The UID in its searchable form: ours stand there in plain text, Outlook's as hex digits."""
    if not data:
        return None
    _, marker, rest = data.partition(b"vCal-Uid\x01\x00\x00\x00")
    return rest.rstrip(b"\x00").decode("ascii", "replace") if marker else data.hex().upper()


def _invited(one: Attendee, known: dict[str, Any]) -> Any:
    """Not answered yet, unless the server knows better: a bare address would go out as accepted."""
    there = known.get(one.mailbox.email.casefold())
    return Invited(
        mailbox=Address(name=one.mailbox.name or None, email_address=one.mailbox.email),
        response_type=(there.response_type if there is not None else None) or "Unknown",
    )


def _zone(name: str) -> Any:
    try:
        return EWSTimeZone(name)
    except Exception:  # noqa: BLE001 -- the library raises one of several for a zone it cannot name
        raise Rejected(f"Exchange kender ikke tidszonen {name}.") from None
