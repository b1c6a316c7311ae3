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
from planner.usecases.add_meeting import AddMeetings, add_meetings
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


def test_what_comes_back_and_has_no_date_is_expected_on_the_first_meeting_that_it_may_be_on(full):
    records = [
        ItemSeries(
            2, 1, "Sygefravær", "month", D(2031, 3, 1), minutes=20, made="2031-03", last=D(2031, 5, 10)
        ),
        Item(20, 1, "Sygefravær, marts", minutes=25, after=D(2031, 3, 1), item_series=2, period="2031-03"),
        ItemSeries(
            3, 1, "Løn", "month", D(2031, 3, 1), made="2031-03", visibility="closed", last=D(2031, 4, 9)
        ),
        Item(30, 1, "Løn, marts", item_series=3, period="2031-03"),
        Placement(30, 30, 4, 1),
    ]
    with full.work() as work:
        work.append([added(one) for one in records], board=1, at=NOW, by="mette", command="serie")
        work.commit()
    view = rows(full)
    assert [(row.date, row.text, row.item) for row in view.rows if row.kind == "series"][:4] == [
        (D(2031, 3, 5), "Sygefravær, marts", 20),
        (D(2031, 4, 1), "Sygefravær, april", None),
        (D(2031, 4, 16), "Løn, april", None),  # three weeks after the one of March
        (D(2031, 5, 1), "Sygefravær, maj", None),
    ]
    loads = {row.date: (row.used, row.expected) for row in view.rows if row.kind == "meeting"}
    assert loads == {
        D(2031, 3, 5): (30, 25),
        D(2031, 3, 12): (60, 0),
        D(2031, 3, 19): (200, 0),
        D(2031, 3, 26): (30, 0),
        D(2031, 4, 2): (0, 20),
        D(2031, 5, 28): (0, 50),
    }
    texts = {row.text for row in rows(full, for_whom=AUDIENCES["dagsorden"]).rows if row.kind == "series"}
    assert "Lukket punkt" in texts
    assert "Løn, april" not in texts


def test_year_says_after_which_meeting_there_are_none(full, run, manner):
    assert rows(full).ends == D(2031, 5, 28)
    days = [f"{day:%d/%m-%Y}" for day in (D(2031, 7, 30), D(2031, 10, 1), D(2031, 12, 3), D(2032, 2, 25))]
    run(add_meetings, AddMeetings(tuple(days), manner()))
    assert rows(full).ends is None


def test_meeting_of_a_board_whose_agendas_are_not_kept_here_has_no_load(full):
    with full.reading() as read:
        council = next(board for board in read.boards() if board.code == "KB")
        meetings = [row for row in year(read, council, NOW).rows if row.kind == "meeting"]
    assert [(row.date, row.used, row.capacity, row.expected) for row in meetings] == [
        (D(2031, 3, 25), None, None, None)
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
    assert [event.whole_days for event in events[:2]] == [False, False]
    assert route.whole_days
    assert [e.uid for e in events] == [e.uid for e in year_events(view, BOARD, SENDER, NOW)]


def test_events_need_an_organizer(full):
    with pytest.raises(BadUsage, match="postkasse mangler"):
        year_events(rows(full), BOARD, Sender(Mailbox("", "")), NOW)
