from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.board import Board
from planner.domain.deadlines import (
    Deadline,
    closed_days,
    counted_back,
    counted_words,
    days_off_words,
    deadline_words,
    is_working,
    next_working_day,
    paper_deadline,
    read_days_off,
    read_paper_rule,
    rule_words,
    working_days_before,
)
from planner.domain.errors import BadUsage
from planner.domain.meeting import Meeting

D = dt.date
BOARD = Board(1, "FIN", "Finansudvalget", papers_days=4, days_off="")
WITHOUT_JUNE_5 = "1/5 24/12 31/12"
WITH_JUNE_5 = "1/5 5/6 24/12 31/12"


def on(day):
    return Meeting(1, 1, day, dt.time(9), dt.time(12))


@pytest.mark.parametrize(
    ("meeting", "days", "saturdays", "off", "day_counts", "due", "counted"),
    [
        # Whit Monday lies between; Saturday counts or not, Constitution Day counts or not.
        (D(2025, 6, 10), 4, True, WITHOUT_JUNE_5, True, D(2025, 6, 4), "lø. 7., fr. 6., to. 5., on. 4. juni"),
        (D(2025, 6, 10), 4, True, WITH_JUNE_5, True, D(2025, 6, 3), "lø. 7., fr. 6., on. 4., ti. 3. juni"),
        (D(2025, 6, 10), 4, False, WITHOUT_JUNE_5, True, D(2025, 6, 3), "fr. 6., to. 5., on. 4., ti. 3. juni"),
        (D(2025, 6, 10), 4, False, WITH_JUNE_5, True, D(2025, 6, 2), "fr. 6., on. 4., ti. 3., ma. 2. juni"),
        # The day of the deadline does not count itself.
        (
            D(2025, 6, 10), 4, True, WITHOUT_JUNE_5, False, D(2025, 6, 3),
            "lø. 7., fr. 6., to. 5., on. 4., ti. 3. juni",
        ),
        # An ordinary week, and one across a weekend.
        (D(2025, 9, 19), 2, False, WITH_JUNE_5, True, D(2025, 9, 17), "to. 18., on. 17. september"),
        (D(2025, 9, 16), 2, False, WITH_JUNE_5, True, D(2025, 9, 12), "ma. 15., fr. 12. september"),
        (D(2025, 9, 16), 2, True, WITH_JUNE_5, True, D(2025, 9, 13), "ma. 15., lø. 13. september"),
        # Over Easter: Maundy Thursday to Easter Monday are closed.
        (D(2025, 4, 22), 2, False, WITH_JUNE_5, True, D(2025, 4, 15), "on. 16., ti. 15. april"),
        # Over a new month: both months are named.
        (D(2025, 10, 2), 3, False, WITH_JUNE_5, True, D(2025, 9, 29), "on. 1. oktober, ti. 30., ma. 29. september"),
        # Over New Year, with Christmas Eve and New Year's Eve closed, and open.
        (D(2026, 1, 6), 5, False, WITH_JUNE_5, True, D(2025, 12, 23),
         "ma. 5., fr. 2. januar, ti. 30., ma. 29., ti. 23. december"),
        (D(2026, 1, 6), 5, False, "", True, D(2025, 12, 29),
         "ma. 5., fr. 2. januar, on. 31., ti. 30., ma. 29. december"),
        # Great Prayer Day was a holiday in 2023 and is none in 2024.
        (D(2023, 5, 8), 1, False, WITH_JUNE_5, True, D(2023, 5, 4), "to. 4. maj"),
        (D(2024, 4, 29), 1, False, WITH_JUNE_5, True, D(2024, 4, 26), "fr. 26. april"),
    ],
)  # fmt: skip
def test_deadline_is_counted_back_as_the_board_counts(
    meeting, days, saturdays, off, day_counts, due, counted
):
    board = replace(BOARD, papers_days=days, saturdays=saturdays, days_off=off, day_counts=day_counts)
    found = paper_deadline(board, on(meeting))
    assert (found.day, counted_words(found.counted)) == (due, counted)


def test_board_without_a_rule_and_meeting_that_is_off_have_no_deadline():
    assert paper_deadline(replace(BOARD, papers_days=None), on(D(2025, 6, 10))) is None
    assert paper_deadline(BOARD, replace(on(D(2025, 6, 10)), status="cancelled")) is None


