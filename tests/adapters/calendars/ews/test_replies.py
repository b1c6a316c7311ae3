"""What comes back from Exchange: each thing once, from whichever place the server tells it."""

import datetime as dt
import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.adapters.calendars.ews import prints, replies
from planner.adapters.calendars.ews.items import object_id, uid_in
from planner.adapters.calendars.ews.remembered import remembered
from planner.domain.calendar import Attendee, Mailbox
from tests.adapters.calendars.ews.conftest import BOX
from tests.contracts.calendar_gateway import ADA, BO, ENTRY, HOUR, NINE, called_off, moved

ROOM = Mailbox("Mødelokale 1", "lokale1@plan.example")


@pytest.fixture
def begun(gateway):
    """An event that three are invited to, and the state of a first reading."""
    gateway.create(replace(ENTRY, attendees=(Attendee(ADA), Attendee(BO), Attendee(ROOM, "resource"))))
    return gateway.replies(None).state


def gist(replies):
    return [(one.kind, one.attendee, one.answer) for one in replies.news]


def answer(server, *rest, **more):
    return server.mailboxes.answer(BOX, ENTRY.uid, *rest, **more)


@pytest.mark.parametrize("in_event", [True, False])
@pytest.mark.parametrize("in_inbox", [True, False])
@pytest.mark.parametrize(
    ("said", "understood"), [("Accept", "accepted"), ("Decline", "declined"), ("Tentative", "tentative")]
)
def test_answer_is_told_once_from_wherever_it_is(
    server, gateway, begun, said, understood, in_event, in_inbox
):
    server.mailboxes.answers_in_event = in_event
    message = answer(server, ADA.email, said)
    if not in_inbox:
        server.mailboxes.remove(message)
    first = gateway.replies(begun)
    assert gist(first) == ([("answer", ADA.email, understood)] if in_event or in_inbox else [])
    assert gist(gateway.replies(first.state)) == []


def test_second_thought_is_told(server, gateway, begun):
    answer(server, ADA.email)
    state = gateway.replies(begun).state
    answer(server, ADA.email, "Decline", comment="Er på kursus")
    (second,) = gateway.replies(state).news
    assert (second.answer, second.comment) == ("declined", "Er på kursus")


@pytest.mark.parametrize("forgotten", [True, False])
def test_same_answer_to_a_new_time_is_told_too(server, gateway, begun, forgotten):
    answer(server, ADA.email)
    state = gateway.replies(begun).state
    gateway.update(moved(ENTRY), gateway.probe(ENTRY).link)
    if forgotten:  # a server that takes the answers back when the time is changed
        for one in server.mailboxes.by_uid(BOX, ENTRY.uid).everybody():
            one.answer, one.at = "Unknown", None
        state = gateway.replies(state).state
    server.mailboxes.now += dt.timedelta(minutes=10)
    answer(server, ADA.email)
    again = gateway.replies(state)
    assert gist(again) == [("answer", ADA.email, "accepted")]
    assert gist(gateway.replies(again.state)) == []


def test_proposed_time_is_told_once(server, gateway, begun):
    answer(server, ADA.email, "Tentative", proposed=(NINE + HOUR, NINE + 2 * HOUR))
    first = gateway.replies(begun)
    (counter,) = [one for one in first.news if one.kind == "counter"]
    assert (counter.starts, counter.ends) == (NINE + HOUR, NINE + 2 * HOUR)
    assert gist(gateway.replies(first.state)) == []


def test_answer_of_a_delegate_is_the_principals(server, gateway, begun):
    answer(server, ADA.email, sender=BO.email)
    (told,) = gateway.replies(begun).news
    assert (told.attendee, told.sender) == (ADA.email, BO.email)


def test_refusal_of_a_room_is_an_answer_like_others(server, gateway, begun):
    answer(server, ROOM.email, "Decline")
    assert gist(gateway.replies(begun)) == [("answer", ROOM.email, "declined")]


def test_event_moved_by_hand_is_told_once_with_its_new_time(server, gateway, begun):
    server.mailboxes.edit(BOX, ENTRY.uid, Start=NINE + HOUR, End=NINE + 2 * HOUR)
    first = gateway.replies(begun)
    assert [(one.kind, one.starts, one.ends) for one in first.news] == [
        ("moved", NINE + HOUR, NINE + 2 * HOUR)
    ]
    assert gist(gateway.replies(first.state)) == []


