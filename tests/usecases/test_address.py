"""What typed words point at, and what is said when they point at nothing or at too much."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from planner.domain.errors import Ambiguous, BadUsage, Unknown
from planner.domain.item import Item, Placement
from planner.usecases import address
from tests.fakes.spring_plan import BOARD, RECORDS
from tests.fakes.stored_plan import reading

TODAY = date(2031, 3, 4)
NUMBERED = Placement(21, 21, 2, 9, agenda_number=4)
MORE = [Item(21, 1, "Byplan for havnen"), Item(22, 1, "Byplan for skoven"), NUMBERED]


@pytest.fixture(scope="module")
def spring(tmp_path_factory):
    with reading(tmp_path_factory.mktemp("spring"), [*RECORDS, *MORE]) as reader:
        yield reader


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (["12"], None),
        (["9"], [9]),
        (["#9"], [9]),
        (["9", "10", "21"], [9, 10, 21]),
        (["9", "9"], [9]),
        (["lovprogram"], [9]),
        (["LOVPROGRAM"], [9]),
        (["byplan for", "havnen"], [21]),
        (["Byplan", "for", "skoven"], [22]),
        (["“Regeringens\u00a0lovprogram”"], [9]),
        (["lovprogram", "10"], [9, 10]),
        (["5/3", "pkt.", "4"], [21]),
        (["5/3 pkt 4"], [21]),
        (["5/3", "pkt.4"], [21]),
    ],
)
def test_items_by_number_by_title_and_by_agenda(spring, words, ids):
    if ids is None:
        with pytest.raises(Unknown, match="#12"):
            address.items(spring, BOARD, words, TODAY)
    else:
        assert [one.id for one in address.items(spring, BOARD, words, TODAY)] == ids


def test_a_fragment_of_several_titles_lists_them(spring):
    with pytest.raises(Ambiguous) as asked:
        address.items(spring, BOARD, ["byplan"], TODAY)
    assert [one.id for one in asked.value.data["candidates"]] == [22, 21]
    assert asked.value.hint == "Skriv nummeret: #22 Byplan for skoven og #21 Byplan for havnen."


@pytest.mark.parametrize("words", [["lufthavn"], ["lufthavn", "motorvej"]])
def test_a_fragment_of_no_title_says_how_to_look(spring, words):
    with pytest.raises(Unknown) as refused:
        address.items(spring, BOARD, words, TODAY)
    assert refused.value.hint == f"planner find {' '.join(words)}"


def test_nothing_typed_asks_which_item(spring):
    with pytest.raises(BadUsage, match="Hvilket punkt"):
        address.items(spring, BOARD, ["“”"], TODAY)


def test_a_number_that_is_not_on_the_agenda(spring):
    with pytest.raises(Unknown, match="ikke noget punkt 7"):
        address.items(spring, BOARD, ["5/3", "pkt.", "7"], TODAY)


@pytest.mark.parametrize(
    "words", [["12/3"], ["onsdag", "den", "12.", "marts"], ["2031-03-12"], ["uge", "11"]]
)
def test_meeting_by_its_day(spring, words):
    assert address.meeting(spring, BOARD, words, TODAY).id == 3


def test_a_day_without_a_year_is_the_one_with_a_meeting(spring):
    assert address.meeting(spring, BOARD, ["26/2"], date(2031, 12, 1)).id == 1
    assert address.meeting(spring, BOARD, ["16/4"], date(2030, 8, 1)).id == 8


def test_a_day_without_a_meeting_names_the_nearest_and_how_to_create_it(spring):
    with pytest.raises(Unknown, match=r"torsdag den 13\. marts 2031") as refused:
        address.meeting(spring, BOARD, ["13/3"], TODAY)
    assert refused.value.hint == "Nærmest: 12. marts og 5. marts. Opret det med: planner møde ny 13/3-2031"


def test_a_choice_of_days_is_not_one_meeting(spring):
    with pytest.raises(Ambiguous) as asked:
        address.meeting(spring, BOARD, ["5/3 eller 12/3"], TODAY)
    assert asked.value.hint == "Skriv ét af dem: 5. marts og 12. marts."


@pytest.mark.parametrize("words", [["Bo Bak"], ["bb"], ["bak"]])
def test_person_by_name_initials_or_a_part(spring, words):
    assert address.person(spring, words).id == 2


def test_a_part_of_several_names_lists_them(spring):
    with pytest.raises(Ambiguous) as asked:
        address.person(spring, ["a"])
    assert asked.value.hint == "Skriv mere af navnet: Ane Eng, Bo Bak og Carla Dam."


@pytest.mark.parametrize(
    ("line", "before", "days"),
    [
        ("9 27/11", ["9"], [date(2031, 11, 27)]),
        ("9 10 21 12/3", ["9", "10", "21"], [date(2031, 3, 12)]),
        ("lovprogram 5. marts eller 12. marts", ["lovprogram"], [date(2031, 3, 5), date(2031, 3, 12)]),
        ("regeringens lovprogram 12/3", ["regeringens", "lovprogram"], [date(2031, 3, 12)]),
        ("9 20 november", ["9"], [date(2031, 11, 20)]),
        ("5/3 pkt. 4 12/3", ["5/3", "pkt.", "4"], [date(2031, 3, 12)]),
    ],
)
def test_items_stand_before_the_date_that_ends_the_line(spring, line, before, days):
    found, choice = address.before_days(line.split(), address.context(spring, BOARD, TODAY))
    assert (list(found), list(choice.dates)) == (before, days)


@pytest.mark.parametrize(
    ("line", "day", "rest"),
    [
        ("19/3 fælles lederdag", date(2031, 3, 19), "fælles lederdag"),
        ("onsdag den 12. marts", date(2031, 3, 12), ""),
    ],
)
def test_a_date_begins_the_line_and_the_reason_follows(spring, line, day, rest):
    choice, after = address.days_before(line.split(), address.context(spring, BOARD, TODAY))
    assert (choice.dates, after) == ((day,), rest)


def test_a_line_without_a_date_is_refused(spring):
    known = address.context(spring, BOARD, TODAY)
    with pytest.raises(BadUsage):
        address.before_days(["9"], known)
    with pytest.raises(BadUsage):
        address.before_days(["9", "snart"], known)


def test_items_of_another_board_are_not_found(spring):
    other = replace(BOARD, id=2, code="UDV")
    with pytest.raises(Unknown):
        address.items(spring, other, ["9"], TODAY)
