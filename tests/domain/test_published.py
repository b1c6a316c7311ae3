from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from planner.domain.board import Board
from planner.domain.changes import Change
from planner.domain.item import Item, Placement
from planner.domain.meeting import Meeting
from planner.domain.plan import plan_of
from planner.domain.published import as_published, rewound

BOARD = Board(1, "DIR", "Direktionen")
DAYS = [dt.date(2031, 3, day) for day in (12, 19, 26)]
MEETINGS = [Meeting(n, 1, day, dt.time(9), dt.time(12)) for n, day in enumerate(DAYS, 1)]


def plan(where):
    """Items by the meeting they stand on; 0 awaits a date."""
    records = [BOARD, *MEETINGS, *(Item(item, 1, f"Punkt {item}") for item in where)]
    return plan_of([*records, *(Placement(i, i, m, 1) for i, m in where.items() if m)])


def between(before, after):
    """The changes that lead from one plan to the other."""
    found = []
    for kind in {*before.records, *after.records}:
        old, new = before.all(kind), after.all(kind)
        found += [Change(old.get(n), new.get(n)) for n in sorted({*old, *new}) if old.get(n) != new.get(n)]
    return found


plans = st.dictionaries(st.integers(1, 5), st.integers(0, 3)).map(plan)


@given(st.lists(plans, min_size=1, max_size=5))
def test_taking_back_every_change_since_arrives_at_the_plan_of_then(states):
    changes = [change for old, new in pairwise(states) for change in between(old, new)]
    assert rewound(states[-1], changes) == states[0]


def test_a_slice_is_taken_back_without_what_it_does_not_hold():
    slice_, change = plan({1: 1}), Change(Item(9, 1, "Andetsteds"), None)
    assert rewound(slice_, [change]).items[9].title == "Andetsteds"


@given(plans, plans)
def test_a_later_publication_of_no_days_changes_nothing_of_meetings_and_items(whole, later):
    told = as_published(whole, [(later, DAYS[0] - dt.timedelta(days=1))])
    assert (told.items, told.placements, told.meetings) == (whole.items, whole.placements, whole.meetings)


@given(plans, plans)
def test_a_later_publication_of_all_days_is_the_later_plan_for_what_stands_on_them(whole, later):
    told = as_published(whole, [(later, DAYS[-1])])
    assert told.placements == later.placements


def test_what_is_moved_past_the_days_that_were_published_is_told_with_its_new_day():
    told = as_published(plan({1: 1, 2: 3}), [(plan({1: 3, 2: 2}), DAYS[0])])
    assert {p.item: p.meeting for p in told.placements.values()} == {1: 3, 2: 3}


def test_a_meeting_beyond_the_days_stays_as_it_was_told():
    later = plan_of([*plan({}).meetings.values(), BOARD, replace(MEETINGS[2], status="cancelled")])
    assert as_published(plan({}), [(later, DAYS[1])]).meetings[3].status == "planned"
