from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from planner.domain.board import Board
from planner.domain.digest import digest_sections, is_empty
from planner.domain.digest_words import digest_words
from planner.domain.item import FollowUp, Item, Paper, Placement
from planner.domain.meeting import Meeting
from planner.domain.people import Person
from planner.domain.plan import plan_of
from planner.domain.reminders import Appointment

ZONE = ZoneInfo("Europe/Copenhagen")
D = dt.date
BOARD = Board(1, "DIR", "Direktionen")
OTHER = Board(2, "ØK", "Økonomiudvalget", own=False)
FIRST, SECOND = (Meeting(n, 1, D(2031, 3, day), dt.time(9), dt.time(12)) for n, day in ((1, 12), (2, 19)))
KBN, TKP = Person(1, "Kirsten Bo Nygaard", "KBN"), Person(2, "Tage Krogh Poulsen", "TKP")
CLIMATE = Item(1, 1, "Klimaplan", responsible=1)


def at(day, hour=7):
    return dt.datetime(2031, 3, day, hour, tzinfo=ZONE)


def lines(now, *records, board=BOARD, told=(), others=(), parked=0):
    """The list in Danish: what stands at its top, and the lines under each heading."""
    plan = plan_of([board, OTHER, FIRST, SECOND, KBN, TKP, *records])
    facts = {
        "board": {"name": board.name},
        "day": now.date().isoformat(),
        "sections": digest_sections(plan, board, told, others, now, parked),
    }
    words = digest_words(facts, "da")
    top = [line["text"] for line in words["lines"]]
    return top, {one["title"]: [line["text"] for line in one["lines"]] for one in words["sections"]}


def on(meeting, state="placed", number=1):
    return Placement(number * 10 + meeting, 1, meeting, 1, state=state)


@pytest.mark.parametrize(
    ("now", "held", "found"),
    [
        (at(3), (1, 2), ["#1 Klimaplan: 12. marts eller 19. marts"]),
        (at(3), (1,), ["#1 Klimaplan: 12. marts"]),
        (dt.datetime(2031, 2, 24, 7, tzinfo=ZONE), (1, 2), None),  # the first is more than two weeks away
    ],
)
def test_alternatives_are_named_before_the_first_of_them(now, held, found):
    records = [CLIMATE, *(on(meeting, "held") for meeting in held)]
    assert lines(now, *records)[1].get("Skal afgøres") == found


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (FollowUp(1, 1, "Undersøge prisen", "KBN", 1, due=D(2031, 3, 7)), "følger op senest 7. marts"),
        (FollowUp(1, 1, "Undersøge prisen", "KBN", 1, due=D(2031, 3, 4)), "skulle have fulgt op 4. marts"),
        (FollowUp(1, 1, "Undersøge prisen", "HR", due=D(2031, 3, 7)), "følger op senest 7. marts"),
        (FollowUp(1, 1, "Undersøge prisen", due=D(2031, 3, 7)), "følger op senest 7. marts"),
        (FollowUp(1, 1, "Undersøge prisen", due=D(2031, 3, 12)), None),
        (FollowUp(1, 1, "Undersøge prisen", due=D(2031, 3, 7), done=True), None),
        (FollowUp(1, 1, "Undersøge prisen"), None),
    ],
)
def test_follow_ups_that_are_due_say_who_follows_up(row, found):
    who = "Kirsten Bo Nygaard" if row.person else row.owner or "Nogen"
    said = [f"{who} {found}: Undersøge prisen"] if found else None
    assert lines(at(5), row)[1].get("Opfølgning") == said


@pytest.mark.parametrize(
    ("item", "placements", "found"),
    [
        (replace(CLIMATE, by=D(2031, 3, 4)), [], True),
        (replace(CLIMATE, by=D(2031, 3, 13)), [on(2)], True),  # it stands on a later day
        (replace(CLIMATE, by=D(2031, 3, 13)), [on(1)], False),
        (replace(CLIMATE, by=D(2031, 3, 4), status="done"), [], False),
    ],
)
def test_items_past_their_latest_date_are_named(item, placements, found):
    day = f"{item.by.day}. marts"
    said = [f"#1 Klimaplan: skulle på senest {day}"] if found else None
    assert lines(at(5), item, *placements)[1].get("Efter seneste dato") == said


def test_deadlines_of_the_next_week_are_named():
    board = replace(BOARD, papers_days=3, dispatch_days=2)
    assert lines(at(5), board=board)[1]["Frister den næste uge"] == [
        "materiale til 12. marts skal være fremme 7. marts",
        "dagsordenen for 12. marts sendes 10. marts",
    ]


def test_the_next_meetings_of_other_bodies_are_named_beside_what_is_to_be_done():
    others = [Meeting(9, 2, D(2031, 3, day), dt.time(13), dt.time(15)) for day in (18, 25)]
    assert lines(at(5), others=others) == (
        [],
        {"Andre udvalg de næste to uger": ["Økonomiudvalget 18. marts"]},
    )
    assert is_empty(digest_sections(plan_of([BOARD, OTHER]), BOARD, (), others, at(5), 0))


def test_what_waits_in_the_outbox_for_a_person_is_counted():
    assert lines(at(5), parked=2)[0] == ["2 i udbakken kræver en beslutning: planner udbakke"]


def ready(day, *, stage="locked", numbers=()):
    """Seven points on Wednesday the 12th, whose agenda is sent on Monday the 10th: papers of one lack, and an answer."""
    board = replace(BOARD, papers_days=4, dispatch_days=2)
    items = [Item(n, 1, f"Punkt {n}", responsible=1) for n in range(1, 8)]
    came = [Paper(n, 1, n, D(2031, 3, 3)) for n in range(1, 8) if n != 3]
    placed = [Placement(n, n, 1, n, agenda_number=dict(numbers).get(n)) for n in range(1, 8)]
    start, end = (dt.datetime(2031, 3, 12, hour, tzinfo=ZONE) for hour in (9, 10))
    told = [Appointment(2, 1, (5,), start, end, None, "unanswered", D(2031, 3, 3))]
    return lines(at(day), *items, *placed, *came, replace(FIRST, stage=stage), board=board, told=told)[0]


def test_the_working_day_before_dispatch_one_line_says_what_is_ready():
    line = "Klar til udsendelse: 5 af 7. Mangler: materiale pkt. 3 (KBN), svar fra TKP."
    # Friday is the working day before Monday; on the weekend nobody looks, and it is said again if they do.
    assert [ready(day) for day in (6, 7, 8, 10)] == [[], [line], [line], []]
    assert ready(7, stage="sent") == []


def test_numbers_of_an_agenda_that_was_read_are_those_it_has():
    (numbered,), (without,) = (
        ready(7, numbers=numbers) for numbers in ({3: 5, 1: 2}.items(), {1: 2}.items())
    )
    assert numbered == "Klar til udsendelse: 5 af 7. Mangler: materiale pkt. 5 (KBN), svar fra TKP."
    assert without == "Klar til udsendelse: 5 af 7. Mangler: materiale #3 (KBN), svar fra TKP."
