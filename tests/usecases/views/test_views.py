"""What each view holds, read from a database of an invented board."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from planner.domain.board import Acceptance, ImportedDocument
from planner.domain.errors import BadUsage, Unknown
from planner.domain.finding import Finding
from planner.domain.item import FollowUp, Item, Placement, Presenter
from planner.domain.people import Person
from planner.usecases.views.backlog import backlog
from planner.usecases.views.check import check_document, check_plan, numbered
from planner.usecases.views.find import find
from planner.usecases.views.history import history
from planner.usecases.views.look import look
from planner.usecases.views.show import show
from tests.fakes.spring_plan import BOARD, MEETINGS, RECORDS
from tests.fakes.stored_plan import BEGINNING, reading

NOW = datetime(2031, 3, 4, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def spring(tmp_path_factory):
    with reading(tmp_path_factory.mktemp("spring"), RECORDS) as reader:
        yield reader


def test_look_shows_the_next_six_and_the_cancelled_between_them(spring):
    view = look(spring, BOARD, NOW)
    assert [(one.date.day, one.status) for one in view.meetings] == [
        (5, "planned"),
        (12, "planned"),
        (19, "cancelled"),
        (26, "planned"),
        (2, "planned"),
        (9, "planned"),
        (16, "planned"),
    ]


def test_look_stops_at_six_when_there_are_more(tmp_path):
    more = replace(MEETINGS[-1], id=9, date=date(2031, 4, 23))
    with reading(tmp_path, [*RECORDS, more]) as reader:
        assert look(reader, BOARD, NOW).meetings[-1].date == date(2031, 4, 16)
        assert look(reader, BOARD, NOW, everything=True).meetings[-1].date == date(2031, 4, 23)


def test_look_counts_the_backlog_and_names_the_first(spring):
    waiting = look(spring, BOARD, NOW).backlog
    assert (waiting.count, waiting.more, [one.id for one in waiting.first]) == (2, False, [9, 10])


def test_backlog_says_what_and_whom_an_item_awaits(spring):
    rows = [(one.title, one.since, one.waits_on) for one in backlog(spring, BOARD, NOW).items]
    assert rows == [
        ("Regeringens lovprogram", date(2031, 2, 26), None),
        ("Partnerskaber", date(2031, 2, 26), "Ledelsessekretariatet"),
    ]


def test_show_item_tells_where_it_has_been_and_stands(spring):
    view = show(spring, BOARD, NOW, ("#2",))
    assert (view.kind, view.item.id) == ("item", 2)
    assert [(one.date, one.state, one.outcome) for one in view.placements] == [
        (date(2031, 2, 26), "placed", "again"),
        (date(2031, 3, 5), "held", None),
        (date(2031, 3, 12), "held", None),
    ]
    assert [one.rule for one in view.findings] == ["after_event", "held_near"]
    assert [one.command for one in view.history] == ["prøve"]


def test_show_takes_the_levels_of_the_configuration(spring):
    found = show(spring, BOARD, NOW, ("#2",), levels={"after_event": "hint", "held_near": "off"}).findings
    assert [(one.rule, one.level) for one in found] == [("after_event", "hint")]


def test_show_item_names_who_presents_it_on_one_meeting_only(tmp_path):
    one = Presenter(90, 2, 1, "online", 2)
    with reading(tmp_path, [*RECORDS, one]) as reader:
        view = show(reader, BOARD, NOW, ("#2",))
    assert {row.date: row.presenters for row in view.placements if row.presenters} == {
        next(m.date for m in MEETINGS if m.id == 2): (
            f"{next(r.name for r in RECORDS if isinstance(r, Person) and r.id == 1)} (Teams)",
        )
    }


def test_show_meeting_by_a_phrase(spring):
    view = show(spring, BOARD, NOW, ("onsdag", "den", "12.", "marts"))
    assert (view.kind, view.meeting.id, view.meeting.absent) == ("meeting", 3, ("Ane Eng",))


def test_show_person_by_a_part_of_the_name(spring):
    view = show(spring, BOARD, NOW, ("bak",))
    assert (view.kind, view.person.name, [one.id for one in view.items]) == ("person", "Bo Bak", [1])


def test_show_what_is_not_there_says_so(spring):
    with pytest.raises(Unknown, match="“lufthavn”"):
        show(spring, BOARD, NOW, ("lufthavn",))


def test_find_leads_from_a_decision_to_its_item(tmp_path):
    decided = Placement(20, 20, 1, 9, outcome="treated", decision="Godkendt med forbehold for havnen")
    promised = FollowUp(1, 1, "Undersøger havnens dybde", owner="Teknik")
    with reading(tmp_path, [*RECORDS, Item(20, 1, "Byplan", status="done"), decided, promised]) as reader:
        view = find(reader, BOARD, ("havne",))
    assert [(one.kind, one.item, one.title, one.date) for one in view.found] == [
        ("placement", 20, "Byplan", date(2031, 2, 26)),
        ("followup", None, None, None),
        ("meeting", None, None, date(2031, 3, 26)),
    ]


def test_find_nothing_asks_for_words(spring):
    with pytest.raises(BadUsage, match="Hvad skal der ledes efter"):
        find(spring, BOARD, ("“”",))


def test_check_numbers_every_finding(spring):
    view = check_plan(spring, BOARD, NOW)
    assert [(one.no, one.rule) for one in view.findings] == [
        (1, "after_event"),
        (2, "over_capacity"),
        (3, "held_near"),
        (4, "empty_meeting"),
        (5, "empty_meeting"),
    ]


def test_check_of_one_date_holds_only_that_meeting(spring):
    view = check_plan(spring, BOARD, NOW, ("12/3",))
    assert (view.date, [one.rule for one in view.findings]) == (
        date(2031, 3, 12),
        ["after_event", "held_near"],
    )


def test_what_was_accepted_is_counted_and_not_shown(tmp_path):
    accepted = Acceptance(1, 1, "over_capacity:1:2031-03-05")
    with reading(tmp_path, [*RECORDS, accepted]) as reader:
        view = check_plan(reader, BOARD, NOW)
    assert view.accepted == 1
    assert "over_capacity" not in {one.rule for one in view.findings}


def test_a_number_that_is_not_there_is_refused(spring):
    view = check_plan(spring, BOARD, NOW)
    assert numbered(view, 2).rule == "over_capacity"
    with pytest.raises(BadUsage, match="nummer 9"):
        numbered(view, 9)


STORED = {"rule": "openness_clash", "level": "warn", "subject": "pkt. 1", "sentence": "ses", "key": "k:1"}
PLACED = STORED | {"source": {"file": "r.txt", "line": 7, "text": "linje", "page": None, "cell": None}}


def test_check_document_shows_what_was_stored_with_the_import(tmp_path):
    document = ImportedDocument(1, 1, "r.txt", "abc", BEGINNING)
    with reading(tmp_path, [*RECORDS, document]) as reader:
        view = check_document(
            reader,
            BOARD,
            NOW,
            "/et/sted/r.txt",
            stored=lambda one: [PLACED] if one.id == 1 else [],
            read=lambda _: [],
        )
    assert [(one.no, one.rule, one.source.line) for one in view.findings] == [(1, "openness_clash", 7)]


def test_check_document_reads_a_file_that_was_not_imported(spring):
    found = Finding("openness_clash", "warn", "pkt. 1", "ses", "k:1")
    view = check_document(
        spring, BOARD, NOW, "r.txt", stored=lambda _: [], read=lambda path: [found] if path else []
    )
    assert (view.document, [one.key for one in view.findings]) == ("r.txt", ["k:1"])


def test_history_is_told_in_words(spring):
    (step,) = history(spring, BOARD, NOW, ("9",)).steps
    assert step.sentences == ("#9 Regeringens lovprogram: oprettet, afventer dato",)
