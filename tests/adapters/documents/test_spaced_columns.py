"""Columns held apart by spaces."""

from __future__ import annotations

import pytest

from planner.adapters.documents.spaced_columns import with_tabs


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ["5. december    Budget", "               Skole", "9. januar      Havn"],
            ["5. december\tBudget", "\tSkole", "9. januar\tHavn"],
        ),
        (["14/1   Budget", "11/2   Skole"], ["14/1\tBudget", "11/2\tSkole"]),
        (["9.00-9.15    Velkomst", "9.15-10.00   Budget"], ["9.00-9.15\tVelkomst", "9.15-10.00\tBudget"]),
    ],
)
def test_days_and_times_with_a_text_at_the_same_column_become_cells(lines, expected):
    assert with_tabs(lines) == expected


@pytest.mark.parametrize(
    "lines",
    [
        ["1.     Budget", "2.     Skole"],
        ["5. december    Budget", "Skolen i december"],
        ["5. december    Budget", "9. januar  Havn"],
        ["Dato:    5. december", "Sted:    Rådhuset"],
    ],
)
def test_numbers_labels_and_single_lines_stay_as_they_are(lines):
    assert with_tabs(lines) == lines
