"""When things come on a meeting, and whether there is room for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.board import Board, Standing
from planner.domain.item import Item, Placement
from planner.domain.meeting import Meeting
from planner.domain.plan import plan_of
from planner.domain.timetable import length_of, timetable

BOARD = Board(1, "LED", "Ledelsen")
MEETING = Meeting(1, 1, date(2031, 3, 5), time(9), time(13))
OPENING = Standing(1, 1, "Protokoller", start=time(9), minutes=60)
LUNCH = Standing(2, 1, "Frokost", kind="break", start=time(12), minutes=30)
REVIEW = Standing(3, 1, "Gennemgang", kind="review", start=time(12, 45), minutes=15)
BLOCKS = (BOARD, MEETING, OPENING, LUNCH, REVIEW)


def placed(*minutes, state="placed"):
    """Items with these lengths (None: nobody gave one), placed in order."""
    rows = []
    for number, length in enumerate(minutes, start=1):
        rows += [
            Item(number, 1, f"Sag {number}", minutes=length),
            Placement(number, number, 1, number, state=state),
        ]
    return rows


def shown(table):
    return [(slot.start and f"{slot.start:%H:%M}", slot.title, slot.minutes) for slot in table.slots]


def test_capacity_is_the_frame_minus_standing_items_breaks_and_review():
    assert timetable(plan_of(BLOCKS), MEETING).capacity == 135


def test_five_items_without_a_length_are_about_15_minutes_too_much():
    table = timetable(plan_of([*BLOCKS, *placed(None, None, None, None, None)]), MEETING)
    assert (table.used, table.guessed, table.over, table.free) == (150, True, 15, 0)


def test_room_that_is_left_is_counted():
    table = timetable(plan_of([*BLOCKS, *placed(60, 30)]), MEETING)
    assert (table.used, table.guessed, table.over, table.free) == (90, False, 0, 45)


def test_items_flow_around_fixed_blocks():
    table = timetable(plan_of([*BLOCKS, *placed(60, 45, 15, 15)]), MEETING)
    assert shown(table) == [
        ("09:00", "Protokoller", 60),
        ("10:00", "Sag 1", 60),
        ("11:00", "Sag 2", 45),
        ("11:45", "Sag 3", 15),
        ("12:00", "Frokost", 30),
        ("12:30", "Sag 4", 15),
        ("12:45", "Gennemgang", 15),
    ]


def test_an_item_that_does_not_fit_before_a_block_goes_after_it():
    table = timetable(plan_of([*BLOCKS, *placed(60, 75)]), MEETING)
    assert shown(table)[2:] == [("12:00", "Frokost", 30), ("12:45", "Gennemgang", 15), ("13:00", "Sag 2", 75)]
    assert [slot.late for slot in table.slots] == [False, False, False, False, True]


def test_an_item_with_a_fixed_start_keeps_it():
    records = [*BLOCKS, *placed(30, 30)]
    records[-1] = replace(records[-1], start=time(10))
    assert shown(timetable(plan_of(records), MEETING))[1:3] == [
        ("10:00", "Sag 2", 30),
        ("10:30", "Sag 1", 30),
    ]


def test_blocks_without_a_start_open_the_meeting_and_the_review_ends_it():
    opening, review = replace(OPENING, start=None), replace(REVIEW, start=None)
    table = timetable(plan_of([BOARD, MEETING, opening, review, *placed(20)]), MEETING)
    assert shown(table) == [
        ("09:00", "Protokoller", 60),
        ("10:00", "Sag 1", 20),
        ("12:45", "Gennemgang", 15),
    ]


def test_a_block_outside_a_shorter_meeting_is_not_on_it():
    short = replace(MEETING, end=time(11, 30))
    table = timetable(plan_of([BOARD, short, OPENING, LUNCH, REVIEW]), short)
    assert ([slot.title for slot in table.slots], table.capacity) == (["Protokoller"], 90)


def test_a_block_that_runs_past_the_end_costs_only_what_is_inside():
    short = replace(MEETING, end=time(12, 15))
    assert timetable(plan_of([BOARD, short, LUNCH]), short).capacity == 180


def test_an_item_under_a_standing_item_uses_its_time():
    item = Item(1, 1, "Sag 1", minutes=40, under=1)
    table = timetable(plan_of([*BLOCKS, item, Placement(1, 1, 1, 1)]), MEETING)
    assert table.used == 0
    assert [slot.title for slot in table.slots[0].under] == ["Sag 1"]
    assert [slot.title for slot in table.items] == ["Sag 1"]


def test_held_items_come_last_and_count_only_if_all_come():
    table = timetable(plan_of([*BLOCKS, *placed(30, None, state="held")]), MEETING)
    assert shown(table)[-2:] == [(None, "Sag 1", 30), (None, "Sag 2", 30)]
    assert (table.used, table.used_if_all, table.guessed, table.guessed_if_all) == (0, 60, False, True)


@pytest.mark.parametrize(
    ("outcome", "used"),
    [(None, 30), ("treated", 30), ("again", 30), ("not_reached", 0), ("postponed", 0), ("withdrawn", 0)],
)
def test_an_item_that_was_not_treated_used_no_time(outcome, used):
    records = [*BLOCKS, Item(1, 1, "Sag", minutes=30), Placement(1, 1, 1, 1, outcome=outcome)]
    assert timetable(plan_of(records), MEETING).used == used


EARLIER = Meeting(2, 1, date(2031, 2, 5), time(9), time(13))
EARLIEST = Meeting(3, 1, date(2031, 1, 8), time(9), time(13))


@pytest.mark.parametrize(
    ("item", "placement", "expected"),
    [
        (Item(1, 1, "Sag", minutes=20), Placement(1, 1, 1, 1, minutes=50), (50, False)),
        (Item(1, 1, "Sag", minutes=20), Placement(1, 1, 1, 1), (20, False)),
        (Item(1, 1, "Sag"), Placement(1, 1, 1, 1), (15, True)),
        (Item(2, 1, "Ny sag"), Placement(9, 2, 1, 1), (30, True)),
        (Item(2, 1, "Ny sag", kind="orientering"), Placement(9, 2, 1, 1), (10, True)),
        (Item(2, 1, "Ny sag", kind="beslutning"), Placement(9, 2, 1, 1), (30, True)),
    ],
)
def test_a_length_is_given_or_guessed_from_last_time_or_from_the_kind(item, placement, expected):
    earlier = [
        Item(1, 1, "Sag"),
        Placement(7, 1, EARLIEST.id, 1, minutes=45),
        Placement(8, 1, EARLIER.id, 1, minutes=15),
    ]
    plan = plan_of([*BLOCKS, EARLIER, EARLIEST, *earlier, item, placement])
    length = length_of(plan, item, placement)
    assert (length.minutes, length.guessed) == expected


@given(st.lists(st.integers(min_value=1, max_value=90), max_size=8))
def test_no_two_slots_overlap_and_items_keep_their_order(lengths):
    table = timetable(plan_of([*BLOCKS, *placed(*lengths)]), MEETING)
    starts = [slot.start.hour * 60 + slot.start.minute for slot in table.slots if slot.start]
    ends = [start + slot.minutes for start, slot in zip(starts, table.slots, strict=False)]
    assert all(end <= start for end, start in zip(ends, starts[1:], strict=False))
    assert [slot.item.id for slot in table.items] == list(range(1, len(lengths) + 1))
    assert table.used - table.over + table.free == table.capacity


def test_block_of_unknown_length_shows_only_with_an_item_beneath_it() -> None:
    board = Board(1, "B", "Bestyrelsen", start=time(9), end=time(12))
    meetings = [Meeting(n, 1, date(2030, 1, 1 + 7 * n), time(9), time(12)) for n in (1, 2)]
    block = Standing(1, 1, "Aktuelle sager", minutes=0)
    item = Item(1, 1, "Havnen", under=1)
    plan = plan_of((board, *meetings, block, item, Placement(1, 1, 1, 1)))
    shown = [[slot.title for slot in timetable(plan, meeting).slots] for meeting in meetings]
    assert shown == [["Aktuelle sager"], []]


@pytest.mark.parametrize(("ends", "starts"), [(time(11, 0), "10:45"), (time(14, 0), "13:45")])
def test_the_review_ends_a_short_meeting_and_a_long_one(ends, starts):
    meeting = replace(MEETING, end=ends)
    table = timetable(plan_of([BOARD, meeting, replace(REVIEW, start=None)]), meeting)
    assert shown(table) == [(starts, "Gennemgang", 15)]
