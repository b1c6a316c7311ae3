"""What is sent to the server, and how often."""

import datetime as dt
from dataclasses import replace

import pytest
from lxml import etree

from planner.domain.calendar import Attendee, Link, Mailbox, OutcomeUnknown, Rejected, RemoteChanged
from tests.adapters.calendars.ews.conftest import BOX
from tests.contracts.calendar_gateway import ADA, BO, ENTRY, HOUR, NINE, STAMP, called_off, moved
from tests.fakes.ews_server import official_schema
from tests.fakes.ews_words import M, T

ROOM = Mailbox("Mødelokale 1", "lokale1@plan.example")


def last(server, operation):
    """The newest request of that operation."""
    bodies = [etree.fromstring(body).find(f".//{{{M}}}{operation}") for body in server.bodies]
    return next(body for body in reversed(bodies) if body is not None)


def texts(element, name):
    return [each.text for each in element.iter(f"{{{T}}}{name}")]


def updated_fields(server):
    return [
        uri.get("FieldURI") or uri.get("PropertyName")
        for update in last(server, "UpdateItem").iter(f"{{{T}}}SetItemField", f"{{{T}}}DeleteItemField")
        for uri in [update[0]]
    ]


def telling(server):
    return last(server, "UpdateItem").get("SendMeetingInvitationsOrCancellations")


def later(entry, **changed):
    return replace(entry, stamp=STAMP + HOUR, **changed)


def test_created_event_has_our_key_our_uid_and_nobody_has_answered(server, gateway):
    gateway.create(
        replace(ENTRY, attendees=(Attendee(ADA), Attendee(BO, "optional"), Attendee(ROOM, "resource")))
    )
    asked = last(server, "CreateItem")
    assert asked.get("SendMeetingInvitations") == "SendToAllAndSaveCopy"
    assert (texts(asked, "UID"), ENTRY.key in texts(asked, "Value")) == ([ENTRY.uid], True)
    assert (texts(asked, "Start"), texts(asked, "End")) == (
        ["2031-03-12T09:00:00+01:00"],
        ["2031-03-12T10:00:00+01:00"],
    )
    assert texts(asked, "ResponseType") == ["Unknown"] * 3
    assert [
        texts(next(asked.iter(f"{{{T}}}{role}")), "EmailAddress")
        for role in ("RequiredAttendees", "OptionalAttendees", "Resources")
    ] == [[ADA.email], [BO.email], [ROOM.email]]


def test_event_is_shown_in_the_zone_of_the_entry(server, gateway):
    gateway.create(ENTRY)
    zones = {each.get("Id") for each in last(server, "CreateItem").iter(f"{{{T}}}StartTimeZone")}
    assert zones == {"Romance Standard Time"}


@pytest.mark.parametrize(
    ("change", "fields", "told"),
    [
        (
            {"starts": NINE + HOUR, "ends": NINE + 2 * HOUR, "sequence": 1},
            {"calendar:Start", "calendar:End", "calendar:StartTimeZone", "calendar:EndTimeZone"},
            "SendToAllAndSaveCopy",
        ),
        ({"place": "Mødelokale 2", "sequence": 1}, {"calendar:Location"}, "SendToAllAndSaveCopy"),
        ({"status": "tentative", "sequence": 1}, {"calendar:LegacyFreeBusyStatus"}, "SendToAllAndSaveCopy"),
        ({"subject": "Neutral", "sequence": 1}, {"item:Subject"}, "SendToAllAndSaveCopy"),
        ({"subject": "Anden ordlyd"}, {"item:Subject"}, "SendToAllAndSaveCopy"),
        ({"body": "Ny dagsorden"}, {"item:Body", "item:Sensitivity"}, "SendToAllAndSaveCopy"),
        (
            {"attendees": (Attendee(ADA), Attendee(BO))},
            {"calendar:RequiredAttendees"},
            "SendToChangedAndSaveCopy",
        ),
    ],
)
def test_update_sends_what_differs_and_tells_those_it_concerns(server, gateway, change, fields, told):
    link = gateway.create(ENTRY)
    gateway.update(later(ENTRY, **change), link)
    assert set(updated_fields(server)) == fields | {"planner-print"}
    assert telling(server) == told
    assert last(server, "UpdateItem").get("ConflictResolution") == "NeverOverwrite"


def test_same_revision_again_writes_nothing(server, gateway):
    link = gateway.create(ENTRY)
    server.spent()
    assert gateway.update(ENTRY, link) == link
    assert server.spent() == ["GetItem"]


def test_answer_from_an_attendee_is_no_change_by_hand(server, gateway):
    link = gateway.create(ENTRY)
    server.mailboxes.answer(BOX, ENTRY.uid, ADA.email)
    gateway.update(moved(ENTRY), link)
    assert server.mailboxes.by_uid(ADA.email, ENTRY.uid).values["Start"] == moved(ENTRY).starts


