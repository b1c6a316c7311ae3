"""Locking a time plan and sending an agenda are steps like any other: told, refused, undone, warned of."""

from __future__ import annotations

import pytest

from planner.domain.errors import Refused, Unknown
from planner.usecases.add_item import AddItem, add_item
from planner.usecases.lock_meeting import FirmUp, firm_up
from planner.usecases.reorder import SwapItems, swap_items
from planner.usecases.take_back import TakeBack, undo
from planner.usecases.wishes import Wishes


def test_lock_open_and_send_are_steps_that_say_what_they_did(run, manner, plan):
    done = run(firm_up, FirmUp(("12/3",), manner()))
    assert done.sentences == ("Mødet onsdag den 12. marts 2031 (uge 11): tidsplanen er låst",)
    assert plan().meetings[2].stage == "locked"
    run(firm_up, FirmUp(("12/3",), manner(), "open"))
    assert plan().meetings[2].stage == "provisional"
    done = run(firm_up, FirmUp(("12/3",), manner(), "send"))
    assert done.sentences == (
        "Mødet onsdag den 12. marts 2031 (uge 11): dagsordenen ligger fast med 2 punkter og skal sendes ud",
    )
    assert [placement.agenda_number for placement in plan().on(2)] == [1, 2]


def test_rehearsal_changes_nothing_and_undo_takes_it_back(run, manner, plan):
    before = plan()
    run(firm_up, FirmUp(("12/3",), manner(dry_run=True), "send"))
    assert plan() == before
    run(firm_up, FirmUp(("12/3",), manner(), "send"))
    run(undo, TakeBack(manner()))
    assert plan() == before


@pytest.mark.parametrize(
    ("words", "to", "error", "said"),
    [
        ("12/3", "open", Refused, "ikke låst"),
        ("5/3", "lock", Refused, "er holdt"),
        ("13/3", "lock", Unknown, "ikke noget møde"),
    ],
)
def test_step_that_cannot_be_taken_is_refused(run, manner, plan, words, to, error, said):
    before = plan()
    with pytest.raises(error, match=said):
        run(firm_up, FirmUp((words,), manner(), to))
    assert plan() == before


def test_reordering_a_locked_meeting_warns(run, manner):
    swap = SwapItems(("2", "4"), manner())
    assert run(swap_items, swap).notes == ()
    run(firm_up, FirmUp(("12/3",), manner()))
    (note,) = run(swap_items, swap).notes
    assert (
        note == "Tidsplanen onsdag den 12. marts 2031 (uge 11) er låst. "
        "De, hvis tid flytter sig mindst 10 min., får nye tider, når der udgives."
    )


def test_item_that_comes_to_a_sent_agenda_is_numbered_in_the_same_step(run, manner, plan):
    run(firm_up, FirmUp(("12/3",), manner(), "send"))
    before = plan()
    done = run(add_item, AddItem("Skolestart", manner(), Wishes(), "12/3"))
    assert [p.agenda_number for p in plan().on(2)] == [1, 2, 3]
    assert plan().meetings[2].numbers == 3
    assert done.notes[0].endswith("ligger fast. Ændringen bliver et tillæg, når der udgives.")
    run(undo, TakeBack(manner()))
    assert plan() == before
