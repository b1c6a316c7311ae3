from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.year import Gap, gaps

FIRST = dt.date(2031, 1, 1)


def weekly(*weeks):
    return [FIRST + dt.timedelta(weeks=week) for week in weeks]


@pytest.mark.parametrize(
    ("days", "found"),
    [
        ([], ()),
        (weekly(0), ()),
        (weekly(0, 1, 2, 3), ()),
        (weekly(0, 1, 3, 4), ()),  # one meeting called off is no gap
        (weekly(0, 1, 2, 7, 8, 9), (Gap(weekly(2)[0], weekly(7)[0], 35),)),
        (weekly(0, 4, 8, 12), ()),
        (weekly(0, 4, 8, 18, 22), (Gap(weekly(8)[0], weekly(18)[0], 70),)),
    ],
)
def test_gap_is_more_than_twice_what_is_usual(days, found):
    assert gaps(days) == found
    assert gaps(days[::-1] + days) == found


@given(st.lists(st.dates(FIRST, dt.date(2032, 1, 1)), max_size=60))
def test_no_meeting_lies_in_a_gap(days):
    for gap in gaps(days):
        assert [day for day in days if gap.first < day < gap.last] == []
        assert (gap.last - gap.first).days == gap.days > 15
