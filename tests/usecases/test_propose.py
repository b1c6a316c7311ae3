"""A proposal keeps every rule, changes nothing before it is accepted, and leaves nothing more to propose."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.adapters.solver.engine import Engine
from planner.domain.errors import Refused, SolverFailed, SolverMissing, StalePlan, Unknown
from planner.domain.item import Item, Placement, Presenter
from planner.domain.meeting import Meeting
from planner.domain.people import Absence, Membership, Person
from planner.domain.planning.problem import Answer, Spot
from planner.domain.planning.reasons import Left
from planner.domain.planning.weights import Weights
from planner.domain.rules import findings
from planner.usecases.assign import AssignItems, assign_items
from planner.usecases.best_plan import BrokenProposal
from planner.usecases.propose import Ask, accept, propose
from tests.usecases.proposing import (
    BOARD,
    CLOCK,
    HOW,
    NOW,
    OTHER,
    WEEKS,
    D,
    T,
    proposed,
    sag,
    stored,
    told,
    where,
    whole,
    wrongs,
)


def test_what_awaits_a_date_comes_on_the_first_meeting_with_room():
    store = stored(*WEEKS, sag(1, 120), Placement(1, 1, 1, 1), sag(2, since=D(2031, 2, 3)))
    worked = proposed(store)
    assert told(worked) == {
        2: "sættes på 12. marts: det har afventet en dato siden 3. feb., og den 5. marts er fuld"
    }
    assert (worked.proposal.before, worked.proposal.after) == (240 + 16, 9 + 16)
    assert where(store, 2) == []
    accept(worked, HOW, store=store, clock=CLOCK)
    assert where(store, 2) == [(12, "placed")]


def test_held_item_is_settled_where_there_is_room():
    store = stored(
        *WEEKS, sag(1, 120), Placement(1, 1, 2, 1),
        sag(2), Placement(2, 2, 2, 2, state="held"), Placement(3, 2, 3, 1, state="held"),
    )  # fmt: skip
    worked = proposed(store)
    assert told(worked) == {2: "lægges fast på 19. marts: den 12. marts er fuld"}
    accept(worked, HOW, store=store, clock=CLOCK)
    assert where(store, 2) == [(19, "placed")]


def test_item_leaves_a_meeting_that_has_too_much():
    presenter = Person(7, "Ane Eng")
    store = stored(
        *WEEKS, sag(1, 90), Placement(1, 1, 2, 1, start=T(9)), sag(2, 45), Placement(2, 2, 2, 2),
        presenter, Presenter(1, 2, 7), Absence(1, 1, 7, D(2031, 3, 5), D(2031, 3, 5)),
    )  # fmt: skip
    worked = proposed(store)
    assert told(worked) == {
        2: "flyttes fra 12. til 19. marts: der er 15 min. for meget den 12. marts, og Ane Eng kan ikke deltage den 5. marts"
    }


def test_item_that_awaits_something_else_is_left_alone_until_it_is_named():
    store = stored(*WEEKS, sag(1, waits_for="oplæg"))
    (left,) = proposed(store).proposal.left
    assert (left.item, left.reason) == (1, "afventer oplæg")
    assert list(told(proposed(store, only=("1",)))) == [1]


def test_fixed_clock_time_and_kept_date_are_not_touched():
    crowded = [sag(1, 90), Placement(1, 1, 2, 1, start=T(9)), sag(2, 60), Placement(2, 2, 2, 2)]
    store = stored(*WEEKS, *crowded)
    assert list(told(proposed(store))) == [2]
    assert proposed(store, keep=("12/3",)).proposal.is_empty
    assert list(told(proposed(store, weeks=2, keep=("26/3",)))) == [2]
    with pytest.raises(Unknown):
        proposed(store, keep=("13/3",))
    with pytest.raises(Refused, match="Alle de kommende møder"):
        proposed(store, keep=("5/3, 12/3, 19/3 og 26/3",))


@pytest.mark.parametrize(
    ("records", "asked", "reason"),
    [
        ([Placement(1, 1, 2, 1)], {"keep": ("12/3",)}, "mødet 12. marts skal blive, som det er"),
        (
            [Placement(1, 1, 2, 1), Placement(2, 1, 3, 1)],
            {},
            "punktet står på flere møder: 12. marts og 19. marts",
        ),
        (
            [Meeting(20, 1, D(2031, 2, 26), T(9), T(11)), Placement(1, 1, 20, 1)],
            {},
            "punktet står på mødet 26. feb., som er holdt",
        ),
        (
            [Placement(1, 1, 4, 1)],
            {"weeks": 2},
            "punktet står på mødet 26. marts, som ligger længere fremme, end der ses",
        ),
    ],
)
def test_item_that_is_named_and_cannot_be_moved_says_why(records, asked, reason):
    worked = proposed(stored(*WEEKS, sag(1), *records), only=("1",), **asked)
    assert worked.proposal.left == (Left(1, "Sag 1", reason, stays=True),)
    assert worked.wanted.is_empty


def test_clock_time_holds_an_item_until_it_is_named_and_is_kept_where_it_stays():
    away = [Person(7, "Ane Eng"), Presenter(1, 1, 7), Absence(1, 1, 7, D(2031, 3, 12), D(2031, 3, 12))]
    fixed = [sag(1), Placement(1, 1, 2, 1, start=T(10)), sag(2), Placement(2, 2, 2, 2)]
    assert proposed(stored(*WEEKS, *fixed, *away)).proposal.is_empty
    assert proposed(stored(*WEEKS, *fixed), only=("1",)).proposal.is_empty
    store = stored(*WEEKS, *fixed, *away)
    worked = proposed(store, only=("1",))
    assert told(worked) == {1: "flyttes fra 12. til 5. marts: Ane Eng kan ikke deltage den 12. marts"}
    accept(worked, HOW, store=store, clock=CLOCK)
    (placement,) = whole(store).open_of(1)
    assert (placement.meeting, placement.start) == (1, None)


def test_presenter_does_not_wait_where_the_order_can_be_another():
    store = stored(
        *WEEKS, Person(7, "Ane Eng"), Presenter(1, 1, 7), Presenter(2, 3, 7),
        sag(1), Placement(1, 1, 2, 1), sag(2, 45), Placement(2, 2, 2, 2), sag(3), Placement(3, 3, 2, 3),
    )  # fmt: skip
    (order,) = proposed(store).proposal.orders
    assert (order.day, order.items) in [(D(2031, 3, 12), (2, 1, 3)), (D(2031, 3, 12), (1, 3, 2))]
    assert (
        order.reason
        == "rækkefølgen ændres 12. marts: Ane Eng venter 45 min. mellem sine punkter, som den er nu"
    )
    accept(proposed(store), HOW, store=store, clock=CLOCK)
    assert not [
        one for one in findings(whole(store), NOW.replace(tzinfo=None)) if one.rule == "presenter_gap"
    ]


def test_order_is_not_proposed_where_clock_times_say_it_already():
    times = [T(10), T(9), T(9, 30)]
    on = [Placement(n, n, 1, n, start=start) for n, start in enumerate(times, 1)]
    assert proposed(stored(*WEEKS, *map(sag, (1, 2, 3)), *on)).proposal.is_empty


def test_item_comes_on_a_meeting_of_its_own_board_only():
    store = stored(OTHER, *WEEKS[2:], Meeting(9, 2, D(2031, 3, 5), T(9), T(11)), sag(1))
    worked = propose(Ask((BOARD, OTHER)), store=store, clock=CLOCK, solver=Engine())
    assert worked.wanted.on == {1: 3}


@pytest.mark.parametrize("fault", [SolverMissing(), SolverFailed("gået ned")])
def test_engine_that_fails_changes_nothing(fault):
    class Failing:
        def solve(self, *_):
            raise fault

    store = stored(*WEEKS, sag(1))
    before = whole(store)
    with pytest.raises(type(fault)):
        proposed(store, Failing())
    assert whole(store) == before


def test_presenter_is_not_put_where_another_board_needs_them():
    store = stored(
        *WEEKS, OTHER, Meeting(9, 2, D(2031, 3, 5), T(8), T(12)), Person(7, "Ane Eng"),
        Membership(1, 2, 7), sag(1), Presenter(1, 1, 7),
    )  # fmt: skip
    assert told(proposed(store)) == {
        1: "sættes på 12. marts: det mangler en dato, og Ane Eng er optaget den 5. marts kl. 8.00-12.00"
    }


def test_item_with_no_place_stays_and_says_why():
    store = stored(*WEEKS, sag(1, 240), sag(2, by=D(2031, 3, 4)))
    reasons = {one.item: one.reason for one in proposed(store).proposal.left}
    assert reasons == {
        1: "den 5., 12., 19. og 26. marts har kun 120 min. ledige; ingen af møderne kan bruges",
        2: "punktet skal senest på 4. marts; ingen af møderne kan bruges",
    }


def test_boards_planned_together_share_their_people():
    """Both meet at nine; a person presents for an hour in each, and each meeting lasts two."""
    store = stored(
        WEEKS[0], OTHER, Meeting(9, 2, D(2031, 3, 5), T(9), T(11)), Person(7, "Ane Eng"),
        sag(1, 60), Presenter(1, 1, 7), Item(2, 2, "Sag 2", minutes=60), Presenter(2, 2, 7),
    )  # fmt: skip
    worked = propose(Ask((BOARD, OTHER)), store=store, clock=CLOCK, solver=Engine())
    starts = {one.item: (one.board, one.start) for one in worked.proposal.suggestions}
    assert sorted(starts.values()) == [("DIR", T(9)), ("ØK", T(10))] or sorted(starts.values()) == [
        ("DIR", T(10)),
        ("ØK", T(9)),
    ]
    accept(worked, HOW, store=store, clock=CLOCK)
    assert wrongs(whole(store))[0] == set()
    again = propose(Ask((BOARD, OTHER)), store=store, clock=CLOCK, solver=Engine())
    assert again.proposal.is_empty


@pytest.mark.parametrize("records", [[], [replace(one, status="cancelled") for one in WEEKS]])
def test_without_a_meeting_to_plan_there_is_one_clear_line(records):
    with pytest.raises(Refused, match="Der er ingen kommende møder at lægge punkter på"):
        proposed(stored(*records, sag(1)))


def test_part_of_a_proposal_keeps_the_rules_too():
    full = [sag(1, 90), Placement(1, 1, 2, 1)]
    only_room = [sag(2, 60, after=D(2031, 3, 12), by=D(2031, 3, 12), since=D(2031, 3, 1))]
    store = stored(*WEEKS, *full, *only_room, sag(3))
    worked = proposed(store)
    assert set(told(worked)) == {1, 2, 3}
    assert told(worked)[1] == (
        "flyttes fra 12. til 19. marts: det giver plads til #2 den 12. marts, og den 5. marts ville blive fyldt helt op"
    )
    before = whole(store)
    with pytest.raises(Refused, match=r"Det ville give 30 min\. for meget på mødet onsdag den 12\. marts"):
        accept(worked, HOW, ("2",), store=store, clock=CLOCK)
    with pytest.raises(Unknown):
        accept(worked, HOW, ("4",), store=store, clock=CLOCK)
    assert whole(store) == before
    accept(worked, HOW, ("1", "2"), store=store, clock=CLOCK)
    assert (where(store, 2), where(store, 3)) == ([(12, "placed")], [])


def test_plan_that_was_changed_meanwhile_is_not_overwritten():
    store = stored(*WEEKS, sag(1), sag(2))
    worked = proposed(store)
    assign_items(AssignItems(("1", "26/3"), HOW), store=store, clock=CLOCK)
    with pytest.raises(StalePlan, match="Planen er ændret, siden forslaget blev lavet"):
        accept(worked, HOW, store=store, clock=CLOCK)


class Wrong:
    """An engine that puts everything at nine o'clock of the first meeting."""

    def solve(self, problem, limits, watch=None):  # noqa: ARG002 -- the port's shape
        return Answer({number: Spot(1, 108) for number in problem.tasks}, 0)


def test_answer_that_breaks_a_rule_is_reported_and_not_shown():
    store = stored(*WEEKS, sag(1), sag(2))
    with pytest.raises(BrokenProposal, match="bryder en regel"):
        proposed(store, Wrong())


def test_meeting_whose_items_find_their_place_takes_others_at_once():
    astray = [sag(1, 90), Placement(1, 1, 2, 1), sag(5), Placement(2, 5, 2, 2, start=T(10))]
    store = stored(*WEEKS[:2], *astray, sag(2), sag(3), sag(4))
    worked = proposed(store)
    assert worked.proposal.left == ()
    accept(worked, HOW, store=store, clock=CLOCK)
    assert proposed(store).proposal.is_empty


def test_weights_are_what_is_counted():
    store = stored(*WEEKS, sag(1))
    assert proposed(store, weights=Weights(leave_out=3)).proposal.is_empty is False
    assert proposed(store, weights=Weights(leave_out=0)).proposal.is_empty
