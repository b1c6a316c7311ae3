"""What a real server answered is understood, and what we send it has the shape that it understood."""

import re
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from lxml import etree

from planner.adapters.calendars.ews import finding
from planner.domain.calendar import Attendee, AuthExpired, Link, Mailbox, OutcomeUnknown, Rejected
from tests.adapters.calendars.ews.test_requests import last
from tests.contracts.calendar_gateway import ADA, BO, ENTRY, HOUR, NINE, called_off, moved
from tests.fakes.ews_server import SHARED
from tests.fakes.ews_words import M, T

FOLDER = SHARED / "ews-recordings"
CAI = Mailbox("Cai Bro", "cai@plan.example")
THOSE = tuple(Attendee(Mailbox(name, f"{name.lower()}@example.test")) for name in ("Vicki", "Trine"))
KEY, UID = "slot:12:1", "planner-2d2611fd-8c67-4a0d-815d-20cad06a9f8d"

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the recordings are not beside the project")


def recorded(number):
    """(status, body) of a recorded answer."""
    (file,) = FOLDER.glob(f"{number:02}-*.response.xml")
    first, _, body = file.read_text(encoding="utf-8").partition("\n")
    return int(re.search(r"HTTP (\d+)", first)[1]), body.encode()


def asked(number):
    """The recorded question, as the element in the body."""
    (file,) = FOLDER.glob(f"{number:02}-*.request.xml")
    return etree.fromstring(file.read_bytes())[1][0]


@contextmanager
def playing(*numbers):
    """A server that gives these recorded answers, in this order."""
    answers = [recorded(number) for number in numbers]

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            status, body = answers.pop(0)
            self.send_response(status)
            self.send_header("Content-Type", "text/xml")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/EWS/Exchange.asmx"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def replayed(opened):
    @contextmanager
    def gateway(*numbers, **changed):
        with playing(*numbers) as endpoint:
            one = opened(endpoint=endpoint, mailbox="secretary@example.test", **changed)
            yield one
            one.close()

    return gateway


def shape(element, depth=9):
    """The names in an element, in their order, without their contents."""
    inner = [shape(each, depth - 1) for each in element] if depth else []
    return (etree.QName(element).localname, tuple(name for name in inner if name))


def names(element):
    return [etree.QName(each).localname for each in element]


def test_created_event_and_where_it_landed(replayed):
    with replayed(4, 7) as gateway:
        link = gateway.create(ENTRY)
    assert link.remote_id.startswith("AAAAANhgk5035iZJqdSP9nadzO0HAAEAAAClGHtvvNzqHtA8")
    assert link.version == "AQAAAKUYe2+83Ooe0DxWVwAAAAAALw=="


def test_event_found_by_its_key(replayed):
    with replayed(5, 7) as gateway:
        found = gateway.probe(replace(ENTRY, key=KEY, uid=UID))
    assert (found.key, found.uid, found.is_organizer, found.is_cancelled) == (KEY, UID, True, False)
    assert found.starts.isoformat() == "2027-03-03T08:00:00+00:00"


def test_list_of_a_day_holds_a_cancelled_event_too(replayed):
    with replayed(14, 15) as gateway:
        found = gateway.between(NINE, NINE + HOUR)
    assert [(one.is_cancelled, one.is_organizer) for one in found] == [(True, True), (False, True)]


def test_first_reading_of_changes_holds_only_what_has_our_key(replayed):
    with replayed(19, 5, 7) as gateway:
        first = gateway.replies(None)
    assert first.news == ()
    assert "AgACARdACgAAAAEABgAAAAkAAgACAZZnEAAAAAEAUgAAAAAAAQAAAAAALwA=" in first.state


def test_nothing_new_is_nothing_new(replayed):
    with replayed(20, 33, 7) as gateway:
        assert (
            gateway.replies('{"sync": "AgACARdACgAAAAEABgAAAAkAAgACAZZnEAAAAAEAUgAAAAAAAQAAAAAALwA="}').news
            == ()
        )


def test_event_gets_a_new_time(replayed):
    with replayed(7, 8) as gateway:
        link = gateway.update(replace(moved(ENTRY), attendees=THOSE), gateway_link())
    assert link.version == "AQAAAKUYe2+83Ooe0DxWVwAAAAAAMQ=="


def test_new_attendee_whose_coming_puts_back_the_time_is_followed_by_the_time_once_more(replayed):
    both = replace(moved(ENTRY), attendees=(Attendee(ADA), Attendee(BO)))
    with replayed(9, 10, 18, 8) as gateway:
        link = gateway.update(both, Link(gateway_link().remote_id, "AQAAAKUYe2+83Ooe0DxWVwAAAAAAMQ=="))
    assert link.version == "AQAAAKUYe2+83Ooe0DxWVwAAAAAAMQ=="


def test_tentative_event_is_created(replayed):
    with replayed(21, 24) as gateway:
        link = gateway.create(replace(ENTRY, status="tentative"))
    assert link.version == "AQAAAKUYe2+83Ooe0DxWVwAAAAAANw=="


