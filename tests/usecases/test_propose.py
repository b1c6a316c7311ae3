"""A proposal keeps every rule, changes nothing before it is accepted, and leaves nothing more to propose."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.adapters.solver.engine import Engine
from planner.clocks import FixedClock
from planner.domain.board import Board, Standing
from planner.domain.changes import added
from planner.domain.errors import Refused, SolverFailed, SolverMissing, StalePlan, Unknown
from planner.domain.item import Item, Placement, Presenter
from planner.domain.meeting import Meeting
from planner.domain.people import Absence, Membership, Person
from planner.domain.planning.greedy import Greedy
from planner.domain.planning.problem import Answer, Spot
from planner.domain.planning.reasons import Left
from planner.domain.planning.weights import Weights
from planner.domain.rules import findings
from planner.domain.timetable import timetable
from planner.usecases.assign import AssignItems, assign_items
from planner.usecases.best_plan import BrokenProposal
from planner.usecases.cancel_meeting import CancelMeeting, cancel_meeting
from planner.usecases.note_absence import NoteAbsence, note_absence
from planner.usecases.propose import Ask, accept, propose
from planner.usecases.repair import left_without, repair, returned
from planner.usecases.step import Manner
from planner.usecases.take_back import TakeBack, undo
from tests.fakes.memory_store import MemoryStore

D, T = dt.date, dt.time
NOW = dt.datetime(2031, 3, 3, 14, tzinfo=ZoneInfo("Europe/Copenhagen"))  # a Monday
CLOCK = FixedClock(NOW)
BOARD = Board(1, "DIR", "Direktionen", weekday=2)
OTHER = Board(2, "ØK", "Økonomiudvalget")
WEEKS = [Meeting(n, 1, D(2031, 3, 5) + dt.timedelta(weeks=n - 1), T(9), T(11)) for n in range(1, 5)]
HOW = Manner(BOARD, "mette", "foreslå --accept")


def stored(*records):
    store = MemoryStore()
    with store.work() as work:
        work.append([added(one) for one in (BOARD, *records)], board=1, at=NOW, by="mette", command="import")
        work.commit()
    return store


def proposed(store, solver=None, **asked):
    return propose(Ask((BOARD,), **asked), store=store, clock=CLOCK, solver=solver or Engine())


def whole(store):
    with store.reading() as read:
        return read.everything()


def where(store, item):
    plan = whole(store)
    return [(plan.meetings[one.meeting].date.day, one.state) for one in plan.open_of(item)]


def told(worked):
    return {one.item: one.reason for one in worked.proposal.suggestions}


def sag(number, minutes=30, **fields):
    return Item(number, 1, f"Sag {number}", minutes=minutes, **fields)


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
    with pytest.raises(Unknown):
        proposed(store, keep=("13/3",))
    with pytest.raises(Refused, match="Alle de kommende møder"):
        proposed(store, keep=("5/3, 12/3, 19/3 og 26/3",))


@pytest.mark.parametrize(
    ("records", "asked", "reason"),
    [
        ([Placement(1, 1, 2, 1)], {"keep": ("12/3",)}, "mødet 12. marts skal blive, som det er"),
        ([Placement(1, 1, 2, 1, start=T(9))], {}, "punktet har et fast klokkeslæt på mødet 12. marts"),
        (
            [Placement(1, 1, 2, 1), Placement(2, 1, 3, 1)],
            {},
            "punktet står på flere møder: 12. marts og 19. marts",
        ),
        (
            [Placement(1, 1, 4, 1)],
            {"weeks": 2},
            "punktet står på mødet 26. marts, som er holdt eller ligger for langt fremme",
        ),
    ],
)
def test_item_that_is_named_and_cannot_be_moved_says_why(records, asked, reason):
    worked = proposed(stored(*WEEKS, sag(1), *records), only=("1",), **asked)
    assert worked.proposal.left == (Left(1, "Sag 1", reason, stays=True),)
    assert worked.wanted.is_empty


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
        1: "den 5. marts har kun 120 min. ledige, og den 12. marts har kun 120 min. ledige; ingen af møderne kan bruges",
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


def test_cancelled_meeting_is_repaired_with_nothing_else_moved():
    store = stored(*WEEKS, sag(1), Placement(1, 1, 1, 1), sag(2), sag(3), Placement(2, 3, 2, 1))
    done = cancel_meeting(CancelMeeting(("5/3", "sygdom"), HOW), store=store, clock=CLOCK)
    assert returned(done) == {1: "mødet den 5. marts er aflyst"}
    worked = repair(Ask((BOARD,)), returned(done), store=store, clock=CLOCK, solver=Engine())
    assert told(worked) == {1: "sættes på 12. marts: mødet den 5. marts er aflyst"}


def test_repair_widens_to_what_may_make_room():
    full = [one for n in (2, 3) for one in (sag(10 + n, 75), Placement(10 + n, 10 + n, n, 1))]
    store = stored(*WEEKS, *full, sag(1, 60, by=D(2031, 3, 12)), Placement(1, 1, 1, 1))
    done = cancel_meeting(CancelMeeting(("5/3",), HOW), store=store, clock=CLOCK)
    worked = repair(Ask((BOARD,)), returned(done), store=store, clock=CLOCK, solver=Engine())
    assert worked.wanted.on[1] == 2
    assert worked.proposal.left == ()


def test_absence_moves_what_the_person_presents():
    store = stored(*WEEKS, Person(7, "Ane Eng"), sag(1), Placement(1, 1, 1, 1), Presenter(1, 1, 7))
    done = note_absence(NoteAbsence(("Ane", "Eng", "5/3"), HOW), store=store, clock=CLOCK)
    worked = repair(Ask((BOARD,)), left_without(done), store=store, clock=CLOCK, solver=Engine())
    assert told(worked) == {1: "flyttes fra 5. til 12. marts: Ane Eng kan ikke deltage den 5. marts"}


days = st.sampled_from([one.date for one in WEEKS])


@st.composite
def plans(draw):
    """Up to six items that wait, are held or stand on four meetings, with people, blocks and another board."""
    statuses, stages = ["planned"] * 5 + ["cancelled"], ["provisional", "provisional", "locked"]
    records = [
        replace(one, status=draw(st.sampled_from(statuses)), stage=draw(st.sampled_from(stages)))
        for one in WEEKS
    ]
    records += [Person(7, "Ane Eng"), Person(8, "Bo Bak"), OTHER, Membership(1, 2, 7)]
    records += [Meeting(9, 2, draw(days), T(9), T(10))]
    if draw(st.booleans()):
        records += [
            Standing(1, 1, "Pause", kind="break", start=T(10), minutes=draw(st.sampled_from([10, 15])))
        ]
    if draw(st.booleans()):
        records += [Absence(1, 1, draw(st.sampled_from([7, 8])), draw(days), D(2031, 3, 26))]
    for number in range(1, draw(st.integers(1, 6)) + 1):
        since = draw(st.none() | st.just(D(2031, 1, 6)))
        first, last = draw(st.none() | days), draw(st.none() | days)
        records.append(
            sag(number, draw(st.sampled_from([None, 15, 30, 45, 60, 90])), since=since, after=first, by=last)
        )
        records += [Presenter(number, number, draw(st.sampled_from([7, 8])))] if draw(st.booleans()) else []
        on = draw(st.sets(st.sampled_from([1, 2, 3, 4]), max_size=2))
        state = "held" if len(on) > 1 else draw(st.sampled_from(["placed", "placed", "held"]))
        records += [Placement(10 * number + m, number, m, number, state=state) for m in sorted(on)]
        if len(on) == 1 and state == "placed" and draw(st.integers(0, 5)) == 0:
            records[-1] = replace(records[-1], start=draw(st.sampled_from([T(9, 15), T(10)])))
    return records


def wrongs(plan):
    coming = [one for one in plan.by_date if one.board == 1]
    found = findings(plan, NOW.replace(tzinfo=None), meetings=coming)
    over = {one.id: timetable(plan, one).over for one in coming if one.status == "planned"}
    return {one.key for one in found if one.level == "block"}, over


@pytest.mark.parametrize("solver", [Engine(), Greedy()], ids=["engine", "first bid"])
@settings(max_examples=40, deadline=None)
@given(records=plans())
def test_any_proposal_keeps_the_rules_and_leaves_nothing_to_propose(solver, records):
    store = stored(*records)
    if all(one.status == "cancelled" for one in records if isinstance(one, Meeting) and one.board == 1):
        with pytest.raises(Refused):
            proposed(store)
        return
    before = whole(store)
    done = accept(proposed(store, solver), HOW, store=store, clock=CLOCK)
    (blocked, over), (blocking, too_much) = wrongs(before), wrongs(whole(store))
    assert blocking <= blocked
    assert all(too_much[number] <= over[number] for number in too_much)
    assert proposed(store, solver).proposal.is_empty
    if done.step is not None:
        undo(TakeBack(HOW), store=store, clock=CLOCK)
        assert whole(store) == before


def test_weights_are_what_is_counted():
    store = stored(*WEEKS, sag(1))
    assert proposed(store, weights=Weights(leave_out=3)).proposal.is_empty is False
    assert proposed(store, weights=Weights(leave_out=0)).proposal.is_empty