def test_attendee_keeps_an_answer_when_another_is_added(server, gateway):
    link = gateway.create(ENTRY)
    server.mailboxes.answer(BOX, ENTRY.uid, ADA.email)
    gateway.update(later(ENTRY, attendees=(Attendee(ADA), Attendee(BO))), link)
    assert texts(last(server, "UpdateItem"), "ResponseType") == ["Accept", "Unknown"]


def test_somebody_who_was_forwarded_the_invitation_stays(server, gateway):
    link = gateway.create(ENTRY)
    server.mailboxes.forward(BOX, ENTRY.uid, "cai@plan.example")
    gateway.update(later(ENTRY, attendees=(Attendee(BO),)), link)
    event = server.mailboxes.by_uid(BOX, ENTRY.uid)
    assert [one.email for one in event.everybody()] == [BO.email, "cai@plan.example"]


@pytest.mark.parametrize("change", [{}, {"subject": "Anden ordlyd"}, {"body": "Ny dagsorden"}])
@pytest.mark.parametrize("at_once", [True, False])
def test_server_that_goes_back_to_the_first_state_with_new_attendees_is_set_right(
    server, gateway, change, at_once
):
    link = gateway.create(ENTRY)
    server.mailboxes.puts_back = True
    changed = replace(moved(ENTRY), **change)
    if not at_once:
        link = gateway.update(changed, link)
    both = replace(changed, attendees=(Attendee(ADA), Attendee(BO)))
    link = gateway.update(both, link)
    event = server.mailboxes.by_uid(BOX, ENTRY.uid)
    assert [event.values[name] for name in ("Start", "End", "Subject", "Body")] == [
        both.starts,
        both.ends,
        both.subject,
        both.body,
    ]
    assert server.mailboxes.by_uid(BO.email, ENTRY.uid).values["Start"] == both.starts
    assert gateway.probe(both).holds
    server.spent()
    gateway.update(both, link)
    assert server.spent() == ["GetItem"]


def test_change_by_hand_is_overwritten_where_a_person_insists(server, gateway):
    link = gateway.create(ENTRY)
    server.mailboxes.edit(BOX, ENTRY.uid, Start=NINE - HOUR)
    gateway.update(moved(ENTRY), Link(link.remote_id))
    assert server.mailboxes.by_uid(BOX, ENTRY.uid).values["Start"] == moved(ENTRY).starts


def test_probe_does_not_make_a_change_by_hand_ours(server, gateway):
    gateway.create(ENTRY)
    server.mailboxes.edit(BOX, ENTRY.uid, Start=NINE - HOUR)
    found = gateway.probe(ENTRY)
    assert found.holds
    with pytest.raises(RemoteChanged):
        gateway.update(moved(ENTRY), found.link)


def test_new_wording_with_another_case_is_sent(server, gateway):
    link = gateway.create(ENTRY)
    gateway.update(replace(ENTRY, subject=ENTRY.subject.upper(), stamp=STAMP + HOUR), link)
    assert server.mailboxes.by_uid(BOX, ENTRY.uid).values["Subject"] == ENTRY.subject.upper()


def test_event_with_a_new_id_is_found_again_by_its_key(server, gateway):
    link = gateway.create(ENTRY)
    server.mailboxes.renumbered(BOX, ENTRY.uid)
    new = gateway.update(moved(ENTRY), link)
    assert new.remote_id != link.remote_id
    assert [told for told, *_ in server.mailboxes.told] == [ADA.email, ADA.email]


def test_event_without_our_key_is_found_by_its_uid(server, gateway):
    gateway.create(ENTRY)
    server.mailboxes.by_uid(BOX, ENTRY.uid).properties.clear()
    assert (gateway.probe(ENTRY).uid, gateway.probe(ENTRY).key) == (ENTRY.uid, None)


def test_copy_made_by_hand_is_not_taken_for_the_event(server, gateway):
    link = gateway.create(ENTRY)
    event = server.mailboxes.by_uid(BOX, ENTRY.uid)
    copy = server.mailboxes.add(BOX, "calendar", values=event.values | {"UID": "kopi"})
    copy.properties.update(event.properties)
    assert gateway.probe(ENTRY).link.remote_id == link.remote_id


def test_event_without_attendees_is_deleted_when_it_cannot_be_cancelled(server, gateway):
    alone = replace(ENTRY, attendees=())
    gateway.cancel(called_off(alone), gateway.create(alone), "Mødet er aflyst.")
    assert (server.mailboxes.of(BOX), server.spent()[-1]) == ([], "DeleteItem")


def test_reason_goes_out_with_the_cancellation(server, gateway):
    gateway.cancel(called_off(ENTRY), gateway.create(ENTRY), "Mødet er aflyst.")
    assert texts(last(server, "CreateItem"), "NewBodyContent") == ["Mødet er aflyst."]