@pytest.mark.parametrize(
    ("at", "now", "past"),
    [
        (dt.time(12), dt.datetime(2025, 6, 4, 12, 0, tzinfo=dt.UTC), False),
        (dt.time(12), dt.datetime(2025, 6, 4, 12, 1, tzinfo=dt.UTC), True),
        (dt.time(12), dt.datetime(2025, 6, 3, 23, 0, tzinfo=dt.UTC), False),
        (None, dt.datetime(2025, 6, 4, 23, 59, tzinfo=dt.UTC), False),
        (None, dt.datetime(2025, 6, 5, 0, 0, tzinfo=dt.UTC), True),
    ],
)
def test_deadline_without_a_time_lasts_the_whole_day(at, now, past):
    assert Deadline(D(2025, 6, 4), at).is_past(now) is past


def test_deadline_in_full():
    assert (
        deadline_words(Deadline(D(2025, 6, 4), dt.time(12))) == "onsdag den 4. juni 2025 (uge 23) kl. 12.00"
    )
    assert deadline_words(Deadline(D(2025, 6, 4))) == "onsdag den 4. juni 2025 (uge 23)"


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ("5 hverdage før kl. 12", (5, dt.time(12))),
        ("5 hverdage før mødet kl. 12.30", (5, dt.time(12, 30))),
        ("1 hverdag før", (1, None)),
        ("4 hverdage", (4, None)),
        ("3 Arbejdsdage før klokken 9", (3, dt.time(9))),
        ("5 working days before 12", (5, dt.time(12))),
        ("7", (7, None)),
        ("nej", (None, None)),
    ],
)
def test_rule_is_read_as_it_is_said(typed, rule):
    assert read_paper_rule(typed) == rule


@pytest.mark.parametrize(
    "typed", ["fem hverdage", "0 hverdage", "61 hverdage", "5 hverdage før frokost", "-1"]
)
def test_rule_that_is_not_understood_is_refused(typed):
    with pytest.raises(BadUsage):
        read_paper_rule(typed)


@given(st.integers(1, 60), st.none() | st.times(max_value=dt.time(23, 59)))
def test_rule_is_read_as_it_is_written(days, at):
    at = at.replace(second=0, microsecond=0) if at else None
    assert read_paper_rule(rule_words(days, at)) == (days, at)


@pytest.mark.parametrize(
    ("typed", "kept", "words"),
    [
        ("24/12, 1/5", "1/5 24/12", "1. maj, 24. december"),
        ("5/6 5/6", "5/6", "5. juni"),
        ("ingen", "", "ingen"),
        ("29/2", "29/2", "29. februar"),
    ],
)
def test_days_off_are_kept_in_order(typed, kept, words):
    assert read_days_off(typed) == kept
    assert days_off_words(replace(BOARD, days_off=kept)) == words


@pytest.mark.parametrize("typed", ["31/4", "jul", "1-5", "0/0"])
def test_days_off_that_are_no_days_are_refused(typed):
    with pytest.raises(BadUsage):
        read_days_off(typed)


def test_days_off_have_their_names():
    board = replace(BOARD, days_off="5/6 29/2 12/8")
    found = closed_days(board, (2025,))
    assert found[D(2025, 6, 5)] == "grundlovsdag"
    assert found[D(2025, 8, 12)] == "lukket"
    assert D(2025, 5, 1) not in found


def test_next_working_day_steps_over_closed_days():
    assert next_working_day(replace(BOARD, days_off="5/6"), D(2025, 6, 4)) == D(2025, 6, 6)
    assert next_working_day(BOARD, D(2025, 6, 6)) == D(2025, 6, 10)
    assert working_days_before(BOARD, D(2025, 6, 10), 0) == D(2025, 6, 10)
    assert working_days_before(BOARD, D(2025, 6, 10), 1) == D(2025, 6, 6)


@given(
    st.dates(D(2000, 1, 1), D(2099, 12, 31)),
    st.integers(1, 15),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["", WITH_JUNE_5, WITHOUT_JUNE_5]),
)
def test_every_counted_day_is_a_working_day_and_none_is_left_out(meeting, days, saturdays, day_counts, off):
    closed = closed_days(replace(BOARD, days_off=off), (meeting.year - 1, meeting.year))
    found = counted_back(meeting, days, closed, saturdays=saturdays, day_counts=day_counts)
    between = [found[-1] + dt.timedelta(days=n) for n in range((meeting - found[-1]).days)]
    working = [day for day in between if is_working(day, closed, saturdays=saturdays)]
    assert list(found) == working[::-1]
    assert len(found) == days + (not day_counts)
