"""Tables that came as one cell on each line."""

from __future__ import annotations

from datetime import date, time

from tests.fakes.made_reading import reading

HEAD = ("Dagsorden for møde i Chefgruppen", "Dato: onsdag den 3. december 2025")


def test_cells_on_lines_of_their_own_are_rows_by_their_times():
    found = reading(
        *HEAD, "Tid", "Punkt", "Ansvarlig", "9.00", "Budget", "Lars Ibsen", "9.30", "Pause", "9.45", "Skole"
    )
    assert [
        (item.title, item.time, [person.name for person in item.presenters])
        for item in found.meetings[0].items
    ] == [
        ("Budget", time(9, 0), ["Lars Ibsen"]),
        ("Pause", time(9, 30), []),
        ("Skole", time(9, 45), []),
    ]


def test_cells_on_lines_of_their_own_are_rows_by_their_days_and_never_hours():
    found = reading(*HEAD, "1. Nyt", "Kommende møder", "Dato", "Punkter", "12.12.", "Budget", "9.1.", "Skole")
    assert [(m.date, m.start, [i.title for i in m.items]) for m in found.meetings if m.forward] == [
        (date(2025, 12, 12), None, ["Budget"]),
        (date(2026, 1, 9), None, ["Skole"]),
    ]


def test_a_label_and_its_value_on_two_lines_are_no_table():
    found = reading(
        "Dagsorden for møde i Chefgruppen", "Dato", "onsdag den 3. december 2025", "1. Budget", "2. Skole"
    )
    assert [item.title for item in found.meetings[0].items] == ["Budget", "Skole"]
