"""Each rule of the plan: silent when all is well, and precise when it is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from planner.domain.answers import Invited
from planner.domain.board import Acceptance, Board, Standing
from planner.domain.item import Attachment, Item, ItemSeries, Leg, Paper, Placement, Presenter, Route
from planner.domain.meeting import Meeting
from planner.domain.people import Absence, Membership, Person
from planner.domain.plan import plan_of
from planner.domain.rules import RULES, findings

NOW = datetime(2031, 3, 4, 10, tzinfo=UTC)  # a Tuesday
BOARD = Board(1, "LED", "Ledelsen")
PAST = Meeting(8, 1, date(2031, 2, 26), time(9), time(12))
FIRST = Meeting(1, 1, date(2031, 3, 5), time(9), time(12))
SECOND = Meeting(2, 1, date(2031, 3, 12), time(9), time(12))
THIRD = Meeting(3, 1, date(2031, 3, 19), time(9), time(12))
SAG = Item(12, 1, "Lokaleplan", minutes=30)
ON_FIRST = Placement(1, 12, 1, 1)
ON_SECOND = Placement(2, 12, 2, 1)
ON_THIRD = Placement(3, 12, 3, 1)
ANE = Person(7, "Ane Eng")
BO = Person(8, "Bo Bak")


def told(rule, records, **options):
    """What one rule says: (subject, sentence) of each finding."""
    found = findings(plan_of([BOARD, *records]), NOW, **options)
    return [(one.subject, one.sentence) for one in found if one.rule == rule]


def held(*placements):
    return [replace(one, state="held") for one in placements]


def about(title, **fields):
    return replace(SAG, title=title, **fields)


PAPERS_DUE = replace(BOARD, papers_days=5, papers_at=time(12))
PAPERS_WERE_DUE = replace(BOARD, papers_days=2, papers_at=time(12))
EVENT = {"event_dates": (date(2031, 3, 11),)}
COUNCIL = Board(5, "KB", "Kommunalbestyrelsen", own=False)
AT_COUNCIL = Meeting(50, 5, date(2031, 3, 17), time(17), time(19))
ROUTE = [COUNCIL, AT_COUNCIL, Route(1, 1, 12), Leg(1, 1, 1, 1), Leg(2, 1, 5, 2, 50)]
MONTHLY = ItemSeries(1, 1, "Økonomi", "month", date(2031, 3, 1), point="ultimo")
WEEKS = replace(MONTHLY, every="week", made="2039-01-01")
TWO = [about("Uge 10", item_series=1, period="a"), about("Uge 11", id=13, item_series=1, period="b")]
CASES = {
    "route_late": [
        ([FIRST, THIRD, SAG, ON_FIRST, *ROUTE], None),
        ([FIRST, THIRD, SAG, ON_THIRD], None),
        (
            [FIRST, THIRD, SAG, ON_THIRD, *ROUTE],
            ("#12", "står på 19. marts og når ikke KB 17. marts; det skal være senest 16. marts"),
        ),
        ([THIRD, SAG, ON_THIRD, *ROUTE, replace(AT_COUNCIL, status="cancelled")], None),
    ],
    "route_broken": [
        ([FIRST, SAG, ON_FIRST, *ROUTE], None),
        ([FIRST, SAG, *ROUTE], ("#12", "afventer dato, men skal nå KB 17. marts; det skal være senest 16. marts")),
        (
            [FIRST, SAG, ON_FIRST, *ROUTE, replace(AT_COUNCIL, status="cancelled")],
            ("#12", "skal i KB 17. marts, og det møde er aflyst"),
        ),
        ([FIRST, replace(SAG, status="withdrawn"), *ROUTE], None),
    ],
    "papers_missing": [
        ([SECOND, SAG, ON_SECOND], None),
        (
            [PAPERS_DUE, SECOND, SAG, ON_SECOND],
            ("12. marts", "materiale mangler til #12, fristen er 5. marts kl. 12.00"),
        ),
        ([PAPERS_DUE, SECOND, SAG, ON_SECOND, Paper(1, 1, 12, date(2031, 3, 3))], None),
    ],
    "papers_late": [
        ([PAPERS_DUE, SECOND, SAG, ON_SECOND], None),
        (
            [PAPERS_WERE_DUE, FIRST, SAG, ON_FIRST],
            ("5. marts", "materiale mangler til #12, fristen var 3. marts kl. 12.00"),
        ),
        ([PAPERS_WERE_DUE, FIRST, SAG, ON_FIRST, Paper(1, 1, 12, date(2031, 3, 3))], None),
    ],
    "on_cancelled": [
        ([FIRST, SAG, ON_FIRST], None),
        (
            [replace(FIRST, status="cancelled"), SAG, ON_FIRST],
            ("#12", "står på mødet 5. marts, som er aflyst"),
        ),
        ([replace(FIRST, status="cancelled"), SAG, replace(ON_FIRST, outcome="postponed")], None),
    ],
    "before_earliest": [
        ([FIRST, about("Lokaleplan", after=date(2031, 3, 5)), ON_FIRST], None),
        (
            [FIRST, about("Lokaleplan", after=date(2031, 3, 6)), ON_FIRST],
            ("#12", "står på 5. marts, men skal tidligst på 6. marts"),
        ),
    ],
    "after_latest": [
        ([SECOND, about("Lokaleplan", by=date(2031, 3, 12)), ON_SECOND], None),
        (
            [SECOND, about("Lokaleplan", by=date(2031, 3, 11)), ON_SECOND],
            ("#12", "står på 12. marts, men skal senest på 11. marts"),
        ),
    ],
    "after_event": [
        ([FIRST, SECOND, about("Temadag den 11. marts", **EVENT), ON_FIRST], None),
        (
            [FIRST, SECOND, about("Temadag den 11. marts", **EVENT), *held(ON_FIRST, ON_SECOND)],
            ("#12", "foreløbig på 12. marts, men begivenheden er 11. marts; senest 5. marts"),
        ),
        (
            [SECOND, about("Forberedelse af temadag", refers_to=(date(2031, 3, 12),)), ON_SECOND],
            ("#12", "står på 12. marts, men begivenheden er 12. marts"),
        ),
        ([SECOND, about("Temadag", event_dates=(date(2031, 3, 12),)), ON_SECOND], None),
        ([SECOND, about("Opsamling på temadag", **EVENT), ON_SECOND], None),
        (
            [THIRD, about("Seminar", event_dates=(date(2031, 3, 17), date(2031, 3, 18))), ON_THIRD],
            ("#12", "står på 19. marts, men begivenheden er 17. marts til 18. marts"),
        ),
    ],
    "before_followup": [
        ([SECOND, about("Opsamling på temadag", refers_to=(date(2031, 3, 11),)), ON_SECOND], None),
        (
            [FIRST, about("Opsamling på temadag", refers_to=(date(2031, 3, 11),)), ON_FIRST],
            ("#12", "står på 5. marts, men samler op på noget, der først er 11. marts"),
        ),
        (
            [FIRST, about("Temadag", refers_to=(date(2031, 3, 11),)),
             replace(ON_FIRST, heading="Opsamling på møde i:")],
            ("#12", "står på 5. marts, men samler op på noget, der først er 11. marts"),
        ),
        ([FIRST, about("Temadag", refers_to=(date(2031, 3, 11),)), ON_FIRST], None),
    ],
    "event_near": [
        ([FIRST, about("Temadag den 11. marts", **EVENT), ON_FIRST], None),
        (
            [FIRST, about("Temadag", event_dates=(date(2031, 3, 7),)), ON_FIRST],
            ("#12", "står på 5. marts, i samme uge som begivenheden 7. marts"),
        ),
        (
            [SECOND, about("Opsamling på temadag", refers_to=(date(2031, 3, 11),)), ON_SECOND],
            ("#12", "står på 12. marts, dagen efter det møde, det samler op på"),
        ),
        ([THIRD, about("Opsamling på temadag", refers_to=(date(2031, 3, 11),)), ON_THIRD], None),
    ],
    "held_near": [
        ([FIRST, SECOND, SAG, *held(ON_FIRST, ON_SECOND)],
         ("#12", "foreløbig på 5. marts eller 12. marts; vælg en dato")),
        ([SECOND, THIRD, SAG, *held(ON_SECOND, ON_THIRD)], None),
        ([FIRST, SAG, ON_FIRST], None),
    ],
    "two_places": [
        ([FIRST, SAG, ON_FIRST, ANE, Presenter(1, 12, 7)], None),
        (
            [FIRST, ANE, SAG, about("Taksblad", id=13), replace(ON_FIRST, start=time(10)),
             Placement(4, 13, 1, 2, start=time(10, 15)), Presenter(1, 12, 7), Presenter(2, 13, 7)],
            ("Ane Eng", "skal 5. marts kl. 10.15 være to steder: #12 og #13"),
        ),
        (
            [FIRST, Board(2, "UDV", "Udvalget"), ANE, Membership(1, 1, 7), Membership(2, 2, 7),
             Meeting(9, 2, FIRST.date, time(11), time(13))],
            ("Ane Eng", "skal 5. marts kl. 11.00 være to steder: Ledelsen og Udvalget"),
        ),
        (
            [FIRST, Board(2, "UDV", "Udvalget"), ANE, Membership(1, 1, 7), Membership(2, 2, 7),
             Meeting(9, 2, FIRST.date, time(12), time(13))],
            None,
        ),
    ],
    "absent": [
        ([FIRST, SAG, ON_FIRST, ANE, Presenter(1, 12, 7), Absence(1, 1, 7, SECOND.date, SECOND.date)], None),
        (
            [FIRST, SAG, ON_FIRST, ANE, Presenter(1, 12, 7), Absence(1, 1, 7, FIRST.date, FIRST.date)],
            ("#12", "Ane Eng er oplægsholder og har afbud 5. marts"),
        ),
        (
            [FIRST, replace(SAG, responsible=8), ON_FIRST, BO, Absence(1, 1, 8, FIRST.date, SECOND.date)],
            ("#12", "Bo Bak er ansvarlig og har afbud 5. marts"),
        ),
    ],
    "presenter_gap": [
        (
            [FIRST, ANE, SAG, about("Taksblad", id=13), replace(ON_FIRST, start=time(9)),
             Placement(4, 13, 1, 2, start=time(11)), Presenter(1, 12, 7), Presenter(2, 13, 7)],
            ("5. marts", "Ane Eng venter 90 min. mellem sine punkter"),
        ),
        (
            [FIRST, ANE, SAG, about("Taksblad", id=13), ON_FIRST, Placement(4, 13, 1, 2),
             Presenter(1, 12, 7), Presenter(2, 13, 7)],
            None,
        ),
        (
            [FIRST, ANE, Membership(1, 1, 7), SAG, about("Taksblad", id=13), replace(ON_FIRST, start=time(9)),
             Placement(4, 13, 1, 2, start=time(11)), Presenter(1, 12, 7), Presenter(2, 13, 7)],
            None,
        ),
    ],
    "over_capacity": [
        ([FIRST, replace(SAG, minutes=180), ON_FIRST], None),
        ([FIRST, replace(SAG, minutes=195), ON_FIRST], ("5. marts", "15 min. for meget på dagsordenen")),
        (
            [FIRST, Standing(1, 1, "Protokoller", minutes=160), replace(SAG, minutes=None), ON_FIRST],
            ("5. marts", "ca. 10 min. for meget på dagsordenen"),
        ),
        (
            [FIRST, SECOND, replace(SAG, minutes=195), *held(ON_FIRST)],
            ("5. marts", "15 min. for meget, hvis alle foreløbige kommer"),
        ),
    ],
    "past_open": [
        ([PAST, SAG, replace(ON_FIRST, meeting=8)],
         ("26. feb.", "1 punkt fra mødet er ikke afsluttet")),
        (
            [replace(PAST, date=date(2030, 11, 27)), SAG, replace(ON_FIRST, meeting=8)],
            ("27. nov. 2030", "1 punkt fra mødet er ikke afsluttet"),
        ),
        ([PAST, SAG, replace(ON_FIRST, meeting=8, outcome="treated")], None),
        (
            [replace(PAST, status="closed"), SAG, replace(ON_FIRST, meeting=8)],
            ("26. feb.", "1 punkt fra mødet er ikke afsluttet"),
        ),
        ([FIRST, SAG, ON_FIRST], None),
    ],
    "openness_clash": [
        (
            [FIRST, about("Sag", visibility="open"), ON_FIRST, Attachment(1, 1, item=12, visibility="closed")],
            ("#12", "er åbent, men alle bilag er lukkede"),
        ),
        (
            [FIRST, about("Sag", visibility="open"), ON_FIRST, Attachment(1, 1, item=12, visibility="open")],
            None,
        ),
        (
            [FIRST, about("Salg af grund", visibility="closed", title_public="Salg af grund"), ON_FIRST],
            ("#12", "er lukket, men den offentlige titel er den samme som den lukkede"),
        ),
    ],
    "empty_meeting": [
        ([FIRST, SAG, ON_FIRST], None),
        ([FIRST], ("5. marts", "ingen punkter endnu")),
        ([replace(FIRST, status="cancelled")], None),
        ([replace(FIRST, date=date(2031, 6, 4))], None),
    ],
    "series_due": [
        ([replace(MONTHLY, made="2031-03")], None),
        ([MONTHLY], ("Årshjul", "“Økonomi pr. ult. marts” er aktuelt og er ikke lagt i afventer")),
        ([replace(MONTHLY, last=date(2031, 3, 30))], None),
    ],
    "series_near": [
        ([WEEKS, FIRST, SECOND, *TWO, ON_FIRST, Placement(9, 13, 2, 1)], None),
        (
            [replace(WEEKS, weeks=2), FIRST, SECOND, *TWO, ON_FIRST, Placement(9, 13, 2, 1)],
            ("#13", "står kun 7 dage efter #12 5. marts; mindst 14 er det sædvanlige"),
        ),
        ([replace(WEEKS, weeks=2), FIRST, SECOND, *TWO, ON_FIRST, *held(Placement(9, 13, 2, 1))], None),
        (
            [WEEKS, FIRST, SECOND, *TWO, ON_SECOND, Placement(9, 13, 1, 1)],
            ("#13", "står før #12 12. marts, som er det forrige i årshjulet"),
        ),
    ],
    "same_item_twice": [
        ([FIRST, SAG, ON_FIRST, about("Budget 2032", id=13), about("Budget 2033", id=14)], None),
        (
            [SAG, about("Kommuneplanen", id=13), about("Komuneplanen", id=14)],
            ("#13", "er måske det samme punkt som #14: “Komuneplanen”"),
        ),
        (
            [about("Status på plan for byen", id=13), about("Plan for byen – status på", id=14)],
            ("#13", "er måske det samme punkt som #14: “Plan for byen – status på”"),
        ),
        (
            [about("Høring", id=13, case_number="31/1"), about("Høring", id=14, case_number="31/2")],
            None,
        ),
        ([FIRST, SECOND, SAG, ON_FIRST, ON_SECOND], ("#12", "står på både 5. marts og 12. marts")),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "records", "said"), [(rule, *case) for rule, cases in CASES.items() for case in cases]
)
def test_rule_says_exactly_this(rule, records, said):
    assert told(rule, records) == ([said] if said else [])


def test_holiday_says_which_one():
    closed = {FIRST.date: "en lukkedag"}
    assert told("holiday", [FIRST], holidays=closed) == [
        ("5. marts", "mødet ligger på en lukkedag (onsdag i uge 10)")
    ]
    assert told("holiday", [SECOND], holidays=closed) == []


MANY = [Person(number, f"Gæst {number}") for number in range(3, 7)]


def invited(person, standing, days=4, **more):
    return Invited(1, person, (), standing, NOW.date() - timedelta(days=days), **more)


ANSWERS = {
    "declined": [
        ([], [invited(1, "accepted")], None),
        ([], [invited(1, "old")], None),
        ([], [invited(1, "declined")], ("5. marts", "Ada Ravn har meldt afslag til 5. marts")),
        (
            [SAG, ON_FIRST],
            [replace(invited(1, "declined"), items=(12,))],
            ("#12", "Ada Ravn har meldt afslag til 5. marts"),
        ),
        ([], [invited(1, "declined", settled=True)], None),
        ([Absence(1, 1, 1, date(2031, 3, 5), date(2031, 3, 5))], [invited(1, "declined")], None),
    ],
    "unanswered": [
        ([], [invited(1, "accepted")], None),
        ([], [invited(1, "unanswered", days=2)], None),
        ([], [invited(1, "unanswered")], ("5. marts", "mangler svar fra Ada Ravn")),
        (
            [],
            [invited(1, "old"), invited(2, "unanswered")],
            ("5. marts", "mangler svar fra Ada Ravn, Bo Lind"),
        ),
        (
            MANY,
            [invited(person.id, "unanswered") for person in MANY],
            ("5. marts", "mangler svar fra Gæst 3, Gæst 4, Gæst 5 og 1 mere"),
        ),
        ([replace(FIRST, date=date(2031, 3, 20))], [invited(1, "unanswered")], None),
    ],
}


@pytest.mark.parametrize(
    ("rule", "records", "asked", "said"), [(rule, *case) for rule, cases in ANSWERS.items() for case in cases]
)
def test_what_was_answered_is_pointed_out(rule, records, asked, said):
    plan = plan_of([BOARD, FIRST, Person(1, "Ada Ravn"), Person(2, "Bo Lind"), *records])
    found = findings(plan, NOW, invited=asked)
    assert [(one.subject, one.sentence) for one in found if one.rule == rule] == ([said] if said else [])


def test_every_rule_has_cases():
    assert {*CASES, *ANSWERS, "holiday"} == set(RULES)


def test_the_gravest_come_first():
    records = [BOARD, FIRST, SECOND, about("Sag", by=date(2031, 3, 1)), ON_FIRST]
    found = findings(plan_of(records), NOW)
    assert [(one.level, one.rule) for one in found] == [("block", "after_latest"), ("hint", "empty_meeting")]


@pytest.mark.parametrize(("level", "expected"), [("block", ["block"]), ("hint", ["hint"]), ("off", [])])
def test_a_level_is_configuration(level, expected):
    records = [BOARD, FIRST, replace(SAG, minutes=200), ON_FIRST]
    found = findings(plan_of(records), NOW, levels={"over_capacity": level})
    assert [one.level for one in found] == expected


def test_an_accepted_finding_never_returns():
    records = [BOARD, FIRST, replace(SAG, minutes=200), ON_FIRST]
    (first,) = findings(plan_of(records), NOW)
    assert findings(plan_of([*records, Acceptance(1, 1, first.key)]), NOW) == ()


def test_keys_are_unique_and_do_not_depend_on_other_findings():
    records = [BOARD, FIRST, SECOND, about("Sag", by=date(2031, 3, 1)), *held(ON_FIRST, ON_SECOND)]
    everything = findings(plan_of(records), NOW)
    alone = findings(plan_of(records), NOW, levels={rule: "off" for rule in RULES if rule != "after_latest"})
    assert len({one.key for one in everything}) == len(everything)
    assert [one.key for one in alone] == [one.key for one in everything if one.rule == "after_latest"]


def test_only_the_meetings_asked_about_are_judged():
    assert findings(plan_of([BOARD, FIRST, SECOND]), NOW, meetings=[SECOND])[0].subject == "12. marts"


def test_a_meeting_that_ended_today_is_past():
    now = datetime(2031, 3, 5, 12, tzinfo=UTC)
    found = findings(plan_of([BOARD, FIRST, SAG, ON_FIRST]), now)
    assert [one.rule for one in found] == ["past_open"]


def test_a_meeting_under_way_is_not():
    now = datetime(2031, 3, 5, 11, 59, tzinfo=UTC)
    assert findings(plan_of([BOARD, FIRST, SAG, ON_FIRST]), now) == ()
