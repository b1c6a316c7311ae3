"""Undo and redo: whatever was done, all the way back is the start and all the way forth is the end."""

from __future__ import annotations

import json
from functools import partial

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from planner.clocks import FixedClock
from planner.domain.board import Board
from planner.domain.changes import added, edited
from planner.domain.errors import NeedsPerson, PlannerError, Refused
from planner.usecases.add_item import AddItem, add_item
from planner.usecases.assign import AssignItems, assign_items
from planner.usecases.cancel_meeting import CancelMeeting, cancel_meeting
from planner.usecases.close_meeting import CloseMeeting, Notes, close_meeting
from planner.usecases.edit_item import EditItems, edit_items
from planner.usecases.export import export_plan
from planner.usecases.move_meeting import MoveMeeting, move_meeting
from planner.usecases.reorder import MoveBeside, SwapItems, move_beside, swap_items
from planner.usecases.step import Decision, Manner, carry_out
from planner.usecases.take_back import BringBack, TakeBack, redo, undo
from planner.usecases.unassign import UnassignItems, unassign_items
from planner.usecases.wishes import Wishes
from planner.usecases.withdraw import WithdrawItems, withdraw_items
from tests.fakes.memory_store import MemoryStore
from tests.usecases.conftest import BOARD, NOW, _records


def test_undo_takes_back_the_latest_step_and_says_whose_it_was(run, manner, plan):
    before = plan()
    run(assign_items, AssignItems(("3", "12/3"), manner("sæt 3 12/3")))
    done = run(undo, TakeBack(manner("fortryd")))
    assert plan() == before
    assert (done.of.command, done.of.by) == ("sæt 3 12/3", "mette")
    assert done.sentences == ("#3 Klimahandleplan 2035: afventer dato (stod på 12. marts)",)


def test_step_of_another_needs_consent_and_names_who_made_it(run, manner, plan):
    done = run(assign_items, AssignItems(("3", "12/3"), manner("sæt 3 12/3", by="jens")))
    after = plan()
    with pytest.raises(NeedsPerson, match="lavet af jens: sæt 3 12/3"):
        run(undo, TakeBack(manner()))
    with pytest.raises(NeedsPerson):
        run(undo, TakeBack(manner(), agreed=done.step.id - 1))
    assert plan() == after
    run(undo, TakeBack(manner(), agreed=done.step.id))
    assert plan() != after


def test_mine_passes_over_the_steps_of_others(run, manner, plan):
    run(assign_items, AssignItems(("3", "12/3"), manner("sæt 3 12/3")))
    run(assign_items, AssignItems(("2", "19/3"), manner("sæt 2 19/3", by="jens")))
    done = run(undo, TakeBack(manner(), mine=True))
    assert done.of.command == "sæt 3 12/3"
    assert (plan().open_of(3), len(plan().open_of(2))) == ((), 1)


def test_own_step_that_another_built_upon_is_not_torn_out(run, manner, plan):
    run(assign_items, AssignItems(("3", "12/3"), manner("sæt 3 12/3")))
    run(assign_items, AssignItems(("3", "19/3"), manner("sæt 3 19/3", by="jens")))
    after = plan()
    with pytest.raises(Refused, match="kan ikke fortrydes alene"):
        run(undo, TakeBack(manner(), mine=True))
    assert plan() == after


def test_dry_run_of_undo_writes_nothing(run, manner, plan):
    run(assign_items, AssignItems(("3", "12/3"), manner()))
    after = plan()
    assert run(undo, TakeBack(manner(dry_run=True))).sentences
    assert plan() == after


def test_new_step_clears_redo(run, manner):
    run(assign_items, AssignItems(("3", "12/3"), manner()))
    run(undo, TakeBack(manner()))
    run(assign_items, AssignItems(("3", "19/3"), manner()))
    with pytest.raises(Refused, match="ikke fortrudt noget"):
        run(redo, BringBack(manner()))


def test_nothing_to_undo_is_said(run, manner):
    run(undo, TakeBack(manner()))  # the import of the fixture
    with pytest.raises(Refused, match="ingen ændringer at fortryde"):
        run(undo, TakeBack(manner()))


OTHER = Board(2, "ØK", "Økonomiudvalget")


@pytest.fixture
def shared(run, store, manner, plan):
    """A step of two boards, done on the first; who takes steps back on the second; and the plan before it."""
    with store.work() as work:
        work.append([added(OTHER)], board=2, at=NOW, by="mette", command="udvalg tilføj")
        work.commit()
    before = plan()
    edits = [edited(before.items[number], title="Nyt navn") for number in (2, 3)]

    def decide(_):
        return Decision(before, edits, also=frozenset([1, 2]))

    done = run(lambda decide, **rest: carry_out(manner("foreslå --accept"), decide, **rest), decide)
    return done.step, partial(Manner, OTHER, "mette", "fortryd"), before


def steps(store, board):
    with store.reading() as read:
        return [(step.id, step.kind, step.boards) for step in read.steps(board)]


def test_step_of_two_boards_is_in_the_history_of_both_and_undone_whole_from_either(shared, run, store, plan):
    step, on_the_other, before = shared
    after = plan()
    assert steps(store, 1)[0] == steps(store, 2)[0] == (step.id, "do", (1, 2))
    done = run(undo, TakeBack(on_the_other()))
    assert (plan(), done.of.id) == (before, step.id)
    assert steps(store, 1)[0] == steps(store, 2)[0] == (done.step.id, "undo", (2, 1))
    run(redo, BringBack(on_the_other()))
    assert plan() == after


