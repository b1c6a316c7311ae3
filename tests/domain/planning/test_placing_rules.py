"""Each rule as a question of where an item may stand: it says there what the plain rule would find."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain import planning
from planner.domain.answers import Invited
from planner.domain.board import Acceptance, Board, Standing
from planner.domain.finding import Scene
from planner.domain.item import Item, Leg, Paper, Placement, Presenter, Route
from planner.domain.meeting import Meeting
from planner.domain.people import Absence, Membership, Person
from planner.domain.plan import plan_of
from planner.domain.planning.case import Case
from planner.domain.planning.ground import Ground, Scope
from planner.domain.planning.rules import NOT_ABOUT_PLACING, OF_A_PLACE, OF_THE_WHOLE
from planner.domain.planning.verdicts import verdicts
from planner.domain.planning.weights import Weights
from planner.domain.rules import RULES, findings
from tests.domain.test_rules import ANSWERS, CASES

NOW = datetime(2031, 3, 4, 10, tzinfo=UTC)
BOARD = Board(1, "LED", "Ledelsen")
OTHER = Board(2, "UDV", "Udvalget")
FIRST = Meeting(1, 1, date(2031, 3, 5), time(9), time(12))
SECOND = Meeting(2, 1, date(2031, 3, 12), time(9), time(12))
THIRD = Meeting(3, 1, date(2031, 3, 19), time(9), time(12))
MEETINGS = [FIRST, SECOND, THIRD]
SAG = Item(12, 1, "Lokaleplan", minutes=30, since=date(2031, 3, 1))
ANE = Person(7, "Ane Eng")


def scene(records, invited=(), holidays=None):
    plan = plan_of([BOARD, *records])
    return Scene(plan, NOW, plan.by_date, holidays or {}, tuple(invited))


def judged(records, levels=None, invited=(), holidays=None, item=12, **scope):
    looked = scene(records, invited, holidays)
    numbers = tuple(m.id for m in looked.meetings if m.board == 1)
    ground = Ground(looked, Scope(numbers, **scope), Weights(), levels or {})
    return {said.meeting.id: said for said in verdicts(ground, ground.movable[item])}


def test_every_rule_says_what_it_means_for_placing_or_why_it_means_nothing():
    sets = [set(OF_A_PLACE), set(OF_THE_WHOLE), set(NOT_ABOUT_PLACING)]
    assert set().union(*sets) == set(RULES)
    assert sum(map(len, sets)) == len(RULES)


def test_every_rule_of_placing_has_a_module_of_its_name():
    folder = Path(planning.__file__).parent / "rules"
    modules = {file.stem for file in folder.glob("*.py")} - {"__init__"}
    assert modules == {*OF_A_PLACE, *OF_THE_WHOLE}


@pytest.mark.parametrize(
    ("records", "invited"),
    [(records, ()) for cases in CASES.values() for records, _ in cases]
    + [([FIRST, Person(1, "Ada Ravn"), *records], asked) for records, asked, _ in ANSWERS["declined"]],
)
def test_what_a_module_has_against_a_place_is_what_the_plain_rule_finds(records, invited):
    looked = scene(records, invited)
    for rule, against in OF_A_PLACE.items():
        if rule in ("holiday", "declined"):
            continue  # these findings are about the meeting, whatever stands on it
        said = {
            objection.key or f"{rule}:{row.meeting.id}"
            for row in looked.standing
            if row.placement.state == "placed" or not rule.startswith("papers")
            for objection in against(Case(looked, row, presenters(looked, row)))
        }
        plain = {
            found.key if not rule.startswith("papers") else f"{rule}:{meeting_in(found.key)}"
            for found in findings(looked.plan, NOW, invited=invited)
            if found.rule == rule
        }
        assert said == plain


def presenters(looked, row):
    return frozenset(p.person for p in looked.plan.presenters_of(row.item.id, row.meeting.id))


def meeting_in(key):
    return int(key.split(":")[1].removeprefix("meeting"))


def about(title="Lokaleplan", **fields):
    return replace(SAG, title=title, **fields)


PRESENTS = [ANE, Presenter(1, 12, 7)]
LEGS = [Leg(1, 1, 1, 1), Leg(2, 1, 2, 2, 9)]
# Rule: what is besides the meetings, the meetings that it forbids, and its clause about the first of them.
FORBIDS = {
    "on_cancelled": ([SAG, replace(SECOND, status="cancelled")], {2}, "mødet den 12. marts er aflyst"),
    "before_earliest": ([about(after=SECOND.date)], {1}, "punktet skal tidligst på 12. marts"),
    "after_latest": ([about(by=SECOND.date)], {3}, "punktet skal senest på 12. marts"),
    "after_event": (
        [about("Forberedelse af temadag", event_dates=(date(2031, 3, 18),))],
        {3},
        "punktet skal på senest 17. marts på grund af begivenheden",
    ),
    "before_followup": (
        [about("Opsamling på temadag", refers_to=(date(2031, 3, 6),))],
        {1},
        "begivenheden er først 6. marts",
    ),
    "event_near": (
        [about("Temadag", event_dates=(date(2031, 3, 14),))],
        {2},
        "den 12. marts er i samme uge som begivenheden 14. marts",
    ),
    "route_late": (
        [SAG, OTHER, Meeting(9, 2, date(2031, 3, 10), time(9), time(10)), Route(1, 1, 12), *LEGS],
        {2, 3},
        "punktet når så ikke UDV 10. marts",
    ),
    "absent": (
        [SAG, *PRESENTS, Absence(1, 1, 7, FIRST.date, SECOND.date)],
        {1, 2},
        "Ane Eng kan ikke deltage den 5. marts",
    ),
    "declined": ([SAG, *PRESENTS], {1}, "Ane Eng har meldt afslag til mødet den 5. marts"),
    "papers_late": (
        [SAG, replace(BOARD, papers_days=2, papers_at=time(12))],
        {1},
        "fristen for materiale til mødet den 5. marts var 3. marts kl. 12.00",
    ),
    "papers_missing": (
        [SAG, replace(BOARD, papers_days=5, papers_at=time(12))],
        {2},
        "materialet til mødet den 12. marts skal være her 5. marts kl. 12.00",
    ),
    "holiday": ([SAG], {2}, "den 12. marts er en lukkedag"),
    "two_places": (
        [SAG, *PRESENTS, OTHER, Membership(1, 2, 7), Meeting(9, 2, SECOND.date, time(8), time(13))],
        {2},
        "Ane Eng er optaget den 12. marts kl. 8.00-13.00",
    ),
    "over_capacity": (
        [SAG, Item(13, 1, "Budget", minutes=165), Placement(1, 13, 2, 1, start=time(9))],
        {2},
        "den 12. marts har kun 15 min. ledige",
    ),
}
DECLINED = [Invited(1, 7, (), "declined", date(2031, 3, 1))]


def verdicts_of(rule, records, level):
    given_ = {
        "invited": DECLINED if rule == "declined" else (),
        "holidays": {SECOND.date: "en lukkedag"} if rule == "holiday" else {},
    }
    levels = dict.fromkeys(RULES, "off") | {rule: level}
    return judged([*MEETINGS, *records], levels, **given_)


@pytest.mark.parametrize(
    ("rule", "records", "forbidden", "clause"), [(r, *case) for r, case in FORBIDS.items()]
)
def test_rule_at_block_forbids_its_meetings_and_allows_their_neighbours(rule, records, forbidden, clause):
    said = verdicts_of(rule, records, "block")
    assert {number for number, one in said.items() if one.place is None} == forbidden
    assert [(reason.rule, reason.clause) for reason in said[min(forbidden)].reasons] == [(rule, clause)]
    assert all(not one.reasons for number, one in said.items() if number not in forbidden)


@pytest.mark.parametrize(("level", "cost"), [("warn", 150), ("hint", 5)])
@pytest.mark.parametrize("rule", OF_A_PLACE)
def test_rule_at_a_lower_level_costs_what_the_weights_say(rule, level, cost):
    records, forbidden, _ = FORBIDS[rule]
    said, silent = verdicts_of(rule, records, level), verdicts_of(rule, records, "off")
    assert {n: one.place.cost - silent[n].place.cost for n, one in said.items()} == {
        number: cost if number in forbidden else 0 for number in said
    }


def test_a_finding_that_was_accepted_once_costs_nothing():
    records = [*MEETINGS, SAG, *PRESENTS, Absence(1, 1, 7, FIRST.date, FIRST.date)]
    accepted = Acceptance(1, 1, f"absent:#12:person7:{FIRST.date}")
    assert judged(records)[1].place.cost - judged([*records, accepted])[1].place.cost == 150


def test_presenter_is_taken_for_as_long_as_what_stays_elsewhere_lasts():
    fixed = Placement(1, 13, 9, 1, start=time(10))
    records = [*MEETINGS, SAG, *PRESENTS, OTHER, Meeting(9, 2, SECOND.date, time(9), time(12))]
    records += [Item(13, 2, "Taksblad", minutes=60), fixed, Presenter(2, 13, 7)]
    begin = judged(records)[2].place.starts
    assert [tick for tick in range(288) if begin >> tick & 1] == [*range(108, 115), *range(132, 139)]


days = st.sampled_from([FIRST.date + timedelta(days=n) for n in range(-2, 18)])
titles = st.sampled_from(["Lokaleplan", "Forberedelse af temadag", "Opsamling på temadag", "Evaluering"])
items = st.builds(
    about,
    titles,
    after=st.none() | days,
    by=st.none() | days,
    event_dates=st.lists(days, max_size=2).map(tuple),
    refers_to=st.lists(days, max_size=2).map(tuple),
    responsible=st.none() | st.just(7),
)
spans = st.tuples(days, days).map(sorted)


@st.composite
def plans(draw):
    records = [
        replace(meeting, status=draw(st.sampled_from(["planned", "planned", "cancelled"])))
        for meeting in MEETINGS
    ]
    records += [draw(items), ANE, *draw(st.sampled_from([[], [Presenter(1, 12, 7)]]))]
    records += [Absence(1, 1, 7, *draw(spans))] if draw(st.booleans()) else []
    records += [Standing(1, 1, "Aktuelt", start=time(10), minutes=draw(st.sampled_from([15, 60, 115])))]
    records += [
        OTHER,
        Membership(1, 2, 7),
        Meeting(9, 2, draw(days), time(9), time(draw(st.integers(10, 12)))),
    ]
    records += [Paper(1, 1, 12, date(2031, 3, 1))] if draw(st.booleans()) else []
    return records


@settings(max_examples=150, deadline=None)
@given(plans(), st.sets(st.sampled_from(sorted(OF_A_PLACE)) | st.just("two_places")))
def test_a_place_is_allowed_exactly_where_the_plain_rules_do_not_block(records, blocking):
    levels = {rule: "block" if rule in blocking else "off" for rule in RULES}
    for number, said in judged(records, levels).items():
        allowed = said.place.starts if said.place is not None else 0
        for minute in range(9 * 60, 11 * 60 + 31, 30):
            start = time(minute // 60, minute % 60)
            plan = plan_of([BOARD, *records, Placement(1, 12, number, 1, start=start)])
            found = [one for one in findings(plan, NOW, levels=levels) if one.rule != "holiday"]
            if allowed >> (minute // 5) & 1:
                assert found == []
            elif said.place is None and all(reason.rule in OF_A_PLACE for reason in said.reasons):
                assert {one.rule for one in found} >= {reason.rule for reason in said.reasons}