def test_one_of_many_that_is_refused_does_not_stop_the_rest(server, gateway):
    server.misbehave("reject")
    many = [replace(ENTRY, key=str(n) * 32, uid=f"{n}@planner") for n in range(3)]
    results = gateway.create_many(many)
    assert [type(result).__name__ for result in results] == ["Rejected", "Link", "Link"]
    assert [told for told, *_ in server.mailboxes.told] == [ADA.email] * 2


def test_failed_invitation_mail_leaves_the_whole_batch_in_doubt(server, gateway):
    stranger = Attendee(Mailbox("Ukendt", "ukendt@elsewhere.test"))
    many = [
        replace(
            ENTRY, key=str(n) * 32, uid=f"{n}@planner", attendees=(stranger,) if n == 1 else ENTRY.attendees
        )
        for n in range(3)
    ]
    results = gateway.create_many(many)
    assert [type(result) for result in results] == [OutcomeUnknown] * 3
    assert [gateway.probe(entry) is not None for entry in many] == [True, True, False]


def test_event_that_lands_in_another_calendar_is_taken_back(server, gateway):
    landing = server.mailboxes.add
    server.mailboxes.add = lambda owner, folder, **values: (
        landing(BO.email, folder, organizer=BO.email) if owner == BOX else landing(owner, folder, **values)
    )
    with pytest.raises(Rejected, match="landede i en anden kalender"):
        gateway.create(ENTRY)
    assert [server.mailboxes.of(box) for box in (BOX, BO.email)] == [[], []]


def test_event_in_the_right_calendar_stays_whoever_is_named_as_its_organizer(server, gateway):
    landing = server.mailboxes.add
    server.mailboxes.add = lambda owner, folder, **values: landing(
        owner, folder, **(values | {"organizer": "planner@plan.example"} if owner == BOX else values)
    )
    gateway.create(ENTRY)
    assert len(server.mailboxes.of(BOX)) == 1
    assert server.spent() == ["CreateItem", "GetItem", "GetFolder"]


def test_requests_of_each_operation_are_few(server, gateway):
    counted = {}

    def count(name, call):
        server.spent()
        result = call()
        counted[name] = server.spent()
        return result

    link = count("first create", lambda: gateway.create(ENTRY))
    second = replace(ENTRY, key="2" * 32, uid="2@planner")
    other = count("create", lambda: gateway.create(second))
    count("update", lambda: gateway.update(moved(ENTRY), link))
    count("probe", lambda: gateway.probe(ENTRY))
    count("probe of nothing", lambda: gateway.probe(replace(ENTRY, key="3" * 32, uid="3@planner")))
    count("list", lambda: gateway.between(NINE, NINE + HOUR))
    count("busy", lambda: gateway.busy([ADA.email, "ukendt@plan.example"], NINE, NINE + HOUR))
    state = count("first replies", lambda: gateway.replies(None)).state
    count("replies, nothing new", lambda: gateway.replies(state))
    count("cancel", lambda: gateway.cancel(called_off(second), other, "Aflyst"))
    assert {name: len(requests) for name, requests in counted.items()} == {
        "first create": 2,
        "create": 1,
        "update": 2,
        "probe": 2,
        "probe of nothing": 4,
        "list": 2,
        "busy": 1,
        "first replies": 3,
        "replies, nothing new": 2,
        "cancel": 2,
    }
    assert {each for requests in counted.values() for each in requests}.isdisjoint(
        {"GetServerTimeZones", "ConvertId"}
    )


def test_long_stretch_is_read_in_pieces_and_each_event_once(server, gateway):
    gateway.create(ENTRY)
    server.spent()
    found = gateway.between(NINE - dt.timedelta(days=400), NINE + dt.timedelta(days=400))
    assert [one.uid for one in found] == [ENTRY.uid]
    assert server.spent() == ["FindItem"] * 5 + ["GetItem"]


def test_referee_knows_wrong_from_right():
    schema = official_schema()
    if schema is None:
        pytest.skip("the official schema is not beside the project")
    wrong = etree.fromstring(f'<m:GetItem xmlns:m="{M}"><m:ItemIds/><m:ItemShape/></m:GetItem>')
    assert not schema.validate(wrong)


@pytest.mark.parametrize("searching", ["finds", "refuses", "nothing", "everything"])
def test_event_is_found_however_well_the_server_searches_and_no_other_is_taken_for_it(
    server, gateway, searching
):
    other = replace(ENTRY, key="0" * 32, uid="0@planner")
    gateway.create(other)
    server.answers.searching = searching
    assert gateway.probe(ENTRY) is None
    gateway.create(ENTRY)
    assert (gateway.probe(ENTRY).key, gateway.probe(other).key) == (ENTRY.key, other.key)
