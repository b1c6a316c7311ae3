from __future__ import annotations

import datetime as dt

import pytest

from planner.domain.errors import BadUsage, Refused, Unknown
from planner.domain.item import FollowUp
from planner.usecases.follow_ups import (
    AddFollowUp,
    EditFollowUps,
    FinishFollowUps,
    FollowUpWishes,
    add_follow_up,
    edit_follow_ups,
    finish_follow_ups,
)
from planner.usecases.take_back import TakeBack, undo
from planner.usecases.views.follow_ups import follow_ups
from tests.usecases.conftest import BOARD, NOW


@pytest.fixture
def some(run, manner):
    """One of a person's that is due, one of a unit's without a deadline."""
    for wishes in (
        FollowUpWishes("Undersøge prisen", "BR", "fredag", item="2", meeting="5/3"),
        FollowUpWishes("Vende tilbage om tidsplanen", "HR og Løn"),
    ):
        done = run(add_follow_up, AddFollowUp(wishes, manner()))
    return done


def rows(plan):
    return dict(plan().all(FollowUp))


def listed(store, now=NOW, **how):
    with store.reading() as read:
        return follow_ups(read, BOARD, now, **how).rows


def test_follow_up_has_an_owner_and_a_deadline(some, plan):
    assert rows(plan) == {
        1: FollowUp(1, 1, "Undersøge prisen", "Bo Ravn", 1, 2, 1, dt.date(2031, 3, 7)),
        2: FollowUp(2, 1, "Vende tilbage om tidsplanen", "HR og Løn"),
    }
    assert some.sentences == ("Opfølgning 2 oprettet: HR og Løn: Vende tilbage om tidsplanen",)


def test_follow_up_says_its_deadline(run, manner):
    done = run(add_follow_up, AddFollowUp(FollowUpWishes("Undersøge prisen", "BR", "14/3"), manner()))
    assert done.sentences == (
        "Opfølgning 1 oprettet: Bo Ravn: Undersøge prisen (frist fredag den 14. marts 2031 (uge 11))",
    )


@pytest.mark.parametrize(
    "wishes",
    [FollowUpWishes(), FollowUpWishes("x", due="10/3 eller 12/3"), FollowUpWishes("x", due="engang")],
)
def test_follow_up_that_is_not_understood_is_refused(run, manner, plan, wishes):
    with pytest.raises(BadUsage):
        run(add_follow_up, AddFollowUp(wishes, manner()))
    assert rows(plan) == {}


def test_follow_up_is_done_and_open_again(some, run, manner, plan):
    done = run(finish_follow_ups, FinishFollowUps(("2",), manner()))
    assert done.sentences == ("Opfølgning 2 gjort: HR og Løn: Vende tilbage om tidsplanen",)
    assert rows(plan)[2].done
    with pytest.raises(Refused):
        run(finish_follow_ups, FinishFollowUps(("2",), manner()))
    run(finish_follow_ups, FinishFollowUps(("2",), manner(), again=True))
    assert not rows(plan)[2].done


def test_follow_up_is_named_by_its_words_too(some, run, manner, plan):
    run(finish_follow_ups, FinishFollowUps(("prisen",), manner()))
    assert [row.done for row in rows(plan).values()] == [True, False]


@pytest.mark.parametrize("words", [("9",), ("findes ikke",), ("e",)])
def test_follow_up_that_is_not_one_is_unknown(some, run, manner, words):
    with pytest.raises(Unknown):
        run(finish_follow_ups, FinishFollowUps(words, manner()))


def test_follow_up_is_edited_and_undone(some, run, manner, plan):
    before = rows(plan)
    done = run(
        edit_follow_ups, EditFollowUps(("1",), FollowUpWishes(owner="Økonomi", due="", item=""), manner())
    )
    assert rows(plan)[1] == FollowUp(1, 1, "Undersøge prisen", "Økonomi", None, None, 1, None)
    assert done.sentences == (
        "Opfølgning 1: ansvarlig: Økonomi (før Bo Ravn), punkt: fjernet, frist: fjernet",
    )
    run(undo, TakeBack(manner()))
    assert rows(plan) == before


def test_list_has_the_nearest_deadline_first(some, store):
    assert [(row.id, row.owner, row.due, row.late, row.title) for row in listed(store)] == [
        (1, "Bo Ravn", dt.date(2031, 3, 7), False, "Budgetopfølgning pr. ult. februar"),
        (2, "HR og Løn", None, False, None),
    ]
    assert [row.late for row in listed(store, NOW.replace(day=8))] == [True, False]


@pytest.mark.parametrize(("owner", "found"), [("Bo", [1]), ("BR", [1]), ("løn", [2]), ("ingen", [])])
def test_list_can_be_of_one_owner(some, store, owner, found):
    assert [row.id for row in listed(store, owner=owner)] == found


def test_list_leaves_out_what_is_done_unless_asked(some, run, manner, store):
    run(finish_follow_ups, FinishFollowUps(("1",), manner()))
    assert [row.id for row in listed(store)] == [2]
    assert [(row.id, row.done) for row in listed(store, everything=True)] == [(2, False), (1, True)]
