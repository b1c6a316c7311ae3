"""EWS in XML: how items are written in an answer, in the order of the schema, and how questions are read."""

from __future__ import annotations

import datetime as dt

from lxml import etree

from tests.fakes.ews_mailboxes import ATTENDEES, object_id

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
M = "http://schemas.microsoft.com/exchange/services/2006/messages"
T = "http://schemas.microsoft.com/exchange/services/2006/types"
E = "http://schemas.microsoft.com/exchange/services/2006/errors"
MAPS = {"m": M, "t": T}
GLOBAL_OBJECT_ID = "Meeting/3"


def node(name, *inner, ns=T, **attributes):
    """An element; what is empty among the inner ones is left out, a string is its text."""
    element = etree.Element(f"{{{ns}}}{name}", attributes, nsmap=MAPS)
    for one in inner:
        if isinstance(one, str):
            element.text = one
        elif isinstance(one, etree._Element):
            element.append(one)
    return element


def m(name, *inner, **attributes):
    return node(name, *inner, ns=M, **attributes)


def local(element):
    return etree.QName(element).localname


def find(element, path):
    return element.find(path, MAPS)


def text(element, path):
    return element.findtext(path, None, MAPS)


def moment(value):
    return None if value is None else value.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def property_name(uri):
    """The name under which an extended property is kept."""
    return f"{uri.get('DistinguishedPropertySetId')}/{uri.get('PropertyName') or uri.get('PropertyId')}"


def item_id(item):
    return node("ItemId", Id=item.id, ChangeKey=item.change_key)


def mailbox(email, name=None):
    return node(
        "Mailbox", name and node("Name", name), node("EmailAddress", email), node("RoutingType", "SMTP")
    )


def written(item, asked, properties):
    """The item with the fields that were asked for."""
    inner = [item_id(item)]
    for field, element in (_answer if item.kind == "MeetingResponse" else _event)(item):
        if field == "extended":
            inner += [_property(item, name, uri) for name, uri in properties]
        elif field in asked:
            inner.append(element)
    return node(item.kind, *inner)


def _item(item, item_class):
    values = item.values
    return [
        ("item:ParentFolderId", node("ParentFolderId", Id=f"{item.owner}|{item.folder}", ChangeKey="AQ==")),
        ("item:ItemClass", node("ItemClass", item_class)),
        ("item:Subject", _text("Subject", values.get("Subject"))),
        ("item:Body", values.get("Body") and node("Body", values["Body"], BodyType="Text")),
        ("item:DateTimeReceived", _text("DateTimeReceived", moment(values.get("Sent")))),
        ("item:DateTimeSent", _text("DateTimeSent", moment(values.get("Sent")))),
        ("extended", None),
        ("item:LastModifiedTime", _text("LastModifiedTime", moment(values.get("LastModifiedTime")))),
        ("item:TextBody", values.get("Body") and node("TextBody", values["Body"], BodyType="Text")),
    ]


def _event(item):
    values = item.values
    mine = item.organizer == item.owner
    return [
        *_item(item, "IPM.Appointment"),
        ("calendar:UID", _text("UID", item.uid)),
        ("calendar:Start", _text("Start", moment(values.get("Start")))),
        ("calendar:End", _text("End", moment(values.get("End")))),
        ("calendar:LegacyFreeBusyStatus", node("LegacyFreeBusyStatus", values.get("Status") or "Busy")),
        ("calendar:Location", _text("Location", values.get("Location"))),
        ("calendar:IsCancelled", node("IsCancelled", str(item.cancelled).lower())),
        ("calendar:MyResponseType", node("MyResponseType", "Organizer" if mine else "NoResponseReceived")),
        ("calendar:Organizer", item.organizer and node("Organizer", mailbox(item.organizer))),
        *(
            (f"calendar:{name}", item.attendees[name] and node(name, *map(_attendee, item.attendees[name])))
            for name in ATTENDEES
        ),
        ("calendar:AppointmentSequenceNumber", node("AppointmentSequenceNumber", str(item.sequence))),
    ]


def _answer(item):
    values = item.values
    return [
        *_item(item, values["ItemClass"]),
        ("message:Sender", node("Sender", mailbox(values["Sender"]))),
        ("message:From", node("From", mailbox(values["From"]))),
        (
            "meeting:AssociatedCalendarItemId",
            values.get("About") and node("AssociatedCalendarItemId", Id=values["About"], ChangeKey="AQ=="),
        ),
        ("meeting:ResponseType", node("ResponseType", values["ResponseType"])),
        ("meeting:ProposedStart", _text("ProposedStart", moment(values.get("ProposedStart")))),
        ("meeting:ProposedEnd", _text("ProposedEnd", moment(values.get("ProposedEnd")))),
    ]


def _text(name, value):
    return None if value is None else node(name, value)


def _attendee(one):
    return node(
        "Attendee",
        mailbox(one.email, one.name),
        node("ResponseType", one.answer),
        _text("LastResponseTime", moment(one.at)),
        one.proposed and node("ProposedStart", moment(one.proposed[0])),
        one.proposed and node("ProposedEnd", moment(one.proposed[1])),
    )


def _property(item, name, uri):
    value = object_id(item.uid) if name == GLOBAL_OBJECT_ID else item.properties.get(name)
    if value is None:
        return None
    return node("ExtendedProperty", node("ExtendedFieldURI", **dict(uri.attrib)), node("Value", value))


def matches(condition, item):
    """Whether an item is what a restriction asks for."""
    kind = local(condition)
    if kind == "And":
        return all(matches(each, item) for each in condition)
    uri = condition[0]
    constant = condition.find(f".//{{{T}}}Constant").get("Value")
    if local(uri) == "ExtendedFieldURI":
        name = property_name(uri)
        return constant == (object_id(item.uid) if name == GLOBAL_OBJECT_ID else item.properties.get(name))
    field = uri.get("FieldURI")
    if (kind, field) == ("Contains", "item:ItemClass"):
        return item.values.get("ItemClass", "").startswith(constant)
    if (kind, field) == ("IsGreaterThanOrEqualTo", "item:DateTimeReceived"):
        return item.values["Sent"] >= dt.datetime.fromisoformat(constant)
    raise NotImplementedError(f"{kind} {field}")
