"""Which year is meant, what is doubtful, and where a phrase stands."""

from __future__ import annotations

from datetime import date

import pytest

from planner.domain.phrases import Context, scan
from tests.fakes.phrase_gists import HERE, TODAY, gists

YEARS = [
    # today, direction, text, date
    ("2024-12-11", "near", "8. januar", "2025-01-08"),
    ("2024-12-11", "future", "8. januar", "2025-01-08"),
    ("2024-12-11", "past", "8. januar", "2024-01-08|2025-01-08 ?"),
    ("2025-01-08", "past", "18. december", "2024-12-18"),
    ("2025-01-08", "near", "18. december", "2024-12-18"),
    ("2025-01-08", "future", "18. december", "2025-12-18|2024-12-18 ?"),
    ("2024-11-06", "future", "6. november", "2024-11-06"),
    ("2024-11-06", "past", "6. november", "2024-11-06"),
    ("2024-11-06", "near", "31. december", "2024-12-31"),
    ("2024-12-31", "near", "1. januar", "2025-01-01"),
    ("2025-01-01", "near", "31. december", "2024-12-31"),
    ("2024-11-06", "near", "12. maj", "2024-05-12|2025-05-12 ?"),
    ("2024-11-06", "future", "12. maj", "2025-05-12"),
    ("2024-11-06", "past", "12. maj", "2024-05-12"),
    ("2024-11-06", "near", "mandag den 12. maj", "2025-05-12"),
    ("2024-11-06", "near", "søndag den 12. maj", "2024-05-12"),
    ("2024-11-06", "near", "onsdag den 20. november", "2024-11-20"),
    ("2024-11-06", "near", "mandag den 20. november", "2023-11-20|2024-11-20 ?"),
    ("2024-11-06", "near", "fredag den 20. november", "2024-11-20 ?"),
    ("2024-01-10", "near", "29. februar", "2024-02-29"),
    ("2025-03-01", "future", "29. februar", "2028-02-29|2024-02-29 ?"),
    ("2024-11-06", "future", "uge 2", "week 2025-01-06..2025-01-12"),
    ("2024-11-06", "past", "uge 2", "week 2024-01-08..2024-01-14"),
    ("2024-12-11", "near", "januar", "month 2025-01-01..2025-01-31"),
    ("2025-01-08", "past", "december", "month 2024-12-01..2024-12-31"),
    ("2025-04-08", "near", "til foråret", "season 2025-03-01..2025-05-31"),
    ("2025-06-08", "near", "til foråret", "season 2026-03-01..2026-05-31"),
]


@pytest.mark.parametrize(("today", "direction", "text", "meaning"), YEARS)
def test_year_that_is_not_written_comes_from_the_context(today, direction, text, meaning):
    assert gists(text, Context(date.fromisoformat(today), direction=direction)) == [meaning]


def test_inferred_year_is_flagged_and_so_is_one_rolled_over_new_year():
    written, near, rolled = (
        scan(text, HERE)[0] for text in ("20. november 2024", "20. november", "8. januar")
    )
    assert (written.year_inferred, written.year_rolled) == (False, False)
    assert (near.year_inferred, near.year_rolled) == (True, False)
    assert (rolled.year_inferred, rolled.year_rolled) == (True, True)


def test_year_of_the_heading_wins_over_the_reference_day():
    year = Context(date(2024, 11, 6), year=2018)
    assert gists("18. januar, 8. februar og 30. maj", year) == ["2018-01-18", "2018-02-08", "2018-05-30"]
    assert scan("18. januar", year)[0].year_inferred


def test_year_after_the_last_date_holds_for_the_whole_list_and_is_not_inferred():
    phrases = scan("28. maj, 27. august og 17. december 2026", HERE)
    assert [phrase.year_inferred for phrase in phrases] == [False, False, False]


def test_list_that_rolls_over_new_year_lies_around_the_day_of_the_document():
    text = "22/8 - 27/9 - 30/10 - 26/11 - 12/12 - 24/1 - 26/2 - 25/3 - 30/4 - 23/5 - 13/6"
    days = [phrase.dates[0] for phrase in scan(text, Context(date(2019, 3, 25)))]
    assert [day.year for day in days] == [2018] * 5 + [2019] * 6
    assert days == sorted(days)


def test_weekday_that_contradicts_its_date_is_doubtful_and_says_so():
    (phrase,) = scan("Mandag den 14.4.", Context(TODAY, year=2022))
    assert (phrase.dates, phrase.state) == ((date(2022, 4, 14),), "doubtful")
    assert phrase.why == "14. april 2022 er en torsdag, ikke en mandag"


def test_week_of_the_board_is_its_meeting_or_its_usual_weekday():
    assert gists("uge 47") == ["2024-11-20"]
    assert gists("uge 48", Context(TODAY, weekday=2)) == ["2024-11-27"]
    assert gists("uge 48 eller 49", Context(TODAY, weekday=2)) == ["2024-11-27|2024-12-04"]


def test_meeting_that_is_not_known_is_doubtful_and_has_no_date():
    (phrase,) = scan("udsat til næste møde", Context(TODAY))
    assert (phrase.kind, phrase.dates, phrase.state) == ("meeting", (), "doubtful")


def test_span_is_the_text_of_the_phrase():
    text = (
        "Behandles i direktionen den\u00a020. november eller 27.\u2009november kl. 9–10, hvis tiden er der."
    )
    (phrase,) = scan(text, HERE)
    assert (
        phrase.text
        == text[phrase.start : phrase.end]
        == "den\u00a020. november eller 27.\u2009november kl. 9–10"
    )


TABLE = "13. nov.\t* Økonomi\n20. nov. (A. Holm deltager ikke)\t* Budget 2025-2028\n27. nov.\t3.2 Plan\n11.1.\tIntet"


def test_cells_of_a_table_are_not_joined():
    assert gists(TABLE) == ["2024-11-13", "2024-11-20", "2024-11-27", "2025-01-11"]
