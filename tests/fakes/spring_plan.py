"""An invented board's plan in spring 2031: a full meeting, a cancelled one, holds, absences, returns."""

from __future__ import annotations

from datetime import date, time

from planner.domain.board import Board, Standing
from planner.domain.item import Item, Placement, Presenter
from planner.domain.meeting import Meeting
from planner.domain.people import Absence, Membership, Person

NINE, ONE = time(9), time(13)
BOARD = Board(1, "LED", "Ledelsen", weekday=2, start=NINE, end=ONE)
PEOPLE = [
    Person(1, "Ane Eng", initials="AE", title="Direktør"),
    Person(2, "Bo Bak", initials="BB", title="Økonomichef", unit="Økonomi"),
    Person(3, "Carla Dam", title="Konsulent", unit="Ledelsessekretariatet"),
]
MEETINGS = [
    Meeting(1, 1, date(2031, 2, 26), NINE, ONE, status="closed"),
    Meeting(2, 1, date(2031, 3, 5), NINE, ONE),
    Meeting(3, 1, date(2031, 3, 12), NINE, ONE),
    Meeting(4, 1, date(2031, 3, 19), NINE, ONE, status="cancelled", reason="fælles lederdag"),
    Meeting(5, 1, date(2031, 3, 26), NINE, ONE, note="Mødet holdes på havnen"),
    Meeting(6, 1, date(2031, 4, 2), NINE, ONE, groups=("Sekretariatschefer",)),
    Meeting(7, 1, date(2031, 4, 9), NINE, ONE),
    Meeting(8, 1, date(2031, 4, 16), NINE, ONE),
]
BLOCKS = [
    Standing(1, 1, "Beslutningsprotokoller og dagsordener", start=NINE, minutes=60),
    Standing(2, 1, "Frokost", kind="break", start=time(12), minutes=30),
    Standing(3, 1, "Gennemgang af kommende tre ugers møder", kind="review", start=time(12, 45)),
]
ITEMS = [
    Item(1, 1, "Hovedoversigt pr. ultimo februar"),
    Item(2, 1, "Roller og program for arbejdsmiljødagen", event_dates=(date(2031, 3, 11),)),
    Item(3, 1, "Kloge kvadratmeter – projektbeskrivelse for fremtidens administrative bygninger"),
    Item(4, 1, "Beredskabsplan", minutes=45, visibility="closed"),
    Item(5, 1, "Sundhedsreformen", under=1),
    Item(6, 1, "Årsprogram for lederudvikling"),
    Item(7, 1, "Seminar i august"),
    Item(8, 1, "Nytårskur"),
    Item(9, 1, "Regeringens lovprogram", since=date(2031, 2, 26)),
    Item(10, 1, "Partnerskaber", since=date(2031, 2, 26), waits_on="Ledelsessekretariatet"),
]
PLACEMENTS = [
    Placement(1, 1, 2, 1),
    Placement(2, 2, 1, 1, minutes=30, outcome="again"),
    Placement(3, 2, 2, 2, state="held"),
    Placement(4, 2, 3, 1, state="held"),
    Placement(5, 3, 2, 3),
    Placement(6, 4, 2, 4),
    Placement(7, 5, 2, 5, label="Sundhedsreformen under aktuelle sager"),
    Placement(8, 6, 2, 6),
    Placement(9, 7, 5, 1, heading="Status og program for:"),
    Placement(10, 8, 5, 2, heading="Status og program for:"),
]
OTHERS = [
    Membership(1, 1, 1),
    Absence(1, 1, 1, date(2031, 3, 12), date(2031, 3, 12)),
    Presenter(1, 1, 2),
    Presenter(2, 6, 3, mode="online"),
]
RECORDS = [BOARD, *PEOPLE, *MEETINGS, *BLOCKS, *ITEMS, *PLACEMENTS, *OTHERS]
