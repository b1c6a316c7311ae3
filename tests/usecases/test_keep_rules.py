"""Any proposal keeps the rules that were kept, those that block by the settings among them."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from planner.adapters.solver.engine import Engine
from planner.domain.board import Standing
from planner.domain.errors import Refused
from planner.domain.item import Placement, Presenter
from planner.domain.meeting import Meeting
from planner.domain.people import Absence, Person
from planner.domain.planning.greedy import Greedy
from planner.domain.planning.reasons import Left
from planner.domain.rules import RULES
from planner.domain.timetable import Timetable, minute_of, timetable
from planner.usecases.propose import accept
from planner.usecases.take_back import TakeBack, undo
from tests.usecases.proposing import (
    CLOCK,
    HOW,
    WEEKS,
    D,
    T,
    crowded,
    plans,
    proposed,
    sag,
    stored,
    told,
    whole,
    wrongs,
)


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


@settings(max_examples=40, deadline=None)
@given(records=crowded())
def test_first_bid_gives_no_meeting_too_much_or_more_too_much_than_it_had(records):
    changed = accepted_everything(Greedy(), records)
    assert [one for one in changed if one.is_worse] == []


@settings(max_examples=15, deadline=None)
@given(records=crowded(most=3, lengths=(10, 15, 30, 45)))
def test_no_meeting_gets_too_much_or_more_too_much_than_it_had(records):
    changed = accepted_everything(Engine(), records)
    assert [one for one in changed if one.is_worse] == []


class Changed(NamedTuple):
    """A meeting before and after a proposal was accepted."""

    before: Timetable
    after: Timetable
    end: int

    @property
    def is_worse(self):
        late = ends(self.after) > max(ends(self.before), self.end)
        return self.after.over > self.before.over or late


def accepted_everything(solver, records):
    """Each meeting of the board, once a proposal is accepted after which there is nothing more to propose."""
    store = stored(*records)
    before = whole(store)
    accept(proposed(store, solver), HOW, store=store, clock=CLOCK)
    after = whole(store)
    assert proposed(store, solver).proposal.is_empty
    return [
        Changed(timetable(before, one), timetable(after, after.meetings[one.id]), minute_of(one.end))
        for one in before.by_date
        if one.board == 1
    ]


def ends(table):
    return max((minute_of(slot.start) + slot.minutes for slot in table.slots if slot.start), default=0)


@pytest.mark.parametrize(
    ("blocks", "room"),
    [
        # What has a clock time takes that of a break, or pushes what opens the meeting; blocks lie on one another.
        ([Standing(1, 1, "Pause", kind="break", start=T(9, 30), minutes=15)], 60),
        ([Standing(1, 1, "Protokol", minutes=15)], 60),
        ([Standing(n, 1, f"Blok {n}", start=T(9, 30), minutes=15) for n in (1, 2)], 45),
    ],
)
def test_time_that_blocks_and_a_clock_time_share_is_not_given_away(blocks, room):
    firm = [sag(1, 45), Placement(1, 1, 1, 1, start=T(9))]
    stores = (stored(WEEKS[0], *blocks, *firm, sag(2, minutes)) for minutes in (room, room + 5))
    assert [proposed(store).wanted.on for store in stores] == [{2: 1}, {}]


@settings(max_examples=60, deadline=None)
@given(records=plans(), strict=st.sets(st.sampled_from(sorted(RULES)), min_size=1, max_size=3))
def test_rules_that_block_by_the_settings_are_kept_and_what_they_find_already_stops_nothing(records, strict):
    store, levels = stored(*records), dict.fromkeys(strict, "block")
    assume(any(one.status != "cancelled" for one in records if isinstance(one, Meeting) and one.board == 1))
    blocked = wrongs(whole(store), levels)[0]
    worked = proposed(store, Greedy(), levels=levels)
    accept(worked, replace(HOW, levels=levels), store=store, clock=CLOCK)
    assert wrongs(whole(store), levels)[0] <= blocked


def test_meeting_that_must_not_be_empty_keeps_its_only_item():
    away = [Person(7, "Ane Eng"), Presenter(1, 1, 7), Absence(1, 1, 7, D(2031, 3, 12), D(2031, 3, 12))]
    store = stored(*WEEKS, *away, sag(1), Placement(1, 1, 2, 1), sag(2, after=D(2031, 3, 13)))
    assert set(told(proposed(store))) == {1, 2}
    worked = proposed(store, levels={"empty_meeting": "block"}, only=("1",))
    assert worked.proposal.left == (
        Left(1, "Sag 1", "et OBS-punkt siger stop (12. marts: ingen punkter endnu)", stays=True),
    )
    assert set(told(proposed(store, levels={"empty_meeting": "block"}))) == {2}


def test_what_only_may_come_keeps_its_room_where_too_much_is_forbidden():
    held = [sag(1, 60), *(Placement(n, 1, n, 1, state="held") for n in (1, 2))]
    store = stored(*WEEKS, *held, sag(2, 90), waiting := sag(3, 90))
    worked = proposed(store, levels={"over_capacity": "block"}, only=("2", "3"))
    days = {one.item: one.day.day for one in worked.proposal.suggestions}
    assert set(days.values()) == {19, 26}
    assert waiting.id in days


def test_meeting_that_has_too_much_may_get_less_where_too_much_is_forbidden():
    levels = {"over_capacity": "block"}
    firm = [sag(1, 150), Placement(1, 1, 1, 1, start=T(9))]
    store = stored(*WEEKS[:2], *firm, sag(2), Placement(2, 2, 1, 2))
    worked = proposed(store, levels=levels)
    assert worked.wanted.on == {2: 2}
    done = accept(worked, replace(HOW, levels=levels), store=store, clock=CLOCK)
    assert [(one.level, one.sentence) for one in done.findings] == [
        ("warn", "30 min. for meget på dagsordenen")
    ]
