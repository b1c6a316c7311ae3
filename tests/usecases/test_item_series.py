from __future__ import annotations

import datetime as dt
from itertools import repeat
from multiprocessing import get_context

import pytest

from planner.adapters.solver.engine import Engine
from planner.adapters.store.store import open_store
from planner.clocks import FixedClock
from planner.domain.changes import added
from planner.domain.errors import BadUsage, Refused, Unknown
from planner.domain.item import ItemSeries, Presenter
from planner.domain.planning.greedy import Greedy
from planner.usecases.add_meeting import AddMeetings, add_meetings
from planner.usecases.assign import AssignItems, assign_items
from planner.usecases.cancel_meeting import CancelMeeting, cancel_meeting
from planner.usecases.item_series import (
    AddItemSeries,
    EndItemSeries,
    FillSeries,
    add_item_series,
    end_item_series,
    fill_series,
)
from planner.usecases.propose import Ask, accept, propose
from planner.usecases.series_wishes import SeriesWishes
from planner.usecases.step import Manner
from planner.usecases.take_back import TakeBack, undo
from planner.usecases.views.look import look
from tests.usecases.conftest import BOARD, NOW

D = dt.date


@pytest.fixture
def later(store):
    """Carry a command out so many weeks later."""

    def run_then(weeks, use_case, command):
        return use_case(command, store=store, clock=FixedClock(NOW + dt.timedelta(weeks=weeks)))

    return run_then


def monthly(manner, **wishes):
    return AddItemSeries("Økonomi", SeriesWishes(**{"every": "måned", "point": "ult.", **wishes}), manner())


def made(plan):
    return [(item.title, item.after) for item in plan.items.values() if item.item_series is not None]


def test_item_that_comes_back_awaits_a_date_when_it_is_due(run, manner, plan):
    done = run(add_item_series, monthly(manner, minutes="30", presenters=("Karen",), kind="drøftelse"))
    item = next(i for i in plan().items.values() if i.item_series == 1)
    assert (item.title, item.minutes, item.kind, item.after, item.period) == (
        "Økonomi pr. ult. marts",
        30,
        "drøftelse",
        D(2031, 3, 31),
        "2031-03",
    )
    assert [(p.item, p.person) for p in plan().all(Presenter).values()] == [(item.id, 2)]
    assert done.sentences == (
        "#5 Økonomi pr. ult. marts: oprettet, afventer dato, deltager: Karen Holm",
        "Årshjul “Økonomi” (hver måned): oprettet, tidligst ultimo, 30 min., deltager: Karen Holm",
    )


def test_each_period_is_made_once_however_often_it_is_asked(run, later, manner, plan):
    run(add_item_series, monthly(manner))
    assert [fill_.changes for fill_ in (run(fill_series, FillSeries(manner())) for _ in range(2))] == [(), ()]
    for weeks in (4, 4, 5, 9):
        later(weeks, fill_series, FillSeries(manner()))
    assert made(plan()) == [
        ("Økonomi pr. ult. marts", D(2031, 3, 31)),
        ("Økonomi pr. ult. april", D(2031, 4, 30)),
        ("Økonomi pr. ult. maj", D(2031, 5, 31)),
    ]


def test_making_is_a_step_of_its_own_that_can_be_undone(run, later, manner, plan):
    run(add_item_series, monthly(manner))
    before = plan()
    later(5, fill_series, FillSeries(manner()))
    later(5, undo, TakeBack(manner()))
    assert plan() == before


def test_next_one_keeps_its_distance_when_the_one_before_is_late(run, later, manner, plan):
    run(add_item_series, monthly(manner, point="primo"))
    run(add_meetings, AddMeetings(("30/4",), manner()))
    run(assign_items, AssignItems(("5", "30/4"), manner()))
    later(5, fill_series, FillSeries(manner()))
    assert made(plan()) == [("Økonomi, april", D(2031, 4, 1)), ("Økonomi, maj", D(2031, 5, 21))]


