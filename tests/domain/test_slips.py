from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from planner.domain.changes import Change, added, edited, removed
from planner.domain.item import Item, Placement
from planner.domain.meeting import Meeting
from planner.domain.slips import Slip, by_item, slips_of

D = dt.date
DAYS = {1: D(2031, 3, 5), 2: D(2031, 3, 12), 3: D(2031, 3, 19)}
ON = Placement(1, 7, 2, 1)
TODAY = D(2031, 3, 1)
SECOND = Meeting(2, 1, DAYS[2], dt.time(9), dt.time(12))


def slip(how, days=None, why=None):
    return Slip(7, TODAY, how, days, why)


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
        ([edited(ON, outcome="not_reached")], None, [slip("not_reached")]),
        ([edited(ON, outcome="postponed")], "mangler tal", [slip("postponed", None, "mangler tal")]),
        ([edited(ON, outcome="treated")], None, []),
        ([edited(ON, outcome="again")], None, []),
        ([removed(replace(ON, state="held"))], None, []),  # one of several dates that was not chosen
        ([removed(replace(ON, outcome="treated"))], None, []),
        ([added(ON)], None, []),
        ([Change(Item(7, 1, "Sag"), None)], None, []),
    ],
)
def test_item_slips_when_it_is_put_off_and_never_when_it_is_only_arranged(changes, why, found):
    assert list(slips_of(TODAY, why, changes, DAYS)) == found


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
