"""Whatever is done, undone and done again: the state is what the journal says."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.adapters.store.backup import check
from planner.adapters.store.store import open_store
from planner.domain.board import Board
from planner.domain.changes import added, edited, inverse, removed
from planner.domain.item import Item, Placement
from planner.domain.journal import replay
from planner.domain.meeting import Meeting

AT = dt.datetime(2024, 11, 6, 14, tzinfo=dt.UTC)
DAY = dt.date(2024, 11, 13)
ACTIONS = ("add", "title", "status", "since", "place", "outcome", "return", "cancel", "undo", "redo")
moves = st.lists(st.tuples(st.sampled_from(ACTIONS), st.integers(0, 50)), max_size=25)


def _pick(rows, number):
    return rows[sorted(rows)[number % len(rows)]]


def _changes(action, number, plan, work):
    """One step of that kind in this plan; nothing when there is nothing to do it to."""
    items, placements = plan.items, plan.placements
    if action == "add":
        return [added(Item(work.new_id(Item), 1, f"Punkt {number}"))]
    if action == "cancel":
        meeting = _pick(plan.meetings, number)
        status = "planned" if meeting.status == "cancelled" else "cancelled"
        return [edited(meeting, status=status), *map(removed, plan.on(meeting.id))]
    if action in ("outcome", "return"):
        if not placements:
            return []
        found = _pick(placements, number)
        return [
            removed(found) if action == "return" else edited(found, outcome="postponed", decision="Udsat")
        ]
    if not items:
        return []
    item = _pick(items, number)
    if action == "place":
        meeting = _pick(plan.meetings, number)
        return [added(Placement(work.new_id(Placement), item.id, meeting.id, number, label=f"Om {number}"))]
    value = {
        "title": {"title": f"Titel {number}", "spellings": (item.title,)},
        "status": {"status": ("open", "done", "withdrawn")[number % 3]},
        "since": {"since": DAY + dt.timedelta(days=number)},
    }[action]
    change = edited(item, **value)
    return [change] if change.before != change.after else []


def _act(store, action, number):
    """Do it to the store; False when there was nothing to do."""
    with store.work() as work:
        how = {"kind": "do", "of": None}
        if action in ("undo", "redo"):
            step = work.last_done(1) if action == "undo" else work.next_redo(1)
            changes = [] if step is None else step.changes
            changes = inverse(changes) if action == "undo" else changes
            how = {"kind": action, "of": step and step.id}
        else:
            changes = _changes(action, number, work.read.everything(), work)
        if not changes:
            return False
        work.append(changes, board=1, at=AT, by="mette", command=action, **how)
        work.commit()
        return True


def _everything(store):
    with store.reading() as read:
        return read.everything()


def _founded(folder):
    store = open_store(Path(folder) / "plan.db", create=True)
    weeks = [Meeting(n, 1, DAY + dt.timedelta(weeks=n), dt.time(9), dt.time(12)) for n in (1, 2, 3)]
    with store.work() as work:
        records = [Board(1, "DIR", "Direktionen"), *weeks]
        work.append(list(map(added, records)), board=1, at=AT, by="mette", command="init")
        work.commit()
    return store


@settings(max_examples=25, deadline=None)
@given(moves)
def test_state_is_the_replay_of_the_journal(taken):
    with tempfile.TemporaryDirectory() as folder:
        store = _founded(folder)
        for action, number in taken:
            _act(store, action, number)
        state = _everything(store)
        with store.reading() as read:
            assert replay(read.journal()) == state
            assert tuple(read.backlog(1).items.values()) == state.backlog
        assert check(Path(folder) / "plan.db") == ()


@settings(max_examples=15, deadline=None)
@given(moves)
def test_undo_to_the_start_and_redo_to_the_end_is_where_it_was(taken):
    with tempfile.TemporaryDirectory() as folder:
        store = _founded(folder)
        start = _everything(store)
        for action, number in taken:
            if action not in ("undo", "redo"):
                _act(store, action, number)
        end = _everything(store)
        while _act(store, "undo", 0):
            pass
        assert _everything(store) == start
        while _act(store, "redo", 0):
            pass
        assert _everything(store) == end
        assert check(Path(folder) / "plan.db") == ()
