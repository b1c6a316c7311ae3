"""The real store and its twin answer every question alike, whatever was written."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.adapters.store.store import open_store
from planner.domain.board import Board
from planner.domain.changes import Change, added, edited, inverse, removed
from planner.domain.errors import Refused, StalePlan
from planner.domain.item import Item, Placement
from planner.domain.meeting import Meeting
from planner.domain.people import Person
from tests.fakes.memory_store import MemoryStore

AT = dt.datetime(2031, 3, 5, 14, tzinfo=dt.UTC)
DAY = dt.date(2031, 3, 5)
WEEK = dt.timedelta(weeks=1)


def start(tmp_path):
    stores = (MemoryStore(), open_store(tmp_path / "plan.db", create=True))
    records = [
        *(Meeting(n, 1, DAY + n * WEEK, dt.time(9), dt.time(12)) for n in (1, 2, 3)),
        *(Item(n, 1, title) for n, title in enumerate(("Klimaplan", "Budget", "Klimaråd"), 1)),
        Item(4, 1, "Skolestart", officer=1),
        Person(1, "Bo Ravn", "BR"),
        Placement(1, 1, 1, 1),
        Placement(2, 2, 1, 2, "held"),
        Placement(3, 4, 3, 1),
    ]
    for store in stores:
        with store.work() as work:
            work.append([added(Board(1, "DIR", "Direktionen"))], board=1, at=AT, by="a", command="init")
            work.append([added(record) for record in records], board=1, at=AT, by="a", command="import")
            work.commit()
    return stores


def answers(read):
    return {
        "boards": read.boards(),
        "meeting_on": [read.meeting_on(1, DAY + n * WEEK) for n in range(5)],
        "meetings_near": [read.meetings_near(1, DAY + n * WEEK) for n in range(5)],
        "meeting_dates": read.meeting_dates(1, DAY, DAY + 5 * WEEK),
        "window": read.window(1, DAY, DAY + 2 * WEEK),
        "meetings": read.meetings([1, 3, 99]),
        "open_past": read.open_past(1, DAY + 3 * WEEK),
        "items": read.items([1, 2, 99]),
        "backlog": read.backlog(1),
        "titled": read.titled(1, "klima"),
        "people": [read.people(), read.people("br")],
        "ahead": [
            read.ahead.meetings(1, DAY, DAY + 2 * WEEK),
            read.ahead.moves(1),
            read.ahead.open_routes(1, dt.date(2024, 1, 1)),
        ],
        "person_plan": read.person_plan(1, DAY, DAY + 5 * WEEK),
        "steps": [
            [(s.id, s.by, s.kind, s.of, s.state, s.changes) for s in read.steps(1, item=i)] for i in (None, 1)
        ],
        "everything": [read.everything(), read.everything(1), read.everything(9)],
    }


def some_change(plan, draw):
    """One change that fits the plan; what is new has no number yet."""
    items, meetings = sorted(plan.items), sorted(plan.meetings)
    kind = draw(st.sampled_from(("item", "title", "done", "place", "outcome", "off", "cancel", "move")))
    if kind == "item" or not items or not meetings:
        return added(Item(0, 1, draw(st.sampled_from(("Klimafond", "Trivsel")))))
    item = plan.items[draw(st.sampled_from(items))]
    if kind == "title":
        return edited(item, title=draw(st.sampled_from(("Klimatal", "Budgetloft"))))
    if kind == "done":
        return edited(item, status="done" if item.status == "open" else "open", since=DAY)
    meeting = plan.meetings[draw(st.sampled_from(meetings))]
    if kind == "place":
        state = draw(st.sampled_from(("placed", "held")))
        return added(Placement(0, item.id, meeting.id, 1, state))
    if kind in ("outcome", "off") and plan.placements:
        placement = plan.placements[draw(st.sampled_from(sorted(plan.placements)))]
        return removed(placement) if kind == "off" else edited(placement, outcome="treated")
    if kind == "move":
        return edited(meeting, date=DAY + draw(st.integers(0, 4)) * WEEK)
    return edited(meeting, status="cancelled" if meeting.status == "planned" else "planned")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_both_stores_answer_alike_after_any_steps(tmp_path_factory, data):
    stores = start(tmp_path_factory.mktemp("plan"))
    for _ in range(data.draw(st.integers(1, 6))):
        act = data.draw(st.sampled_from(("do", "do", "do", "undo", "redo")))
        by = data.draw(st.sampled_from(("a", "b")))
        shape = some_change(stores[0].plan, data.draw) if act == "do" else None
        outcomes = [taken(store, act, by, shape) for store in stores]
        assert outcomes[0] == outcomes[1]
        with stores[0].reading() as one, stores[1].reading() as two:
            assert answers(one) == answers(two)


def taken(store, act, by, shape):
    """One step, an undo or a redo, and what came of it: the number of the step, or the refusal."""
    try:
        with store.work() as work:
            if shape is not None:
                new = shape.before is None
                record = replace(shape.after, id=work.new_id(type(shape.after))) if new else shape.after
                changes, how = [Change(shape.before, record)], {"command": "ret"}
            else:
                step = work.last_done(1, by) if act == "undo" else work.next_redo(1)
                if step is None:
                    return None
                changes = inverse(step.changes) if act == "undo" else step.changes
                how = {"command": act, "kind": act, "of": step.id}
            made = work.append(changes, board=1, at=AT, by=by, **how)
            work.commit()
            return made.id
    except (StalePlan, Refused) as refused:
        return type(refused)


@pytest.mark.parametrize("which", [0, 1])
def test_without_commit_nothing_is_written(tmp_path, which):
    store = start(tmp_path)[which]
    with store.reading() as read:
        before = answers(read)
    with store.work() as work:
        work.append([added(Item(0, 1, "Trivsel"))], board=1, at=AT, by="a", command="ny")
    with store.reading() as read:
        assert answers(read) == before


@pytest.mark.parametrize("which", [0, 1])
def test_change_of_a_row_that_is_otherwise_is_refused(tmp_path, which):
    store = start(tmp_path)[which]
    item = Item(1, 1, "Klimaplan", note="som ingen har skrevet")
    with store.work() as work, pytest.raises(StalePlan):
        work.append([Change(item, None)], board=1, at=AT, by="a", command="ret")
