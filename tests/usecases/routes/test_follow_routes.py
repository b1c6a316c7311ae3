from __future__ import annotations

import datetime as dt

import pytest

from planner.domain.board import Board
from planner.domain.changes import added, edited
from planner.domain.item import Leg, Route
from planner.domain.meeting import Meeting
from planner.usecases.assign import AssignItems, assign_items
from planner.usecases.cancel_meeting import CancelMeeting, cancel_meeting
from planner.usecases.move_meeting import MoveMeeting, move_meeting
from planner.usecases.step import Manner
from planner.usecases.take_back import TakeBack, undo
from planner.usecases.views.history import history
from tests.usecases.publishing import office_in
from tests.usecases.routing import DIR, KB, NOW, OK, D, manner, way


def test_earlier_legs_follow_a_later_one_in_the_same_step(run, plan):
    way(run, "1", "DIR > ØK 10/6 > KB 17/6")
    before = plan()
    done = run(move_meeting, MoveMeeting(("10/6", "2/6"), manner(OK)))
    assert done.sentences == (
        "Mødet i ØK mandag den 2. juni 2025 (uge 23): flyttet fra tirsdag den 10. juni 2025 (uge 24)",
        "#1 Budgetopfølgning pr. ult. april: flyttet fra onsdag den 4. juni til onsdag den 21. maj 2025 (uge 21)",
    )
    assert [one.rule for one in done.findings] == ["empty_meeting"]
    run(undo, TakeBack(manner(OK)))
    assert plan() == before


def test_step_is_in_the_history_of_the_board_whose_item_follows_and_undone_from_there(run, store, plan):
    way(run, "1", "DIR > ØK 10/6 > KB 17/6")
    before = plan()
    done = run(move_meeting, MoveMeeting(("10/6", "2/6"), manner(OK)))
    with store.reading() as read:
        assert [step.id for step in read.steps(DIR.id, limit=1)] == [done.step.id]
        assert [step.id for step in read.steps(KB.id, limit=1)] != [done.step.id]
        assert history(read, DIR, NOW).steps[0].sentences == done.sentences
    assert run(undo, TakeBack(manner())).of.id == done.step.id
    assert plan() == before


def test_leg_in_the_middle_follows_the_last_one(run, plan):
    way(run, "1", "DIR > ØK 24/6 > KB 26/6")
    done = run(move_meeting, MoveMeeting(("26/6", "19/6"), manner(KB)))
    assert done.sentences[1:] == (
        "#1 Budgetopfølgning pr. ult. april: flyttet fra onsdag den 18. juni til onsdag den 4. juni 2025 (uge 23)",
        "Sagsgang for #1: DIR 4. juni > ØK 10. juni > KB 19. juni",
    )


def test_legs_before_a_body_without_known_meetings_follow_what_comes_after_it(run, plan):
    way(run, "1", "DIR > KL > ØK 10/6", lag=2)
    before = plan()
    done = run(move_meeting, MoveMeeting(("10/6", "2/6"), manner(OK)))
    # Four working days before 2 June is 27 May, two days before that the latest day of KL and of DIR.
    assert done.sentences[1:] == (
        "#1 Budgetopfølgning pr. ult. april: flyttet fra onsdag den 28. maj til onsdag den 21. maj 2025 (uge 21)",
    )
    run(undo, TakeBack(manner(OK)))
    assert plan() == before


def test_leg_in_the_middle_that_moves_past_the_rest_is_flagged_against_each_of_them(run):
    way(run, "1", "DIR > ØK 10/6 > KL 12/6 > KB 17/6")
    done = run(move_meeting, MoveMeeting(("10/6", "19/6"), manner(OK)))
    assert [one.sentence for one in done.findings if one.rule == "route_broken"] == [
        "er i ØK 19. juni og når ikke KL 12. juni og KB 17. juni; det skal være senest 11. juni"
    ]


def test_leg_that_is_moved_too_late_itself_is_flagged_and_goes_nowhere_else(run, plan):
    way(run, "1", "DIR > ØK 10/6 > KB 17/6")
    done = run(move_meeting, MoveMeeting(("10/6", "19/6"), manner(OK)))
    assert len(done.changes) == 1
    assert [(one.rule, one.sentence) for one in done.findings] == [
        ("route_broken", "er i ØK 19. juni og når ikke KB 17. juni; det skal være senest 16. juni")
    ]
    done = run(move_meeting, MoveMeeting(("4/6", "27/6"), manner()))
    assert len(done.changes) == 1
    assert "route_late" in [one.rule for one in done.findings]


