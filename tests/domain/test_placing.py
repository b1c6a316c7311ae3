"""Items onto meetings and off them, as changes to a plan; no store is needed to say what they are."""

from __future__ import annotations

import datetime as dt
from itertools import count

import pytest

from planner.domain.errors import Refused
from planner.domain.item import Item, Placement, Presenter
from planner.domain.meeting import Meeting
from planner.domain.ordering import beside, swap
from planner.domain.placing import Target, put, take_off, times_on, withdraw
from planner.domain.plan import plan_of
from planner.domain.sittings import Minutes, Noted, cancel, close, move

NOW = dt.datetime(2031, 3, 12, 10, tzinfo=dt.UTC)
DAYS = [dt.date(2031, 3, 5), dt.date(2031, 3, 12), dt.date(2031, 3, 19), dt.date(2031, 3, 26)]
PAST, TODAY, NEXT, LATER = (Meeting(n, 1, day, dt.time(9), dt.time(12)) for n, day in enumerate(DAYS, 1))
ITEM, OTHER, THIRD = Item(1, 1, "Klimaplan"), Item(2, 1, "Budget"), Item(3, 1, "Skolestart")


def plan(*placements):
    return plan_of((PAST, TODAY, NEXT, LATER, ITEM, OTHER, THIRD, *placements))


def names(changes):
    return [change.name for change in changes]


def fresh():
    numbers = count(100)
    return lambda _: next(numbers)


@pytest.mark.parametrize(
    ("there", "targets", "expected"),
    [
        ([], [Target(NEXT)], ["ItemPlaced"]),
        ([], [Target(NEXT, "held"), Target(LATER, "held")], ["ItemHeld", "ItemHeld"]),
        ([Placement(1, 1, 3, 1)], [Target(LATER)], ["ItemMoved"]),
        ([Placement(1, 1, 3, 1)], [Target(NEXT)], []),
        (
            [Placement(1, 1, 3, 1, "held"), Placement(2, 1, 4, 1, "held")],
            [Target(LATER)],
            ["ItemPlaced", "ItemReturned"],
        ),
        ([Placement(1, 1, 3, 1)], [Target(NEXT, "held"), Target(LATER, "held")], ["ItemHeld", "ItemHeld"]),
        ([Placement(1, 1, 1, 1)], [Target(NEXT)], ["DecisionRecorded", "ItemPlaced"]),
        ([Placement(1, 1, 1, 1, "held")], [Target(NEXT)], ["ItemMoved"]),
        ([Placement(1, 1, 1, 1, outcome="treated")], [Target(NEXT)], ["ItemPlaced"]),
    ],
)
def test_put_is_said_in_changes(there, targets, expected):
    assert names(put(plan(*there), ITEM, targets, NOW, fresh())) == expected


@pytest.mark.parametrize(
    ("there", "targets", "expected"),
    [
        ([Placement(1, 1, 3, 1)], [Target(LATER)], {(7, LATER.id)}),
        ([Placement(1, 1, 3, 1)], [Target(TODAY, "held"), Target(LATER, "held")], {(7, None)}),
        ([Placement(1, 1, 3, 1, "held"), Placement(2, 1, 4, 1, "held")], [Target(LATER)], {(7, NEXT.id)}),
        ([Placement(1, 1, 1, 1), Placement(2, 1, 3, 1)], [Target(LATER)], {(7, LATER.id)}),
    ],
)
def test_who_was_to_present_on_a_meeting_comes_along_when_the_item_leaves_it(there, targets, expected):
    before = plan(*there, Presenter(1, ITEM.id, 7, meeting=NEXT.id))
    after = before.apply(put(before, ITEM, targets, NOW, fresh()))
    assert {(one.person, one.meeting) for one in after.all(Presenter).values()} == expected


def test_presenter_who_is_there_already_is_not_doubled_by_a_move():
    rows = (Presenter(1, ITEM.id, 7, meeting=NEXT.id), Presenter(2, ITEM.id, 7, meeting=LATER.id))
    before = plan(Placement(1, 1, 3, 1), *rows)
    after = before.apply(put(before, ITEM, [Target(LATER)], NOW, fresh()))
    assert [(one.person, one.meeting) for one in after.all(Presenter).values()] == [(7, LATER.id)]


def test_item_that_awaits_a_date_again_keeps_its_presenters():
    before = plan(Placement(1, 1, 3, 1), Presenter(1, ITEM.id, 7, meeting=NEXT.id))
    after = before.apply(take_off(before, ITEM, NOW))
    assert [(one.person, one.meeting) for one in after.all(Presenter).values()] == [(7, None)]


