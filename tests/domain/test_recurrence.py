from __future__ import annotations

import datetime as dt
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from planner.domain.board import Series
from planner.domain.errors import BadUsage
from planner.domain.recurrence import days_of
from planner.domain.worktime import holidays

DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2035, 12, 31))


@given(DAYS, st.integers(0, 900), st.integers(0, 6), st.integers(1, 8), st.booleans())
def test_days_of_a_series_follow_its_rule(first, length, weekday, every, skip):
    last = first + dt.timedelta(days=length)
    series = Series(1, 1, weekday, first, last, dt.time(9), dt.time(12), every, None, skip)
    try:
        days, left_out = days_of(series)
    except BadUsage:
        assert length < 7 or length // (7 * every) >= 400
        return
    both = sorted({*days, *left_out})
    assert all(first <= day <= last and day.weekday() == weekday for day in both)
    assert all((two - one).days == 7 * every for one, two in pairwise(both))
    assert (both[0] - first).days < 7
    assert (last - both[-1]).days < 7 * every
    closed = holidays(range(first.year, last.year + 1))
    assert set(left_out) == ({day for day in both if day in closed} if skip else set())
