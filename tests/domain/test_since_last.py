from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from planner.domain.board import Board
from planner.domain.item import Item, Placement, Presenter
from planner.domain.meeting import Meeting
from planner.domain.plan import plan_of
from planner.domain.since_last import Difference, differences

TODAY, LAST = dt.date(2031, 3, 6), dt.date(2031, 3, 27)
FIRST, SECOND, THIRD = (dt.date(2031, 3, day) for day in (12, 19, 26))
BOARD = Board(1, "DIR", "Direktionen")
MEETINGS = [Meeting(n, 1, day, dt.time(9), dt.time(12)) for n, day in enumerate((FIRST, SECOND, THIRD), 1)]
ITEM = Item(1, 1, "Klimaplan")
COMES = Presenter(1, 1, 7)
OVER = Meeting(9, 1, dt.date(2031, 3, 5), dt.time(9), dt.time(12))
LOCKED = replace(MEETINGS[0], stage="locked")


def plan(*records):
    return plan_of([BOARD, *MEETINGS, *records])


def on(number, state="placed", **changed):
    return Placement(number, 1, number, 1, state=state, **changed)


def found(before, after):
    return differences(before, after, 1, TODAY, LAST)


@pytest.mark.parametrize(
    ("before", "after", "kind", "old", "new"),
    [
        ([], [ITEM], "new", (), ()),
        ([], [ITEM, on(1)], "new", (), (FIRST,)),
        ([], [ITEM, on(1, "held"), on(2, "held")], "new", (), (FIRST, SECOND)),
        ([ITEM], [ITEM, on(2)], "placed", (), (SECOND,)),
        ([ITEM, on(1)], [ITEM, on(3)], "moved", (FIRST,), (THIRD,)),
        ([ITEM, on(1, "held"), on(2, "held")], [ITEM, on(2)], "settled", (FIRST, SECOND), (SECOND,)),
        ([ITEM, on(1)], [ITEM, on(2, "held"), on(3, "held")], "held", (FIRST,), (SECOND, THIRD)),
        ([ITEM, on(1)], [ITEM], "waits", (FIRST,), ()),
        ([ITEM, on(1)], [replace(ITEM, status="withdrawn")], "withdrawn", (FIRST,), ()),
        ([ITEM, on(1)], [], "withdrawn", (FIRST,), ()),
        ([replace(ITEM, status="withdrawn")], [ITEM, on(1)], "new", (), (FIRST,)),
        # Put off by an outcome: the meeting it left does not count any more.
        ([ITEM, on(1)], [ITEM, on(1, outcome="postponed"), on(2)], "moved", (FIRST,), (SECOND,)),
    ],
)
def test_what_became_of_an_item_is_told(before, after, kind, old, new):
    assert found(plan(*before), plan(*after)) == (Difference(kind, item=1, old=old, new=new),)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([ITEM, on(1)], [ITEM, on(1)]),
        ([ITEM, on(1)], [ITEM, on(1, label="Klimaplanen")]),
        ([OVER, ITEM, on(9)], [OVER, replace(ITEM, title="Ny titel"), on(9)]),
        ([ITEM, on(1)], [replace(ITEM, note="Ny note"), on(1)]),
        ([ITEM, on(1), COMES], [ITEM, on(1), replace(COMES, id=2, meeting=1)]),  # the same person, there
        ([ITEM, on(1, start=dt.time(10))], [ITEM, on(1, start=dt.time(11))]),  # no time is told yet
        ([replace(ITEM, status="done")], [replace(ITEM, status="done", title="Ny titel")]),
        ([ITEM, on(1)], [replace(ITEM, status="done"), on(1, outcome="treated")]),
        ([], [replace(ITEM, status="withdrawn")]),
        ([], [Item(2, 7, "Et andet udvalgs punkt")]),
    ],
)
def test_what_is_no_news_is_not_told(before, after):
    assert found(plan(*before), plan(*after)) == ()


@pytest.mark.parametrize(
    ("before", "after", "kind", "edits"),
    [
        ([ITEM, on(1)], [replace(ITEM, title="Ny titel"), on(1)], "edited", ("title",)),
        ([ITEM], [replace(ITEM, title="Ny titel")], "edited", ("title",)),
        ([ITEM, on(1)], [ITEM, on(1), COMES], "edited", ("presenters",)),
        ([ITEM, on(1), COMES], [ITEM, on(1), replace(COMES, mode="online")], "edited", ("presenters",)),
        ([ITEM, on(1), COMES], [ITEM, on(1)], "edited", ("presenters",)),
        ([ITEM, on(1)], [replace(ITEM, minutes=45), on(1)], "edited", ("minutes",)),
        ([ITEM, on(1, minutes=30)], [ITEM, on(1, minutes=45)], "edited", ("minutes",)),
        ([ITEM, on(1)], [replace(ITEM, title="Ny titel"), on(2)], "moved", ("title",)),
        (
            [LOCKED, ITEM, on(1, start=dt.time(10))],
            [LOCKED, ITEM, on(1, start=dt.time(11))],
            "edited",
            ("start",),
        ),
    ],
)
def test_what_else_is_different_about_an_item_is_told(before, after, kind, edits):
    assert [(one.kind, one.item, one.edits) for one in found(plan(*before), plan(*after))] == [
        (kind, 1, edits)
    ]


@pytest.mark.parametrize(
    ("changed", "kind", "reason"),
    [
        ({"status": "cancelled", "reason": "påske"}, "cancelled", "påske"),
        ({"date": dt.date(2031, 3, 20)}, "put_off", None),
        ({"start": dt.time(10)}, "hours", None),
        ({"place": "Rådssalen"}, "place", None),
    ],
)
def test_what_became_of_a_meeting_is_told(changed, kind, reason):
    second = replace(MEETINGS[1], **changed)
    assert found(plan(), plan(second)) == (
        Difference(kind, meeting=2, old=(SECOND,), new=(second.date,), reason=reason),
    )


def test_a_meeting_held_after_all_is_told():
    assert [one.kind for one in found(plan(replace(MEETINGS[1], status="cancelled")), plan())] == ["reopened"]


def test_new_meetings_are_told_within_the_weeks_of_the_mail_only():
    near = Meeting(8, 1, dt.date(2031, 3, 25), dt.time(9), dt.time(12))
    far = Meeting(9, 1, dt.date(2031, 6, 25), dt.time(9), dt.time(12))
    assert [one.meeting for one in found(plan(), plan(near, far))] == [8]


def test_items_of_a_cancelled_meeting_stand_on_no_day():
    before, after = plan(ITEM, on(2)), plan(ITEM, on(2), replace(MEETINGS[1], status="cancelled"))
    assert [(one.kind, one.old, one.new) for one in found(before, after)] == [
        ("cancelled", (SECOND,), (SECOND,)),
        ("waits", (SECOND,), ()),
    ]
