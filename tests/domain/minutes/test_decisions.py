"""What decisions lead to, and what only looks like it."""

from __future__ import annotations

from datetime import date

from tests.fakes.made_reading import reading

HEAD = "Referat af møde i Direktionen den 6. november 2024"
DECISION = "Beslutning i Direktionen den 06-11-2024"


def decided(*lines):
    return reading(HEAD, "1. Nytårskur for ledere", DECISION, *lines, "2. Eventuelt", "Intet.")


def test_two_dates_with_or_between_are_alternatives():
    (one,) = decided(
        "Programmet behandles på møde i direktionen den 20. november eller 27. november"
    ).tentative
    assert (one.title, one.dates) == ("Nytårskur for ledere", (date(2024, 11, 20), date(2024, 11, 27)))


def test_an_item_that_comes_again_stands_on_that_meeting_as_doubtful():
    found = decided("Punktet tages op igen på mødet den 4. december.")
    (later,) = [m for m in found.meetings if m.date == date(2024, 12, 4)]
    assert ([i.title for i in later.items], later.state) == (["Nytårskur for ledere"], "doubtful")


def test_a_date_of_an_event_is_no_meeting():
    found = decided(
        "Festen holdes den 14. december.",
        "Cheferne inviteres til at deltage d. 27. januar 2025 fra kl. 11.30 - 17.00.",
    )
    assert [m.date for m in found.meetings] == [date(2024, 11, 6)]


def test_follow_ups_have_an_owner_and_the_item_they_were_decided_under():
    found = decided(
        "Der ønskes en video. Ledelsessekretariatet følger op.", "Stabschef Karin Mols følger op ift. formen."
    )
    assert [(f.owner, f.owner_title, f.item, f.state) for f in found.followups] == [
        ("Ledelsessekretariatet", None, "Nytårskur for ledere", "sure"),
        ("Karin Mols", "Stabschef", "Nytårskur for ledere", "sure"),
    ]


def test_a_person_who_does_something_is_only_a_doubtful_owner():
    (one,) = decided("Anne Holm kontakter beboeren.").followups
    assert (one.owner, one.state) == ("Anne Holm", "doubtful")


def test_an_item_falls_away_and_another_comes_instead():
    (one,) = decided(
        "Punktet omkring Fælles skranke udgår. I stedet skal laves et oplæg til sag om partnerskaber."
    ).item_changes
    assert (one.title, one.change, one.replaced_by) == (
        "Fælles skranke",
        "removed",
        "Oplæg til sag om partnerskaber",
    )


def test_numbered_items_fall_away_or_are_postponed():
    found = reading(
        HEAD,
        "1. Dagsorden",
        "Godkendt. Sag 2 udgår.",
        "2. Havn",
        "3. Budget",
        "Beslutning",
        "Udsat til næste møde.",
        "4. Eventuelt",
    )
    assert [item.status for item in found.meetings[0].items] == [None, "removed", "postponed", None]


def test_time_set_aside_is_a_commitment_without_a_date():
    (one,) = decided("Der sættes 1 time af fra kl. 9-10 inden et direktionsmøde til at lave APV.").commitments
    assert (one.title, one.duration_min, f"{one.start:%H.%M}", f"{one.end:%H.%M}") == (
        "Lave APV",
        60,
        "09.00",
        "10.00",
    )


def test_what_another_board_decided_earlier_is_not_decided_here():
    found = reading(
        HEAD,
        "1. Havn",
        "Beslutning i Økonomiudvalget den 29-10-2024",
        "Anbefales.",
        "Fraværende: Karl Overgård",
        DECISION,
        "Godkendt.",
        "2. Eventuelt",
    )
    assert found.meetings[0].items[0].decision == "Godkendt."
    assert found.meetings[0].absent == ()
