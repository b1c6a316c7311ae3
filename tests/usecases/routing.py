"""A plan with a weekly board, two political ones, and a body of which no meeting is known; and routes in it."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from planner.adapters.store.store import open_store
from planner.domain.board import Board
from planner.domain.changes import added
from planner.domain.item import Item, Placement
from planner.domain.meeting import Meeting
from planner.usecases.plan_route import PlanRoute, plan_route
from planner.usecases.step import Manner
from tests.fakes.memory_store import MemoryStore

NOW = dt.datetime(2025, 5, 12, 10, tzinfo=ZoneInfo("Europe/Copenhagen"))  # a Monday
DIR = Board(1, "DIR", "Direktionen", weekday=2)
OK = Board(2, "ØK", "Økonomiudvalget", own=False, agenda_days=4, saturdays=True, days_off="")
KB = Board(3, "KB", "Kommunalbestyrelsen", own=False)
KL = Board(4, "KL", "Koncernledelsen", own=False)
D = dt.date


def _records():
    for number in range(8):  # Wednesdays from 14 May
        yield _meeting(number + 1, 1, D(2025, 5, 14) + dt.timedelta(weeks=number))
    for number, day in enumerate((D(2025, 5, 13), D(2025, 6, 10), D(2025, 6, 24)), 20):
        yield _meeting(number, 2, day)
    for number, day in enumerate((D(2025, 5, 20), D(2025, 6, 17), D(2025, 6, 26)), 30):
        yield _meeting(number, 3, day)
    yield Item(1, 1, "Budgetopfølgning pr. ult. april", since=D(2025, 5, 1))
    yield Item(2, 1, "Klimahandleplan")
    yield Placement(1, 2, 2, 1)
    yield Item(3, 1, "Gammel sag", "done")


def _meeting(number, board, day):
    return Meeting(number, board, day, dt.time(9), dt.time(12))


def stored(kind, folder):
    store = MemoryStore() if kind == "memory" else open_store(folder / "plan.db", create=True)
    with store.work() as work:
        work.append([added(DIR)], board=1, at=NOW, by="mette", command="init")
        boards = [added(one) for one in (OK, KB, KL)]
        work.append([*boards, *map(added, _records())], board=1, at=NOW, by="mette", command="import")
        work.commit()
    return store


def manner(board=DIR):
    return Manner(board, "mette", "prøve")


def way(run, *words, lag=1):
    return run(plan_route, PlanRoute(words, manner(), lag))


def days(made):
    return [(stop.board.code, stop.meeting and stop.meeting.date) for stop in made.stops]
