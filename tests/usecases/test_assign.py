from __future__ import annotations

import datetime as dt

import pytest

from planner.domain.errors import Ambiguous, BadUsage, Refused, Unknown
from planner.usecases.assign import AssignItems, assign_items
from planner.usecases.cancel_meeting import CancelMeeting, cancel_meeting
from planner.usecases.edit_item import EditItems, edit_items
from planner.usecases.unassign import UnassignItems, unassign_items
from planner.usecases.wishes import Wishes
from planner.usecases.withdraw import WithdrawItems, withdraw_items


@pytest.fixture
def assign(run, manner):
    return lambda words, **how: run(assign_items, AssignItems(tuple(words.split()), manner(**how)))


@pytest.fixture
def where(plan):
    """Days and states of an item's open placements."""

    def found(item):
        now = plan()
        return [(f"{now.meetings[p.meeting].date:%d/%m}", p.state) for p in now.open_of(item)]

    return found


@pytest.mark.parametrize(
    ("words", "item", "stands"),
    [
        ("3 12/3", 3, [("12/03", "placed")]),
        ("#3 12. marts", 3, [("12/03", "placed")]),
        ("klimahandleplan 12/3", 3, [("12/03", "placed")]),
        ("“klimahandleplan 2035” onsdag den 12. marts", 3, [("12/03", "placed")]),
        ("klima\u00a0handleplan 12/3".replace("klima\u00a0", "klima"), 3, [("12/03", "placed")]),
        ("3 12/3 eller 19/3", 3, [("12/03", "held"), ("19/03", "held")]),
        ("3 12/3, 19/3 eller 26/3", 3, [("12/03", "held"), ("19/03", "held"), ("26/03", "held")]),
        ("3 12/3 19/3", 3, [("12/03", "held"), ("19/03", "held")]),
        ("3 12/3 og 19/3", 3, [("12/03", "placed"), ("19/03", "placed")]),
        ("3 uge 12", 3, [("19/03", "placed")]),
        ("3 næste møde", 3, [("12/03", "placed")]),
        ("2 26/3", 2, [("26/03", "placed")]),
        ("2 19/3 eller 26/3", 2, [("19/03", "held"), ("26/03", "held")]),
    ],
)
def test_item_stands_where_the_words_say(assign, where, words, item, stands):
    assign(words)
    assert where(item) == stands


def test_one_date_settles_a_hold(assign, where):
    assign("3 12/3 eller 19/3")
    done = assign("3 19/3")
    assert where(3) == [("19/03", "placed")]
    assert done.sentences == (
        "#3 Klimahandleplan 2035: ligger nu fast onsdag den 19. marts 2031 (uge 12) (stod på 12. marts eller 19. marts)",
    )


def test_item_that_stands_elsewhere_is_moved_and_says_from_and_to(assign, plan):
    before = plan().placements[2]
    done = assign("2 26/3")
    assert [change.name for change in done.changes] == ["ItemMoved"]
    assert plan().placements[2].item == before.item
    assert done.sentences == (
        (
            "#2 Budgetopfølgning pr. ult. februar: flyttet fra onsdag den 12. marts til"
            " onsdag den 26. marts 2031 (uge 13)"
        ),
    )


def test_several_items_come_in_the_order_they_were_typed(assign, plan):
    assign("4 3 2 19/3")
    on = plan().meeting_on(1, dt.date(2031, 3, 19))
    assert [(p.item, p.position) for p in plan().on(on.id)] == [(4, 1), (3, 2), (2, 3)]


def test_item_that_was_on_a_meeting_that_is_over_is_on_again_and_counted(assign, plan):
    done = assign("1 19/3")
    assert [(p.outcome, p.state) for p in plan().of(1)] == [("again", "placed"), (None, "placed")]
    assert done.sentences == (
        ("#1 Nyt pensionskoncept: sat på onsdag den 19. marts 2031 (uge 12) (på igen, 2. gang)"),
    )


def test_withdrawn_item_that_is_assigned_is_taken_up_again(assign, run, manner, where, plan):
    run(withdraw_items, WithdrawItems(("3",), manner()))
    assign("3 12/3")
    assert (plan().items[3].status, where(3)) == ("open", [("12/03", "placed")])


def test_nothing_changes_when_the_item_stands_there_already(assign, plan):
    done = assign("2 12/3")
    assert (done.step, done.changes, done.sentences) == (None, (), ())


