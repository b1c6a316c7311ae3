"""Reading what came back: nothing is lost, doubled or acted upon, whatever happens in the middle."""

from __future__ import annotations

import datetime as dt

import pytest

from planner.domain.calendar import NotReached, Replies, Reply
from planner.domain.changes import edited
from planner.usecases.receive import receive
from planner.usecases.views.inbox import inbox
from tests.fakes.crashing import Crash, CrashingStore, Fuse
from tests.usecases.publishing import ADA, BO, BOARD, CARL, DINA, EMAIL, SENDER, office_in

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def office(tmp_path):
    """Everybody has been told of the plan."""
    office = office_in(tmp_path)
    office.publish()
    office.sync()
    office.messages()
    office.clock.passes(hours=1)
    return office


def received(office, store=None, calendar=None):
    gateways = {"memory": calendar or office.calendar}
    return receive(store=store or office.store, gateways=gateways, clock=office.clock)


def event_of(office, person):
    """The event that the person has, or the first of several."""
    return min(office.calendar.calendars[EMAIL[person]].values(), key=lambda entry: entry.starts)


def answers(office, person, said="declined", event=None, **more):
    entry = event or event_of(office, person)
    office.calendar.answers.append(
        Reply(entry.uid, EMAIL[person], "answer", office.clock.now(), said, entry.sequence, **more)
    )


def by_hand(office, kind, entry, **more):
    office.calendar.answers.append(Reply(entry.uid, SENDER.mailbox.email, kind, office.clock.now(), **more))


def in_inbox(office):
    with office.store.reading() as read:
        return [(row.kind, row.person) for row in inbox(read, BOARD, office.clock.now()).rows]


def counts(result):
    return {name: count for name, count in result.plain().items() if count}


def test_answers_are_counted_by_kind_and_only_some_need_a_person(office):
    answers(office, ADA, "accepted")
    answers(office, BO, "tentative")
    answers(office, DINA, "declined")
    assert counts(received(office)) == {"accepted": 1, "tentative": 1, "declined": 1}
    assert in_inbox(office) == [("declined", "Dina Kær")]


def test_nothing_is_sent_and_the_plan_is_as_it_was(office):
    before = office.read()
    answers(office, DINA)
    by_hand(office, "removed", event_of(office, CARL))
    received(office)
    assert office.sync().done == ()
    assert office.messages() == []
    assert office.read() == before


def test_what_is_read_again_is_heard_once(office):
    answers(office, DINA)
    assert counts(received(office)) == {"declined": 1}
    assert counts(received(office)) == {}
    with office.store.work() as work:
        work.incoming.has_read("memory", None, office.clock.now())  # the token is gone
        work.commit()
    assert counts(received(office)) == {}
    assert office.sync().done == ()
    assert in_inbox(office) == [("declined", "Dina Kær")]


@pytest.mark.parametrize("at", [1, 2])
def test_crash_before_or_after_the_commit_loses_nothing_and_doubles_nothing(office, at):
    answers(office, DINA)
    with pytest.raises(Crash):
        received(office, store=CrashingStore(office.store, Fuse(at)))
    received(office)
    assert in_inbox(office) == [("declined", "Dina Kær")]


def test_answer_to_the_old_time_is_not_one_to_the_new(office):
    old = event_of(office, DINA)
    office.write(edited(office.read().meetings[1], start=dt.time(10)))
    office.publish()
    office.sync()
    answers(office, DINA, "accepted", event=old)
    assert counts(received(office)) == {"old": 1}
    assert in_inbox(office) == []


def test_our_own_cancellation_comes_back_and_is_no_news(office):
    gone = event_of(office, DINA)
    received(office)
    office.clock.passes(minutes=1)
    office.write(edited(office.read().meetings[1], status="cancelled"))
    office.publish()
    office.sync()
    office.clock.passes(minutes=1)
    by_hand(office, "removed", gone)
    assert counts(received(office)) == {}


def test_event_deleted_by_hand_is_asked_about_and_not_made_again(office):
    by_hand(office, "removed", event_of(office, DINA))
    assert counts(received(office)) == {"removed": 1}
    assert in_inbox(office) == [("removed", None)]
    assert office.quiet().done == ()


def test_when_most_of_a_calendar_is_gone_nothing_more_is_sent(office):
    for event in {
        entry.uid: entry for own in office.calendar.calendars.values() for entry in own.values()
    }.values():
        by_hand(office, "removed", event)
    received(office)
    office.write(edited(office.read().meetings[1], start=dt.time(10)))
    office.publish()
    done = office.sync()
    assert (done.done, done.standstill) == ((), "vanished")


@pytest.mark.parametrize(
    ("reply", "fault"),
    [
        (("ukendt@andre", EMAIL[DINA]), "dina@plan.example svarer på en aftale, som ikke er planens"),
        (
            (None, "fremmed@andre.example"),
            "fremmed@andre.example er ikke inviteret til det møde, svaret gælder",
        ),
    ],
)
def test_unknown_event_and_stranger_are_put_aside_with_a_reason(office, reply, fault):
    uid, email = reply
    uid = uid or event_of(office, DINA).uid
    office.calendar.answers.append(Reply(uid, email, "answer", office.clock.now(), "accepted"))
    assert counts(received(office)) == {"unusable": 1}
    with office.store.reading() as read:
        (row,) = inbox(read, BOARD, office.clock.now()).rows
    assert (row.kind, row.sentence) == ("unusable", fault)


class Elsewhere:
    """A calendar with one thing to say."""

    def __init__(self, said):
        self.said = said

    def replies(self, _state):
        if isinstance(self.said, Exception):
            raise self.said
        return self.said


def test_what_cannot_be_read_at_all_is_kept_as_a_line(office):
    unreadable = Elsewhere(Replies((), "1", ("INBOX nr. 7: mailen er for stor (12 MB)",)))
    assert counts(received(office, calendar=unreadable)) == {"unusable": 1}
    assert counts(received(office, calendar=unreadable)) == {}
    assert in_inbox(office) == [("unusable", None)]


def test_calendar_that_cannot_be_read_stops_no_other_and_is_read_on_next_time(office):
    answers(office, DINA)
    gateways = {"shut": Elsewhere(NotReached("Serveren svarer ikke.")), "memory": office.calendar}
    result = receive(store=office.store, gateways=gateways, clock=office.clock)
    assert counts(result) == {"declined": 1, "unread": {"shut": "NotReached"}}
    with office.store.work() as work:
        assert work.incoming.read_to("shut") == (None, None)


def test_case_of_an_address_means_nothing(office):
    entry = event_of(office, DINA)
    office.calendar.answers.append(
        Reply(entry.uid, EMAIL[DINA].upper(), "answer", office.clock.now(), "declined", 0)
    )
    received(office)
    assert in_inbox(office) == [("declined", "Dina Kær")]