def test_series_follows_a_cancelled_meeting(run, later, manner, plan):
    run(add_item_series, monthly(manner, every="2 uger", point="primo", first="12/3", ahead=2))
    run(assign_items, AssignItems(("5", "12/3"), manner()))
    later(1, fill_series, FillSeries(manner()))
    assert made(plan()) == [("Økonomi, uge 11", D(2031, 3, 12)), ("Økonomi, uge 13", D(2031, 3, 26))]
    run(cancel_meeting, CancelMeeting(("12/3",), manner()))
    done = run(assign_items, AssignItems(("5", "19/3"), manner()))
    # It went back to those that await a date, and the next one keeps its two weeks to where it went.
    assert made(plan()) == [("Økonomi, uge 11", D(2031, 3, 12)), ("Økonomi, uge 13", D(2031, 4, 2))]
    assert "#6 Økonomi, uge 13: tidligst: onsdag den 2. april 2031 (uge 14)" in done.sentences[1]


def test_two_that_stand_too_near_each_other_are_pointed_out(run, later, manner, store):
    run(add_item_series, monthly(manner, every="2 uger", point="primo", first="12/3", ahead=2))
    later(1, fill_series, FillSeries(manner()))
    run(assign_items, AssignItems(("5", "12/3"), manner()))
    run(assign_items, AssignItems(("6", "26/3"), manner()))
    done = run(assign_items, AssignItems(("5", "19/3"), manner()))
    with store.reading() as read:
        found = look(read, BOARD, NOW).findings
    for told in (done.findings, found):
        assert [(one.subject, one.sentence) for one in told if one.rule == "series_near"] == [
            ("#6", "står kun 7 dage efter #5 19. marts; mindst 14 er det sædvanlige")
        ]


@pytest.mark.parametrize("solver", [Engine(), Greedy()], ids=["engine", "first bid"])
def test_proposal_keeps_two_of_a_series_apart_and_leaves_nothing_to_propose(
    run, later, manner, plan, store, solver
):
    run(add_item_series, monthly(manner, every="2 uger", point="primo", first="12/3"))
    run(add_meetings, AddMeetings(("9/4",), manner()))
    at = FixedClock(NOW + dt.timedelta(weeks=2))  # 12 March has passed, and both may come on 26 March
    worked = propose(Ask((BOARD,)), store=store, clock=at, solver=solver)
    assert worked.proposal.suggestions[-1].reason == (
        "sættes på 9. april: det har afventet en dato siden 5. marts, "
        "og den 26. marts og 2. april er for tæt på det forrige i årshjulet"
    )
    accept(worked, manner(), store=store, clock=at)
    on = {placement.item: plan().meetings[placement.meeting].date for placement in plan().placements.values()}
    assert (on[5], on[6]) == (D(2031, 3, 26), D(2031, 4, 9))
    assert propose(Ask((BOARD,)), store=store, clock=at, solver=solver).proposal.is_empty


def test_what_is_due_and_not_made_is_pointed_out_by_the_look(run, manner, store):
    run(add_item_series, monthly(manner))
    with store.reading() as read:
        found = look(read, BOARD, NOW + dt.timedelta(weeks=5)).findings
    assert [(one.sentence, one.help) for one in found if one.rule == "series_due"] == [
        ("“Økonomi pr. ult. april” er aktuelt og er ikke lagt i afventer", "planner serie fyld")
    ]


def test_undone_end_is_said_as_such(run, manner):
    run(add_item_series, monthly(manner))
    run(end_item_series, EndItemSeries("økonomi", manner(), "30/4"))
    undone = run(undo, TakeBack(manner()))
    assert undone.sentences == ("Årshjul “Økonomi” (hver måned): slutter ikke længere",)


def test_series_that_ended_makes_no_more(run, later, manner, plan):
    run(add_item_series, monthly(manner))
    done = run(end_item_series, EndItemSeries("økonomi", manner(), "30/4"))
    assert done.sentences == ("Årshjul “Økonomi” (hver måned): slutter onsdag den 30. april 2031 (uge 18)",)
    for weeks in (5, 9):
        later(weeks, fill_series, FillSeries(manner()))
    assert [title for title, _ in made(plan())] == ["Økonomi pr. ult. marts", "Økonomi pr. ult. april"]
    with pytest.raises(BadUsage, match="før den begynder"):
        run(end_item_series, EndItemSeries("økonomi", manner(), "1. marts 2030"))
    with pytest.raises(Unknown):
        later(20, end_item_series, EndItemSeries("økonomi", manner()))


