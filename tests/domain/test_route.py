from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.board import Board
from planner.domain.deadlines import counted_words
from planner.domain.finding import Scene
from planner.domain.item import Item, Leg, Placement, Route
from planner.domain.meeting import Meeting
from planner.domain.plan import plan_of
from planner.domain.route import latest_before, latest_day, reaches, stop_at, stops_of
from planner.domain.rules_routes import route_broken, route_late

D = dt.date
OK = Board(2, "ØK", "Økonomiudvalget", own=False)
TUESDAY = D(2025, 6, 10)  # the day after Whit Monday; 5 June is a closing day of the board's own


def meeting(number, day, board=1, end=dt.time(12), status="planned"):
    return Meeting(number, board, day, dt.time(9), end, status)


@pytest.mark.parametrize(
    ("saturdays", "days_off", "day", "counted"),
    [
        (True, "", D(2025, 6, 4), "lø. 7., fr. 6., to. 5., on. 4. juni"),
        (True, "5/6", D(2025, 6, 3), "lø. 7., fr. 6., on. 4., ti. 3. juni"),
        (False, "", D(2025, 6, 3), "fr. 6., to. 5., on. 4., ti. 3. juni"),
        (False, "5/6", D(2025, 6, 2), "fr. 6., on. 4., ti. 3., ma. 2. juni"),
    ],
)
def test_agenda_is_sent_four_working_days_before(saturdays, days_off, day, counted):
    board = replace(OK, agenda_days=4, saturdays=saturdays, days_off=days_off)
    stop = stop_at(board, meeting(1, TUESDAY, 2))
    assert (stop.agenda.day, counted_words(stop.agenda.counted)) == (day, counted)
    assert latest_day(stop, 1) == day


@pytest.mark.parametrize(
    ("rule", "end", "found"),
    [
        ({}, dt.time(12), D(2025, 6, 4)),
        ({"papers_days": 4, "saturdays": True, "days_off": ""}, dt.time(12), D(2025, 6, 4)),
        ({"papers_days": 4, "papers_at": dt.time(12)}, dt.time(12), D(2025, 5, 28)),
        (
            {"papers_days": 4, "papers_at": dt.time(12), "saturdays": True, "days_off": ""},
            dt.time(12),
            D(2025, 6, 4),
        ),
        (
            {"papers_days": 4, "papers_at": dt.time(12), "saturdays": True, "days_off": ""},
            dt.time(13),
            D(2025, 5, 28),
        ),
        ({"papers_days": 2, "agenda_days": 4, "saturdays": True}, dt.time(12), D(2025, 5, 28)),
        (
            {"agenda_days": 4, "saturdays": True, "days_off": "", "day_counts": False},
            dt.time(12),
            D(2025, 5, 28),
        ),
    ],
)
def test_latest_meeting_is_over_when_the_next_board_needs_it(rule, end, found):
    days = [D(2025, 5, 21), D(2025, 5, 28), D(2025, 6, 4), D(2025, 6, 11)]
    meetings = [meeting(number, day, end=end) for number, day in enumerate(days)]
    following = stop_at(replace(OK, **rule), meeting(9, TUESDAY, 2))
    assert latest_before(meetings, following, 1).date == found


def test_cancelled_meeting_is_never_the_latest():
    meetings = [meeting(1, D(2025, 5, 28)), meeting(2, D(2025, 6, 4), status="cancelled")]
    assert latest_before(meetings, stop_at(OK, meeting(9, TUESDAY, 2)), 1).id == 1
    assert latest_before(meetings[1:], stop_at(OK, meeting(9, TUESDAY, 2)), 1) is None


@given(
    st.lists(st.dates(D(2025, 1, 1), D(2025, 12, 31)), max_size=30),
    st.dates(D(2025, 1, 1), D(2025, 12, 31)),
    st.integers(0, 60),
    st.none() | st.integers(0, 10),
    st.booleans(),
)
def test_latest_meeting_reaches_and_no_later_one_does(days, goal, lag, agenda, saturdays):
    following = stop_at(replace(OK, agenda_days=agenda, saturdays=saturdays), meeting(99, goal, 2))
    meetings = [meeting(number, day) for number, day in enumerate(days)]
    found = latest_before(meetings, following, lag)
    later = [
        one for one in meetings if reaches(one, following, lag) and (found is None or one.date > found.date)
    ]
    assert later == []
    assert found is None or (goal - found.date).days >= lag


def plan(day_of_item, *, ok=TUESDAY, ok_status="planned", lag=1, placed="placed"):
    records = [
        Board(1, "DIR", "Direktionen"),
        OK,
        Item(7, 1, "Budget"),
        meeting(1, D(2025, 5, 28)),
        meeting(2, D(2025, 6, 4)),
        meeting(3, D(2025, 6, 11)),
        meeting(9, ok, 2, status=ok_status),
        Route(1, 1, 7, lag),
        Leg(1, 1, 1, 1),
        Leg(2, 1, 2, 2, 9),
    ]
    if day_of_item:
        number = {D(2025, 5, 28): 1, D(2025, 6, 4): 2, D(2025, 6, 11): 3}[day_of_item]
        records.append(Placement(1, 7, number, 1, placed))
    return plan_of(records)


def test_leg_of_the_own_board_is_where_the_item_stands():
    assert [stop.day for stop in stops_of(plan(D(2025, 6, 4)), Route(1, 1, 7))] == [D(2025, 6, 4), TUESDAY]
    assert [stop.day for stop in stops_of(plan(None), Route(1, 1, 7))] == [None, TUESDAY]


@pytest.mark.parametrize(
    ("found", "said", "command"),
    [
        (plan(D(2025, 6, 4)), [], []),
        (
            plan(D(2025, 6, 4), lag=7),
            ["står på 4. juni og når ikke ØK 10. juni; det skal være senest 3. juni"],
            ["planner sæt 7 28/5"],
        ),
        (
            plan(D(2025, 6, 11)),
            ["står på 11. juni og når ikke ØK 10. juni; det skal være senest 9. juni"],
            ["planner sæt 7 4/6"],
        ),
        (
            plan(None),
            ["afventer dato, men skal nå ØK 10. juni; det skal være senest 9. juni"],
            ["planner sæt 7 DATO"],
        ),
        (
            plan(D(2025, 6, 4), ok_status="cancelled"),
            ["skal i ØK 10. juni, og det møde er aflyst"],
            ['planner sagsgang 7 "DIR > ØK DATO"'],
        ),
        (plan(D(2025, 6, 11), ok=D(2025, 5, 6)), [], []),  # past: there is nothing left to save
    ],
)
def test_leg_that_does_not_reach_the_next_is_pointed_out_with_what_helps(found, said, command):
    direktion = tuple(one for one in found.by_date if one.board == 1)
    scene = Scene(found, dt.datetime(2025, 5, 12, 9, tzinfo=dt.UTC), direktion)
    findings = [*route_late(scene), *route_broken(scene)]
    assert [one.sentence for one in findings] == said
    assert [one.help for one in findings] == command
