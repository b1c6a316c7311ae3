"""Meetings that stand in a calendar already: matched, taken over without a word, and never made twice."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from planner.domain.calendar import Attendee, CalendarEntry, Mailbox
from planner.domain.changes import edited
from planner.usecases.adopt import Adopt, adopt, stretch
from tests.usecases.publishing import (
    ADA,
    BO,
    BOARD,
    CARL,
    DINA,
    EMAIL,
    FIRST,
    MAYOR,
    SECOND,
    SENDER,
    ZONE,
    office_in,
)

OLD = CalendarEntry(
    key="",
    uid="040000008200E00074C5B7101A82E008",
    sequence=2,
    stamp=dt.datetime(2031, 1, 2, tzinfo=dt.UTC),
    starts=dt.datetime.combine(FIRST, dt.time(9), ZONE),
    ends=dt.datetime.combine(FIRST, dt.time(12), ZONE),
    zone="Europe/Copenhagen",
    subject="Direktionsmøde",
    body="",
    organizer=SENDER.mailbox,
    attendees=tuple(Attendee(Mailbox("", EMAIL[person])) for person in (ADA, BO)),
    place="Mødelokale 1",
)

THEIRS = replace(OLD, organizer=Mailbox("Borgmesteren", "borgmester@plan.example"))


@pytest.fixture
def office(tmp_path):
    return office_in(tmp_path)


def at(day, start, end, **fields):
    zone = {"starts": dt.datetime.combine(day, start, ZONE), "ends": dt.datetime.combine(day, end, ZONE)}
    return replace(OLD, **zone, **fields)


def adopted(office, *, accepted=True, days=()):
    remotes = office.calendar.between(*stretch(BOARD, office.store, office.clock))
    command = Adopt(BOARD, "memory", SENDER.mailbox, days, accepted)
    return adopt(
        command,
        remotes,
        store=office.store,
        clock=office.clock,
        new_key=office.new_key,
        calendar=office.calendar,
    )


def found(office):
    return [(one.date, one.subject, one.by_hand) for one in adopted(office, accepted=False).matches]


# What stands in the calendar -> what is proposed.
MATCHES = {
    "same time, subject names the board": ([OLD], [(FIRST, "Direktionsmøde", None)]),
    "another time that day": (
        [at(FIRST, dt.time(13), dt.time(15))],
        [(FIRST, "Direktionsmøde", None)],
    ),
    "another subject, the members are invited": (
        [replace(OLD, subject="Mandagsmøde")],
        [(FIRST, "Mandagsmøde", None)],
    ),
    "another subject, at another time": ([at(FIRST, dt.time(13), dt.time(14), subject="Frokost")], []),
    "another subject, nobody invited": ([replace(OLD, subject="Fri", attendees=())], []),
    "another day": ([at(FIRST + dt.timedelta(days=1), dt.time(9), dt.time(12))], []),
    "the one at the same time is taken": (
        [at(FIRST, dt.time(9), dt.time(10), subject="Direktionens kaffe"), replace(OLD, uid="b")],
        [(FIRST, "Direktionsmøde", None)],
    ),
}


@pytest.mark.parametrize(("standing", "proposed"), MATCHES.values(), ids=MATCHES)
def test_meetings_are_matched_by_date_time_and_subject(office, standing, proposed):
    for entry in standing:
        office.calendar.stood_there(entry)
    assert found(office) == proposed


@pytest.mark.parametrize(
    ("fields", "why"),
    [({"is_organizer": False}, "indkaldt af en anden"), ({"recurs": True}, "en del af en serie")],
)
def test_what_others_invite_to_and_series_are_left_to_a_person(office, fields, why):
    office.calendar.stood_there(THEIRS, **{"is_organizer": True, **fields})
    assert found(office) == [(FIRST, "Direktionsmøde", why)]


def test_adopting_tells_nobody_and_asking_writes_nothing(office):
    office.calendar.stood_there(OLD)
    assert adopted(office, accepted=False).adopted is False
    assert len(adopted(office, accepted=False).matches) == 1
    done = adopted(office)
    assert (done.adopted, done.unmatched, [one.fault for one in done.matches]) == (True, 2, [None])
    assert office.messages() == []
    assert adopted(office).matches == ()


def test_adopted_meeting_is_updated_and_never_made_again(office):
    office.calendar.stood_there(OLD)
    adopted(office)
    office.publish()
    office.sync()
    own = office.calendar.calendars[EMAIL[ADA]]
    assert [entry.uid for entry in own.values() if entry.starts.date() == FIRST] == [OLD.uid]
    office.messages()
    plan = office.read()
    office.write(edited(plan.meetings[1], start=dt.time(8)))
    office.publish()
    office.sync()
    assert own[OLD.uid].starts == dt.datetime.combine(FIRST, dt.time(8), ZONE)
    assert own[OLD.uid].sequence > OLD.sequence
    told = office.messages()
    assert [one for one in told if one[0] in (ADA, BO)] == [(ADA, "request"), (BO, "request")]


def test_cancelled_meeting_calls_the_adopted_event_off(office):
    office.calendar.stood_there(OLD)
    adopted(office)
    office.write(edited(office.read().meetings[1], status="cancelled"))
    office.publish()
    office.sync()
    assert OLD.uid not in office.calendar.calendars[EMAIL[ADA]]


def test_what_is_kept_by_hand_is_listed_and_nothing_is_sent_for_it(office):
    office.calendar.stood_there(THEIRS, is_organizer=False)
    adopted(office)
    office.publish()
    office.sync()
    assert [day for day, _, _ in office.has(ADA)] == ["12.03 09.00", "19.03 09.00", "26.03 09.00"]
    office.messages()
    office.write(edited(office.read().meetings[1], start=dt.time(8)))
    asked = office.ask()
    assert [(one.date, one.subject) for one in asked.by_hand] == [(FIRST, "Direktionsmøde")]
    assert "ny tid" in asked.by_hand[0].sentence
    office.publish()
    office.sync()
    assert not {ADA, BO} & {person for person, _ in office.messages()}
    assert office.calendar.calendars[EMAIL[ADA]][OLD.uid].starts == OLD.starts
    assert office.ask().by_hand == ()


def test_days_limit_what_is_taken_over(office):
    office.calendar.stood_there(OLD)
    office.calendar.stood_there(at(SECOND, dt.time(9), dt.time(12), uid="b"))
    assert [one.date for one in adopted(office, days=(SECOND,)).matches] == [SECOND]
    assert found(office) == [(FIRST, "Direktionsmøde", None)]


def test_publishing_sees_what_stands_there_for_the_same_members(office):
    office.calendar.stood_there(OLD)
    office.calendar.stood_there(at(SECOND, dt.time(9), dt.time(12), uid="b", attendees=()))
    asked = office.ask(calendars={"memory": office.calendar})
    assert [(one.date, one.subject) for one in asked.doubles] == [(FIRST, "Direktionsmøde")]
    adopted(office)
    assert office.ask(calendars={"memory": office.calendar}).doubles == ()


def test_others_are_told_as_ever(office):
    office.calendar.stood_there(OLD)
    adopted(office)
    office.publish()
    office.sync()
    assert {person for person, _ in office.messages()} >= {CARL, DINA, MAYOR}
