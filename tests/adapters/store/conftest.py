from __future__ import annotations

import datetime as dt

import pytest

from planner.adapters.store.store import open_store
from planner.domain.board import Board
from planner.domain.changes import added, inverse
from planner.domain.item import Item, Placement
from planner.domain.meeting import Meeting

AT = dt.datetime(2024, 11, 6, 14, tzinfo=dt.UTC)
FIRST = dt.date(2024, 11, 13)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "mappe" / "plan.db"


@pytest.fixture
def store(path):
    """A board with four weekly meetings; items 1 and 2 stand on the first two, item 3 waits."""
    store = open_store(path, create=True)
    board = Board(1, "DIR", "Direktionen")
    meetings = [Meeting(n + 1, 1, FIRST + dt.timedelta(weeks=n), dt.time(9), dt.time(13)) for n in range(4)]
    items = [
        Item(1, 1, "Nytårskur for ledere", spellings=("Kur for lederne",), case_number="24/7615"),
        Item(2, 1, "Budgetopfølgning pr. ult. oktober"),
        Item(3, 1, "Regeringens lovprogram", since=dt.date(2024, 11, 6)),
    ]
    placements = [Placement(1, 1, 1, 1), Placement(2, 2, 2, 1)]
    with store.work() as work:
        work.append([added(board)], board=1, at=AT, by="mette", command="init")
        changes = [added(record) for record in (*meetings, *items, *placements)]
        work.append(changes, board=1, at=AT, by="mette", command="import")
        work.commit()
    return store


@pytest.fixture
def write(store):
    """Write changes as one step of the board."""

    def write_step(*changes, by="mette", command="ret", **how):
        with store.work() as work:
            step = work.append(changes, board=1, at=AT, by=by, command=command, **how)
            work.commit()
        return step

    return write_step


@pytest.fixture
def undo(store):
    """Take the latest step back as `planner undo` does."""

    def undo_step(by=None):
        with store.work() as work:
            last = work.last_done(1, by)
            if last is not None:
                work.append(
                    inverse(last.changes), board=1, at=AT, by="jens", command="undo", kind="undo", of=last.id
                )
                work.commit()
        return last

    return undo_step


@pytest.fixture
def redo(store):
    """Bring the step back that was undone last."""

    def redo_step():
        with store.work() as work:
            step = work.next_redo(1)
            if step is not None:
                work.append(step.changes, board=1, at=AT, by="jens", command="redo", kind="redo", of=step.id)
                work.commit()
        return step

    return redo_step
