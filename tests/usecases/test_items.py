from __future__ import annotations

import datetime as dt

import pytest

from planner.domain.changes import added
from planner.domain.errors import Ambiguous, BadUsage, Refused, Unknown
from planner.domain.item import Presenter
from planner.domain.wording import clock
from planner.usecases.add_item import AddItem, add_item
from planner.usecases.assign import AssignItems, assign_items
from planner.usecases.edit_item import EditItems, edit_items
from planner.usecases.reorder import MoveBeside, SwapItems, move_beside, swap_items
from planner.usecases.wishes import Wishes
from tests.usecases.conftest import NOW


@pytest.fixture
def order(plan):
    """Items of a meeting in running order."""

    def found(month, day):
        now = plan()
        return [p.item for p in now.on(now.meeting_on(1, dt.date(2031, month, day)).id)]

    return found


def test_new_item_awaits_a_date_from_today(run, manner, plan):
    done = run(add_item, AddItem("Ny trivselspolitik", manner()))
    item = plan().items[5]
    assert (item.title, item.since, plan().of(5)) == ("Ny trivselspolitik", dt.date(2031, 3, 5), ())
    assert done.sentences == ("#5 Ny trivselspolitik: oprettet, afventer dato",)


def test_new_item_with_everything_said_at_once(run, manner, plan):
    wishes = Wishes(
        kind="beslutning",
        minutes="½ time",
        responsible="KAHO",
        officer="BR",
        latest="26/3",
        under="aktuelle",
        visibility="closed",
        presenters=("Bo Ravn@online",),
    )
    run(add_item, AddItem("Ny trivselspolitik", manner(), wishes, on="12/3 eller 19/3"))
    now = plan()
    item = now.items[5]
    assert (item.kind, item.minutes, item.responsible, item.officer, item.under) == (
        "beslutning",
        30,
        2,
        1,
        1,
    )
    assert (item.by, item.visibility, item.since) == (dt.date(2031, 3, 26), "closed", None)
    assert [p.state for p in now.open_of(5)] == ["held", "held"]
    assert now.presenters_of(5) == (Presenter(1, 5, 1, "online"),)


def test_title_that_an_open_item_has_is_pointed_out(run, manner):
    done = run(add_item, AddItem("klimahandleplan 2035", manner()))
    assert done.notes == ("#3 Klimahandleplan 2035 hedder det samme.",)


@pytest.mark.parametrize(
    ("title", "sentence"),
    [
        ("", "Titlen er tom."),
        (" \u00a0\t\n", "Titlen er tom."),
        ("x" * 301, "Titlen er på 301 tegn, og der er plads til 300."),
        ("x" * 10_000_000, "Titlen er på 10000000 tegn, og der er plads til 300."),
        ("Rødt \x1b[31mpunkt", "Titlen indeholder et styretegn (U+001B), som ikke kan gemmes."),
        ("Nul\x00", "Titlen indeholder et styretegn (U+0000), som ikke kan gemmes."),
        ("bag\u202elæns", "Titlen indeholder et styretegn (U+202E), som ikke kan gemmes."),
        ("halv\udce6", "Titlen indeholder et styretegn (U+DCE6), som ikke kan gemmes."),
    ],
)
def test_title_that_cannot_be_is_refused(run, manner, plan, title, sentence):
    before = plan()
    with pytest.raises(BadUsage) as refused:
        run(add_item, AddItem(title, manner()))
    assert refused.value.sentence == sentence
    assert plan() == before


def test_pasted_title_is_put_on_one_line(run, manner, plan):
    run(add_item, AddItem("Ny\u00a0trivsels\u00adpolitik\r\n for  alle", manner()))
    assert plan().items[5].title == "Ny trivselspolitik for alle"


def test_edit_says_what_was_and_what_is(run, manner, plan):
    run(edit_items, EditItems(("2",), manner(), Wishes(minutes="30")))
    done = run(
        edit_items,
        EditItems(("2",), manner(), Wishes(minutes="45", title="Budget pr. februar", latest="26/3")),
    )
    assert done.sentences == (
        (
            "#2 Budget pr. februar: titel: Budget pr. februar (før Budgetopfølgning pr. ult. februar),"
            " længde: 45 min. (før 30 min.), senest: onsdag den 26. marts 2031 (uge 13),"
            " stavemåder: Budgetopfølgning pr. ult. februar"
        ),
    )


