from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from planner.domain.changes import added
from planner.domain.errors import Refused
from planner.domain.item import Item, Placement
from planner.domain.meeting import Meeting
from planner.usecases.assign import AssignItems, assign_items
from planner.usecases.cancel_meeting import CancelMeeting, cancel_meeting
from planner.usecases.move_meeting import MoveMeeting, move_meeting
from planner.usecases.take_back import TakeBack, undo
from planner.usecases.unassign import UnassignItems, unassign_items
from planner.usecases.views.forecast import forecast_view
from planner.usecases.views.slips import slips
from tests.usecases.conftest import BOARD, FIRST, NOW

D = dt.date


def test_forecast_says_which_meeting_overflows_first_and_on_what_it_rests(store):
    records = [
        Meeting(40 + n, 1, FIRST - dt.timedelta(weeks=n), dt.time(9), dt.time(12), "closed")
        for n in range(1, 6)
    ]
    for n in range(1, 6):
        for m in range(2):
            item = n * 100 + m
            records.append(Item(item, 1, f"Sag {item}", "done"))
            records.append(Placement(item, item, 40 + n, m + 1, minutes=20 + 20 * m, outcome="treated"))
    records += [Item(50, 1, "Stor sag", minutes=170), Placement(50, 50, 3, 1), Placement(51, 3, 4, 1, "held")]
    with store.work() as work:
        work.append([added(one) for one in records], board=1, at=NOW, by="mette", command="import")
        work.commit()
    with store.reading() as read:
        view = forecast_view(read, BOARD, NOW)
    assert (view.items, view.meetings, view.enough, view.enough_meetings) == (10, 5, True, True)
    assert [(row.date, row.low, row.high, row.capacity, row.state) for row in view.rows] == [
        (D(2031, 3, 12), 40, 80, 165, "fits"),
        (D(2031, 3, 19), 170, 170, 165, "over"),
        (D(2031, 3, 26), 0, 45, 165, "fits"),
        (D(2031, 4, 2), 0, 0, 165, "fits"),
    ]
    assert (view.first_over, view.first_may) == (D(2031, 3, 19), D(2031, 3, 19))


def test_forecast_says_what_awaits_a_date_and_whether_there_is_room_for_it(store):
    records = [Item(60 + number, 1, f"Ny sag {number}", minutes=100) for number in range(3)]
    with store.work() as work:
        work.append([added(one) for one in records], board=1, at=NOW, by="mette", command="import")
        work.commit()
    with store.reading() as read:
        view = forecast_view(read, BOARD, NOW)
    # Two items of 30 minutes that may be half as much more stand on 12 March, and one awaits a date already.
    assert tuple(view.waiting) == (4, 315, 345, (165 - 80) + 3 * 165)
    assert view.lengths == ()


def test_forecast_of_a_board_whose_agendas_are_not_kept_here_is_refused(store):
    with store.reading() as read, pytest.raises(Refused, match="føres ikke her"):
        forecast_view(read, replace(BOARD, own=False), NOW)


def test_forecast_tells_the_lengths_that_it_has_learned(store):
    records = [Meeting(41, 1, FIRST - dt.timedelta(weeks=1), dt.time(9), dt.time(12), "closed")]
    for number in range(10):
        records.append(Item(100 + number, 1, f"Sag {number}", "done", kind="drøftelse"))
        records.append(
            Placement(
                100 + number, 100 + number, 41, number + 1, minutes=30 + 5 * (number % 2), outcome="treated"
            )
        )
    with store.work() as work:
        work.append([added(one) for one in records], board=1, at=NOW, by="mette", command="import")
        work.commit()
    with store.reading() as read:
        view = forecast_view(read, BOARD, NOW)
    assert [tuple(row) for row in view.lengths] == [("drøftelse", 30, 35, 10), (None, 30, 35, 10)]


def test_forecast_says_when_there_is_too_little_to_learn_from(store):
    with store.reading() as read:
        view = forecast_view(read, BOARD, NOW)
    assert (view.items, view.enough, view.enough_meetings, view.first_may) == (0, False, False, None)


def test_slips_come_from_the_journal_with_their_reasons_and_what_was_undone_does_not_count(
    run, manner, store
):
    run(assign_items, AssignItems(("2", "19/3"), manner(why="Bo er på ferie")))
    run(assign_items, AssignItems(("2", "26/3"), manner(why="Bo er på ferie")))
    run(cancel_meeting, CancelMeeting(("26/3", "lederdag"), manner()))
    run(assign_items, AssignItems(("4", "19/3"), manner()))
    run(unassign_items, UnassignItems(("4",), manner()))
    run(undo, TakeBack(manner()))
    run(assign_items, AssignItems(("3", "12/3", "eller", "19/3"), manner()))
    run(assign_items, AssignItems(("3", "19/3"), manner()))
    with store.reading() as read:
        view = slips(read, BOARD, NOW)
    assert (view.items_count, view.times) == (2, 4)
    assert [(row.id, row.title, row.times, row.days) for row in view.items] == [
        (2, "Budgetopfølgning pr. ult. februar", 3, 14),
        (4, "Program for personaledagen", 1, 7),
    ]
    assert [tuple(reason) for reason in view.items[0].reasons] == [
        ("later", "Bo er på ferie", 2),
        ("cancelled", "lederdag", 1),
    ]
    with store.reading() as read:
        assert [row.id for row in slips(read, BOARD, NOW, limit=1).items] == [2]


def test_what_slips_with_its_meeting_is_counted_with_the_reason_and_undone_it_is_not(run, manner, store):
    run(move_meeting, MoveMeeting(("12/3", "14/3"), manner(why="kursus")))
    with store.reading() as read:
        view = slips(read, BOARD, NOW)
    assert [(row.id, row.times, row.days, tuple(row.reasons[0])) for row in view.items] == [
        (2, 1, 2, ("meeting_moved", "kursus", 1)),
        (4, 1, 2, ("meeting_moved", "kursus", 1)),
    ]
    run(undo, TakeBack(manner()))
    with store.reading() as read:
        assert slips(read, BOARD, NOW).items == ()


def test_plan_that_nobody_has_changed_has_no_slips(store):
    with store.reading() as read:
        view = slips(read, BOARD, NOW)
    assert (view.items_count, view.times, view.items, view.since) == (0, 0, (), None)
