"""Agenda points are found by their marks, and lists inside a point are left inside it."""

from __future__ import annotations

import pytest

from tests.fakes.made_reading import reading

HEAD = "Dagsorden for møde i Havneudvalget den 5. marts 2025"
WANTED = [(1, "Godkendelse af dagsorden"), (2, "Budget"), (3, "Eventuelt")]


@pytest.mark.parametrize(
    "mark",
    [
        "{}. ",
        "{}) ",
        "Punkt {}: ",
        "Pkt. {} ",
        "Ad {}. ",
        "§ {} ",
        "Sak {}/25 ",
        "{} (Åben) ",
        "{}: ",
        "Sag nr. {} - ",
    ],
)
def test_points_are_found_by_any_mark(mark):
    lines = [mark.format(no) + title for no, title in WANTED]
    points = reading(HEAD, *lines).meetings[0].agenda_points
    assert [(point.no, point.title) for point in points] == WANTED


def test_numbers_inside_a_recommendation_are_no_points():
    found = reading(
        HEAD,
        "1. Godkendelse af dagsorden",
        "2. Budget",
        "Indstilling",
        "Det indstilles, at",
        "1. budgettet godkendes",
        "2. Havnen udvides",
        "3. Eventuelt",
    )
    assert [point.title for point in found.meetings[0].agenda_points] == [
        "Godkendelse af dagsorden",
        "Budget",
        "Eventuelt",
    ]


def test_contents_with_page_numbers_are_not_read_twice():
    found = reading(
        HEAD,
        "Indholdsfortegnelse",
        "Side",
        "1. Godkendelse af dagsorden ..... 1",
        "2. Budget ..... 3",
        "3. Eventuelt ..... 9",
        "1. Godkendelse af dagsorden",
        "Åben sag",
        "2. Budget",
        "Lukket sag",
        "3. Eventuelt",
        "Åben sag",
    )
    assert [(p.no, p.title, p.visibility) for p in found.meetings[0].agenda_points] == [
        (1, "Godkendelse af dagsorden", "open"),
        (2, "Budget", "closed"),
        (3, "Eventuelt", "open"),
    ]


def test_points_of_the_closed_part_are_numbered_by_themselves():
    found = reading(HEAD, "Åbne punkter", "1. Budget", "2. Havn", "Lukkede punkter", "1. Ansættelse")
    assert [(i.no, i.title, i.visibility) for i in found.meetings[0].items] == [
        ("1", "Budget", "open"),
        ("2", "Havn", "open"),
        ("L1", "Ansættelse", "closed"),
    ]


def test_the_same_case_number_may_stand_on_several_points():
    found = reading(HEAD, "1. Budget", "Sagsnr. 25/88", "2. Havn", "Sagsnr.: 25/88", "3. Eventuelt")
    assert [i.case_number for i in found.meetings[0].items] == ["25/88", "25/88", None]
    assert found.case_numbers == ("25/88",)


def test_bullets_under_an_agenda_are_its_points():
    found = reading(HEAD, "Dagsorden:", "* Velkomst", "* Budget", "* Eventuelt")
    assert [(i.no, i.title) for i in found.meetings[0].items] == [
        ("1", "Velkomst"),
        ("2", "Budget"),
        ("3", "Eventuelt"),
    ]