def test_empty_text_clears_a_field(run, manner, plan):
    run(
        edit_items, EditItems(("2", "3"), manner(), Wishes(minutes="30", waits_for="oplæg", responsible="BR"))
    )
    run(edit_items, EditItems(("2", "3"), manner(), Wishes(minutes="", waits_for="", responsible="")))
    assert [(i.minutes, i.waits_for, i.responsible) for i in (plan().items[2], plan().items[3])] == [
        (None, None, None)
    ] * 2


@pytest.mark.parametrize(
    ("words", "typed", "on", "starts", "sentences"),
    [
        (("2",), "10.30", None, [(1, "10.30")], ["begynder kl. 10.30"]),
        (
            ("2", "4"),
            "11",
            "12/3",
            [(1, "11.00"), (2, "11.30")],
            ["begynder kl. 11.00", "begynder kl. 11.30"],
        ),
    ],
)
def test_item_gets_a_clock_time_of_its_own(run, manner, plan, words, typed, on, starts, sentences):
    done = run(edit_items, EditItems(words, manner(), Wishes(start=typed), on))
    fixed = [(p.position, clock(p.start)) for p in plan().on(2) if p.start]
    assert (fixed, done.notes) == (starts, ())
    assert [said.partition(": ")[2] for said in done.sentences] == sentences
    back = run(edit_items, EditItems(words, manner(), Wishes(start="")))
    assert {said.partition(": ")[2] for said in back.sentences} == {"følger rækkefølgen"}
    assert [p.start for p in plan().on(2)] == [None, None]


def test_what_else_stands_at_the_time_is_said(run, manner):
    run(edit_items, EditItems(("2",), manner(), Wishes(start="10")))
    done = run(edit_items, EditItems(("4",), manner(), Wishes(start="10.15")))
    assert done.notes == ("På samme tid står også Budgetopfølgning pr. ult. februar kl. 10.00.",)


@pytest.mark.parametrize(
    ("words", "wishes", "on", "sentence"),
    [
        ("3", Wishes(start="10"), None, "#3 Klimahandleplan 2035 ligger ikke fast på nogen dato."),
        ("2", Wishes(start="10"), "19/3", "#2 Budgetopfølgning pr. ult. februar ligger ikke fast den dag."),
        ("2", Wishes(start="8"), None, "Mødet onsdag den 12. marts 2031 (uge 11) holdes kl. 9.00-12.00."),
        ("2", Wishes(minutes="10"), "19/3", "--on hører sammen med --start."),
    ],
)
def test_clock_time_that_cannot_be_is_refused(run, manner, words, wishes, on, sentence):
    with pytest.raises((Refused, BadUsage)) as refused:
        run(edit_items, EditItems((words,), manner(), wishes, on))
    assert refused.value.sentence == sentence


def test_presenter_of_one_meeting_goes_and_changes_there(run, manner, plan, store):
    with store.work() as work:
        work.append([added(Presenter(1, 2, 1, meeting=2))], board=1, at=NOW, by="test", command="test")
        work.commit()
    run(edit_items, EditItems(("2",), manner(), Wishes(presenters=("BR@teams",))))
    assert plan().presenters_of(2, 2) == (Presenter(1, 2, 1, "online", 2),)
    run(edit_items, EditItems(("2",), manner(), Wishes(not_presenters=("BR",))))
    assert plan().presenters_of(2, 2) == ()


def test_presenters_come_change_and_go(run, manner, plan):
    run(edit_items, EditItems(("2",), manner(), Wishes(presenters=("BR", "Karen"))))
    run(edit_items, EditItems(("2",), manner(), Wishes(presenters=("BR@teams",), not_presenters=("Karen",))))
    assert plan().presenters_of(2) == (Presenter(1, 2, 1, "online"),)


