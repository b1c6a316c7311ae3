from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from planner.adapters.store.store import open_store
from planner.clocks import FixedClock
from planner.domain.board import Board, Standing
from planner.domain.changes import added
from planner.domain.item import Item, Placement
from planner.domain.meeting import Meeting
from planner.domain.people import Membership, Person
from planner.usecases.step import Manner
from tests.fakes.memory_store import MemoryStore

NOW = dt.datetime(2031, 3, 5, 14, tzinfo=ZoneInfo("Europe/Copenhagen"))  # a Wednesday
BOARD = Board(1, "DIR", "Direktionen", weekday=2, start=dt.time(9), end=dt.time(12))
FIRST = dt.date(2031, 3, 5)


def _records():
    """Meetings every Wednesday from 5 March (over since noon); items 1 to 4, item 1 on again."""
    yield from (Meeting(n + 1, 1, FIRST + dt.timedelta(weeks=n), dt.time(9), dt.time(12)) for n in range(5))
    yield Standing(1, 1, "Aktuelle sager", minutes=15)
    yield from (Person(1, "Bo Ravn", "BR", "Økonomichef"), Person(2, "Karen Holm", "KAHO"))
    yield Membership(1, 1, 1)
    yield Item(1, 1, "Nyt pensionskoncept")
    yield Item(2, 1, "Budgetopfølgning pr. ult. februar")
    yield Item(3, 1, "Klimahandleplan 2035", since=dt.date(2031, 3, 1))
    yield Item(4, 1, "Program for personaledagen")
    yield Placement(1, 1, 1, 1)
    yield Placement(2, 2, 2, 1)
    yield Placement(3, 4, 2, 2)


@pytest.fixture(params=["memory", "sqlite"])
def store(request, tmp_path):
    """The same plan in the twin and in the real store."""
    store = MemoryStore() if request.param == "memory" else open_store(tmp_path / "plan.db", create=True)
    with store.work() as work:
        work.append([added(BOARD)], board=1, at=NOW, by="mette", command="init")
        work.append([added(one) for one in _records()], board=1, at=NOW, by="mette", command="import")
        work.commit()
    return store


@pytest.fixture
def clock():
    return FixedClock(NOW)


@pytest.fixture
def manner():
    def make(command="prøve", **how):
        return Manner(BOARD, how.pop("by", "mette"), command, **how)

    return make


@pytest.fixture
def run(store, clock):
    """Carry a command out; it says which use-case and which command."""

    def run_one(use_case, command):
        return use_case(command, store=store, clock=clock)

    return run_one


@pytest.fixture
def plan(store):
    """The whole plan as it stands."""

    def look():
        with store.reading() as read:
            return read.everything()

    return look
