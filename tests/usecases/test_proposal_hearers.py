"""Who would be told of a proposal: everybody whom any of its boards would tell, and nobody else."""

from __future__ import annotations

import datetime as dt

import pytest

from planner.adapters.solver.engine import Engine
from planner.domain.board import Board
from planner.domain.changes import added
from planner.domain.item import Item, Placement, Presenter
from planner.domain.meeting import Meeting
from planner.domain.people import Absence
from planner.usecases.proposal_hearers import with_hearers
from planner.usecases.propose import Ask, propose
from planner.usecases.publish import PublishPlan, publish
from tests.usecases.publishing import BOARD, CARL, DINA, FIRST, RECORDS, SECOND, SENDER, office_in

OTHER = Board(2, "ØK", "Økonomiudvalget", start=dt.time(13), end=dt.time(15), tolerance=0)
OTHERS = [
    *(Meeting(n, 2, day, dt.time(13), dt.time(15), stage="locked") for n, day in ((11, FIRST), (12, SECOND))),
    Item(11, 2, "Takster", minutes=30, visibility="open"),
    Placement(11, 11, 11, 1),
    Presenter(11, 11, DINA),
]


@pytest.fixture
def told(tmp_path):
    """Publish these boards, let Carl and Dina be absent on the first day, and say who would hear of the repair."""
    office = office_in(tmp_path, RECORDS)
    office.write(added(OTHER), *map(added, OTHERS))

    def hears(board, store):
        command = PublishPlan(board, "mette", "memory", SENDER)
        return publish(command, store=store, clock=office.clock, new_key=office.new_key)

    def asked(*published):
        for board in published:
            command = PublishPlan(
                board, "mette", "memory", SENDER, agreed=hears(board, office.store).question
            )
            publish(command, store=office.store, clock=office.clock, new_key=office.new_key)
        office.quiet()
        away = [Absence(board, board, person, FIRST, FIRST) for board, person in ((1, CARL), (2, DINA))]
        office.write(*map(added, away))
        asked = Ask((BOARD, OTHER), items=frozenset([1, 2, 11]))
        worked = propose(asked, store=office.store, clock=office.clock, solver=Engine())
        assert {one.item for one in worked.proposal.suggestions} == {1, 2, 11}
        worked = with_hearers(worked, store=office.store, clock=office.clock, hears=hears)
        return {one.name: one.sentences for one in worked.proposal.told}

    return asked


def test_everybody_whom_any_of_the_boards_tells_is_named(told):
    found = told(BOARD, OTHER)
    assert list(found) == sorted(found)
    assert "Carl Holt" in found
    assert found["Dina Kær"] == (
        "ny tid: onsdag den 19. marts kl. 13.00-13.30 (før den 12. marts kl. 13.00), #11 Takster",
    )


def test_a_board_of_which_nobody_was_told_tells_nobody(told):
    assert "Dina Kær" not in told(BOARD)


def test_nobody_hears_of_a_plan_that_nobody_was_told(told):
    assert told() == {}
