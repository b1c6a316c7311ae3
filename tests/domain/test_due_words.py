import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.due import At, Every
from planner.domain.due_words import read_rule, rule_words
from planner.domain.errors import BadUsage

NINE = dt.time(9)


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("torsdag kl. 14", At(dt.time(14), (3,))),
        ("torsdage 14.30", At(dt.time(14, 30), (3,))),
        ("Thursday at 9:00", At(NINE, (3,))),
        ("mandag og torsdag kl. 9", At(NINE, (0, 3), "skip")),
        ("man, ons og fre kl. 9", At(NINE, (0, 2, 4), "skip")),
        ("hverdage kl. 7.30", At(dt.time(7, 30), (0, 1, 2, 3, 4), "skip")),
        ("hver dag kl. 18", At(dt.time(18), on_holiday="same")),
        ("hvert 5. minut", Every(5)),
        ("every 15 minutes", Every(15)),
        ("nej", None),
    ],
)
def test_a_rule_is_read_as_people_write_it(words, rule):
    assert read_rule(words) == rule
    assert read_rule(rule_words(rule)) == rule


@pytest.mark.parametrize(
    "words", ["", "torsdag", "kl. 14", "torsdag kl. 25", "hvert 0. minut", "hvert 9999. minut", "snart"]
)
def test_what_is_no_rule_is_refused_with_an_example(words):
    with pytest.raises(BadUsage) as refused:
        read_rule(words)
    assert refused.value.hint


def test_the_hours_in_which_clocks_are_set_are_refused():
    with pytest.raises(BadUsage, match="mellem kl"):
        read_rule("søndag kl. 2.30")


@given(st.text(max_size=40))
def test_any_text_is_a_rule_or_a_refusal(text):
    try:
        rule = read_rule(text)
    except BadUsage:
        return
    assert read_rule(rule_words(rule)) == rule