@pytest.mark.parametrize(
    ("wishes", "kind", "sentence", "hint"),
    [
        (Wishes(responsible="Bo Rawn"), Unknown, "Ingen person svarer til “Bo Rawn”.", "Mente du Bo Ravn?"),
        (
            Wishes(responsible="Egon Olsen"),
            Unknown,
            "Ingen person svarer til “Egon Olsen”.",
            "planner person ny",
        ),
        (Wishes(presenters=("a",)), Ambiguous, "“a” kan være flere personer.", "Bo Ravn og Karen Holm"),
        (Wishes(under="frokost"), Unknown, "Intet fast punkt hedder noget med “frokost”.", "Aktuelle sager"),
        (Wishes(minutes="længe"), BadUsage, "“længe” er ikke en varighed.", "45 min."),
        (
            Wishes(earliest="26/3", latest="12/3"),
            Refused,
            "Den tidligste dato ligger efter den seneste.",
            "--by",
        ),
        (Wishes(not_presenters=("BR",)), Refused, "Bo Ravn deltager ikke i #2.", "planner vis 2"),
        (Wishes(), BadUsage, "Hvad skal rettes?", "--minutes"),
    ],
)
def test_wish_that_cannot_be_is_refused(run, manner, plan, wishes, kind, sentence, hint):
    before = plan()
    with pytest.raises(kind) as refused:
        run(edit_items, EditItems(("2",), manner(), wishes))
    assert refused.value.sentence == sentence
    assert hint in refused.value.hint
    assert plan() == before


def test_agenda_number_on_a_date_names_an_item(run, manner, store, plan):
    from dataclasses import replace

    from planner.domain.changes import Change

    sent = plan().placements[3]
    with store.work() as work:
        change = Change(sent, replace(sent, agenda_number=4))
        work.append(
            [change], board=1, at=dt.datetime(2031, 3, 5, tzinfo=dt.UTC), by="mette", command="udsend"
        )
        work.commit()
    run(edit_items, EditItems(("12/3", "pkt.", "4"), manner(), Wishes(minutes="20")))
    assert plan().items[4].minutes == 20


@pytest.mark.parametrize(("side", "result"), [("before", [4, 2]), ("after", [2, 4])])
def test_item_moves_beside_another(run, manner, order, side, result):
    run(move_beside, MoveBeside(("4",), side, ("2",), manner()))
    assert order(3, 12) == result


def test_item_moves_to_the_meeting_of_the_other_and_says_the_order(run, manner, order):
    done = run(move_beside, MoveBeside(("3",), "before", ("personaledagen",), manner()))
    assert order(3, 12) == [2, 3, 4]
    assert done.sentences[-1] == "Rækkefølgen onsdag den 12. marts 2031 (uge 11): #2, #3, #4"


def test_items_swap_across_meetings(run, manner, order):
    run(assign_items, AssignItems(("3", "19/3"), manner()))
    run(swap_items, SwapItems(("2", "3"), manner()))
    assert (order(3, 12), order(3, 19)) == ([3, 4], [2])


@pytest.mark.parametrize("words", [("budget", "med", "personaledagen"), ("#2", "og", "#4"), ("2", "4")])
def test_swap_takes_numbers_and_titles(run, manner, order, words):
    run(swap_items, SwapItems(words, manner()))
    assert order(3, 12) == [4, 2]


@pytest.mark.parametrize(
    ("one", "other", "sentence"),
    [
        ("2", "2", "sig selv"),
        ("2", "3", "står ikke på nogen dato"),
        ("4", "1", "Mødet i dag sluttede kl. 12.00"),
    ],
)
def test_order_that_cannot_be_is_refused(run, manner, one, other, sentence):
    with pytest.raises(Refused, match=sentence):
        run(move_beside, MoveBeside((one,), "before", (other,), manner()))


def test_clock_times_follow_the_order(run, manner, plan):
    run(edit_items, EditItems(("2", "4"), manner(), Wishes(start="10")))
    run(move_beside, MoveBeside(("4",), "before", ("2",), manner()))
    assert [(p.item, clock(p.start)) for p in plan().on(2)] == [(4, "10.00"), (2, "10.30")]
    run(move_beside, MoveBeside(("3",), "before", ("2",), manner()))
    assert [(p.item, clock(p.start)) for p in plan().on(2)] == [(4, "10.00"), (3, "10.30"), (2, "11.00")]
    run(edit_items, EditItems(("2",), manner(), Wishes(minutes="45")))
    run(swap_items, SwapItems(("2", "4"), manner()))
    assert [(p.item, clock(p.start)) for p in plan().on(2)] == [(2, "10.00"), (3, "10.45"), (4, "11.15")]
