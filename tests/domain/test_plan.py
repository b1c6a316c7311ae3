"""A plan is a value: changes give the next one, and what they cannot apply to is refused."""

from __future__ import annotations

from datetime import date, time

import pytest

from planner.domain.board import Board, Standing
from planner.domain.changes import added, edited, inverse, net, removed
from planner.domain.errors import StalePlan
from planner.domain.item import Item, Placement
from planner.domain.meeting import Meeting
from planner.domain.plan import plan_of

BOARD = Board(1, "HAV", "Havnerådet")
MONDAY = Meeting(1, 1, date(2030, 1, 7), time(9), time(12))
CANCELLED = Meeting(2, 1, date(2030, 1, 14), time(9), time(12), status="cancelled")
ITEM = Item(1, 1, "Kajen")
PLAN = plan_of((BOARD, MONDAY, CANCELLED, ITEM))


def test_changes_and_their_inverse_give_the_same_plan() -> None:
    placed = Placement(1, 1, 1, 1)
    changes = (added(placed), edited(ITEM, title="Kaj og bro"), removed(CANCELLED))
    assert PLAN.apply(changes).apply(inverse(changes)) == PLAN


def test_change_of_a_record_that_is_not_as_expected_is_refused() -> None:
    with pytest.raises(StalePlan):
        PLAN.apply((edited(Item(1, 1, "Broen"), title="Kaj og bro"),))


def test_net_leaves_out_what_ends_as_it_began() -> None:
    other = Item(2, 1, "Broen")
    changes = (added(other), edited(ITEM, title="X"), removed(other), edited(Item(1, 1, "X"), title="Kajen"))
    assert net(changes) == ()


def test_backlog_holds_open_items_without_a_place() -> None:
    assert PLAN.backlog == (ITEM,)
    assert PLAN.apply((added(Placement(1, 1, 1, 1)),)).backlog == ()
    assert PLAN.apply((added(Placement(1, 1, 1, 1, outcome="postponed")),)).backlog == (ITEM,)


def test_meeting_that_stands_is_found_before_a_cancelled_one() -> None:
    twin = Meeting(3, 1, CANCELLED.date, time(13), time(15))
    plan = PLAN.apply((added(twin),))
    assert plan.meeting_on(1, CANCELLED.date) == twin
    assert PLAN.meeting_on(1, CANCELLED.date) == CANCELLED


def test_blocks_stand_in_the_order_of_the_meeting() -> None:
    blocks = (
        Standing(1, 1, "Aktuelle sager", minutes=0),
        Standing(2, 1, "Velkomst", minutes=5),
        Standing(3, 1, "Frokost", "break", time(11, 30), 30),
        Standing(4, 1, "Før i tiden", minutes=10, last=date(2029, 12, 31)),
    )
    plan = plan_of((BOARD, MONDAY, *blocks))
    assert [block.id for block in plan.standing_on(MONDAY)] == [3, 2, 1]
