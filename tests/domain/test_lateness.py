"""A meeting that runs late: who comes later, and a text that gives nothing away."""

from __future__ import annotations

import datetime as dt

import pytest

from planner.domain.board import Board, Standing
from planner.domain.item import Item, Placement, Presenter
from planner.domain.lateness import lateness
from planner.domain.meeting import Meeting
from planner.domain.people import Absence, Membership, Person
from planner.domain.plan import plan_of
from planner.domain.wording import clock

DAY = dt.date(2031, 3, 12)
MEETING = Meeting(1, 1, DAY, dt.time(9), dt.time(12))
RECORDS = [
    Board(1, "DIR", "Direktionen"),
    MEETING,
    Standing(1, 1, "Pause", "break", dt.time(10), 15),
    Person(1, "Ada Ravn"),
    Person(2, "Carl Holt", telephone="22 22 22 22"),
    Person(3, "Dina Kær"),
    Person(4, "Mona Borg"),
    Person(5, "Elle Vang"),
    Membership(1, 1, 1),
    Membership(2, 1, 4, role="guest"),
    Item(1, 1, "Klimaplan", minutes=60, visibility="open"),
    Item(2, 1, "Afsked af KANARIEFUGL", minutes=30, visibility="closed"),
    Item(3, 1, "Budget", minutes=30, visibility="open"),
    Placement(1, 1, 1, 1, agenda_number=1),
    Placement(2, 2, 1, 2, agenda_number=2),
    Placement(3, 3, 1, 3, agenda_number=3, mayor=True),
    Presenter(1, 1, 3),
    Presenter(2, 2, 2),
    Presenter(3, 3, 2, mode="online"),
    Presenter(4, 3, 1),
    Presenter(5, 3, 5),
    Absence(1, 1, 5, DAY, DAY),
]
PLAN = plan_of(RECORDS)


@pytest.mark.parametrize(
    ("now", "under_way", "later"),
    [
        ((8, 30), None, ["9.00 9.20", "10.00 10.20", "10.15 10.35", "10.45 11.05"]),
        ((9, 0), "Klimaplan", ["10.00 10.20", "10.15 10.35", "10.45 11.05"]),
        ((10, 20), "Afsked af KANARIEFUGL", ["10.45 11.05"]),
        ((11, 30), None, []),
    ],
)
def test_everything_after_what_is_under_way_comes_later(now, under_way, later):
    found = lateness(PLAN, MEETING, dt.time(*now), 20)
    shown = [f"{clock(row.start)} {clock(row.new_start)}" for row in found.slots]
    assert (found.under_way, shown) == (under_way, later)


def test_presenters_and_guests_are_named_with_where_they_are_and_their_telephone():
    found = lateness(PLAN, MEETING, dt.time(9, 10), 20)
    assert [(p.name, p.mode, p.telephone, [row.item for row in p.items]) for p in found.persons] == [
        ("Carl Holt", "in_room", "22 22 22 22", [2, 3]),
        ("Mona Borg", "in_room", None, [3]),
    ]


def test_text_for_everybody_has_no_closed_title_and_no_name_that_goes_with_one():
    assert lateness(PLAN, MEETING, dt.time(9, 10), 20).text.splitlines() == [
        "Direktionen: mødet er 20 minutter forsinket. De nye tider er:",
        "kl. 10.35 (før 10.15): punkt 2, Lukket punkt",
        "kl. 11.05 (før 10.45): punkt 3, Budget (Carl Holt, Ada Ravn)",
        "Mødet slutter ca. kl. 12.20.",
    ]


def test_delay_past_midnight_ends_with_the_day():
    assert lateness(PLAN, MEETING, dt.time(9), 900).ends == dt.time(23, 59)
