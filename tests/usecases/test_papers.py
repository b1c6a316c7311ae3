from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from planner.domain.changes import Change, edited
from planner.domain.errors import BadUsage, Refused
from planner.domain.item import Paper
from planner.domain.rules import findings
from planner.usecases.edit_board import BoardWishes, EditBoard, edit_board
from planner.usecases.papers import ReceivePapers, receive_papers
from planner.usecases.take_back import TakeBack, undo
from planner.usecases.views.look import look
from planner.usecases.views.papers import papers
from tests.usecases.conftest import BOARD, NOW


@pytest.fixture
def ruled(run, manner, plan):
    """The board wants papers two working days before noon, and misses them a day before that."""
    run(edit_board, EditBoard(BoardWishes(papers="2 hverdage før kl. 12", remind_days=1), manner()))
    return plan().boards[1]


def states(store, board, now=NOW):
    with store.reading() as read:
        found = papers(read, board, now)
    return {row.id: row.state for meeting in found.meetings for row in meeting.items}


def test_board_says_when_papers_are_due(ruled):
    assert (ruled.papers_days, ruled.papers_at, ruled.remind_days) == (2, dt.time(12), 1)


def test_received_papers_are_a_reference_and_a_day(run, manner, plan):
    done = run(receive_papers, ReceivePapers(("2",), manner(), "sag 25/1234"))
    assert dict(plan().all(Paper)) == {1: Paper(1, 1, 2, dt.date(2031, 3, 5), "sag 25/1234")}
    assert done.sentences == ("#2 Budgetopfølgning pr. ult. februar: materiale modtaget (sag 25/1234)",)


def test_the_same_received_twice_is_one(run, manner, plan):
    for _ in range(2):
        done = run(receive_papers, ReceivePapers(("2",), manner(), "sag 25/1234"))
    assert done.changes == ()
    assert len(plan().all(Paper)) == 1


def test_received_papers_can_be_undone(run, manner, plan):
    run(receive_papers, ReceivePapers(("2", "4"), manner()))
    run(undo, TakeBack(manner()))
    assert dict(plan().all(Paper)) == {}


def test_papers_can_turn_out_not_to_have_come(run, manner, plan):
    run(receive_papers, ReceivePapers(("2",), manner()))
    done = run(receive_papers, ReceivePapers(("2",), manner(), back=True))
    assert done.sentences == ("#2 Budgetopfølgning pr. ult. februar: materiale ikke modtaget alligevel",)
    with pytest.raises(Refused):
        run(receive_papers, ReceivePapers(("2",), manner(), back=True))


def test_none_and_a_reference_contradict_one_another(run, manner):
    with pytest.raises(BadUsage):
        run(receive_papers, ReceivePapers(("2",), manner(), "sag 25/1234", none=True))


@pytest.mark.parametrize(
    ("day", "hour", "state"),
    [
        (6, 9, "waited_for"),
        (7, 9, "missing"),
        (10, 12, "missing"),
        (10, 13, "late"),
        (12, 8, "late"),
    ],
)
def test_papers_are_missed_as_their_deadline_nears(ruled, store, day, hour, state):
    # The meeting is on Wednesday the 12th, so the papers are due on Monday the 10th at noon.
    now = NOW.replace(day=day, hour=hour)
    assert states(store, ruled, now)[2] == state


def test_received_papers_are_not_missed(ruled, store, run, manner):
    run(receive_papers, ReceivePapers(("2",), manner()))
    run(receive_papers, ReceivePapers(("4",), manner(), none=True))
    assert states(store, ruled, NOW.replace(day=11)) == {2: "received", 4: "none"}


def test_item_that_is_on_again_needs_new_papers(ruled, store, run, manner, plan):
    run(receive_papers, ReceivePapers(("2",), manner()))
    with store.work() as work:
        placement = plan().placements[2]
        work.append(
            [
                edited(placement, outcome="again"),
                Change(None, replace(placement, id=9, meeting=3)),
            ],
            board=1, at=NOW, by="mette", command="close",
        )  # fmt: skip
        work.commit()
    assert states(store, ruled)[2] == "waited_for"


def test_item_that_was_only_moved_keeps_its_papers(ruled, store, run, manner, plan):
    run(receive_papers, ReceivePapers(("2",), manner()))
    with store.work() as work:
        work.append([edited(plan().placements[2], meeting=3)], board=1, at=NOW, by="mette", command="move")
        work.commit()
    assert states(store, ruled)[2] == "received"


def test_findings_name_what_is_missing(ruled, plan):
    whole = plan()
    meeting = whole.meetings[2]

    def found(day, hour):
        return [
            (one.rule, one.level, one.subject, one.sentence)
            for one in findings(whole, NOW.replace(day=day, hour=hour), meetings=[meeting])
            if one.rule.startswith("papers")
        ]

    said = "materiale mangler til #2, #4, fristen"
    assert found(6, 9) == []
    assert found(7, 9) == [("papers_missing", "hint", "12. marts", f"{said} er 10. marts kl. 12.00")]
    assert found(10, 13) == [("papers_late", "warn", "12. marts", f"{said} var 10. marts kl. 12.00")]


def test_look_marks_the_items_whose_papers_are_missing(ruled, store):
    with store.reading() as read:
        before = look(read, ruled, NOW.replace(day=11))
        without = look(read, BOARD, NOW)
    assert {row.id: row.papers for row in before.meetings[0].items} == {2: "late", 4: "late"}
    assert without.board.code == "DIR"


def test_list_counts_back_to_the_deadline(ruled, store):
    with store.reading() as read:
        found = papers(read, ruled, NOW, ("12/3",))
    (meeting,) = found.meetings
    assert (found.rule, meeting.due, meeting.at) == (
        "2 hverdage før kl. 12.00",
        dt.date(2031, 3, 10),
        dt.time(12),
    )
    assert meeting.counted == (dt.date(2031, 3, 11), dt.date(2031, 3, 10))


def test_list_of_a_board_without_a_rule_says_so(store):
    with store.reading() as read:
        found = papers(read, BOARD, NOW)
    assert (found.rule, found.meetings) == (None, ())


@pytest.mark.parametrize("wishes", [
    BoardWishes(papers="snart"),
    BoardWishes(days_off="jul"),
    BoardWishes(reminders="hvert 5. minut"),
    BoardWishes(digest="når der er tid"),
])  # fmt: skip
def test_rule_that_cannot_be_is_refused(run, manner, wishes):
    with pytest.raises(BadUsage):
        run(edit_board, EditBoard(wishes, manner()))


def test_rule_is_taken_away_with_nej(ruled, run, manner, plan):
    wishes = BoardWishes(papers="nej", saturdays=True, day_counts=False)
    done = run(edit_board, EditBoard(wishes, replace(manner(), board=ruled)))
    board = plan().boards[1]
    assert (board.papers_days, board.papers_at, board.saturdays, board.day_counts) == (
        None,
        None,
        True,
        False,
    )
    assert done.sentences[0].removeprefix("DIR Direktionen: ").split(", lørdag ") == [
        "frist for materiale, hverdage før: fjernet, frist for materiale, klokken: fjernet",
        "er en hverdag: ja, fristens egen dag tæller med: nej",
    ]


def test_reminders_and_the_digest_keep_their_times(run, manner, plan):
    run(
        edit_board,
        EditBoard(BoardWishes(reminders="hverdage kl 8", digest="mandag og torsdag kl. 7.30"), manner()),
    )
    board = plan().boards[1]
    assert (board.reminders, board.digest) == ("hverdage kl. 8.00", "mandag og torsdag kl. 7.30")