def test_item_of_a_cancelled_meeting_keeps_its_presenters():
    before = plan(Placement(1, 1, 3, 1), Presenter(1, ITEM.id, 7, meeting=NEXT.id))
    after = before.apply(cancel(before, NEXT, "sygdom", NOW))
    assert [(one.person, one.meeting) for one in after.all(Presenter).values()] == [(7, None)]


def test_moved_item_keeps_its_agreements_and_loses_its_clock_time():
    before = Placement(1, 1, 3, 1, start=dt.time(10), minutes=45, label="Klima", agenda_number=4)
    (change,) = put(plan(before, Placement(2, 2, 4, 7)), ITEM, [Target(LATER)], NOW, fresh())
    assert change.after == Placement(1, 1, 4, 8, minutes=45, label="Klima")


@pytest.mark.parametrize(
    ("meeting", "now", "sentence"),
    [
        (PAST, NOW, "Datoen er passeret"),
        (TODAY, NOW.replace(hour=12), "Mødet i dag sluttede kl. 12.00"),
        (
            Meeting(9, 1, DAYS[3], dt.time(9), dt.time(12), "cancelled", "lederdag"),
            NOW,
            r"er aflyst \(lederdag\)",
        ),
        (Meeting(9, 1, DAYS[1], dt.time(9), dt.time(12), "closed"), NOW, "er afsluttet"),
    ],
)
def test_meeting_that_takes_no_items_is_refused(meeting, now, sentence):
    with pytest.raises(Refused, match=sentence):
        put(plan(), ITEM, [Target(meeting)], now, fresh())


def test_meeting_that_goes_on_takes_items_until_it_ends():
    assert names(put(plan(), ITEM, [Target(TODAY)], NOW.replace(hour=11, minute=59), fresh())) == [
        "ItemPlaced"
    ]


def test_times_on_counts_the_coming_time():
    earlier = (Placement(1, 1, 1, 1, outcome="postponed"), Placement(2, 1, 2, 1, outcome="withdrawn"))
    assert times_on(plan(*earlier), 1) == 1
    assert times_on(plan(*earlier, Placement(3, 1, 3, 1)), 1) == 2


def test_take_off_keeps_what_stood_on_a_meeting_that_is_over():
    changes = take_off(plan(Placement(1, 1, 1, 1), Placement(2, 1, 3, 1)), ITEM, NOW)
    assert names(changes) == ["DecisionRecorded", "ItemReturned", "ItemEdited"]
    assert changes[-1].after.since == dt.date(2031, 3, 12)


def test_agenda_that_was_sent_keeps_a_withdrawn_item():
    sent, unsent = Placement(1, 1, 3, 1, agenda_number=4), Placement(2, 1, 4, 1)
    after = plan(sent, unsent).apply(withdraw(plan(sent, unsent), ITEM, NOW))
    assert [(p.id, p.outcome) for p in after.of(1)] == [(1, "withdrawn")]


@pytest.mark.parametrize(
    ("item", "side", "other", "order"),
    [
        (1, "after", 2, [2, 1, 3]),
        (3, "before", 1, [3, 1, 2]),
        (1, "after", 3, [2, 3, 1]),
        (1, "before", 2, [1, 2, 3]),
    ],
)
def test_running_order(item, side, other, order):
    now = plan(*(Placement(n, n, 3, n) for n in (1, 2, 3)))
    changes = beside(now, now.items[item], side, now.items[other], NOW, fresh())
    assert [p.item for p in now.apply(changes).on(3)] == order


def test_swap_twice_is_as_it_was():
    now = plan(Placement(1, 1, 3, 1, start=dt.time(10)), Placement(2, 2, 4, 5))
    once = now.apply(swap(now, ITEM, OTHER, NOW))
    assert [(p.item, p.meeting, p.position, p.start) for p in once.placements.values()] == [
        (1, 4, 5, None),
        (2, 3, 1, dt.time(10)),
    ]
    assert once.apply(swap(once, ITEM, OTHER, NOW)) == now


def test_treated_item_that_stands_firmly_on_another_date_stays_open():
    now = plan(Placement(1, 1, 1, 1), Placement(2, 1, 3, 1))
    after = now.apply(close(now, PAST, Minutes({1: Noted("treated")}), NOW, fresh()))
    assert (after.items[1].status, [p.id for p in after.open_of(1)]) == ("open", [2])


def test_meeting_moved_twice_remembers_where_it_began():
    once = move(plan(), NEXT, dt.date(2031, 3, 20), NOW)
    twice = move(plan().apply(once), once[0].after, dt.date(2031, 3, 21), NOW)
    assert twice[0].after.moved_from == dt.date(2031, 3, 19)
