"""Words that look alike, and titles that are the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.occasions import order
from planner.domain.spelling import is_misspelling, one_apart, same_title, words


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("havn", "havn", False),
        ("havn", "haven", True),
        ("havn", "havm", True),
        ("havn", "hanv", True),
        ("havn", "vand", False),
        ("havn", "havnene", False),
        ("", "a", True),
    ],
)
def test_one_apart(one, other, expected):
    assert one_apart(one, other) is expected


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_one_apart_does_not_depend_on_the_order(one, other):
    assert one_apart(one, other) == one_apart(other, one)


@given(st.text("abcd", min_size=1, max_size=8), st.integers(0, 7), st.sampled_from("xyz"))
def test_a_letter_changed_left_out_or_added_is_one_apart(word, place, letter):
    at = place % len(word)
    assert one_apart(word, word[:at] + letter + word[at + 1 :])
    assert one_apart(word, word[:at] + letter + word[at:])


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("strandborg", "stranborg", True),
        ("mødet", "møder", False),
        ("kommunen", "kommunens", False),
        ("budget1", "budget2", False),
        ("møderne", "mødernt", False),
        ("hal", "hel", False),
    ],
)
def test_a_misspelling_sits_inside_a_long_word(one, other, expected):
    assert is_misspelling(one, other) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Budget 2031", "budget 2031.", True),
        ("Budget 2031", "Budget 2032", False),
        ("Status på havneplan", "Havneplan – status på", True),
        ("Kommuneplanen", "Komuneplanen", True),
        ("Kommuneplan", "Kommuneplan for byen", False),
        ("", "", False),
    ],
)
def test_same_title(one, other, expected):
    assert same_title(one, other) is expected


def test_words_are_without_punctuation():
    assert words("Møde (ekstra): by/land – “ja”!") == ("Møde", "ekstra", "by", "land", "ja")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Forberedelse af seminar", "before"),
        ("Opsamling på møde d. 3. maj", "after"),
        ("Opfølgning på forberedelsen", "after"),
        ("Planlægning af temadag", "before"),
        ("Evaluering", "after"),
        ("Utvärdering av året", "after"),
        ("Follow-up on audit", "after"),
        ("Budget", None),
        ("Program for seminar", None),
    ],
)
def test_the_first_known_word_says_whether_an_item_comes_before_or_after_its_event(title, expected):
    assert order(title) == expected
