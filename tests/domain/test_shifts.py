"""Small shifts wait, and are measured from what people were told; limits follow both the old time and the new."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.calendar import Attendee, Mailbox
from planner.domain.entry import Entry, Wanted
from planner.domain.entry_texts import Stay
from planner.domain.item import Item, Placement
from planner.domain.publication import Pair
from planner.domain.shifts import is_small, is_within, windows

DAY = dt.datetime(2031, 3, 12, tzinfo=dt.UTC)
TOLERANCE = 10


def at(minute):
    return DAY + dt.timedelta(minutes=minute)


def wanted(first=600, last=630, **how):
    event = Wanted(
        kind="stretch",
        meeting=1,
        people=(4,),
        items=(1,),
        starts=at(first),
        ends=at(last),
        zone="Europe/Copenhagen",
        subject=f"kl. {first}",
        body=f"{first}-{last} Klimaplan",
        neutral_body=f"{first}-{last}",
        shown=(1,),
        organizer=Mailbox("Sekretariatet", "s@plan.example"),
        attendees=(Attendee(Mailbox("Dina", "d@plan.example")),),
        gist="Klimaplan",
        times=(first, last),
    )
    return replace(event, **how)


def pair(new, old=None, **how):
    return Pair(Entry(1, 1, "mail", "k", "k@planner", old or wanted(), **how), new)


# What became of 10.00-10.30 -> whether it may wait.
SHIFTS = [
    (wanted(), False),
    (wanted(605, 635), True),
    (wanted(609, 639), True),
    (wanted(610, 640), False),
    (wanted(591, 621), True),
    (wanted(590, 620), False),
    (wanted(600, 639), True),
    (wanted(600, 640), False),
    (wanted(605, 635, gist="Klimaplan 2040"), False),
    (wanted(605, 635, place="Mødelokale 2"), False),
    (wanted(605, 635, meeting=2), False),
    (wanted(605, 635, items=(1, 2)), False),
    (wanted(605, 635, attendees=()), False),
    (wanted(605, 635, status="tentative"), False),
    (wanted(605, 635, stage="provisional"), False),
    (wanted(605, 635, stage="sent"), True),
    (wanted(600 + 24 * 60, 630 + 24 * 60, times=(600, 630)), False),
    (None, False),
]


@pytest.mark.parametrize(("new", "waits"), SHIFTS)
def test_only_a_small_shift_of_time_waits(new, waits):
    assert is_small(pair(new), TOLERANCE) is waits


def test_new_event_and_one_that_was_called_off_never_wait():
    assert not is_small(Pair(None, wanted(605, 635)), TOLERANCE)
    assert not is_small(pair(wanted(605, 635), stands=False), TOLERANCE)


def test_meeting_waits_for_its_points_but_not_for_its_frame():
    meeting = wanted(540, 720, kind="meeting", times=(540, 600), body="9.00 A, 10.00 B")
    points = replace(meeting, times=(540, 605), body="9.00 A, 10.05 B")
    assert is_small(pair(points, meeting), TOLERANCE)
    assert not is_small(pair(replace(points, starts=at(545)), meeting), TOLERANCE)


@given(st.lists(st.integers(-9, 9), min_size=1, max_size=30))
def test_nobody_is_ever_told_a_time_that_is_off_by_the_tolerance(shifts):
    told, first = wanted(), 600
    for shift in shifts:
        first += shift
        now = wanted(first, first + 30)
        if not is_small(pair(now, told), TOLERANCE):
            told = now
        assert abs(told.starts - now.starts) < dt.timedelta(minutes=TOLERANCE)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [(1, 1, True), (1, 9, True), (9, 1, True), (9, 9, False), (1, None, True), (9, None, False)],
)
def test_limit_takes_what_was_told_or_will_be_within_it(old, new, expected):
    day = 24 * 60
    before = wanted(old * day, old * day + 30)
    after = wanted(new * day, new * day + 30) if new is not None else None
    assert is_within(pair(after, before), at(5 * day).date(), dt.UTC) is expected
    assert is_within(pair(after, before), None, dt.UTC)


def stretch(first, last):
    return [Stay(Item(1, 1, "Klimaplan"), Placement(1, 1, 1, 1), at(first), at(last))]


FRAME = (at(540), at(720))


@pytest.mark.parametrize(
    ("stretches", "told", "expected"),
    [
        ([(630, 660)], [], [(600, 720)]),
        ([(640, 670)], [(600, 720)], [(600, 720)]),
        ([(590, 620)], [(600, 720)], [(540, 660)]),
        ([(540, 570), (690, 720)], [], [(540, 600), (660, 720)]),
        ([(540, 570), (600, 630)], [], [(540, 660)]),
    ],
)
def test_windows_stand_while_they_hold_and_meet_as_one(stretches, told, expected):
    known = [wanted(first, last, stage="provisional") for first, last in told]
    found = windows([stretch(*one) for one in stretches], known, FRAME)
    assert [span for _, span in found] == [(at(first), at(last)) for first, last in expected]
