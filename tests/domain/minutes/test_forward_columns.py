"""The planning table with more columns than days and items: lengths, remarks, several days, days of the week."""

from __future__ import annotations

from datetime import date, time

import pytest

from tests.fakes.made_reading import reading

HEAD = "Referat af møde i Chefgruppen den 3. december 2025"
COLUMNS = ["Dato", "Punkt", "Ansvarlig", "Tid", "Bemærkning"]


def made(*rows: list[str], heading: str = "1. Kommende møder"):
    return reading(
        HEAD, "Medlemmer: Direktør Mona Dahl Krag, Skolechef Lars Ibsen", heading, [COLUMNS, *rows]
    )


def meetings(*rows: list[str]):
    return {meeting.date: meeting for meeting in made(*rows).meetings if meeting.forward}


@pytest.mark.parametrize(
    ("written", "minutes"), [("30 min.", 30), ("1 time", 60), ("½ time", 30), ("ca. 20 min", 20), ("", None)]
)
def test_length_beside_an_item_is_its_length_and_no_hour(written, minutes):
    rows = (["10/12", "Budget", "", written, ""], ["17/12", "Skole", "", "15 min.", ""])
    found = meetings(*rows)[date(2025, 12, 10)]
    assert (found.start, [item.duration_min for item in found.items]) == (None, [minutes])


@pytest.mark.parametrize("remark", ["Mødet aflyst – alle er på studietur", "Aflyst", "Mødet er aflyst, jul"])
def test_remark_that_cancels_an_empty_row_cancels_its_meeting(remark):
    found = meetings(["10/12", "", "", "", remark], ["17/12", "Skole", "", "", ""])
    assert found[date(2025, 12, 10)].status == "cancelled"


def test_remarks_say_when_it_starts_who_is_absent_and_what_is_closed():
    found = meetings(
        ["10/12", "Budget", "", "", "Starter kl. 8.30"],
        ["17/12", "Skole", "", "", "Afbud fra Lars Ibsen"],
        ["7/1", "Personale", "", "", "Lukket punkt"],
    )
    assert found[date(2025, 12, 10)].start == time(8, 30)
    assert [person.name for person in found[date(2025, 12, 17)].absent] == ["Lars Ibsen"]
    assert [item.visibility for item in found[date(2026, 1, 7)].items] == ["closed"]


@pytest.mark.parametrize("days", ["10/12 / 17/12", "10. el. 17. december", "10. december / 17. december"])
def test_row_with_several_days_holds_its_item_on_all_of_them(days):
    found = made([days, "Ny struktur", "", "", ""], ["7/1", "Skole", "", "", ""])
    (held,) = found.tentative
    assert (held.title, held.dates) == ("Ny struktur", (date(2025, 12, 10), date(2025, 12, 17)))
    assert {m.state for m in found.meetings if m.date in held.dates} == {"doubtful"}


def test_day_of_the_week_without_a_month_is_the_next_that_fits_and_doubtful():
    found = meetings(["tirsdag d. 16.", "Budget", "", "", ""], ["7/1", "Skole", "", "", ""])
    assert {day: one.state for day, one in found.items()} == {
        date(2025, 12, 16): "doubtful",
        date(2026, 1, 7): "sure",
    }


def test_week_is_no_day():
    found = made(["Uge 6", "Seminar", "", "", ""], ["7/1", "Skole", "", "", ""])
    assert [m.date for m in found.meetings if m.forward] == [date(2026, 1, 7)]
    assert [one.text for one in found.unreadable] == ["Uge 6 | Seminar"]


def test_table_with_days_is_no_backlog_whatever_stands_above_it():
    found = made(["10/12", "Budget", "", "", ""], ["17/12", "Skole", "", "", ""], heading="Kommende punkter")
    assert (found.backlog, [m.date for m in found.meetings if m.forward]) == (
        (),
        [date(2025, 12, 10), date(2025, 12, 17)],
    )
