from __future__ import annotations

import datetime as dt

import pytest

from planner.domain.errors import BadUsage, Refused, Unknown
from planner.domain.item import Presenter, SeriesPresenter
from planner.usecases.assign import AssignItems, assign_items
from planner.usecases.edit_item import EditItems, edit_items
from planner.usecases.edit_series import EditItemSeries, edit_item_series
from planner.usecases.item_series import AddItemSeries, FillSeries, add_item_series, fill_series
from planner.usecases.merge_people import MergePeople, merge_people
from planner.usecases.series_wishes import SeriesWishes
from planner.usecases.take_back import TakeBack, undo
from planner.usecases.views.history import history
from planner.usecases.wishes import Wishes
from tests.usecases.conftest import BOARD, NOW

D = dt.date
MARCH, APRIL = 5, 6  # the items of the first two periods


@pytest.fixture
def wheel(run, store, manner, clock):
    """Every month from its end, with two items made; gives a function that edits the series."""
    wishes = SeriesWishes("måned", minutes="30", point="ult.", presenters=("Karen",), ahead=8)
    run(add_item_series, AddItemSeries("Økonomi", wishes, manner()))

    def edit(name="økonomi", /, **changed):
        return run(edit_item_series, EditItemSeries(name, SeriesWishes(**changed), manner()))

    return edit


def presenting(plan):
    return [(p.item, p.person, p.mode) for p in plan.all(Presenter).values()]


def test_series_may_have_several_presenters_some_from_elsewhere(run, manner, plan):
    wishes = SeriesWishes("måned", presenters=("Karen", "Bo@teams", "Karen"))
    done = run(add_item_series, AddItemSeries("Status", wishes, manner()))
    assert presenting(plan()) == [(5, 2, "in_room"), (5, 1, "online")]
    assert done.sentences[-1] == (
        "Årshjul “Status” (hver måned): oprettet, deltager: Karen Holm, deltager: Bo Ravn (via Teams)"
    )


def test_edit_is_one_step_that_what_awaits_a_date_follows(wheel, run, plan, manner):
    before = plan()
    done = wheel(title="Økonomisk status", minutes="45", presenters=("Bo@online",), not_presenters=("Karen",))
    assert len(done.sentences) == 3
    assert done.sentences[1] == (
        "#6 Økonomisk status pr. ult. april: titel: Økonomisk status pr. ult. april (før Økonomi pr. ult. april), "
        "længde: 45 min. (før 30 min.), stavemåder: Økonomi pr. ult. april, "
        "deltager ikke længere: Karen Holm, deltager: Bo Ravn (via Teams)"
    )
    assert done.sentences[2] == (
        "Årshjul “Økonomi” (hver måned): hedder nu “Økonomisk status”, længde: 45 min. (før 30 min.), "
        "deltager: Bo Ravn (via Teams), deltager ikke længere: Karen Holm"
    )
    assert presenting(plan()) == [(MARCH, 1, "online"), (APRIL, 1, "online")]
    run(undo, TakeBack(manner()))
    assert plan() == before


def test_item_that_stands_on_a_date_stays_and_is_named(wheel, run, plan, manner):
    run(assign_items, AssignItems(("5", "2/4"), manner()))
    done = wheel(minutes="45")
    assert [plan().items[number].minutes for number in (MARCH, APRIL)] == [30, 45]
    assert done.notes == (
        "#5 Økonomi pr. ult. marts står på 2. april og er ikke rettet; det gør planner ret 5.",
    )


def test_what_was_changed_by_hand_stays(wheel, run, plan, manner):
    run(edit_items, EditItems(("5",), manner(), Wishes(title="Regnskab", minutes="90")))
    wheel(title="Økonomisk status", minutes="45")
    assert [(plan().items[n].title, plan().items[n].minutes) for n in (MARCH, APRIL)] == [
        ("Regnskab", 90),
        ("Økonomisk status pr. ult. april", 45),
    ]


