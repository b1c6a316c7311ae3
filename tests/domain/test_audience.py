"""Nothing closed leaks: what each audience sees of an open, a half-open and two closed items."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.domain.audience import AUDIENCES, Seen, audience, is_closed, seen, unclassified
from planner.domain.board import Board
from planner.domain.errors import BadUsage
from planner.domain.item import Attachment, Item, Placement, Presenter
from planner.domain.people import Person
from planner.domain.plan import plan_of

TITLE = "Opsigelse af leder"
OPEN = Item(1, 1, "Budgetrevision", visibility="open", case_number="31/100")
CLOSED = Item(2, 1, TITLE, visibility="closed", case_number="31/200", note="Advokat er orienteret")
NAMED = replace(CLOSED, id=3, title_public="Personalesag")
UNSTATED = replace(OPEN, id=4, visibility=None)
PLAN = plan_of([
    Board(1, "LED", "Ledelsen"),
    Person(7, "Ane Eng", unit="Personalejura"),
    OPEN, CLOSED, NAMED, UNSTATED,
    *(Presenter(number, number, 7) for number in (1, 2, 3, 4)),
    Attachment(1, 1, item=1, no=1, title="Tabeller", visibility="open"),
    Attachment(2, 1, item=1, no=2, title="Notat om lejemål", visibility="closed"),
    Attachment(3, 1, item=2, no=1, title="Udkast til brev", visibility="closed"),
])  # fmt: skip
ENTITLED = ("sekretariat", "medlem")
OUTSIDE = ("oplægsholder", "medarbejder", "dagsorden", "åben")


@pytest.mark.parametrize("name", ENTITLED)
@pytest.mark.parametrize("item", [OPEN, CLOSED, NAMED])
def test_the_entitled_see_everything(name, item):
    shown = seen(PLAN, item, AUDIENCES[name])
    assert (shown.title, shown.presenters, shown.case_number, shown.note) == (
        item.title,
        (7,),
        item.case_number,
        item.note,
    )


@pytest.mark.parametrize("name", OUTSIDE)
def test_others_see_an_open_item_without_the_names_of_closed_attachments(name):
    shown = seen(PLAN, OPEN, AUDIENCES[name])
    assert shown == Seen(
        "Budgetrevision", presenters=(7,), attachments=("Tabeller", "Lukket bilag"), case_number="31/100"
    )


@pytest.mark.parametrize("name", OUTSIDE)
@pytest.mark.parametrize(("item", "title"), [(CLOSED, "Lukket punkt"), (NAMED, "Personalesag")])
def test_others_see_nothing_of_a_closed_item_but_its_public_title(name, item, title):
    placement = Placement(1, item.id, 1, 1, label=TITLE, heading=TITLE, decision="Opsagt")
    assert seen(PLAN, item, AUDIENCES[name], placement=placement) == Seen(title, closed=True)


def test_a_presenter_sees_the_closed_item_that_is_theirs():
    shown = seen(PLAN, CLOSED, AUDIENCES["oplægsholder"], person=7)
    assert (shown.title, shown.closed, shown.attachments) == (TITLE, False, ("Udkast til brev",))


def test_another_presenter_does_not():
    assert seen(PLAN, CLOSED, AUDIENCES["oplægsholder"], person=8) == Seen("Lukket punkt", closed=True)


def test_being_named_as_reader_opens_nothing_for_other_audiences():
    assert seen(PLAN, CLOSED, AUDIENCES["åben"], person=7) == Seen("Lukket punkt", closed=True)


@pytest.mark.parametrize(
    ("name", "board_says", "closed"),
    [
        ("åben", "closed", True),
        ("åben", "open", False),
        ("medarbejder", "closed", True),
        ("dagsorden", "closed", False),
    ],
)
def test_an_item_without_a_stated_openness_is_as_the_board_says_outside_the_house(name, board_says, closed):
    plan = plan_of([Board(1, "LED", "Ledelsen", unclassified=board_says), UNSTATED])
    assert is_closed(plan, UNSTATED, AUDIENCES[name]) is closed


def test_an_item_of_an_unknown_board_is_closed():
    assert is_closed(plan_of([UNSTATED]), UNSTATED, AUDIENCES["åben"]) is True


def test_the_unclassified_are_counted():
    assert unclassified([OPEN, CLOSED, UNSTATED]) == (UNSTATED,)


@pytest.mark.parametrize(
    ("word", "name"),
    [("åben", "åben"), ("AABEN", "åben"), ("lukket", "medlem"), ("presenter", "oplægsholder")],
)
def test_an_audience_is_named_in_danish_or_english(word, name):
    assert audience(word).name == name


def test_an_unknown_audience_is_refused_with_the_names_there_are():
    with pytest.raises(BadUsage, match="pressen") as refused:
        audience("pressen")
    assert (
        refused.value.hint == "Vælg en af: sekretariat, medlem, oplægsholder, medarbejder, dagsorden, åben."
    )
