"""Lists of meetings: where the year comes from, what is cancelled or moved, and what is no meeting."""

from __future__ import annotations

from datetime import date, time

from tests.fakes.made_reading import reading


def days(found):
    return [meeting.date for meeting in found.meetings]


def test_year_of_the_heading_goes_for_all_dates():
    found = reading("Mødeplan 2025", "* 18. januar", "* 8. februar (fælles møde)", "* 19. november")
    assert days(found) == [date(2025, 1, 18), date(2025, 2, 8), date(2025, 11, 19)]
    assert {meeting.state for meeting in found.meetings} == {"sure"}
    assert found.meetings[1].note == "fælles møde"


def test_lead_sentence_gives_times_and_board():
    found = reading(
        "Mødekalender 2025",
        "Kultur holder møder kl. 17.15-19.15 på følgende datoer:",
        "* Tirsdag den 14.1.",
        "* Tirsdag den 4.3.",
    )
    assert [(m.board, m.date, m.start, m.end) for m in found.meetings] == [
        ("Kultur", date(2025, 1, 14), time(17, 15), time(19, 15)),
        ("Kultur", date(2025, 3, 4), time(17, 15), time(19, 15)),
    ]


def test_weekday_that_contradicts_its_date_is_doubtful():
    (meeting,) = reading("Mødeplan 2025", "* Mandag den 14. januar").meetings
    assert (meeting.date, meeting.state) == (date(2025, 1, 14), "doubtful")


def test_school_year_turns_at_new_year_around_the_documents_own_day():
    found = reading(
        "Referat fra skolebestyrelsesmøde den 24. februar 2025", "Møderække: 22/8 - 27/9 - 24/2 - 30/4"
    )
    assert sorted(day for day in days(found) if day != date(2025, 2, 24)) == [
        date(2024, 8, 22),
        date(2024, 9, 27),
        date(2025, 4, 30),
    ]
    assert {m.state for m in found.meetings if m.date != date(2025, 2, 24)} == {"doubtful"}


def test_cancelled_and_moved_meetings_of_a_list():
    found = reading(
        "Mødekalender 2025",
        "* Tirsdag den 19. august kl. 16.00 (Canceled)",
        "* Tirsdag den 14. oktober - aflyst pga. ferie",
        "* Tirsdag den 28. oktober kl. 16.00 - flyttet fra 14. oktober",
    )
    assert [(m.date, m.status, m.moved_from) for m in found.meetings] == [
        (date(2025, 8, 19), "cancelled", None),
        (date(2025, 10, 14), "cancelled", None),
        (date(2025, 10, 28), "planned", date(2025, 10, 14)),
    ]


def test_table_of_dates_has_times_places_and_notes():
    found = reading(
        "Mødeplan 2025 – Ældrerådet",
        [["Dato", "Tid", "Sted"], ["16. januar", "9.30-12.00", "Lokale 2"], ["10. april", "AFLYST", ""]],
    )
    assert [(m.date, m.start, m.location, m.status) for m in found.meetings] == [
        (date(2025, 1, 16), time(9, 30), "Lokale 2", "planned"),
        (date(2025, 4, 10), None, None, "cancelled"),
    ]


def test_table_with_a_board_over_each_column():
    found = reading(
        "Mødeplan 2026",
        [
            ["Måned", "Økonomiudvalget", "Byrådet"],
            ["Januar", "14. januar", "28. januar"],
            ["Februar", "11. februar", ""],
        ],
    )
    assert [(m.board, m.date) for m in found.meetings] == [
        ("Økonomiudvalget", date(2026, 1, 14)),
        ("Økonomiudvalget", date(2026, 2, 11)),
        ("Byrådet", date(2026, 1, 28)),
    ]


def test_next_meeting_stands_after_its_own():
    found = reading(
        "Referat af bestyrelsesmøde den 5. marts 2025",
        "1. Økonomi",
        "2. Næste møde",
        "Onsdag den 9. april kl. 19.30 hos Per",
    )
    assert [(m.date, m.start) for m in found.meetings] == [
        (date(2025, 3, 5), None),
        (date(2025, 4, 9), time(19, 30)),
    ]


def test_a_list_of_dated_files_is_no_schedule():
    assert reading("Velkommen til udvalget", "2024 Referater", "* 13. februar", "* 15. maj").meetings == ()


def test_meeting_called_and_moved_in_one_document_is_one_meeting():
    found = reading(
        "Møde i Kommunalbestyrelsen mandag den 22. september 2025",
        "1. Meddelelser",
        "Der afholdes ekstraordinært kommunalbestyrelsesmøde onsdag den 26. november 2025.",
        "Ovennævnte møde flyttes til torsdag den 27. november 2025.",
        "2. Budget",
    )
    assert [(m.date, m.moved_from, m.kind) for m in found.meetings[1:]] == [
        (date(2025, 11, 27), date(2025, 11, 26), "extraordinary")
    ]


def test_items_below_or_beside_a_day_are_items_of_that_day():
    found = reading(
        "Referat af møde i Chefgruppen den 3. december 2025",
        "1. Nyt",
        "2. Kommende sager",
        "Onsdag den 10. december 2025",
        "* Budget",
        "* Havn",
        "Onsdag den 7. januar 2026",
        "* Skole",
    )
    assert [(m.date, [item.title for item in m.items]) for m in found.meetings[1:]] == [
        (date(2025, 12, 10), ["Budget", "Havn"]),
        (date(2026, 1, 7), ["Skole"]),
    ]
    assert found.backlog == ()
