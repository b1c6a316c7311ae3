"""Dates of several words after an option, without quotes."""

from __future__ import annotations

import pytest

from planner.entrypoints.cli.unquoted import with_whole_dates


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("ny Budget --on 27. september", ["ny", "Budget", "--on", "27. september"]),
        ("ny Budget --on 27. september 2031 --closed", ["ny", "Budget", "--on", "27. september 2031", "--closed"]),
        ("ny --on 27. nov. eller 4. dec. Budget", ["ny", "--on", "27. nov. eller 4. dec.", "Budget"]),
        ("ny Budget --by næste onsdag", ["ny", "Budget", "--by", "næste onsdag"]),
        ("ny Budget --by uge 48", ["ny", "Budget", "--by", "uge 48"]),
        ("ny Budget --by om 14 dage", ["ny", "Budget", "--by", "om 14 dage"]),
        ("ny --on 27/11 Budget 2031", ["ny", "--on", "27/11", "Budget", "2031"]),
        ("ret --on 27/11 14 15", ["ret", "--on", "27/11", "14", "15"]),
        ("ret --on 27. nov. 14", ["ret", "--on", "27. nov.", "14"]),
        ("ny --title 27. november", ["ny", "--title", "27.", "november"]),
        ("ny Budget --on", ["ny", "Budget", "--on"]),
        ("ny -- --on 27. november", ["ny", "--", "--on", "27.", "november"]),
    ],
)  # fmt: skip
def test_date_after_an_option_is_as_many_words_as_make_a_date(typed, understood):
    assert with_whole_dates(typed.split(), {"--on", "--by"}) == understood
