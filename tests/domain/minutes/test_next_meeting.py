"""What is put off to "næste møde" stands on the next meeting that the document dates, doubtful; guests come for their points."""

from __future__ import annotations

import pytest

from planner.adapters.documents.lexicon import load_all
from planner.adapters.documents.read import read_bytes
from planner.domain.minutes.reader import read_minutes

HEAD = "Referat af bestyrelsesmøde tirsdag den 4. februar 2025 kl. 19.00\nGæst: Tina Sloth, Kultur, under pkt. 2\n\n"
POINTS = "1. Økonomi\nGodkendt.\n\n2. Bådpladsen\n{said}\n\n3. Eventuelt\nIntet.\n\n"
NEXT = "Næste bestyrelsesmøde er tirsdag den 4. marts 2025 kl. 19.00\n"


def meetings(text):
    return read_minutes(read_bytes("referat.txt", text.encode()), load_all()).meetings


@pytest.mark.parametrize(
    ("said", "titles"),
    [
        ("Udsat til næste møde.", ["Bådpladsen"]),
        ("Punktet drøftes igen på næste møde.", ["Bådpladsen"]),
        ("Palle inviterer naboen til næste møde.", []),
        ("Godkendt.", []),
    ],
)
def test_item_put_off_stands_on_the_next_meeting_as_doubtful(said, titles):
    coming = meetings(HEAD + POINTS.format(said=said) + NEXT)[1]
    assert ([item.title for item in coming.items], {item.state for item in coming.items}) == (
        titles,
        {"doubtful"} if titles else set(),
    )


def test_item_put_off_makes_no_meeting_where_none_is_dated():
    assert [m.date.isoformat() for m in meetings(HEAD + POINTS.format(said="Udsat til næste møde."))] == [
        "2025-02-04"
    ]


def test_guest_comes_for_the_point_that_the_head_names():
    own = meetings(HEAD + POINTS.format(said="Godkendt."))[0]
    assert [[p.name for p in item.presenters] for item in own.items] == [[], ["Tina Sloth"], []]
