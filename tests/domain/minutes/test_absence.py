"""Absent is who was away from the whole meeting: not for an item, an hour, or by a flattened layout."""

from __future__ import annotations

import pytest

from tests.fakes.made_reading import reading

HEAD = "Referat af møde i Idrætsudvalget den 6. december 2024"


def absent(*lines):
    return [
        person.name
        for person in reading(HEAD, *lines, "1. Godkendelse af dagsorden", "2. Eventuelt").meetings[0].absent
    ]


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (("Afbud: Otto Hviid, Birte Asp og Jørn Vedel.",), ["Otto Hviid", "Birte Asp", "Jørn Vedel"]),
        (("Fraværende med afbud", "* Helle Birk ()", "* Kaj Hald ()"), ["Helle Birk", "Kaj Hald"]),
        (
            ("Deltagere:", "Aksel Dyhr (A), Formand", "Kis Lorck (C), Næstformand- afbud", "Merete Rye (V)"),
            ["Kis Lorck"],
        ),
        (("Afbud: Lea Bruhn (suppleant Karl Elm deltager i stedet)",), ["Lea Bruhn"]),
        (("Afbud: Lise og Per",), ["Lise", "Per"]),
        (("Fraværende: Ingen",), []),
        (("Fraværende:",), []),
        (("Fraværende: Britta Jansen, sag 129-138",), []),
        (("Fraværende i mødet:", "Kamma Bisp til kl. 18.40 i punkt 2"), []),
        (("Afbud: Søren Krag (deltager fra kl. 10.00)",), []),
        (("Medlemmer: Fraværende: Irma Beck (A) Palle Kofod (A) Signe Lerche (V)",), []),
        (("Fraværende uden afbud:", "Jeppe Anker"), []),
    ],
)
def test_absentees_are_those_away_all_the_time(lines, names):
    assert absent(*lines) == names


def test_sentences_may_say_who_was_absent():
    found = reading(
        HEAD,
        "1. Dagsorden",
        "Beslutning",
        "Mikkel Hove havde meldt afbud, og Peter Lang deltog i stedet.",
        "2. Eventuelt",
    )
    assert [person.name for person in found.meetings[0].absent] == ["Mikkel Hove"]


def test_flattened_columns_make_doubtful_members_not_absentees():
    found = reading(
        HEAD,
        "Medlemmer: Fraværende: Irma Beck (A) Palle Kofod (A) Signe Lerche (V)",
        "1. Budget",
        "2. Eventuelt",
    )
    assert [(m.name, m.state) for m in found.members] == [
        ("Irma Beck", "doubtful"),
        ("Palle Kofod", "doubtful"),
        ("Signe Lerche", "doubtful"),
    ]