def test_rule_that_changes_moves_the_earliest_day_and_names_what_it_has_no_more(wheel, run, plan):
    done = wheel(point="medio", skip=("april",))
    assert [(plan().items[n].title, plan().items[n].after) for n in (MARCH, APRIL)] == [
        ("Økonomi, marts", D(2031, 3, 16)),
        ("Økonomi pr. ult. april", D(2031, 4, 30)),
    ]
    assert done.notes == ("#6 Økonomi pr. ult. april er fra før og bliver; det udgår med planner udgår 6.",)
    assert done.sentences[-1] == "Årshjul “Økonomi” (hver måned): tidligst medio, ikke i april"


def test_periods_go_on_after_those_that_were_made_when_it_comes_less_often(wheel, run, plan, manner):
    done = wheel(every="kvartal")
    assert len(done.notes) == 2
    run(fill_series, FillSeries(manner()))
    assert [item.title for item in plan().items.values() if item.item_series] == [
        "Økonomi pr. ult. marts",
        "Økonomi pr. ult. april",
    ]


def test_words_that_clear_a_field(wheel, plan):
    wheel(last="30/6", skip=("juli",), responsible="Bo")
    done = wheel(last="", skip=("",), responsible="", minutes="")
    assert done.sentences[-1] == (
        "Årshjul “Økonomi” (hver måned): slutter ikke længere, alle måneder, længde: fjernet, ansvarlig: fjernet"
    )
    assert plan().items[MARCH].minutes is None


def test_closed_series_makes_closed_items(wheel, plan, run, manner):
    done = wheel(visibility="closed")
    assert [plan().items[n].visibility for n in (MARCH, APRIL)] == ["closed", "closed"]
    assert done.sentences[-1] == "Årshjul “Økonomi” (hver måned): åbenhed: lukket"


@pytest.mark.parametrize(
    ("title", "wishes", "kind", "sentence"),
    [
        ("økonomi", {}, BadUsage, "Hvad skal rettes?"),
        ("budget", {"minutes": "45"}, Unknown, "Årshjulet har ikke noget med “budget”."),
        ("økonomi", {"not_presenters": ("Bo",)}, Refused, "Bo Ravn deltager ikke i “Økonomi”."),
        ("økonomi", {"title": "Status"}, Refused, "Årshjulet har allerede “Status” (hvert kvartal)."),
        ("økonomi", {"skip": tuple("123456789")}, None, ""),
        (
            "økonomi",
            {"last": "1. januar 2031"},
            BadUsage,
            "Serien slutter onsdag den 1. januar 2031 (uge 1), før den begynder.",
        ),
    ],
)
def test_edit_that_cannot_be_is_refused_and_changes_nothing(
    wheel, run, manner, plan, title, wishes, kind, sentence
):
    run(add_item_series, AddItemSeries("Status", SeriesWishes("kvartal"), manner()))
    before = plan()
    if kind is None:
        assert wheel(title, **wishes).changes
        return
    with pytest.raises(kind) as refused:
        run(edit_item_series, EditItemSeries(title, SeriesWishes(**wishes), manner()))
    assert refused.value.sentence == sentence
    assert refused.value.hint
    assert plan() == before


def test_presenter_that_came_and_went_is_told_by_undo_and_history(wheel, run, store, manner):
    wheel(presenters=("Bo",))
    said = run(undo, TakeBack(manner())).sentences
    assert said[-1] == "Årshjul “Økonomi” (hver måned): deltager ikke længere: Bo Ravn"
    with store.reading() as read:
        rows = history(read, BOARD, NOW).steps
    assert [row.sentences[-1] for row in rows[:2]] == [
        said[-1],
        "Årshjul “Økonomi” (hver måned): deltager: Bo Ravn",
    ]


def test_person_who_is_merged_into_another_attends_the_series_once(wheel, run, plan, manner):
    wheel(presenters=("Bo",))
    run(merge_people, MergePeople(manner=manner(), goes=("Bo",), stays=("Karen",)))
    assert [one.person for one in plan().all(SeriesPresenter).values()] == [2]
