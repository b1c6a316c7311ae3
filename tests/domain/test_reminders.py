from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from planner.domain.board import Board
from planner.domain.item import FollowUp, Item, Paper, Placement, Presenter
from planner.domain.meeting import Meeting
from planner.domain.people import Absence, Membership, Person
from planner.domain.plan import plan_of
from planner.domain.reminders import Appointment, reminders

ZONE = ZoneInfo("Europe/Copenhagen")
WEDNESDAY, THURSDAY = dt.date(2031, 3, 12), dt.date(2031, 3, 13)
BOARD = Board(1, "DIR", "Direktionen", papers_days=2, papers_at=dt.time(12), remind_days=1)
CARL, DINA = 1, 2
RECORDS = (
    BOARD,
    Person(CARL, "Carl Holt"),
    Person(DINA, "Dina Kær"),
    Meeting(1, 1, WEDNESDAY, dt.time(9), dt.time(12)),
    Meeting(2, 1, dt.date(2031, 3, 19), dt.time(9), dt.time(12)),
    Item(1, 1, "Klimaplan", responsible=CARL),
    Item(2, 1, "Budget"),
    Presenter(1, 2, DINA),
    Placement(1, 1, 1, 1),
    Placement(2, 2, 1, 2),
)
PLAN = plan_of(RECORDS)


def at(day, hour=8, minute=0):
    return dt.datetime(2031, 3, day, hour, minute, tzinfo=ZONE)


def visit(day=12, hour=10, *, standing="accepted", told=1, person=DINA, items=(2,)):
    """What a presenter was told."""
    return Appointment(
        person, 1, items, at(day, hour), at(day, hour, 30), "Mødelokale 1", standing, at(told).date()
    )


def given(now, plan=PLAN, told=PLAN, visits=(), before=()):
    return [
        (one.person, one.rule, one.subject, one.version)
        for one in reminders(told, plan, BOARD, visits, now, before)
    ]


def without(*kinds, add=()):
    return plan_of([*(one for one in RECORDS if not isinstance(one, kinds)), *add])


PAPERS = [(CARL, "papers", "item:1", "2031-03-12"), (DINA, "papers", "item:2", "2031-03-12")]
LATE = [(CARL, "papers_late", "item:1", "2031-03-12"), (DINA, "papers_late", "item:2", "2031-03-12")]


@pytest.mark.parametrize(
    ("now", "found"),
    [
        (at(6), []),
        # Due on Monday the 10th at noon: one working day before is Friday.
        (at(7), PAPERS),
        (at(10, 11), PAPERS),
        (at(10, 12, 1), LATE),
        (at(12, 8), LATE),
        (at(12, 9), []),
    ],
)
def test_papers_are_asked_for_of_the_responsible_or_else_of_those_who_present(now, found):
    assert given(now) == found


def test_papers_are_asked_for_of_the_case_officer_too():
    plan = without(Placement, add=[Item(1, 1, "Klimaplan", responsible=CARL, officer=DINA), RECORDS[-2]])
    assert [row[:2] for row in given(at(7), plan, plan)] == [(CARL, "papers"), (DINA, "papers")]
    alone = without(Placement, add=[Item(1, 1, "Klimaplan", officer=DINA), RECORDS[-2]])
    assert [row[:2] for row in given(at(7), alone, alone)] == [(DINA, "papers")]


def test_papers_that_came_are_not_asked_for():
    plan = PLAN.merged(
        plan_of([Paper(1, 1, 1, dt.date(2031, 3, 6)), Paper(2, 1, 2, dt.date(2031, 3, 6), none=True)])
    )
    assert given(at(10), plan) == []


def test_nobody_is_reminded_of_what_has_moved_and_is_not_published():
    plan = PLAN.merged(plan_of([Placement(1, 1, 2, 1)]))
    assert given(at(7), plan) == PAPERS[1:]


@pytest.mark.parametrize(
    ("now", "standing", "told", "found"),
    [
        (at(4), "unanswered", 1, []),  # too early
        (at(6), "unanswered", 1, ["answer"]),
        (at(6), "old", 1, ["answer"]),
        (at(6), "unanswered", 5, []),  # asked only yesterday
        (at(6), "accepted", 1, []),
        (at(6), "declined", 1, []),
        (at(6), "tentative", 1, []),
    ],
)
def test_who_has_not_answered_is_asked_again(now, standing, told, found):
    assert [row[1] for row in given(now, visits=[visit(standing=standing, told=told)])] == found


@pytest.mark.parametrize(
    ("now", "found"),
    [
        (at(10), []),
        (at(11), [(DINA, "tomorrow", "item:2", "2031-03-12T10:00")]),
        (at(12, 8), [(DINA, "tomorrow", "item:2", "2031-03-12T10:00")]),
        (at(12, 10), []),
    ],
)
def test_the_day_before_is_told_with_the_time_that_was_told(now, found):
    board = replace(BOARD, papers_days=None)
    rows = reminders(PLAN, PLAN, board, [visit()], now)
    assert [(one.person, one.rule, one.subject, one.version) for one in rows] == found


@pytest.mark.parametrize("saturdays", [False, True])
def test_before_a_weekend_the_day_before_is_the_friday(saturdays):
    told = plan_of([*RECORDS, Meeting(1, 1, dt.date(2031, 3, 10), dt.time(9), dt.time(12))])
    board = replace(BOARD, papers_days=None, saturdays=saturdays)
    rows = reminders(told, told, board, [visit(10)], at(7))
    assert [one.version for one in rows] == ["2031-03-10T10:00"]


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ((), [(DINA, "tomorrow", "meeting:1", "2031-03-12T09:00")]),
        ([Absence(1, 1, DINA, WEDNESDAY, WEDNESDAY)], []),
        ([Meeting(1, 1, WEDNESDAY, dt.time(9), dt.time(12), "cancelled")], []),
        ([Meeting(1, 1, THURSDAY, dt.time(9), dt.time(12))], []),
    ],
)
def test_who_has_the_whole_meeting_is_told_of_it_the_day_before(changed, found):
    rows = reminders(
        PLAN,
        PLAN.merged(plan_of(changed)),
        replace(BOARD, papers_days=None),
        [visit(hour=9, items=())],
        at(11),
    )
    assert [(one.person, one.rule, one.subject, one.version) for one in rows] == found


