"""Servers of other houses: how an answer may differ from Exchange's and still be one, and what may be missing.

`wordings` change an answer before it is sent; `refusals` answer instead of it. Both are tables by name.
"""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from lxml import etree

from tests.fakes.ews_answers import answered, error
from tests.fakes.ews_words import SOAP, M, T, local, node

DANISH = ZoneInfo("Europe/Copenhagen")
INSTANTS = ("Start", "End", "StartTime", "EndTime", "LastModifiedTime", "DateTimeReceived", "DateTimeSent")


def each(*names, ns=T):
    """Does something to every element with one of these names."""

    def of(change):
        def rewrite(answer):
            for element in list(answer.iter(*(f"{{{ns}}}{name}" for name in names))):
                change(element)

        return rewrite

    return of


def gone(element):
    element.getparent().remove(element)


def text(changed):
    def change(element):
        element.text = changed(element.text) if element.text else element.text

    return change


def attribute(name, value):
    def change(element):
        if value is None:
            element.attrib.pop(name, None)
        else:
            element.set(name, value)

    return change


def in_zone(instant):
    return dt.datetime.fromisoformat(instant).astimezone(DANISH).isoformat()


def fractional(instant):
    return instant.replace("Z", ".0515866Z")


def as_digits(word):
    return {"true": "1", "false": "0"}.get(word, word)


def properties_doubled_and_turned(answer):
    for element in list(answer.iter(f"{{{T}}}CalendarItem")):
        properties = element.findall(f"{{{T}}}ExtendedProperty")
        for one in properties:
            element.insert(list(element).index(properties[0]), etree.fromstring(etree.tostring(one)))
        element[:] = [*element[:1], *reversed(element[1:])]


def with_body(answer):
    for element in answer.iter(f"{{{T}}}CalendarItem"):
        element.append(node("Body", "<html><body>Noget andet</body></html>", BodyType="Text"))


def by_its_own_names(answer):
    """Addresses as Exchange has them inside itself."""
    for mailbox in answer.iter(f"{{{T}}}Mailbox"):
        address, routing = mailbox.find(f"{{{T}}}EmailAddress"), mailbox.find(f"{{{T}}}RoutingType")
        if address is not None and mailbox.find(f"{{{T}}}Name") is not None:
            address.text, routing.text = f"/O=HUS/OU=AFD/CN={address.text.partition('@')[0].upper()}", "EX"


WORDINGS = {
    "no organizer": each("Organizer")(gone),
    "no state of attendees": each("ResponseType", "LastResponseTime")(gone),
    "no answer of its own": each("MyResponseType")(gone),
    "never says cancelled": each("IsCancelled")(gone),
    "no time of change": each("LastModifiedTime")(gone),
    "no sequence": each("AppointmentSequenceNumber")(gone),
    "no free or busy": each("LegacyFreeBusyStatus")(gone),
    "no kind of folder": each("ParentFolderId")(gone),
    "times in a zone": each(*INSTANTS)(text(in_zone)),
    "times with fractions": each(*INSTANTS)(text(fractional)),
    "yes and no in digits": each("IsCancelled", "Read", "Modify", "CreateContents", "Delete")(
        text(as_digits)
    ),
    "digits in the list of changes": each("IncludesLastItemInRange", ns=M)(text(as_digits)),
    "digits on the page": each("RootFolder", ns=M)(attribute("IncludesLastItemInRange", "1")),
    "page without a count": each("RootFolder", ns=M)(attribute("TotalItemsInView", None)),
    "page without an end": each("RootFolder", ns=M)(attribute("IncludesLastItemInRange", None)),
    "no end of the list of changes": each("IncludesLastItemInRange", ns=M)(gone),
    "subject with blanks": each("Subject")(text(lambda subject: f"  {subject} ")),
    "capital addresses": each("EmailAddress")(text(str.upper)),
    "other names": each("Name")(text(lambda name: f"{name} (afdeling)")),
    "its own names": by_its_own_names,
    "one version for ever": each("ItemId")(attribute("ChangeKey", "AQ==")),
    "properties doubled and turned": properties_doubled_and_turned,
    "a body nobody asked for": with_body,
    "empty lists left out": lambda answer: [gone(one) for one in _empty(answer)],
}


def _empty(answer):
    names = {"Items", "Changes", "CalendarEventArray"}
    return [one for one in answer.iter() if local(one) in names and not len(one)]


def of_item(operation, code):
    """Said of each item, by a server that read the question."""
    return 200, answered(operation, error(operation, code))


def as_fault(code, status):
    """Said of the whole question."""
    fault = etree.Element(f"{{{SOAP}}}Fault")
    for name, said in (("faultcode", code), ("faultstring", "Not here.")):
        etree.SubElement(fault, name).text = said
    return status, fault


REFUSALS = {
    "invalid operation": lambda operation: of_item(operation, "ErrorInvalidOperation"),
    "a code of its own": lambda operation: of_item(operation, "ErrorNotImplemented"),
    "fault with 200": lambda _: as_fault("SOAP:Client", 200),
    "fault with 500": lambda _: as_fault("SOAP:Client", 500),
    "fault that names its code": lambda _: as_fault("a:ErrorInvalidRequest", 500),
}
