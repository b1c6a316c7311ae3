from __future__ import annotations

import datetime as dt

import pytest

from planner.domain.audience import AUDIENCES
from planner.domain.board import Board
from planner.domain.calendar import Mailbox
from planner.domain.changes import added
from planner.domain.errors import BadUsage
from planner.domain.item import Item, ItemSeries, Leg, Placement, Route
from planner.domain.meeting import Meeting
from planner.domain.wanted import Sender
from planner.usecases.views.year import year
from planner.usecases.year_events import year_events
from tests.usecases.conftest import BOARD, NOW

D = dt.date
SENDER = Sender(Mailbox("Sekretariatet", "sekretariat@huset.example"))


@pytest.fixture
def full(store):
    """Two more meetings after a long pause, a route to the council, and an item that comes back."""
    records = [
        Board(2, "KB", "Kommunalbestyrelsen", own=False),
        Meeting(50, 2, D(2031, 3, 25), dt.time(17), dt.time(19)),
        Meeting(10, 1, D(2031, 5, 28), dt.time(9), dt.time(12)),
        Meeting(11, 1, D(2031, 3, 20), dt.time(9), dt.time(12), "cancelled", "sygdom"),
        Item(9, 1, "Køb af grund", visibility="closed"),
        Placement(9, 9, 3, 1, minutes=200),
        Route(1, 1, 9),
        Leg(1, 1, 1, 1),
        Leg(2, 1, 2, 2, 50),
        ItemSeries(1, 1, "Økonomi", "quarter", D(2031, 1, 1), point="ultimo", made="2031-01"),
    ]
    with store.work() as work:
        work.append([added(one) for one in records], board=1, at=NOW, by="mette", command="import")
        work.commit()
    return store


def rows(store, **options):
    with store.reading() as read:
        return year(read, BOARD, NOW, **options)


def test_year_shows_meetings_with_their_load_routes_series_and_holidays(full):
    view = rows(full)
    assert (view.first, view.last) == (D(2031, 3, 5), D(2032, 3, 4))
    assert [(row.date, row.kind, row.board, row.text, row.used, row.capacity) for row in view.rows][:9] == [
        (D(2031, 3, 5), "meeting", "DIR", "", 30, 165),
        (D(2031, 3, 12), "meeting", "DIR", "", 60, 165),
        (D(2031, 3, 19), "meeting", "DIR", "", 200, 165),
        (D(2031, 3, 20), "cancelled", "DIR", "sygdom", None, None),
        (D(2031, 3, 25), "route", "KB", "Køb af grund", None, None),
        (D(2031, 3, 26), "meeting", "DIR", "", 0, 165),
        (D(2031, 4, 2), "meeting", "DIR", "", 0, 165),
        (D(2031, 4, 10), "holiday", "DIR", "skærtorsdag", None, None),
        (D(2031, 4, 11), "holiday", "DIR", "langfredag", None, None),
    ]
    assert [(row.date, row.text) for row in view.rows if row.kind == "series"] == [
        (D(2031, 6, 30), "Økonomi pr. ult. juni"),
        (D(2031, 9, 30), "Økonomi pr. ult. september"),
        (D(2031, 12, 31), "Økonomi pr. ult. december"),
    ]


def test_long_stretch_without_a_meeting_is_a_gap(full):
    assert [(gap.first, gap.last) for gap in rows(full).gaps] == [(D(2031, 4, 2), D(2031, 5, 28))]


def test_closed_item_has_no_title_for_who_may_not_see_it(full):
    for name in ("dagsorden", "åben"):
        view = rows(full, for_whom=AUDIENCES[name])
        assert [row.text for row in view.rows if row.kind == "route"] == ["Lukket punkt"]
    assert {row.text for row in rows(full, for_whom=AUDIENCES["åben"]).rows if row.kind == "series"} == {
        "Lukket punkt"  # the board counts what nobody classified as closed
    }


def test_year_of_another_body_shows_what_comes_to_it(full):
    with full.reading() as read:
        council = next(board for board in read.boards() if board.code == "KB")
        view = year(read, council, NOW)
        public = year(read, council, NOW, AUDIENCES["dagsorden"])
    assert [(row.date, row.board, row.text) for row in view.rows if row.kind == "route"] == [
        (D(2031, 3, 25), "KB", "Køb af grund")
    ]
    assert [row.text for row in public.rows if row.kind == "route"] == ["Lukket punkt"]


def test_events_are_the_meetings_and_whole_days_for_the_rest(full):
    view = rows(full)
    events = year_events(view, BOARD, SENDER, NOW)
    kinds = [row.kind for row in view.rows if row.kind not in ("cancelled", "holiday")]
    assert len(events) == len({event.uid for event in events}) == len(kinds)
    assert (events[0].subject, events[0].starts.time(), events[0].ends.time()) == (
        "Direktionen",
        dt.time(9),
        dt.time(12),
    )
    route = next(event for event in events if event.subject.startswith("KB"))
    assert (route.starts.date(), route.ends - route.starts) == (D(2031, 3, 25), dt.timedelta(days=1))
    assert [e.uid for e in events] == [e.uid for e in year_events(view, BOARD, SENDER, NOW)]


def test_events_need_an_organizer(full):
    with pytest.raises(BadUsage, match="postkasse mangler"):
        year_events(rows(full), BOARD, Sender(Mailbox("", "")), NOW)