@pytest.mark.parametrize(
    ("wishes", "kind", "sentence"),
    [
        ({"every": "tit"}, BadUsage, "“tit” er ikke et mellemrum."),
        ({"skip": ("julemåned",)}, BadUsage, "Der er ingen måned, der hedder “julemåned”."),
        ({"point": "1/11"}, BadUsage, "Kun et punkt, der kommer hvert år, kan have en dag i året."),
        ({"every": "år", "point": "10"}, BadUsage, "Den 10. i hvilken måned?"),
        ({"point": "engang"}, BadUsage, "“engang” er ikke et tidspunkt i en periode."),
        (
            {"first": "1/6", "last": "1/5"},
            BadUsage,
            "Serien slutter torsdag den 1. maj 2031 (uge 18), før den begynder.",
        ),
        ({"first": "1/4", "last": "2/4"}, BadUsage, "Der er ingen perioder i den tid."),
        ({"every": "uge"}, None, ""),
        ({"presenters": ("Ukendt",)}, Unknown, "Ingen person svarer til “Ukendt”."),
        ({"minutes": "længe"}, BadUsage, "“længe” er ikke en varighed."),
    ],
)
def test_series_that_cannot_be_is_refused_in_one_sentence(run, manner, plan, wishes, kind, sentence):
    before = plan()
    if kind is None:
        assert run(add_item_series, monthly(manner, **wishes)).changes
        return
    with pytest.raises(kind) as refused:
        run(add_item_series, monthly(manner, **wishes))
    assert refused.value.sentence == sentence
    assert plan() == before


@pytest.mark.parametrize(
    ("wishes", "said", "title"),
    [
        ({"point": "20. marts"}, "tidligst den 20. marts", "Regnskab, 2031"),
        ({"first": "20/3", "point": None}, "tidligst den 20. marts", "Regnskab, 2031"),
        ({"first": "20/3", "point": "primo"}, None, None),
    ],
)
def test_yearly_item_may_come_from_a_day_of_the_year(run, manner, plan, wishes, said, title):
    done = run(
        add_item_series, AddItemSeries("Regnskab", SeriesWishes(**{"every": "år", **wishes}), manner())
    )
    expected = f"Årshjul “Regnskab” (hvert år): oprettet{f', {said}' if said else ''}"
    assert done.sentences[-1] == expected
    assert [name for name, _ in made(plan())] == ([title] if title else [])


def test_series_is_not_set_up_twice_and_not_oftener_than_the_board_meets(run, manner, store):
    run(add_item_series, monthly(manner))
    with pytest.raises(Refused, match="Årshjulet har allerede “Økonomi”"):
        run(add_item_series, monthly(manner))
    for day in ("12/3", "26/3"):
        run(cancel_meeting, CancelMeeting((day,), manner()))
    with pytest.raises(Refused, match="kolliderer med sig selv"):
        run(add_item_series, AddItemSeries("Nyt", SeriesWishes("uge"), manner()))


def _fill(path, weeks):
    clock = FixedClock(NOW + dt.timedelta(weeks=weeks))
    done = fill_series(FillSeries(Manner(BOARD, "planner", "årshjul")), store=open_store(path), clock=clock)
    return sum(change.name == "ItemAdded" for change in done.changes)


def test_processes_that_fill_at_the_same_time_make_each_period_once(tmp_path):
    store = open_store(tmp_path / "plan.db", create=True)
    with store.work() as work:
        work.append([added(BOARD)], board=1, at=NOW, by="mette", command="init")
        series = [ItemSeries(number, 1, f"Punkt {number}", "month", D(2031, 3, 1)) for number in range(1, 6)]
        work.append([added(one) for one in series], board=1, at=NOW, by="mette", command="serie")
        work.commit()
    with get_context("spawn").Pool(4) as pool:
        counts = pool.starmap(_fill, zip(repeat(tmp_path / "plan.db", 8), repeat(1)))
    assert sum(counts) == 10  # March has come, and April is four weeks away
    assert max(counts) == 10
