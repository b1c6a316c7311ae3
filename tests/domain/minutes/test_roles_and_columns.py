"""Case officers, and what columns beside the points hold: decisions, papers, remarks, days by which it is due."""

from __future__ import annotations

from datetime import date

import pytest

from planner.domain.reading import ReadItem
from tests.fakes.made_reading import reading

HEAD = ("Referat fra Direktionen", "Dato: 5. marts 2025")


@pytest.mark.parametrize(
    ("line", "officer", "responsible"),
    [
        ("Sagsbehandler: Katja Rosvang", "Katja Rosvang", None),
        ("Sagsbehandler: Planchef Katja Rosvang", "Katja Rosvang", None),
        ("Sagsansvarlig: Katja Rosvang", None, "Katja Rosvang"),
        ("Sagsbehandler: KARO", None, "KARO"),
    ],
)
def test_case_officer_is_told_from_the_one_responsible(line, officer, responsible):
    found = reading(*HEAD, "1. Lokalplan 118", "Sagsnr.: 25/10433", line, "2. Eventuelt")
    item = found.meetings[0].items[0]
    assert (item.officer.name if item.officer else None, item.responsible) == (officer, responsible)


def items(*rows: list[str]) -> tuple[ReadItem, ...]:
    return reading(*HEAD, list(rows)).meetings[0].items


def test_columns_beside_the_points_say_what_was_decided_and_which_papers_there_are():
    found = items(
        ["Nr.", "Emne", "Konklusion", "Bilag"],
        ["1", "Ny vinterordning", "Godkendt.", "1. Kort\n2. Notat"],
        ["2", "Tablets", "", "Ingen"],
    )
    assert [(item.title, item.decision, item.attachments) for item in found] == [
        ("Ny vinterordning", "Godkendt.", ("Kort", "Notat")),
        ("Tablets", None, ()),
    ]


def test_day_behind_the_decision_of_a_numbered_point_is_when_it_is_due_and_no_meeting():
    found = reading(
        *HEAD,
        [
            ["#", "Punkt", "Beslutning", "Hvem gør hvad", "Hvornår"],
            ["1", "Altaner", "Tilbud indhentes", "Asger Thuesen bestiller salen", "20/3"],
            ["2", "Maling", "Udskudt", "", ""],
        ],
    )
    assert [meeting.date for meeting in found.meetings] == [date(2025, 3, 5)]
    assert [item.title for item in found.meetings[0].items] == ["Altaner", "Maling"]
    assert [(one.owner, one.text, one.due) for one in found.followups] == [
        ("Asger Thuesen", "Asger Thuesen bestiller salen", date(2025, 3, 20))
    ]


def test_first_column_of_nothing_but_times_is_that_of_the_times_whatever_stands_above_it():
    found = items(
        ["Klokkeslæ t", "Sag"], ["8.15", "Godkendelse"], ["8.30", "Halvårsregnskab"], ["9.00", "Slut"]
    )
    assert [(item.title, item.duration_min) for item in found if item.kind is None] == [
        ("Godkendelse", 15),
        ("Halvårsregnskab", 30),
    ]


@pytest.mark.parametrize(
    ("remark", "absent", "note"),
    [("Ida Holm kan ikke", ["Ida Holm"], "Ida Holm kan ikke"), ("Materiale eftersendes", [], None)],
)
def test_remark_beside_a_coming_meeting_is_kept(remark, absent, note):
    found = reading(*HEAD, [["Møde", "Punkter", "Bemærkninger"], ["12. marts", "Budget", remark]])
    (meeting,) = [one for one in found.meetings if one.date == date(2025, 3, 12)]
    assert ([person.name for person in meeting.absent], meeting.note) == (absent, note)
    assert [item.note for item in meeting.items] == [None if absent else remark]


@pytest.mark.parametrize(
    ("cell", "status", "note"),
    [
        ("Efterårsferie – intet møde", "cancelled", "Efterårsferie"),
        ("Intet møde (efterårsferie)", "cancelled", "efterårsferie"),
        ("Temadag – aflysning af bus", "planned", None),
    ],
)
def test_reason_before_the_verdict_cancels_the_meeting(cell, status, note):
    found = reading(*HEAD, [["Dato", "Punkter"], ["12. marts", cell], ["19. marts", "Budget"]])
    (meeting,) = [one for one in found.meetings if one.date == date(2025, 3, 12)]
    assert (meeting.status, meeting.note) == (status, note)


def test_point_that_falls_away_one_day_and_is_moved_to_another_is_moved_and_not_withdrawn():
    found = reading(
        *HEAD,
        "1. Kommende møder",
        "Punktet om velfærdsteknologi udgår den 12. marts og flyttes til den 19. marts.",
        "2. Eventuelt",
    )
    assert [(one.change, one.title) for one in found.item_changes] == [("moved", "velfærdsteknologi")]
    (meeting,) = [one for one in found.meetings if one.date == date(2025, 3, 19)]
    assert [(item.title, item.state) for item in meeting.items] == [("Velfærdsteknologi", "doubtful")]


def test_backlog_at_the_end_does_not_take_in_the_bullets_of_the_agenda():
    found = reading(*HEAD, "Dagsorden", "* Regnskab", "* Altaner", "Vi venter med", "* Ladestandere")
    assert [entry.title for entry in found.backlog] == ["Ladestandere"]


def test_row_whose_date_is_later_awaits_a_date_and_is_counted_as_read():
    found = reading(*HEAD, [["Dato", "Punkter"], ["12. marts", "Budget"], ["Senere", "Kantine"]])
    assert [entry.title for entry in found.backlog] == ["Kantine"]
    assert (found.count.rows, found.count.read, found.unreadable) == (2, 2, ())


def test_list_of_tasks_says_who_is_to_do_what_by_when():
    found = reading(
        *HEAD,
        "Deltagere: Inger Damgård, Bo Lind",
        "1. Regnskab",
        "2. Eventuelt",
        "Opgaver:",
        "* Inger: bestiller pokaler senest 1/5",
        "* Bo Lind: ringer til kommunen",
        "* Husk: kaffe",
    )
    assert [(one.owner, one.text, one.due) for one in found.followups] == [
        ("Inger Damgård", "bestiller pokaler senest 1/5", date(2025, 5, 1)),
        ("Bo Lind", "ringer til kommunen", None),
    ]
