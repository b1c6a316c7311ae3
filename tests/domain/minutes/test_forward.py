"""The forward table: one meeting a row, with notes, absences, headings and cells without separators."""

from __future__ import annotations

from datetime import date

from tests.fakes.made_reading import reading

HEAD = "Referat af møde i Chefgruppen den 3. december 2025"
MEMBERS = "Medlemmer: Direktør Mona Dahl Krag, Skolechef Lars Ibsen"


def forward(*rows):
    found = reading(
        HEAD,
        MEMBERS,
        "1. Kommende møder",
        "Til behandling:",
        [["Dato", "Punkter"], *[list(row) for row in rows]],
    )
    return {meeting.date: meeting for meeting in found.meetings if meeting.forward}


def test_forward_row_rolls_over_new_year():
    assert list(forward(("10. dec.", "* Budget"), ("7. januar", "* Skole"))) == [
        date(2025, 12, 10),
        date(2026, 1, 7),
    ]


def test_forward_row_keeps_bullets_under_a_heading_as_its_children():
    (item,) = forward(("10. dec.", "Status og program for:\n* Nytårskur\n* Seminar"))[
        date(2025, 12, 10)
    ].items
    assert (item.title, item.children, item.state) == (
        "Status og program for:",
        ("Nytårskur", "Seminar"),
        "sure",
    )


def test_forward_cell_without_separators_is_split_and_doubtful():
    text = "Orientering om havnen Status på ny hjemmeside Forslag til arealplan"
    items = forward(("10. dec.", text))[date(2025, 12, 10)].items
    assert [item.title for item in items] == [
        "Orientering om havnen",
        "Status på ny hjemmeside",
        "Forslag til arealplan",
    ]
    assert {item.state for item in items} == {"doubtful"}


def test_forward_date_cell_names_the_member_who_is_absent_in_full():
    meeting = forward(("10. dec.\n(Mona Dahl deltager ikke på mødet)", "* Budget"))[date(2025, 12, 10)]
    assert [person.name for person in meeting.absent] == ["Mona Dahl Krag"]


def test_forward_row_is_cancelled_with_its_reason():
    meeting = forward(("17. dec.", "Aflyst pga. ferie"))[date(2025, 12, 17)]
    assert (meeting.status, meeting.note, meeting.items) == ("cancelled", "Aflyst pga. ferie", ())


def test_forward_row_without_items_is_an_empty_meeting():
    meeting = forward(("17. dec.", ""), ("7. jan.", "* Budget"))[date(2025, 12, 17)]
    assert (meeting.status, meeting.items) == ("planned", ())


def test_forward_bullet_says_length_mayor_groups_and_the_item_it_stands_under():
    meeting = forward(
        (
            "10. dec.",
            "* Budget 2026 (1 time)\n* Skolefest (borgmester deltager under aktuelle sager)\n* Sekretariatschefer deltager\n* Havnen under aktuelle sager",
        )
    )[date(2025, 12, 10)]
    budget, party, group, harbour = meeting.items
    assert (budget.title, budget.duration_min) == ("Budget 2026", 60)
    assert (party.title, party.mayor_attends) == ("Skolefest", True)
    assert (group.kind, meeting.groups) == ("participant_note", ("Sekretariatschefer",))
    assert harbour.under == "aktuelle sager"


def test_forward_item_held_on_several_dates_is_a_promise_and_its_title_is_bare():
    budget = "Budget 2026 (45 min., foreløbig: 10. dec. eller 17. dec.)"
    found = reading(
        HEAD,
        "1. Kommende møder",
        [
            ["Dato", "Punkter"],
            [
                "10. dec.",
                f"* {budget}\nProgram for:\n* Nytårskur (foreløbig: 10. dec. eller 17. dec.)\n* Seminar",
            ],
            ["17. dec.", f"* {budget}\n* Havnefest (foreløbig aftale med borgmesteren)"],
        ],
    )
    days = (date(2025, 12, 10), date(2025, 12, 17))
    assert [(one.title, one.dates) for one in found.tentative] == [("Budget 2026", days), ("Nytårskur", days)]
    titles = {m.date: [(item.title, item.children) for item in m.items] for m in found.meetings if m.forward}
    assert titles == {
        days[0]: [("Budget 2026", ()), ("Program for:", ("Seminar",)), ("Nytårskur", ())],
        days[1]: [("Budget 2026", ()), ("Havnefest (foreløbig aftale med borgmesteren)", ())],
    }