def test_cancelled_leg_goes_to_another_meeting_only_when_the_whole_way_still_holds(run, plan):
    way(run, "1", "DIR > ØK 24/6 > KB 26/6")
    done = run(cancel_meeting, CancelMeeting(("24/6",), manner(OK)))
    assert done.sentences[-1] == "Sagsgang for #1: DIR 4. juni > ØK 10. juni > KB 26. juni"
    done = run(cancel_meeting, CancelMeeting(("10/6",), manner(OK)))
    assert len(done.changes) == 1  # ØK meets on 13 May, but no meeting of DIR is early enough for that
    assert [one.rule for one in done.findings] == ["route_broken"]


def test_later_meeting_moves_nothing_when_everything_still_reaches(run):
    way(run, "1", "DIR > ØK 10/6 > KB 17/6")
    done = run(move_meeting, MoveMeeting(("10/6", "11/6"), manner(OK)))
    assert len(done.changes) == 1
    assert done.findings == ()


def test_item_moved_by_hand_is_flagged_and_not_moved_back(run):
    way(run, "1", "DIR > ØK 10/6 > KB 17/6")
    done = run(assign_items, AssignItems(("1", "11/6"), manner()))
    assert [(one.rule, one.sentence, one.help) for one in done.findings if one.rule == "route_late"] == [
        (
            "route_late",
            "står på 11. juni og når ikke ØK 10. juni; det skal være senest 4. juni",
            "planner sæt 1 4/6",
        )
    ]


def test_cancelled_leg_is_flagged_with_the_command_that_helps(run):
    way(run, "1", "DIR > ØK 10/6 > KB 17/6")
    done = run(cancel_meeting, CancelMeeting(("17/6",), manner(KB)))
    assert [(one.sentence, one.help) for one in done.findings] == [
        ("skal i KB 17. juni, og det møde er aflyst", 'planner sagsgang 1 "DIR > ØK > KB DATO"')
    ]


def test_meeting_of_the_own_board_that_is_cancelled_leaves_the_goal(run):
    way(run, "1", "DIR > ØK 10/6 > KB 17/6")
    done = run(cancel_meeting, CancelMeeting(("4/6",), manner()))
    assert [one.sentence for one in done.findings if one.rule == "route_broken"] == [
        "afventer dato, men skal nå ØK 10. juni; det skal være senest 4. juni"
    ]


def test_locked_meeting_keeps_its_item_and_the_gap_is_flagged(run, store, plan):
    way(run, "1", "DIR > ØK 10/6 > KB 17/6")
    with store.work() as work:
        change = edited(work.read.meeting_on(1, D(2025, 6, 4)), stage="locked")
        work.append([change], board=1, at=NOW, by="mette", command="lås")
        work.commit()
    done = run(move_meeting, MoveMeeting(("10/6", "2/6"), manner(OK)))
    assert [p.meeting for p in plan().open_of(1)] == [4]
    assert [one.rule for one in done.findings] == ["route_late"]


@pytest.mark.parametrize("is_told", [False, True])
def test_item_whose_presenter_was_told_stays_and_is_flagged(tmp_path, is_told):
    office = office_in(tmp_path)
    plan = office.read()
    council = Board(9, "KB", "Kommunalbestyrelsen", own=False)
    office.write(
        *(edited(one, stage="provisional") for one in plan.meetings.values()),
        edited(plan.placements[1], meeting=2, position=2),
        added(council),
        added(Meeting(90, 9, dt.date(2031, 3, 24), dt.time(17), dt.time(19))),
        added(Route(1, 1, 1)),
        added(Leg(1, 1, 1, 1)),
        added(Leg(2, 1, 9, 2, 90)),
    )
    if is_told:
        office.publish()
        office.quiet()
    command = MoveMeeting(("24/3", "18/3"), Manner(council, "mette", "flyt"))
    done = move_meeting(command, store=office.store, clock=office.clock)
    assert [p.meeting for p in office.read().open_of(1)] == [2 if is_told else 1]
    assert [one.rule for one in done.findings if one.rule.startswith("route")] == (
        ["route_late"] if is_told else []
    )
