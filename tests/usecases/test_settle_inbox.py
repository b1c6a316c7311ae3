"""What is proposed about what came back, and what comes of saying yes."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from planner.domain.calendar import Reply
from planner.domain.changes import added, edited
from planner.domain.errors import NeedsPerson, Refused, Unknown
from planner.domain.item import Placement, Presenter
from planner.usecases.receive import receive
from planner.usecases.settle_inbox import AcceptProposal, MarkDone, accept, mark_done
from planner.usecases.step import Manner
from planner.usecases.take_back import TakeBack, undo
from planner.usecases.views.inbox import inbox
from tests.usecases.publishing import (
    ADA,
    BO,
    BOARD,
    CARL,
    DINA,
    EMAIL,
    FIRST,
    SECOND,
    SENDER,
    ZONE,
    office_in,
)

HOUR = dt.timedelta(hours=1)
MANNER = Manner(BOARD, "mette", "indbakke accepter")


@pytest.fixture
def office(tmp_path):
    """Everybody has been told of the plan; the time plan of the first meeting is fixed."""
    office = office_in(tmp_path)
    office.write(edited(office.read().meetings[1], stage="locked"))
    office.publish()
    office.sync()
    office.messages()
    office.clock.passes(hours=1)
    return office


def event_of(office, person):
    return min(office.calendar.calendars[EMAIL[person]].values(), key=lambda entry: entry.starts)


def meeting_event(office):
    return next(event.entry for event in office.calendar.events.values() if len(event.entry.attendees) > 1)


def comes_back(office, entry, email, kind, **more):
    office.calendar.answers.append(Reply(entry.uid, email, kind, office.clock.now(), **more))
    receive(store=office.store, gateways={"memory": office.calendar}, clock=office.clock)
    office.clock.passes(minutes=1)
    with office.store.reading() as read:
        return inbox(read, BOARD, office.clock.now()).rows


def accepts(office, number, choice=None, **how):
    return accept(
        AcceptProposal(number, replace(MANNER, **how), choice),
        store=office.store,
        clock=office.clock,
        new_key=office.new_key,
    )


def names(row):
    return [choice.name for choice in row.choices]


def open_rows(office):
    with office.store.reading() as read:
        return inbox(read, BOARD, office.clock.now()).rows


def at(day, hour):
    return dt.datetime(2031, 3, day, hour, tzinfo=ZONE)


# Who proposes which time -> the choices with their commands.
PROPOSED = [
    (ADA, at(12, 10), at(12, 13), ["planner møde ret 12/3 --start 10.00 --end 13.00"]),
    (ADA, at(13, 9), at(13, 12), ["planner møde flyt 12/3 til 13/3"]),
    (CARL, at(19, 9), at(19, 10), ["planner sæt 1 2 19/3"]),
    (CARL, at(20, 9), at(20, 10), []),
    (CARL, at(12, 11), at(12, 12), ["planner ret 1 2 --start 11.00 --on 12/3"]),
    (CARL, at(12, 14), at(12, 15), []),
]


@pytest.mark.parametrize(("person", "starts", "ends", "commands"), PROPOSED)
def test_proposed_time_is_a_command_where_the_plan_has_room_for_it(office, person, starts, ends, commands):
    entry = meeting_event(office) if person == ADA else event_of(office, person)
    (row,) = comes_back(office, entry, EMAIL[person], "counter", starts=starts, ends=ends)
    assert [choice.command for choice in row.choices] == commands
    assert row.kind == "counter"


def test_another_hour_of_the_same_day_becomes_a_time_of_its_own_and_is_told(office):
    event = event_of(office, CARL)
    (row,) = comes_back(office, event, EMAIL[CARL], "counter", starts=at(12, 11), ends=at(12, 12))
    accepts(office, row.number)
    assert [p.start for p in office.read().on(1) if p.item in (1, 2)] == [dt.time(11), dt.time(11, 30)]
    office.publish()
    office.sync()
    assert (CARL, "request") in office.messages()
    assert event_of(office, CARL).starts == at(12, 11)


def test_a_member_who_declines_is_absent_and_a_presenter_may_be_so_in_three_ways(office):
    (row,) = comes_back(office, meeting_event(office), EMAIL[BO], "answer", answer="declined")
    assert names(row) == ["afbud"]
    rows = comes_back(office, event_of(office, DINA), EMAIL[DINA], "answer", answer="declined")
    assert names(rows[1]) == ["afbud", "fjern", "tag-af"]


def test_of_two_dates_held_the_one_that_is_left_is_proposed(office):
    office.write(
        edited(office.read().placements[4], state="held"),
        added(Placement(9, 4, 3, 1, state="held")),
        added(Presenter(9, 4, CARL)),
    )
    office.publish(sender=replace(SENDER, holds=True))
    office.sync()
    (entry,) = [e for e in office.calendar.calendars[EMAIL[CARL]].values() if e.starts.date() == SECOND]
    (row,) = comes_back(office, entry, EMAIL[CARL], "answer", answer="declined")
    assert [choice.command for choice in row.choices][:2] == [
        "planner sæt 4 26/3",
        "planner afbud Carl Holt 19/3",
    ]
    accepts(office, row.number, "sæt")
    assert [(p.meeting, p.state) for p in office.read().open_of(4)] == [(3, "placed")]


def test_absence_is_noted_and_only_that_person_hears_of_it(office):
    (row,) = comes_back(office, event_of(office, DINA), EMAIL[DINA], "answer", answer="declined")
    accepts(office, row.number, "afbud")
    office.publish()
    office.sync()
    assert office.messages() == [(DINA, "cancel")]
    assert open_rows(office) == ()


def test_meeting_moved_by_hand_may_become_the_plan_and_is_no_conflict_any_more(office):
    entry = meeting_event(office)
    office.calendar.edited(entry.uid, starts=entry.starts + HOUR, ends=entry.ends + HOUR)
    (row,) = comes_back(
        office, entry, SENDER.mailbox.email, "moved", starts=entry.starts + HOUR, ends=entry.ends + HOUR
    )
    assert names(row) == ["tid", "send"]
    before = office.read()
    done = accepts(office, row.number, "tid")
    assert done.sentences
    meeting = office.read().meetings[1]
    assert (meeting.date, meeting.start, meeting.end) == (FIRST, dt.time(10), dt.time(13))
    office.publish()
    assert {one.state for one in office.sync().done} == {"acked"}
    assert meeting_event(office).starts == at(12, 10)
    assert office.quiet().for_a_person == 0
    undo(TakeBack(MANNER), store=office.store, clock=office.clock)
    assert office.read() == before


def test_our_time_sent_again_holds_over_what_was_done_by_hand(office):
    entry = meeting_event(office)
    office.calendar.edited(entry.uid, starts=entry.starts + HOUR, ends=entry.ends + HOUR)
    (row,) = comes_back(
        office, entry, SENDER.mailbox.email, "moved", starts=entry.starts + HOUR, ends=entry.ends + HOUR
    )
    assert accepts(office, row.number, "send", dry_run=True).dry_run
    assert len(open_rows(office)) == 1
    accepts(office, row.number, "send")
    assert {one.state for one in office.sync().done} == {"acked"}
    assert meeting_event(office).starts == entry.starts
    assert meeting_event(office).sequence == entry.sequence + 1
    assert open_rows(office) == ()
    assert office.quiet().done == ()


def test_event_deleted_by_hand_is_made_again_under_a_new_identity_when_asked_for(office):
    entry = event_of(office, DINA)
    office.calendar.lost(entry.uid)
    (row,) = comes_back(office, entry, SENDER.mailbox.email, "removed")
    assert names(row) == ["tag-af", "send"]
    accepts(office, row.number, "send")
    office.sync()
    assert office.messages() == [(DINA, "request")]
    again = [e for e in office.calendar.calendars[EMAIL[DINA]].values() if e.uid != entry.uid]
    assert [(e.starts, e.subject) for e in again] == [(entry.starts, entry.subject)]
    assert office.ask().counts["events"] == 0


def test_meeting_deleted_by_hand_may_be_cancelled(office):
    (row,) = comes_back(office, meeting_event(office), SENDER.mailbox.email, "removed")
    assert [choice.command for choice in row.choices] == ["planner aflys 12/3", None]
    accepts(office, row.number, "aflys")
    assert office.read().meetings[1].status == "cancelled"


@pytest.mark.parametrize(
    ("number", "choice", "error"),
    [(1, None, NeedsPerson), (1, "glem", Unknown), (7, "afbud", Unknown)],
)
def test_what_is_not_offered_changes_nothing(office, number, choice, error):
    comes_back(office, event_of(office, DINA), EMAIL[DINA], "answer", answer="declined")
    before = office.read()
    with pytest.raises(error):
        accepts(office, number, choice)
    assert office.read() == before


def test_what_is_settled_is_not_done_twice(office):
    comes_back(office, event_of(office, DINA), EMAIL[DINA], "answer", answer="declined")
    mark_done(MarkDone((1,), BOARD, "mette"), store=office.store, clock=office.clock)
    with pytest.raises(Refused):
        accepts(office, 1, "afbud")


def test_a_new_answer_after_one_that_was_settled_is_new(office):
    entry = event_of(office, DINA)
    comes_back(office, entry, EMAIL[DINA], "answer", answer="declined")
    mark_done(MarkDone((1,), BOARD, "mette"), store=office.store, clock=office.clock)
    comes_back(office, entry, EMAIL[DINA], "answer", answer="accepted")
    (row,) = comes_back(office, entry, EMAIL[DINA], "answer", answer="declined")
    assert row.settled is None