def test_dates_are_echoed_as_they_were_understood(assign):
    assert assign("3 12/3 eller 19/3").understood == (dt.date(2031, 3, 12), dt.date(2031, 3, 19))


def test_dry_run_says_the_same_and_writes_nothing(assign, plan):
    before = plan()
    rehearsed = assign("3 12/3", dry_run=True)
    assert plan() == before
    assert rehearsed.step is None
    assert rehearsed.sentences == assign("3 12/3").sentences


@pytest.mark.parametrize(
    ("words", "kind", "sentence", "hint"),
    [
        ("99 12/3", Unknown, "Der er ikke noget punkt #99.", "planner find"),
        ("kanotur 12/3", Unknown, "Intet punkt hedder noget med “kanotur”.", "planner find kanotur"),
        ("pr 12/3", Ambiguous, "“pr” passer på flere punkter.", "#2"),
        ("3 31/2", BadUsage, "31. februar findes ikke", "27/11"),
        ("3 13/3", Unknown, "Der er ikke noget møde torsdag den 13. marts 2031 (uge 11).", "12. marts"),
        ("3 13/3", Unknown, "Der er ikke noget møde", "planner møde ny 13/3-2031"),
        ("3 26/2", Refused, "Datoen er passeret: onsdag den 26. februar 2031 (uge 9).", "kommende dato"),
        ("3 torsdag den 12. marts", BadUsage, "er en onsdag, ikke en torsdag", "27/11"),
        ("3", BadUsage, "Der mangler en dato.", "27/11"),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_sentence_with_a_way_on(
    assign, plan, words, kind, sentence, hint
):
    before = plan()
    with pytest.raises(kind) as refused:
        assign(words)
    assert sentence in refused.value.sentence
    assert hint in (refused.value.hint or "")
    assert plan() == before


def test_cancelled_meeting_takes_no_item(assign, run, manner):
    run(cancel_meeting, CancelMeeting(("12/3", "fælles", "lederdag"), manner()))
    with pytest.raises(Refused, match=r"er aflyst \(fælles lederdag\)"):
        assign("3 12/3")


def test_blocking_finding_stops_the_command_unless_one_insists(assign, run, manner, plan, where):
    run(edit_items, EditItems(("3",), manner(), Wishes(latest="10/3")))
    before = plan()
    with pytest.raises(Refused, match="senest"):
        assign("3 12/3")
    assert plan() == before
    done = assign("3 12/3", force=True)
    assert where(3) == [("12/03", "placed")]
    assert [finding.rule for finding in done.findings if finding.level == "block"] == ["after_latest"]


def test_level_of_the_configuration_decides_what_stops(assign, run, manner, where):
    run(edit_items, EditItems(("3",), manner(), Wishes(latest="10/3")))
    assign("3 12/3", levels={"after_latest": "hint"})
    assert where(3) == [("12/03", "placed")]


def test_only_findings_that_the_step_caused_are_said(assign):
    assign("3 12/3")
    done = assign("1 12/3")
    assert {finding.subject for finding in done.findings} <= {"12. marts", "#1"}


def test_unassigned_item_awaits_a_date_from_today(run, manner, plan):
    done = run(unassign_items, UnassignItems(("2",), manner()))
    assert [item.id for item in plan().backlog] == [3, 2]
    assert plan().items[2].since == dt.date(2031, 3, 5)
    assert done.sentences == ("#2 Budgetopfølgning pr. ult. februar: afventer dato (stod på 12. marts)",)


def test_unassign_of_what_stands_nowhere_is_refused(run, manner):
    with pytest.raises(Refused, match="står ikke på nogen dato"):
        run(unassign_items, UnassignItems(("3",), manner()))


def test_withdrawn_item_leaves_its_date_and_its_successor_awaits_one(run, manner, plan):
    done = run(withdraw_items, WithdrawItems(("2",), manner(), "Oplæg om budget"))
    now = plan()
    assert (now.items[2].status, now.items[2].replaced_by, now.of(2)) == ("withdrawn", 5, ())
    assert [(item.id, item.title) for item in now.backlog] == [
        (3, "Klimahandleplan 2035"),
        (5, "Oplæg om budget"),
    ]
    assert (
        done.sentences[-1]
        == "#2 Budgetopfølgning pr. ult. februar: udgår, i stedet kommer #5 Oplæg om budget"
    )
