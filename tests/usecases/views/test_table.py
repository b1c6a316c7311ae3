"""The two tables, made for an audience."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from planner.domain.audience import audience
from planner.domain.item import Item, Placement
from planner.domain.tables import Entry, ForwardRow
from planner.usecases.views.table import forward_table, timed_table
from tests.fakes.spring_plan import BOARD, RECORDS
from tests.fakes.stored_plan import reading

NOW = datetime(2031, 3, 4, 9, tzinfo=UTC)
LONG = "Kloge kvadratmeter – projektbeskrivelse for fremtidens administrative bygninger"
AGENDA, OPEN, MEMBER = audience("dagsorden"), audience("åben"), audience("medlem")


@pytest.fixture(scope="module")
def spring(tmp_path_factory):
    with reading(tmp_path_factory.mktemp("spring"), RECORDS) as reader:
        yield reader


def row(view, day):
    return next(one for one in view.table.rows if one.date == day)


def test_forward_table_has_a_row_for_each_coming_meeting(spring):
    view = forward_table(spring, BOARD, NOW, AGENDA)
    assert [one.date for one in view.table.rows] == [
        date(2031, 3, 5),
        date(2031, 3, 12),
        date(2031, 3, 19),
        date(2031, 3, 26),
        date(2031, 4, 2),
        date(2031, 4, 9),
        date(2031, 4, 16),
    ]


def test_forward_table_has_bullets_under_their_heading_and_the_note_by_the_date(spring):
    assert row(forward_table(spring, BOARD, NOW, AGENDA), date(2031, 3, 26)) == ForwardRow(
        date(2031, 3, 26),
        (Entry("Status og program for:", children=(Entry("Seminar i august"), Entry("Nytårskur"))),),
        "Mødet holdes på havnen",
    )


def test_forward_table_says_why_a_meeting_is_cancelled_and_who_cannot_come(spring):
    view = forward_table(spring, BOARD, NOW, AGENDA)
    assert row(view, date(2031, 3, 19)).cancelled == "fælles lederdag"
    assert row(view, date(2031, 3, 12)).note == "Ane Eng deltager ikke"
    assert row(view, date(2031, 4, 2)).entries == (Entry("Sekretariatschefer deltager"),)
    assert row(view, date(2031, 4, 9)) == ForwardRow(date(2031, 4, 9))


def test_forward_table_marks_what_is_only_held(spring):
    assert row(forward_table(spring, BOARD, NOW, AGENDA), date(2031, 3, 12)).entries == (
        Entry("Roller og program for arbejdsmiljødagen", "foreløbig: 5. marts eller 12. marts"),
    )


@pytest.mark.parametrize(
    ("reader", "titles"),
    [
        (AGENDA, ["Regeringens lovprogram", "Partnerskaber"]),
        (OPEN, ["Lukket punkt", "Lukket punkt"]),
        (MEMBER, ["Regeringens lovprogram", "Partnerskaber"]),
    ],
)
def test_backlog_of_the_table_follows_the_audience(spring, reader, titles):
    assert [one.title for one in forward_table(spring, BOARD, NOW, reader).table.backlog] == titles


def test_items_of_unstated_openness_are_named_so_that_somebody_can_state_it(spring):
    assert forward_table(spring, BOARD, NOW, AGENDA).unstated == (1, 2, 3, 5, 6, 7, 8, 9, 10)
    assert forward_table(spring, BOARD, NOW, OPEN).unstated == ()
    assert forward_table(spring, BOARD, NOW, MEMBER).unstated == ()


def test_timed_table_has_starts_blocks_presenters_and_the_end(spring):
    view = timed_table(spring, BOARD, NOW, AGENDA, ("5/3",))
    assert [(one.start, one.title, one.kind, one.suffix) for one in view.table.rows] == [
        (time(9), "Beslutningsprotokoller og dagsordener", "standing", None),
        (time(10), "Hovedoversigt pr. ultimo februar", "item", None),
        (time(10, 30), LONG, "item", None),
        (time(11), "Lukket punkt", "item", None),
        (time(12), "Frokost", "break", None),
        (time(12, 45), "Gennemgang af kommende tre ugers møder", "standing", None),
        (time(13), "Årsprogram for lederudvikling", "item", None),
        (None, "Roller og program for arbejdsmiljødagen", "item", "foreløbig"),
        (time(13), "Mødet afsluttes", "end", None),
    ]
    assert view.table.rows[0].children == (Entry("Sundhedsreformen under aktuelle sager"),)
    assert view.table.rows[1].lines == ("Bo Bak (Økonomi) deltager under behandlingen",)
    assert view.table.rows[6].lines == ("Carla Dam (Ledelsessekretariatet) deltager via Teams",)


def test_nothing_of_a_closed_item_but_its_public_title_is_in_a_table_for_others(tmp_path):
    hidden = Item(30, 1, "Opsigelse af chef", visibility="closed", title_public="Personalesag")
    placed = Placement(30, 30, 7, 1, label="Opsigelse", heading="Personale:", minutes=15, mayor=True)
    with reading(tmp_path, [*RECORDS, hidden, placed]) as reader:
        shown = row(forward_table(reader, BOARD, NOW, AGENDA), date(2031, 4, 9))
        full = row(forward_table(reader, BOARD, NOW, MEMBER), date(2031, 4, 9))
        timed = timed_table(reader, BOARD, NOW, OPEN, ("9/4",)).table.rows[1]
    assert shown.entries == (Entry("Personalesag"),)
    assert full.entries == (
        Entry("Personale:", children=(Entry("Opsigelse", "15 min., borgmester deltager"),)),
    )
    assert timed == replace(timed, title="Personalesag", lines=(), suffix=None)
