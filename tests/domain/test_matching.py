"""An item keeps its identity across documents; likeness of letters alone never decides."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.item import Item
from planner.domain.matching import Known, match, normal, stem, words_of

EVENT = (date(2031, 1, 21),)
ITEMS = (
    Item(1, 1, "Sommerfest for frivillige den 21. januar 2031", event_dates=EVENT),
    Item(2, 1, "Fjordby kommunes sommerfest 2031"),
    Item(3, 1, "Kommunalbestyrelsens seminar den 27.-28. januar 2031", event_dates=(date(2031, 1, 27),)),
    Item(4, 1, "Hovedudvalgets trivselsdag den 26. november 2030", event_dates=(date(2030, 11, 26),)),
    Item(5, 1, "Handleplanen for 2031"),
    Item(6, 1, "Renovering af svømmehallen", case_number="30/1234"),
    Item(7, 1, "Takster for svømmehallen 2031", case_number="30/1234"),
    Item(8, 1, "Lokalplan for havnen", case_number="30/9876"),
)
KNOWN = Known(
    aliases={"den blå sag": 8},
    abbreviations={"kb": "kommunalbestyrelse"},
    expected=frozenset({1, 2, 3, 4}),
    everyday=words_of("Fjordby Kommune"),
)


@pytest.mark.parametrize(
    ("line", "verdict", "item"),
    [
        ("Sommerfest for frivillige", "known", 1),
        ("Program ift. Fjorbdy Kommunes Sommerfest 2031", "known", 2),
        ("KB seminar", "known", 3),
        ("Roller og program ift. trivselsdagen", "known", 4),
        ("HANDLEPLANEN FOR 2031", "known", 5),
        ("Lokalplan for havnen under aktuelle sager", "known", 8),
        ("Den blå sag", "known", 8),
        ("Handleplanen for 2032", "doubtful", 5),
        ("Handleplan 2031 – tværgående emner", "new", None),
        ("Status på beredskabet i Fjordby Kommune", "new", None),
        ("Forslag til ny skolestruktur", "new", None),
        ("", "new", None),
        ("2031", "new", None),
    ],
)
def test_match_finds_the_item_a_line_speaks_of(line: str, verdict: str, item: int | None) -> None:
    found = match(line, ITEMS, KNOWN)
    assert (found.verdict, found.item.id if found.item else None) == (verdict, item)


def test_match_takes_a_case_number_only_when_the_words_agree() -> None:
    harbour = match("Havnens lokalplan", ITEMS, KNOWN, case_number="30/9876")
    shared_number = match("Åbningstider i hallen", ITEMS, KNOWN, case_number="30/1234")
    other_words = match("Budget for biblioteket", ITEMS, KNOWN, case_number="30/9876")
    assert (harbour.verdict, harbour.item) == ("known", ITEMS[7])
    assert (shared_number.verdict, other_words.verdict) == ("new", "new")


def test_match_keeps_two_events_with_the_same_words_apart() -> None:
    found = match("Sommerfest for frivillige", ITEMS, KNOWN, event_dates=(date(2032, 1, 20),))
    assert found.item != ITEMS[0]


def test_match_is_doubtful_between_two_items_with_the_same_words() -> None:
    twins = (Item(1, 1, "Orientering om byggeriet"), Item(2, 1, "Status på byggeriet"))
    assert match("Drøftelse af byggeriet", twins, Known()).verdict == "doubtful"


def test_match_without_a_promise_never_knows_by_an_event_alone() -> None:
    found = match("Roller og program ift. trivselsdagen", ITEMS, Known())
    assert found.verdict != "known"


@given(st.text(max_size=60), st.lists(st.text(max_size=40), max_size=6))
def test_match_never_knows_an_item_that_shares_no_word(line: str, titles: list[str]) -> None:
    items = tuple(Item(n, 1, title) for n, title in enumerate(titles, start=1))
    found = match(line, items, Known())
    if found.verdict == "known":
        assert found.item is not None
        mine, theirs = words_of(line), words_of(found.item.title)
        assert normal(line) == normal(found.item.title) or mine & theirs or mine == theirs


@given(st.text(max_size=60))
def test_match_knows_every_title_as_itself(title: str) -> None:
    item = Item(1, 1, title)
    assert match(title, (item,), Known()).item == item


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("trivselsdagen", "trivselsdag"),
        ("planerne", "planer"),
        ("kommunes", "kommune"),
        ("reformen", "reform"),
    ],
)
def test_stem_is_the_same_for_forms_of_a_word(one: str, other: str) -> None:
    assert stem(one) == stem(other)
