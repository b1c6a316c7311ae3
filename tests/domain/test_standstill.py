from __future__ import annotations

import pytest

from planner.domain.standstill import Mark, have_vanished, standstill

OURS = Mark("vores", 7)


@pytest.mark.parametrize(
    ("own", "outside", "why"),
    [
        (None, None, None),
        (None, Mark("vores", 0), None),
        (OURS, OURS, None),
        (OURS, Mark("vores", 6), None),
        (OURS, Mark("vores", 8), "older"),
        (None, OURS, "older"),
        (OURS, None, "missing"),
        (OURS, Mark("en andens", 7), "other"),
        (OURS, Mark("en andens", 3), "other"),
    ],
)
def test_standstill_of_a_database_that_does_not_know_all_that_left(own, outside, why):
    assert standstill(own, outside) == why


@pytest.mark.parametrize(
    ("gone", "known", "stops"),
    [
        (3, 3, False),
        (4, 4, True),
        (4, 20, False),
        (4, 19, True),
        (20, 100, False),
        (21, 100, True),
        (0, 0, False),
    ],
)
def test_more_than_three_and_more_than_a_fifth_gone_is_nobodys_wish(gone, known, stops):
    assert have_vanished(gone, known) is stops
