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
MAY = D(2025, 5, 12)
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
    # Where it awaits a date, the leg is on the latest day that reaches the next.
    assert [stop.day for stop in stops_of(plan(None), Route(1, 1, 7))] == [D(2025, 6, 9), TUESDAY]


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


def way(*days, today=MAY, lag=1, status="planned"):
    """The findings of a route through DIR, B2, B3 ... with meetings on those days; None where none is known."""
    records = [Item(7, 1, "Budget"), Route(1, 1, 7, lag)]
    for number, day in enumerate(days, start=1):
        state = "planned" if number != 3 else status
        records += [
            Board(number, "DIR" if number == 1 else f"B{number}", f"Udvalg {number}", own=number == 1)
        ]
        records += [meeting(number, day, number, status=state)] if day else []
        records += [Leg(number, 1, number, number, number if day and number > 1 else None)]
    records += [Placement(1, 7, 1, 1)] if days[0] else []
    found = plan_of(records)
    at = dt.datetime.combine(today, dt.time(9), dt.UTC)
    scene = Scene(found, at, tuple(one for one in found.by_date if one.board == 1))
    return [one.sentence for one in (*route_late(scene), *route_broken(scene))]


JUNE = [D(2025, 6, day) for day in range(1, 31)]


@pytest.mark.parametrize(
    ("days", "options", "said"),
    [
        ((JUNE[3], JUNE[9], JUNE[16], JUNE[23]), {}, []),
        # The second leg moves past both that come after it.
        (
            (JUNE[3], JUNE[24], JUNE[16], JUNE[23]),
            {},
            [
                "er i B2 25. juni og når ikke B3 17. juni og B4 24. juni; det skal være senest 16. juni",
            ],
        ),
        # The last moves before everything else.
        (
            (JUNE[3], JUNE[9], JUNE[16], JUNE[2]),
            {},
            [
                "står på 4. juni og når ikke B4 3. juni; det skal være senest 31. maj",
                "er i B2 10. juni og når ikke B4 3. juni; det skal være senest 1. juni",
                "er i B3 17. juni og når ikke B4 3. juni; det skal være senest 2. juni",
            ],
        ),
        # A body between of which no meeting is known does not hide it, and its days count.
        (
            (JUNE[3], JUNE[15], None, JUNE[16]),
            {"lag": 2},
            ["er i B2 16. juni og når ikke B4 17. juni; det skal være senest 13. juni"],
        ),
        # Nor does one whose meeting is cancelled.
        (
            (JUNE[16], JUNE[9], JUNE[12], JUNE[15]),
            {"status": "cancelled"},
            [
                "står på 17. juni og når ikke B2 10. juni og B4 16. juni; det skal være senest 9. juni",
                "skal i B3 13. juni, og det møde er aflyst",
            ],
        ),
        (
            (None, None, JUNE[16]),
            {"lag": 3},
            ["afventer dato, men skal nå B3 17. juni; det skal være senest 11. juni"],
        ),
        ((None, JUNE[9], None), {"today": JUNE[20]}, []),
    ],
)
def test_every_leg_is_held_against_all_that_come_after_it(days, options, said):
    assert way(*days, **options) == said


@given(st.lists(st.none() | st.sampled_from(JUNE), min_size=2, max_size=5), st.integers(0, 5))
def test_route_has_no_findings_exactly_when_every_two_legs_keep_the_days_between_them(days, lag):
    known = [(at, day) for at, day in enumerate(days) if day is not None]
    keeps = all(
        (later - day).days >= (other - at) * lag for at, day in known for other, later in known if other > at
    )
    has_goal = days[0] is None and len(known) > 0
    assert (way(*days, lag=lag) == []) == (keeps and not has_goal)
