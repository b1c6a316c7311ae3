from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from planner.domain.changes import added, edited, removed
from planner.domain.item import Item, Placement
from planner.domain.meeting import Meeting
from planner.domain.plan import plan_of
from planner.domain.slips import Moves, Slip, by_item, slips_in

D = dt.date
DAYS = {1: D(2031, 3, 5), 2: D(2031, 3, 12), 3: D(2031, 3, 19)}
ON = Placement(1, 7, 2, 1)
TODAY = D(2031, 3, 1)


def meeting(number):
    return Meeting(number, 1, DAYS[number], dt.time(9), dt.time(12))


SECOND = meeting(2)


def slip(how, days=None, why=None):
    return Slip(7, TODAY, how, days, why)


def steps_in(*steps, why=None):
    """The slips of steps that were carried out one after another on a plan with an item on the second meeting."""
    plan = plan_of([*(meeting(number) for number in DAYS), Item(7, 1, "Sag"), ON])
    told = []
    for changes in steps:
        plan = plan.apply(changes)
        told.append(Moves(TODAY, why, tuple(c for c in changes if not isinstance(c.record, Item))))
    return list(slips_in(told, plan))


@pytest.mark.parametrize(
    ("changes", "why", "found"),
    [
        ([edited(ON, meeting=3)], None, [slip("later", 7)]),
        ([edited(ON, meeting=3)], "sygdom", [slip("later", 7, "sygdom")]),
        ([edited(ON, meeting=1)], None, []),
        ([edited(ON, position=4)], None, []),
        ([removed(ON)], None, [slip("off")]),
        (
            [removed(ON), edited(SECOND, status="cancelled", reason="lederdag")],
            None,
            [slip("cancelled", None, "lederdag")],
        ),
        ([removed(ON), edited(SECOND, status="cancelled")], "ferie", [slip("cancelled", None, "ferie")]),
        (
            [edited(ON, meeting=3), edited(SECOND, status="cancelled", reason="ferie")],
            None,
            [slip("cancelled", 7, "ferie")],
        ),
        # A document says that it is off, and the item stands there still.
        ([edited(SECOND, status="cancelled", reason="ferie")], None, [slip("cancelled", None, "ferie")]),
        ([edited(SECOND, date=DAYS[3])], "kursus", [slip("meeting_moved", 7, "kursus")]),
        ([edited(SECOND, date=DAYS[1])], None, []),
        ([edited(SECOND, date=DAYS[3]), edited(ON, meeting=1)], None, []),
        ([edited(SECOND, start=dt.time(10))], None, []),
        ([edited(ON, outcome="not_reached")], None, [slip("not_reached")]),
        ([edited(ON, outcome="postponed")], "mangler tal", [slip("postponed", None, "mangler tal")]),
        ([edited(ON, outcome="treated")], None, []),
        ([edited(ON, outcome="again")], None, []),
        ([edited(ON, state="held")], None, []),
        ([edited(Item(7, 1, "Sag"), title="Anden sag")], None, []),
    ],
)
def test_item_slips_when_it_is_put_off_and_never_when_it_is_only_arranged(changes, why, found):
    assert steps_in(changes, why=why) == found


MOVED = replace(SECOND, date=D(2031, 3, 15))


@pytest.mark.parametrize(
    ("steps", "found"),
    [
        # It is put off once with its meeting, however it leaves that afterwards.
        (
            [[edited(SECOND, status="cancelled", reason="ferie")], [edited(ON, meeting=3)]],
            [slip("cancelled", None, "ferie")],
        ),
        # The days are those between where the meetings were then.
        (
            [[edited(SECOND, date=MOVED.date)], [edited(ON, meeting=3)]],
            [slip("meeting_moved", 3), slip("later", 4)],
        ),
        ([[edited(SECOND, date=MOVED.date)], [edited(MOVED, date=DAYS[2])]], [slip("meeting_moved", 3)]),
        # What came to the meeting after it was moved, or had left it before, did not slip with it.
        ([[edited(ON, meeting=1)], [edited(SECOND, date=MOVED.date)]], []),
        ([[edited(SECOND, date=MOVED.date)], [added(Placement(2, 8, 2, 2))]], [slip("meeting_moved", 3)]),
        (
            [[added(Placement(2, 8, 2, 2))], [edited(SECOND, date=MOVED.date)]],
            [slip("meeting_moved", 3), slip("meeting_moved", 3)._replace(item=8)],
        ),
        # One of several dates that was not chosen, and what was held.
        ([[edited(ON, state="held")], [removed(replace(ON, state="held"))]], []),
        ([[edited(ON, outcome="treated")], [edited(SECOND, status="cancelled")]], []),
    ],
)
def test_item_slips_with_its_meeting(steps, found):
    assert sorted(steps_in(*steps)) == sorted(found)


def test_worst_comes_first_with_its_reasons():
    later = [Slip(7, TODAY, "later", 7, "ferie"), Slip(7, D(2031, 3, 3), "later", 14, "ferie")]
    found = by_item(
        [Slip(8, D(2031, 3, 4), "off", None, None), *later, Slip(9, TODAY, "not_reached", None, None)]
    )
    assert [(one.item, one.times, one.days, one.last) for one in found] == [
        (7, 2, 21, D(2031, 3, 3)),
        (8, 1, 0, D(2031, 3, 4)),
        (9, 1, 0, TODAY),
    ]
    assert found[0].reasons == (("later", "ferie", 2),)