def test_event_that_cannot_be_cancelled_is_deleted(replayed, monkeypatch):
    with replayed(24, 25) as gateway:
        monkeypatch.setattr(gateway, "_cancelled", refused)
        assert gateway.cancel(called_off(ENTRY), gateway_link(), "Udgår") is None


def refused(*_):
    raise Rejected("Kan ikke aflyses.")


def test_answers_are_read_from_the_changed_event(replayed):
    with replayed(19, 33, 18) as gateway:
        assert gateway.replies(None).news == ()


def test_cancelled_event_answers_with_nothing(replayed):
    with replayed(7, 23) as gateway:
        assert gateway.cancel(called_off(ENTRY), gateway_link(), "Udgår") is None


def test_deleted_event_is_gone_and_so_cancelling_it_is_done(replayed):
    with replayed(26) as gateway:
        assert finding.by_id(gateway.connection, [("AAAA", None)]) == []


def test_failed_invitation_mail_is_in_doubt(replayed):
    with replayed(27) as gateway, pytest.raises(OutcomeUnknown):
        gateway.create(ENTRY)


def test_denied_impersonation_waits_for_a_person(replayed):
    with replayed(28, reach="impersonation") as gateway, pytest.raises(AuthExpired):
        gateway.probe(ENTRY)


def test_nobody_is_busy(replayed):
    with replayed(29) as gateway:
        assert gateway.busy(["vicki@example.test", "trine@example.test"], NINE, NINE + HOUR) == ()


def test_unknown_mailbox_is_left_out(replayed):
    with replayed(30) as gateway:
        assert gateway.busy(["nobody@example.test"], NINE, NINE + HOUR) == ()


def test_opening_the_calendar_is_understood(replayed):
    with replayed(3, 16, 29) as gateway:
        assert [one.well for one in gateway.check()] == [True, True, True]


def test_our_new_event_has_the_shape_of_the_recorded_one(server, gateway):
    gateway.create(ENTRY)
    ours, theirs = (
        names(request.find(f".//{{{T}}}CalendarItem")) for request in (last(server, "CreateItem"), asked(4))
    )
    ours.remove("ExtendedProperty")
    assert ours == theirs
    assert last(server, "CreateItem").attrib == asked(4).attrib
    assert folder_of(last(server, "CreateItem")) == folder_of(asked(4))


def test_our_new_time_has_the_shape_of_the_recorded_one(server, gateway):
    gateway.update(moved(ENTRY), gateway.create(ENTRY))
    ours, theirs = last(server, "UpdateItem"), asked(8)
    assert ours.attrib == theirs.attrib
    changes = [[shape(each) for each in request.iter(f"{{{T}}}SetItemField")] for request in (ours, theirs)]
    assert [each for each in changes[0] if each in changes[1]] == changes[1]


def added(gateway):
    link = gateway.create(replace(ENTRY, attendees=(Attendee(ADA), Attendee(BO))))
    third = replace(ENTRY, attendees=(Attendee(ADA), Attendee(BO), Attendee(CAI)))
    gateway.update(replace(third, sequence=0), link)


def deleted(gateway):
    alone = replace(ENTRY, attendees=())
    gateway.cancel(called_off(alone), gateway.create(alone), "Udgår")


@pytest.mark.parametrize(
    ("operation", "number", "do"),
    [
        ("FindItem", 5, lambda gateway: gateway.probe(ENTRY)),
        ("CreateItem", 23, lambda gateway: gateway.cancel(ENTRY, gateway.create(ENTRY), "Udgår")),
        ("GetUserAvailabilityRequest", 29, lambda gateway: gateway.busy([ADA.email] * 2, NINE, NINE + HOUR)),
        ("SyncFolderItems", 19, lambda gateway: gateway.replies(None)),
        ("SyncFolderItems", 20, lambda gateway: gateway.replies(gateway.replies(None).state)),
        ("FindItem", 14, lambda gateway: gateway.between(NINE, NINE + HOUR)),
        ("GetItem", 26, lambda gateway: gateway.update(ENTRY, gateway.create(ENTRY))),
        ("GetFolder", 28, lambda gateway: gateway.check()),
        ("UpdateItem", 10, added),
        ("DeleteItem", 25, deleted),
    ],
)
def test_our_question_has_the_shape_of_the_recorded_one(server, gateway, operation, number, do):
    do(gateway)
    newest = operation in ("CreateItem", "SyncFolderItems")
    first = next(
        found
        for body in (reversed(server.bodies) if newest else server.bodies)
        if (found := etree.fromstring(body).find(f".//{{{M}}}{operation}")) is not None
    )
    assert shape(without_fields(first)) == shape(without_fields(asked(number)))


def without_fields(element):
    ours = [
        each
        for each in element.iter(f"{{{T}}}SetItemField")
        if each.find(f"{{{T}}}ExtendedFieldURI") is not None
    ]
    for each in [*element.iter(f"{{{T}}}AdditionalProperties"), *ours]:
        each.getparent().remove(each)
    return element


def folder_of(request):
    folder = request.find(f"{{{M}}}SavedItemFolderId")[0]
    return (folder.get("Id"), shape(folder))


def gateway_link():
    return Link("AAAAANhgk5035iZJqdSP9nadzO0=", "AQAAAKUYe2+83Ooe0DxWVwAAAAAALw==")