def test_what_is_done_on_one_of_its_boards_clears_redo_of_a_shared_step(shared, run, manner):
    _, on_the_other, _ = shared
    run(undo, TakeBack(on_the_other()))
    run(assign_items, AssignItems(("3", "19/3"), manner()))
    with pytest.raises(Refused, match="ikke fortrudt noget"):
        run(redo, BringBack(on_the_other()))


def test_shared_step_that_was_built_upon_is_kept_and_the_boards_to_look_at_are_named(
    shared, run, manner, plan
):
    _, on_the_other, _ = shared
    run(edit_items, EditItems(("2",), manner(), Wishes(title="Et andet navn")))
    after = plan()
    with pytest.raises(Refused) as refused:
        run(undo, TakeBack(on_the_other()))
    assert refused.value.hint == (
        "Fortryd de senere ændringer først: planner historik --board DIR og planner historik --board ØK."
    )
    assert plan() == after


ITEMS = st.sampled_from(("1", "2", "3", "4", "5"))
DAYS = st.sampled_from(("5/3", "12/3", "19/3", "26/3", "2/4", "12/3 eller 19/3", "19/3, 26/3 eller 2/4"))


class Secretary(RuleBasedStateMachine):
    """Somebody who plans, regrets and plans again."""

    @initialize()
    def begin(self):
        self.store, self.clock = MemoryStore(), FixedClock(NOW)
        self.undone = 0
        with self.store.work() as work:
            work.append([added(BOARD)], board=1, at=NOW, by="mette", command="init")
            work.commit()
            work.append([added(one) for one in _records()], board=1, at=NOW, by="mette", command="import")
            work.commit()

    def act(self, use_case, command):
        before, steps = self.store.plan, self.store.steps
        try:
            done = use_case(command, store=self.store, clock=self.clock)
        except PlannerError:
            assert (self.store.plan, self.store.steps) == (before, steps)
            return
        if done.step is not None:
            self.undone = 0
            assert done.sentences
            assert before.apply(done.changes) == self.store.plan

    def how(self):
        return Manner(BOARD, "mette", "prøve", force=True)

    @rule(item=ITEMS, days=DAYS)
    def assign(self, item, days):
        self.act(assign_items, AssignItems((item, *days.split()), self.how()))

    @rule(item=ITEMS)
    def unassign(self, item):
        self.act(unassign_items, UnassignItems((item,), self.how()))

    @rule(item=ITEMS, title=st.sampled_from((None, "Et nyt oplæg")))
    def withdraw(self, item, title):
        self.act(withdraw_items, WithdrawItems((item,), self.how(), title))

    @rule(item=ITEMS, other=ITEMS, side=st.sampled_from(("before", "after")))
    def move(self, item, other, side):
        self.act(move_beside, MoveBeside((item,), side, (other,), self.how()))

    @rule(item=ITEMS, other=ITEMS)
    def swap(self, item, other):
        self.act(swap_items, SwapItems((item, other), self.how()))

    @rule(day=st.sampled_from(("12/3", "19/3")))
    def cancel(self, day):
        self.act(cancel_meeting, CancelMeeting((day, "lederdag"), self.how()))

    @rule(day=st.sampled_from(("12/3", "19/3")), to=st.sampled_from(("13/3", "20/3")))
    def move_meeting(self, day, to):
        self.act(move_meeting, MoveMeeting((day, to), self.how()))

    @rule(rest=st.sampled_from((None, "treated", "postponed", "not_reached", "withdrawn")))
    def close(self, rest):
        self.act(close_meeting, CloseMeeting(("5/3",), self.how(), Notes(rest=rest)))

    @rule(on=st.sampled_from((None, "12/3")))
    def add(self, on):
        self.act(add_item, AddItem("Endnu et punkt", self.how(), on=on))

    @rule()
    def undo_one(self):
        self.undone += self.taken(undo, TakeBack(self.how()))

    @precondition(lambda self: self.undone)
    @rule()
    def redo_one(self):
        assert self.taken(redo, BringBack(self.how()))
        self.undone -= 1

    def taken(self, use_case, command):
        try:
            use_case(command, store=self.store, clock=self.clock)
        except Refused:
            return 0
        return 1

    @invariant()
    def an_open_item_stands_or_waits(self):
        plan = self.store.plan
        for item in plan.items.values():
            if item.status == "withdrawn":
                assert plan.open_of(item.id) == ()
            for placement in plan.open_of(item.id):
                assert plan.meetings[placement.meeting].status != "cancelled"

    @invariant()
    def running_order_is_clear(self):
        for meeting in self.store.plan.meetings:
            places = [p.position for p in self.store.plan.on(meeting)]
            assert len(places) == len(set(places))

    def teardown(self):
        if not hasattr(self, "store"):
            return
        end = text(self.store)
        start_plan, back = None, 0
        while self.taken(undo, TakeBack(self.how())):
            back += 1
        start_plan = text(self.store)
        assert list(self.store.plan.items) == []
        for _ in range(back):
            assert self.taken(redo, BringBack(self.how()))
        assert text(self.store) == end
        while self.taken(undo, TakeBack(self.how())):
            pass
        assert text(self.store) == start_plan


def text(store):
    with store.reading() as read:
        return json.dumps(export_plan(read), ensure_ascii=False)


Secretary.TestCase.settings = settings(max_examples=60, stateful_step_count=15, deadline=None)
test_any_sequence_of_commands_can_be_taken_back_and_brought_back = Secretary.TestCase
