"""What a cancelled meeting or an absence has touched gets new dates, with as little else as possible."""

from __future__ import annotations

import pytest

from planner.adapters.solver.engine import Engine
from planner.domain.errors import Refused
from planner.domain.item import Placement, Presenter
from planner.domain.meeting import Meeting
from planner.domain.people import Person
from planner.usecases.cancel_meeting import CancelMeeting, cancel_meeting
from planner.usecases.note_absence import NoteAbsence, note_absence
from planner.usecases.propose import Ask
from planner.usecases.repair import left_without, repair, returned
from tests.usecases.proposing import (
    BOARD,
    CLOCK,
    HOW,
    WEEKS,
    D,
    T,
    sag,
    stored,
    told,
)


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


def test_repair_looks_further_than_the_coming_weeks_where_those_have_no_meeting():
    far = Meeting(9, 1, D(2031, 6, 4), T(9), T(11))
    store = stored(WEEKS[0], far, sag(1), Placement(1, 1, 1, 1))
    done = cancel_meeting(CancelMeeting(("5/3",), HOW), store=store, clock=CLOCK)
    worked = repair(Ask((BOARD,), weeks=2), returned(done), store=store, clock=CLOCK, solver=Engine())
    assert told(worked) == {1: "sættes på 4. juni: mødet den 5. marts er aflyst"}


def test_repair_is_refused_where_there_are_no_meetings_at_all():
    store = stored(WEEKS[0], sag(1), Placement(1, 1, 1, 1))
    done = cancel_meeting(CancelMeeting(("5/3",), HOW), store=store, clock=CLOCK)
    with pytest.raises(Refused, match="Der er ingen kommende møder"):
        repair(Ask((BOARD,)), returned(done), store=store, clock=CLOCK, solver=Engine())


def test_absence_moves_what_the_person_presents():
    store = stored(*WEEKS, Person(7, "Ane Eng"), sag(1), Placement(1, 1, 1, 1), Presenter(1, 1, 7))
    done = note_absence(NoteAbsence(("Ane", "Eng", "5/3"), HOW), store=store, clock=CLOCK)
    worked = repair(Ask((BOARD,)), left_without(done), store=store, clock=CLOCK, solver=Engine())
    assert told(worked) == {1: "flyttes fra 5. til 12. marts: Ane Eng kan ikke deltage den 5. marts"}