@pytest.mark.parametrize(("mayor", "found"), [(True, ["tomorrow"]), (False, []), (None, [])])
def test_the_mayor_is_told_of_what_they_attend(mayor, found):
    plan = without(
        Placement, Presenter, add=[Placement(2, 2, 1, 2, mayor=mayor), Membership(1, 1, CARL, "guest")]
    )
    board = replace(BOARD, papers_days=None)
    rows = reminders(plan, plan, board, [visit(person=CARL)], at(11))
    assert [one.rule for one in rows] == found


@pytest.mark.parametrize(
    ("mode", "items", "online", "link"),
    [
        ("online", (2,), True, "https://t.example"),
        ("in_room", (2,), False, None),
        ("in_room", (), None, "https://t.example"),
    ],
)
def test_link_is_told_to_those_who_attend_from_elsewhere_and_of_the_whole_meeting(mode, items, online, link):
    plan = without(Presenter, add=[Presenter(1, 2, DINA, mode)])
    told = [replace(visit(items=items), teams="https://t.example")]
    (row,) = reminders(plan, plan, replace(BOARD, papers_days=None), told, at(11))
    assert (row.facts.get("online"), row.facts["link"]) == (online, link)


def test_who_declined_or_no_longer_presents_is_not_told_of_tomorrow():
    assert [row[1] for row in given(at(11), visits=[visit(standing="declined")])] == ["papers_late"] * 2
    gone = without(Presenter)
    assert given(at(11), gone, gone, [visit()]) == LATE[:1]


@pytest.mark.parametrize(
    ("due", "now", "found"),
    [
        (THURSDAY, at(11), []),
        (THURSDAY, at(12), ["follow_up"]),
        (THURSDAY, at(13), ["follow_up"]),
        (THURSDAY, at(14), ["follow_up_late"]),
        (THURSDAY, at(28), []),
        (None, at(14), []),
    ],
)
def test_owner_is_reminded_of_a_follow_up(due, now, found):
    row = FollowUp(1, 1, "Undersøge prisen", "Carl Holt", CARL, due=due)
    plan = without(Placement, add=[row])
    assert [one[1] for one in given(now, plan, plan)] == found
    done = without(Placement, add=[replace(row, done=True)])
    assert given(now, done, done) == []
    unit = without(Placement, add=[replace(row, person=None)])
    assert given(now, unit, unit) == []


def test_another_time_after_the_reminder_is_a_new_reminder_that_names_the_old():
    before = [(DINA, "item:2", "tomorrow", "2031-03-12T10:00")]
    rows = reminders(PLAN, PLAN, replace(BOARD, papers_days=None), [visit(hour=11)], at(11), before)
    assert [(one.rule, one.version, one.facts["old"]) for one in rows] == [
        ("tomorrow", "2031-03-12T11:00", ["2031-03-12T10:00"])
    ]


@pytest.mark.parametrize(
    ("placements", "new"),
    [([Placement(1, 1, 2, 1)], ["2031-03-19"]), ([], [])],
)
def test_item_that_leaves_the_day_after_the_reminder_is_told(placements, new):
    plan = without(Placement, add=placements)
    before = [(CARL, "item:1", "papers", "2031-03-12")]
    rows = reminders(plan, plan, BOARD, (), at(7), before)
    assert [(one.person, one.rule, one.facts["old"], one.facts["new"]) for one in rows] == [
        (CARL, "moved", ["2031-03-12"], new)
    ]


@pytest.mark.parametrize(
    ("meeting", "new"),
    [
        (Meeting(1, 1, THURSDAY, dt.time(9), dt.time(12)), ["2031-03-13"]),
        (Meeting(1, 1, WEDNESDAY, dt.time(9), dt.time(12), "cancelled"), []),
    ],
)
def test_meeting_that_leaves_the_day_after_the_reminder_is_told_once_it_is_published(meeting, new):
    plan = without(Placement, add=[meeting])
    before = [(DINA, "meeting:1", "tomorrow", "2031-03-12T09:00")]
    rows = reminders(plan, plan, BOARD, (), at(11), before)
    assert [(one.rule, one.facts["old"], one.facts["new"]) for one in rows] == [
        ("moved", ["2031-03-12"], new)
    ]
    assert reminders(without(Placement), plan, BOARD, (), at(11), before) == ()


def test_what_was_held_that_day_has_not_moved():
    done = [
        Meeting(1, 1, WEDNESDAY, dt.time(9), dt.time(12), "closed"),
        Placement(1, 1, 1, 1, outcome="treated"),
    ]
    plan = without(Placement, add=done)
    before = [(DINA, "meeting:1", "tomorrow", "2031-03-12T09:00"), (CARL, "item:1", "papers", "2031-03-12")]
    assert reminders(plan, plan, BOARD, (), at(12, 14), before) == ()


def test_item_that_leaves_without_being_published_is_not_told():
    plan = PLAN.merged(plan_of([Placement(1, 1, 2, 1)]))
    before = [(CARL, "item:1", "papers", "2031-03-12")]
    assert [row[1] for row in given(at(7), plan, before=before)] == ["papers"]
