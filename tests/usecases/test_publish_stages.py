"""What is told of a time plan that is provisional, locked or sent: to whom, and when nothing is told."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from planner.domain.board import Board
from planner.domain.changes import Change, added, edited, net
from planner.domain.item import Placement
from planner.domain.stages import dispatch, lock, numbered
from planner.usecases.publish import PublishPlan, publish
from tests.usecases.publishing import (
    ADA,
    BO,
    BOARD,
    CARL,
    DINA,
    FIRST,
    MAYOR,
    RECORDS,
    SECOND,
    SENDER,
    THIRD,
    Office,
    office_in,
)

PROVISIONAL = [
    replace(record, stage="provisional") if hasattr(record, "stage") else record for record in RECORDS
]


class Chancery(Office):
    """An office whose board has habits of its own; it asks with the board as it stands."""

    def habits(self, **how):
        board = self.read().boards[1]
        self.write(Change(board, replace(board, **how)))

    def ask(self, sender=SENDER, **how):
        command = PublishPlan(self.read().boards[1], "mette", "memory", sender, **how)
        return publish(command, store=self.store, clock=self.clock, new_key=self.new_key)

    def tells(self, **how):
        """Publish and deliver: who is sent what."""
        self.messages()
        self.publish(**how)
        self.sync()
        return self.messages()

    def minutes(self, item, minutes):
        self.write(edited(self.read().items[item], minutes=minutes))

    def late_point(self, item, meeting=1):
        """The item comes to a meeting, as a command would put it there."""
        self.step(added(Placement(90 + item, item, meeting, 9)))

    def step(self, *changes):
        plan = self.read()
        self.write(*net(numbered(plan, changes, lambda _: 99)))


@pytest.fixture
def office(tmp_path):
    made = office_in(tmp_path, PROVISIONAL)
    office = Chancery(made.store)
    office.habits(tolerance=10)
    return office


def times(office, person):
    return [(starts, ends) for starts, ends, _ in office.has(person)]


def body(office, person):
    (entry,) = office.calendar.calendars[f"{person}@plan.example"].values()
    return entry.body


# ------------------------------------------------------------------------------------- provisional


def test_presenters_have_a_window_and_members_an_agenda_without_times(office):
    office.tells()
    assert office.has(CARL) == [
        ("12.03 09.00", "11.00", "Direktionen den 12. marts mellem kl. 9 og 11 - din deltagelse")
    ]
    assert times(office, DINA) == [("12.03 09.00", "11.00")]
    assert body(office, "dina").splitlines()[:2] == [
        "Mellem kl. 9 og 11 - det præcise tidspunkt følger.",
        "Lukket punkt",
    ]
    first = min(office.calendar.calendars["ada@plan.example"].values(), key=lambda one: one.starts)
    assert first.body.splitlines()[:4] == ["Foreløbig dagsorden:", "Klimaplan", "Budget", "Lukket punkt"]


@pytest.mark.parametrize("minutes", [5, 20, 29, 35, 45])
def test_provisional_plan_that_shifts_a_little_tells_nobody(office, minutes):
    office.tells()
    office.minutes(1, minutes)
    assert office.ask().is_empty


def test_window_stands_as_long_as_the_time_lies_within_it(office):
    office.tells()
    for minutes in (35, 40, 45, 50, 55):
        office.minutes(1, minutes)
        assert office.ask().is_empty
    office.minutes(1, 70)
    assert office.tells() == [(DINA, "request")]
    assert times(office, DINA) == [("12.03 10.00", "12.00")]


def test_two_stretches_whose_windows_meet_are_one_event_until_the_lock(office):
    plan = office.read()
    office.write(edited(plan.placements[2], position=3), edited(plan.placements[3], position=2))
    office.tells()
    assert times(office, CARL) == [("12.03 09.00", "11.00")]
    office.write(*lock(office.read().meetings[1]))
    office.tells()
    assert times(office, CARL) == [("12.03 09.00", "09.30"), ("12.03 10.00", "10.30")]


def test_board_may_tell_presenters_nothing_before_the_lock(office):
    office.habits(provisional="nothing")
    assert {person for person, _ in office.tells()} == {ADA, BO}
    office.write(*lock(office.read().meetings[1]))
    assert [one for one in office.tells() if one[0] not in (ADA, BO)] == [
        (CARL, "request"),
        (DINA, "request"),
        (MAYOR, "request"),
    ]


# ------------------------------------------------------------------------------------------ locked


@pytest.fixture
def locked(office):
    office.tells()
    office.write(*lock(office.read().meetings[1]))
    office.publish()
    office.sync()
    office.messages()
    return office


def test_lock_gives_the_exact_times(locked):
    assert times(locked, CARL) == [("12.03 09.00", "10.00")]
    assert times(locked, DINA) == [("12.03 10.00", "10.30")]
    assert body(locked, "dina").splitlines()[0] == "Kl. 10.00-10.30: Lukket punkt"


def test_lock_says_that_the_time_is_firm(office):
    office.tells()
    office.write(*lock(office.read().meetings[1]))
    (dina,) = [row for row in office.ask().told if row.person == DINA]
    assert dina.hears[0].sentence.startswith("tiden ligger fast: onsdag den 12. marts kl. 10.00-10.30")


# Minutes of the first item (30 were published) -> whether it waits.
@pytest.mark.parametrize(("minutes", "waits"), [(31, True), (39, True), (21, True), (40, False), (20, False)])
def test_small_shift_waits_until_it_is_asked_for(locked, minutes, waits):
    locked.minutes(1, minutes)
    asked = locked.ask()
    assert (asked.is_empty, bool(asked.small)) == (waits, waits)
    assert not locked.ask(exact=True).is_empty
    assert (DINA, "request") in locked.tells(exact=True)


def test_small_shifts_are_measured_from_what_was_published(locked):
    for minutes in (33, 36, 39):
        locked.minutes(1, minutes)
        assert locked.ask().is_empty
    locked.minutes(1, 42)
    assert (DINA, "request") in locked.tells()
    assert times(locked, DINA) == [("12.03 10.12", "10.42")]


def test_other_news_of_an_event_brings_its_new_time_along(locked):
    locked.minutes(1, 35)
    locked.write(edited(locked.read().items[2], title="Budget 2032"))
    assert (CARL, "request") in locked.tells()
    assert times(locked, CARL) == [("12.03 09.00", "10.05")]
    assert times(locked, DINA) == [("12.03 10.00", "10.30")]


def test_meeting_that_is_moved_by_a_little_is_told(locked):
    locked.write(edited(locked.read().meetings[2], start=dt.time(9, 5)))
    assert locked.tells() == [(ADA, "request"), (BO, "request")]


def test_board_locks_by_itself_when_its_day_has_come(office):
    office.habits(lock_days=5)
    office.tells()
    assert times(office, DINA) == [("12.03 09.00", "11.00")]
    assert office.ask().is_empty
    office.clock.passes(days=2)
    assert office.ask().counts["updates"] == 5
    office.tells()
    assert times(office, DINA) == [("12.03 10.00", "10.30")]
    assert office.read().meetings[1].stage == "provisional"


# -------------------------------------------------------------------------------------- within a day


@pytest.mark.parametrize(("days", "urgent"), [(5, []), (6, ["Dina Kær"])])
def test_change_within_a_day_lists_whom_to_telephone(locked, days, urgent):
    locked.clock.passes(days=days, hours=19)
    dina = locked.read().people[DINA]
    locked.write(edited(dina, telephone="33 33 33 33"), edited(locked.read().placements[3], minutes=60))
    assert [call.name for call in locked.ask().calls] == urgent
    assert all(call.telephone == "33 33 33 33" for call in locked.ask().calls)


# -------------------------------------------------------------------------------------------- sent


@pytest.fixture
def sent(locked):
    locked.write(*dispatch(locked.read(), locked.read().meetings[1]))
    locked.publish()
    locked.sync()
    locked.messages()
    return locked


def agenda(office, person="ada"):
    first = min(office.calendar.calendars[f"{person}@plan.example"].values(), key=lambda one: one.starts)
    return first.body.split("\n\n")[0].splitlines()


def test_sent_agenda_has_its_numbers_in_every_event(sent):
    assert agenda(sent) == [
        "Dagsorden:",
        "9.00 1. Klimaplan",
        "9.30 2. Budget",
        "10.00 3. Lukket punkt",
    ]
    assert body(sent, "dina").splitlines()[0] == "Kl. 10.00-10.30: punkt 3, Lukket punkt"


def test_sending_the_agenda_is_no_addition(locked):
    locked.write(*dispatch(locked.read(), locked.read().meetings[1]))
    asked = locked.ask()
    assert asked.additions == ()
    (ada,) = [row for row in asked.told if row.person == ADA]
    assert ada.hears[0].sentence == "dagsordenen sendes ud: onsdag den 12. marts kl. 9.00-12.00"


def test_what_comes_later_is_an_addition_with_its_recipients(sent):
    sent.late_point(4)
    (addition,) = sent.ask().additions
    assert (addition.date, addition.lines, addition.recipients) == (
        FIRST,
        ("10.30 4. Skolestart (tillæg)",),
        ("Ada Ravn", "Bo Lind"),
    )
    sent.tells()
    assert agenda(sent)[-1] == "10.30 4. Skolestart (tillæg)"


def test_what_leaves_keeps_its_number_and_says_so(sent):
    sent.step(Change(sent.read().placements[1], None))
    (addition,) = sent.ask().additions
    assert addition.lines == ("9.00 2. Budget", "9.30 3. Lukket punkt", "Punkt 1 udgår.")
    sent.tells()
    assert agenda(sent)[1:] == ["9.00 2. Budget", "9.30 3. Lukket punkt", "Punkt 1 udgår."]


def test_board_sends_the_agenda_by_itself_as_one_step_of_the_publication(locked):
    locked.habits(dispatch_days=3)
    locked.clock.passes(days=4)
    asked = locked.ask()
    assert asked.dispatched == (FIRST,)
    assert locked.read().meetings[1].stage == "locked"
    locked.publish()
    assert (locked.read().meetings[1].stage, locked.read().meetings[1].points) == ("sent", 3)
    assert [p.agenda_number for p in locked.read().on(1)] == [1, 2, 3]
    assert locked.ask().dispatched == ()


# ------------------------------------------------------------------------------- limits, holds, bring


def test_item_that_moves_past_the_limit_is_told_its_new_time(locked):
    locked.write(edited(locked.read().placements[3], meeting=3, position=1))
    assert [one for one in locked.tells(until=FIRST) if one[0] == DINA] == [(DINA, "request")]
    assert times(locked, DINA) == [("26.03 09.00", "10.00")]
    assert locked.ask().told == ()


def test_meeting_that_moves_past_the_limit_is_told_its_new_day(locked):
    moved = locked.read().meetings[1]
    locked.write(edited(moved, date=dt.date(2031, 4, 2)))
    assert {kind for _, kind in locked.tells(until=SECOND)} == {"request"}
    assert times(locked, CARL) == [("02.04 09.00", "10.00")]
    assert locked.ask().is_empty


def test_limit_leaves_out_what_is_later_before_and_after(office):
    asked = office.ask(until=FIRST)
    assert {hears.date for row in asked.told for hears in row.hears} == {FIRST}
    office.publish(until=FIRST)
    office.write(edited(office.read().meetings[3], start=dt.time(8)))
    assert office.ask(until=FIRST).is_empty
    assert {hears.date for row in office.ask().told for hears in row.hears} == {SECOND, THIRD}


@pytest.mark.parametrize("by", ["board", "option"])
def test_held_dates_are_told_when_the_secretary_says_so_and_until_they_settle(office, by):
    plan = office.read()
    office.write(edited(plan.placements[3], state="held"), added(Placement(9, 3, 3, 1, state="held")))
    assert [row for row in office.ask().told if row.person == DINA] == []
    if by == "board":
        office.habits(holds=True)
        office.tells()
    else:
        office.tells(sender=replace(SENDER, holds=True))
    assert [subject for *_, subject in office.has(DINA)] == [
        "Foreløbig: Direktionen den 12. marts - din deltagelse",
        "Foreløbig: Direktionen den 26. marts - din deltagelse",
    ]
    assert office.ask().is_empty
    plan = office.read()
    office.write(edited(plan.placements[9], state="placed"), Change(plan.placements[3], None))
    assert [one for one in office.tells() if one[0] == DINA] == [(DINA, "cancel"), (DINA, "request")]
    assert times(office, DINA) == [("26.03 09.00", "10.00")]


def test_what_to_bring_stands_with_an_open_item_only(locked):
    plan = locked.read()
    locked.write(edited(plan.items[2], bring="tre tabeller"), edited(plan.items[3], bring="KANARIEFUGL"))
    locked.tells()
    assert "Medbring: tre tabeller" in body(locked, "carl").splitlines()
    assert "KANARIEFUGL" not in repr(locked.calendar.messages) + repr(locked.calendar.calendars)


def test_other_boards_are_named_as_left_out(locked):
    locked.write(added(Board(2, "ØK", "Økonomiudvalget")), added(Board(3, "KB", "Byrådet", own=False)))
    assert (locked.ask().board, locked.ask().others) == (BOARD.code, ("ØK",))