def test_event_that_we_moved_was_not_moved_by_hand(gateway, begun):
    gateway.update(moved(ENTRY), gateway.probe(ENTRY).link)
    assert gist(gateway.replies(begun)) == []


def test_event_deleted_by_hand_is_told_once(server, gateway, begun):
    server.mailboxes.remove(server.mailboxes.by_uid(BOX, ENTRY.uid))
    first = gateway.replies(begun)
    assert gist(first) == [("removed", BOX, None)]
    assert gist(gateway.replies(first.state)) == []


def test_answer_to_somebody_elses_meeting_is_not_ours(server, gateway, begun):
    strange = answer(server, ADA.email)
    server.mailboxes.by_uid(BOX, ENTRY.uid).everybody()[0].answer = "Unknown"
    strange.values.update({"About": None, "UID": "fremmed@elsewhere.example"})
    assert gist(gateway.replies(begun)) == []


def test_message_that_names_only_the_uid_is_understood(server, gateway, begun):
    server.mailboxes.answers_in_event = False
    answer(server, ADA.email).values["About"] = None
    assert gist(gateway.replies(begun)) == [("answer", ADA.email, "accepted")]


def test_forgotten_place_in_the_list_is_read_again_without_telling_twice(server, gateway, begun):
    answer(server, ADA.email)
    state = gateway.replies(begun).state
    server.answers.forgets_sync = True
    again = gateway.replies(state)
    assert gist(again) == []
    answer(server, BO.email)
    assert gist(gateway.replies(again.state)) == [("answer", BO.email, "accepted")]


def test_what_vanished_while_the_place_was_forgotten_is_told(server, gateway, begun):
    server.answers.forgets_sync = True
    server.mailboxes.remove(server.mailboxes.by_uid(BOX, ENTRY.uid))
    assert gist(gateway.replies(begun)) == [("removed", BOX, None)]


def test_events_that_are_not_ours_are_not_read(server, gateway, begun):
    server.mailboxes.add(BOX, "calendar", values={"UID": "privat", "Start": NINE, "End": NINE + HOUR})
    server.spent()
    assert gist(gateway.replies(begun)) == []
    assert server.spent() == ["SyncFolderItems", "FindItem"]


def test_long_list_of_changes_is_read_to_its_end(server, gateway, begun, monkeypatch):
    monkeypatch.setattr(replies, "MOST_CHANGES", 2)
    gateway.create_many([replace(ENTRY, key=f"{n:032}", uid=f"{n}@planner") for n in range(5)])
    state = gateway.replies(begun).state
    assert len(remembered(state).events) == 6


def test_cancelled_event_is_forgotten(gateway, begun):
    gateway.cancel(called_off(ENTRY), gateway.probe(ENTRY).link, "Aflyst")
    assert remembered(gateway.replies(begun).state).events == {}


@pytest.mark.parametrize(
    "state", ["", "{", "[]", "null", '"x"', '{"events": {"a": 3}}', json.dumps({"n": 1})]
)
def test_state_that_cannot_be_read_begins_anew(state):
    assert remembered(state).sync is None


moments = st.integers(0, 10**6).map(lambda minutes: NINE + dt.timedelta(minutes=minutes))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    st.builds(
        replace,
        st.just(ENTRY),
        sequence=st.integers(0, 99),
        starts=moments,
        ends=moments,
        subject=st.text(),
        body=st.text(),
        place=st.none() | st.text(),
        status=st.sampled_from(["confirmed", "tentative"]),
        private=st.booleans(),
        attendees=st.lists(st.sampled_from([Attendee(ADA), Attendee(BO), Attendee(ROOM, "resource")])).map(
            tuple
        ),
    )
)
def test_print_is_read_as_it_was_written(entry):
    written = prints.print_of(entry)
    assert prints.read(str(written)) == written


@given(st.text(st.characters(codec="ascii", exclude_characters="\x00"), min_size=1))
def test_uid_is_read_from_its_searchable_form(uid):
    assert uid_in(object_id(uid)) == uid
