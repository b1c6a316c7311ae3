"""Four Wednesday meetings of a board, what may stand on them, and how a proposal for them is asked for."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from planner.adapters.solver.engine import Engine
from planner.clocks import FixedClock
from planner.domain.board import Board, Standing
from planner.domain.changes import added
from planner.domain.item import Item, Placement, Presenter
from planner.domain.meeting import Meeting
from planner.domain.people import Absence, Membership, Person
from planner.domain.rules import findings
from planner.domain.timetable import timetable
from planner.usecases.propose import Ask, propose
from planner.usecases.step import Manner
from tests.fakes.memory_store import MemoryStore

D, T = dt.date, dt.time
NOW = dt.datetime(2031, 3, 3, 14, tzinfo=ZoneInfo("Europe/Copenhagen"))  # a Monday
CLOCK = FixedClock(NOW)
BOARD = Board(1, "DIR", "Direktionen", weekday=2)
OTHER = Board(2, "ØK", "Økonomiudvalget")
WEEKS = [Meeting(n, 1, D(2031, 3, 5) + dt.timedelta(weeks=n - 1), T(9), T(11)) for n in range(1, 5)]
HOW = Manner(BOARD, "mette", "foreslå --accept")


def stored(*records):
    store = MemoryStore()
    with store.work() as work:
        work.append([added(one) for one in (BOARD, *records)], board=1, at=NOW, by="mette", command="import")
        work.commit()
    return store


def proposed(store, solver=None, **asked):
    return propose(Ask((BOARD,), **asked), store=store, clock=CLOCK, solver=solver or Engine())


def whole(store):
    with store.reading() as read:
        return read.everything()


def where(store, item):
    plan = whole(store)
    return [(plan.meetings[one.meeting].date.day, one.state) for one in plan.open_of(item)]


def told(worked):
    return {one.item: one.reason for one in worked.proposal.suggestions}


def sag(number, minutes=30, **fields):
    return Item(number, 1, f"Sag {number}", minutes=minutes, **fields)


days = st.sampled_from([one.date for one in WEEKS])


@st.composite
def plans(draw):
    """Up to six items that wait, are held or stand on four meetings, with people, blocks and another board."""
    statuses, stages = ["planned"] * 5 + ["cancelled"], ["provisional", "provisional", "locked"]
    records = [
        replace(one, status=draw(st.sampled_from(statuses)), stage=draw(st.sampled_from(stages)))
        for one in WEEKS
    ]
    records += [Person(7, "Ane Eng"), Person(8, "Bo Bak"), OTHER, Membership(1, 2, 7)]
    records += [Meeting(9, 2, draw(days), T(9), T(10))]
    if draw(st.booleans()):
        records += [
            Standing(1, 1, "Pause", kind="break", start=T(10), minutes=draw(st.sampled_from([10, 15])))
        ]
    if draw(st.booleans()):
        records += [Absence(1, 1, draw(st.sampled_from([7, 8])), draw(days), D(2031, 3, 26))]
    for number in range(1, draw(st.integers(1, 6)) + 1):
        since = draw(st.none() | st.just(D(2031, 1, 6)))
        first, last = draw(st.none() | days), draw(st.none() | days)
        records.append(
            sag(number, draw(st.sampled_from([None, 15, 30, 45, 60, 90])), since=since, after=first, by=last)
        )
        records += [Presenter(number, number, draw(st.sampled_from([7, 8])))] if draw(st.booleans()) else []
        on = draw(st.sets(st.sampled_from([1, 2, 3, 4]), max_size=2))
        state = "held" if len(on) > 1 else draw(st.sampled_from(["placed", "placed", "held"]))
        records += [Placement(10 * number + m, number, m, number, state=state) for m in sorted(on)]
        if len(on) == 1 and state == "placed" and draw(st.integers(0, 5)) == 0:
            records[-1] = replace(records[-1], start=draw(st.sampled_from([T(9, 15), T(10)])))
    return records


def wrongs(plan, levels=None):
    coming = [one for one in plan.by_date if one.board == 1]
    found = findings(plan, NOW.replace(tzinfo=None), meetings=coming, levels=levels)
    over = {one.id: timetable(plan, one).over for one in coming if one.status == "planned"}
    return {one.key for one in found if one.level == "block"}, over


@st.composite
def crowded(draw, most=7, lengths=(10, 12, 15, 30, 45, 60, 90)):
    """Three short meetings with blocks at odd times, clock times that lie across them, and more than there is room for."""
    records = [replace(one, end=draw(st.sampled_from([T(10), T(11), T(11, 10)]))) for one in WEEKS[:3]]
    minutes = st.sampled_from([5, 10, 15, 30])
    odd = st.sampled_from([T(9, 30), T(10), T(10, 40), T(10, 55)])
    blocks = (
        Standing(1, 1, "Protokol", minutes=draw(minutes)),
        Standing(2, 1, "Pause", kind="break", start=draw(odd), minutes=draw(minutes)),
        Standing(3, 1, "Aktuelt", start=draw(odd), minutes=draw(minutes)),
        Standing(4, 1, "Gennemgang", kind="review", minutes=draw(minutes)),
    )
    records += [block for block in blocks if draw(st.booleans())]
    clocks = st.sampled_from([None, None, None, T(9), T(9, 15), T(10), T(10, 30), T(10, 50)])
    for number in range(1, draw(st.integers(1, most)) + 1):
        records.append(sag(number, draw(st.sampled_from(lengths))))
        meeting = draw(st.sampled_from([None, None, 1, 1, 2, 3]))
        if meeting is not None:
            records.append(Placement(number, number, meeting, number, start=draw(clocks)))
    return records
