"""Why an item can or cannot be on a date: the rules, the room, what would have to yield, and what stands in the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.board import Board
from planner.domain.finding import Scene
from planner.domain.item import Item, Placement
from planner.domain.meeting import Meeting
from planner.domain.plan import plan_of
from planner.domain.planning.explain import explain, smallest_conflict
from planner.domain.planning.frame import frame
from planner.domain.planning.ground import Scope

NOW = datetime(2031, 3, 4, 10, tzinfo=UTC)
BOARD = Board(1, "LED", "Ledelsen")
FIRST = Meeting(1, 1, date(2031, 3, 5), time(9), time(10))
SECOND = Meeting(2, 1, date(2031, 3, 12), time(9), time(10))
SAG = Item(12, 1, "Lokaleplan", minutes=30, since=date(2031, 2, 1))
BIG = Item(13, 1, "Budget", minutes=60)
HALF = Item(14, 1, "Trivsel", minutes=30)
OTHER_HALF = Item(15, 1, "Kvalitet", minutes=30)


def explained(*records, item=12):
    plan = plan_of([BOARD, *records])
    scene = Scene(plan, NOW, plan.by_date)
    return explain(frame(scene, Scope(tuple(plan.meetings), also=frozenset([item]))), item)


def told(found):
    """Of each date: whether the item fits, minutes too many, and what would move where."""
    return [
        (one.meeting.id, one.fits, one.lacking, yielding and [(m.item.item.id, m.to.id) for m in yielding])
        for one in found.candidates
        for yielding in [one.yielding]
    ]


def test_explain_says_that_an_item_fits_where_there_is_room():
    found = explained(FIRST, SECOND, SAG, BIG, Placement(1, 13, 1, 1))
    assert told(found) == [(1, False, 30, [(13, 2)]), (2, True, 0, ())]
    assert (found.cheapest, found.conflict) == (None, ())


def test_explain_names_what_counts_for_less_on_a_full_date():
    young = replace(HALF, since=NOW.date())
    weighty = replace(OTHER_HALF, by=FIRST.date)
    found = explained(
        FIRST, replace(SAG, by=FIRST.date), young, weighty, Placement(1, 14, 1, 1), Placement(2, 15, 1, 2)
    )
    assert [[other.item.id for other in one.full_of] for one in found.candidates] == [[14]]


def test_explain_finds_the_fewest_items_that_would_have_to_yield():
    tight = replace(SECOND, end=time(9, 30))
    rows = [FIRST, tight, replace(SAG, by=FIRST.date), HALF, OTHER_HALF]
    found = explained(*rows, Placement(1, 14, 1, 1), Placement(2, 15, 1, 2))
    (first, _) = found.candidates
    assert found.cheapest is first
    assert [(move.item.item.id, move.to.id) for move in first.yielding] == [(14, 2)]


def test_explain_lets_two_items_yield_where_one_is_not_enough():
    long = replace(SAG, minutes=60, by=FIRST.date)
    found = explained(FIRST, SECOND, long, HALF, OTHER_HALF, Placement(1, 14, 1, 1), Placement(2, 15, 1, 2))
    assert told(found)[0] == (1, False, 60, [(14, 2), (15, 2)])


def test_explain_says_when_nothing_helps_and_which_facts_stand_in_the_way():
    cancelled = replace(FIRST, status="cancelled")
    found = explained(cancelled, SECOND, replace(SAG, by=FIRST.date))
    assert [one.forbidden for one in found.candidates] == [True, True]
    assert found.conflict == ("mødet den 5. marts er aflyst", "punktet skal senest på 5. marts")


def test_explain_names_the_days_together_that_lack_the_same_time():
    full = [replace(one, id=n, status="open", minutes=60) for n, one in ((20, BIG), (21, BIG))]
    on = [Placement(1, 20, 1, 1, start=time(9)), Placement(2, 21, 2, 1, start=time(9))]
    held = [replace(one, id=n, minutes=60) for n, one in ((22, BIG), (23, BIG))]
    found = explained(FIRST, SECOND, SAG, *held, Placement(1, 22, 1, 1), Placement(2, 23, 2, 1))
    assert found.conflict == ("der mangler 30 min. den 5. og 12. marts",)
    assert explained(FIRST, SECOND, SAG, *full, *on).conflict == ("den 5. og 12. marts er fulde",)


def test_explain_gives_an_item_that_is_longer_than_any_meeting_no_date():
    found = explained(FIRST, SECOND, replace(SAG, minutes=90))
    assert [one.fits for one in found.candidates] == [False, False]
    assert found.conflict == ("den 5. og 12. marts har kun 60 min. ledige",)


def test_explain_says_of_an_item_on_an_overfull_date_that_it_is_too_much_there():
    rows = [FIRST, SECOND, replace(SAG, minutes=45), HALF, Placement(1, 12, 1, 1), Placement(2, 14, 1, 2)]
    found = explained(*rows)
    assert [(one.stands, one.lacking) for one in found.candidates] == [(True, 15), (False, 0)]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"a": {1}, "b": {2}, "c": {1, 2}}, ("c",)),
        ({"a": {1}, "b": {2}, "c": {1}}, ("a", "b")),
        ({}, ()),
    ],
)
def test_conflict_is_the_fewest_facts_that_rule_everything_out(facts, expected):
    assert smallest_conflict({fact: frozenset(out) for fact, out in facts.items()}) == expected


@given(
    st.dictionaries(
        st.text("abcdefghij", min_size=1, max_size=2), st.frozensets(st.integers(0, 9)), max_size=9
    )
)
def test_conflict_rules_out_all_that_the_facts_do(facts):
    found = smallest_conflict(facts)
    assert frozenset().union(*(facts[one] for one in found)) == frozenset().union(*facts.values())
