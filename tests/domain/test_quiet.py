from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.board import Board
from planner.domain.errors import BadUsage
from planner.domain.quiet import first_allowed, is_quiet, quiet_words, read_quiet_hours

ZONE = ZoneInfo("Europe/Copenhagen")
BOARD = Board(1, "DIR", "Direktionen")


def at(day, hour=0, minute=0, month=3):
    return dt.datetime(2031, month, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("hours", "now", "quiet", "allowed"),
    [
        ("18.00-7.00", at(12, 6, 59), True, at(12, 7)),
        ("18.00-7.00", at(12, 7), False, at(12, 7)),
        ("18.00-7.00", at(12, 17, 59), False, at(12, 17, 59)),
        ("18.00-7.00", at(12, 18), True, at(13, 7)),
        ("20.00-7.00", at(12, 19), False, at(12, 19)),
        ("20.00-7.00", at(12, 23), True, at(13, 7)),
        ("12.00-12.30", at(12, 12, 10), True, at(12, 12, 30)),  # within one day
        ("12.00-12.30", at(12, 3), False, at(12, 3)),
        ("", at(12, 3), False, at(12, 3)),
        ("", at(15, 10), True, at(17)),  # a Saturday
        ("18.00-7.00", at(14, 20), True, at(17, 7)),  # Friday evening
        ("18.00-7.00", at(9, 20, month=4), True, at(15, 7, month=4)),  # the evening before Maundy Thursday
        ("18.00-7.00", at(1, 9, month=5), True, at(2, 7, month=5)),  # a day off of the board's own
    ],
)
def test_nobody_is_reminded_in_quiet_hours_at_weekends_and_on_days_off(hours, now, quiet, allowed):
    board = replace(BOARD, quiet_hours=hours)
    assert (is_quiet(board, now), first_allowed(board, now)) == (quiet, allowed)


@given(
    st.dates(dt.date(2031, 1, 1), dt.date(2032, 12, 1)),
    st.times(),
    st.sampled_from(["18.00-7.00", "20.00-7.00", "", "12.00-13.00", "0.30-23.45"]),
)
def test_first_moment_allowed_is_never_quiet_and_never_earlier(day, moment, hours):
    board, now = replace(BOARD, quiet_hours=hours), dt.datetime.combine(day, moment, ZONE)
    found = first_allowed(board, now)
    assert found >= now
    assert not is_quiet(board, found)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("20-7", "20.00-7.00"),
        ("kl. 20 til kl. 7.30", "20.00-7.30"),
        ("22:00 - 06:00", "22.00-6.00"),
        ("20\u20137", "20.00-7.00"),
        ("nej", ""),
    ],
)
def test_quiet_hours_are_read_as_they_are_typed(typed, kept):
    assert read_quiet_hours(typed) == kept
    assert read_quiet_hours(quiet_words(replace(BOARD, quiet_hours=kept))) == kept


@pytest.mark.parametrize("typed", ["20", "7-7", "aften", "20-25"])
def test_quiet_hours_that_are_none_are_refused(typed):
    with pytest.raises(BadUsage):
        read_quiet_hours(typed)
