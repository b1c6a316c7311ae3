from __future__ import annotations

import datetime as dt

import pytest

from planner.domain.board import Standing
from planner.domain.errors import BadUsage, Refused, Unknown
from planner.domain.people import Absence
from planner.usecases.add_meeting import AddMeetings, Frame, add_meetings
from planner.usecases.add_series import AddSeries, add_series, list_series
from planner.usecases.assign import AssignItems, assign_items
from planner.usecases.blocks import TypedBlock
from planner.usecases.cancel_meeting import CancelMeeting, cancel_meeting
from planner.usecases.edit_item import EditItems, edit_items
from planner.usecases.edit_meeting import EditMeeting, edit_meeting
from planner.usecases.move_meeting import MoveMeeting, move_meeting
from planner.usecases.note_absence import NoteAbsence, note_absence
from planner.usecases.wishes import Wishes

D = dt.date


def test_meeting_gets_the_boards_usual_frame(run, manner, plan):
    done = run(add_meetings, AddMeetings(("16/4",), manner()))
    made = plan().meeting_on(1, D(2031, 4, 16))
    assert (made.start, made.end, made.status) == (dt.time(9), dt.time(12), "planned")
    assert done.sentences == ("Mødet onsdag den 16. april 2031 (uge 16): oprettet, kl. 9.00-12.00",)


def test_several_meetings_and_their_own_frame(run, manner, plan):
    frame = Frame(dt.time(13), dt.time(15), "Byrådssalen", extraordinary=True)
    run(add_meetings, AddMeetings(("9/4", "og", "10/4"), manner(), frame))
    made = [plan().meeting_on(1, D(2031, 4, day)) for day in (9, 10)]
    assert [(m.start, m.end, m.place, m.extraordinary) for m in made] == [
        (dt.time(13), dt.time(15), "Byrådssalen", True)
    ] * 2


def test_clock_time_in_the_phrase_is_the_frame(run, manner, plan):
    run(add_meetings, AddMeetings(("16/4", "kl.", "10-11.30"), manner()))
    made = plan().meeting_on(1, D(2031, 4, 16))
    assert (made.start, made.end) == (dt.time(10), dt.time(11, 30))


def test_teams_link_is_kept_and_taken_away(run, manner, plan):
    run(edit_meeting, EditMeeting(("12/3",), manner(), Frame(teams="https://teams.example/l/1")))
    assert plan().meeting_on(1, D(2031, 3, 12)).teams == "https://teams.example/l/1"
    done = run(edit_meeting, EditMeeting(("12/3",), manner(), Frame(teams="")))
    assert plan().meeting_on(1, D(2031, 3, 12)).teams is None
    assert done.sentences == ("Mødet onsdag den 12. marts 2031 (uge 11): Teams-link: fjernet",)


@pytest.mark.parametrize(
    ("words", "frame", "kind", "sentence"),
    [
        ("16/4", Frame(teams="http://teams.example/l/1"), BadUsage, "er ikke et link"),
        ("16/4", Frame(teams="https://a b"), BadUsage, "er ikke et link"),
        ("12/3", Frame(), Refused, "Der er allerede et møde onsdag den 12. marts 2031"),
        ("1/3", Frame(), Refused, "Datoen er passeret: lørdag den 1. marts 2031"),
        ("16/4", Frame(start=dt.time(13)), BadUsage, "Et møde kan ikke slutte kl. 12.00"),
        ("i flæng", Frame(), BadUsage, "flæng"),
    ],
)
def test_meeting_that_cannot_be_is_refused(run, manner, plan, words, frame, kind, sentence):
    before = plan()
    with pytest.raises(kind) as refused:
        run(add_meetings, AddMeetings(tuple(words.split()), manner(), frame))
    assert sentence in refused.value.sentence
    assert plan() == before


@pytest.mark.parametrize(
    "words", ["12/3 13/3", "12/3 til 13/3", "12. marts 13. marts", "onsdag den 12. marts til 13/3-2031"]
)
def test_moved_meeting_keeps_its_items(run, manner, plan, words):
    done = run(move_meeting, MoveMeeting(tuple(words.split()), manner()))
    meeting = plan().meeting_on(1, D(2031, 3, 13))
    assert [p.item for p in plan().on(meeting.id)] == [2, 4]
    assert meeting.moved_from == D(2031, 3, 12)
    assert done.sentences == (
        "Mødet torsdag den 13. marts 2031 (uge 11): flyttet fra onsdag den 12. marts 2031 (uge 11)",
    )


@pytest.mark.parametrize(
    ("words", "kind"),
    [("12/3 19/3", Refused), ("12/3 1/3", Refused), ("13/3 14/3", Unknown), ("12/3", BadUsage)],
)
def test_meeting_is_not_moved_where_it_cannot_be(run, manner, plan, words, kind):
    before = plan()
    with pytest.raises(kind):
        run(move_meeting, MoveMeeting(tuple(words.split()), manner()))
    assert plan() == before


def test_cancelled_meeting_returns_its_items_in_one_step_and_says_which(run, manner, plan):
    run(assign_items, AssignItems(("3", "12/3", "eller", "19/3"), manner()))
    done = run(cancel_meeting, CancelMeeting(("12/3", "fælles", "lederdag"), manner()))
    now = plan()
    assert (now.meetings[2].status, now.meetings[2].reason) == ("cancelled", "fælles lederdag")
    assert [(i.id, i.since) for i in now.backlog] == [(2, D(2031, 3, 5)), (4, D(2031, 3, 5))]
    assert done.sentences == (
        "Mødet onsdag den 12. marts 2031 (uge 11): aflyst (fælles lederdag)",
        "#2 Budgetopfølgning pr. ult. februar: afventer dato (stod på 12. marts)",
        "#4 Program for personaledagen: afventer dato (stod på 12. marts)",
        "#3 Klimahandleplan 2035: foreløbig onsdag den 19. marts 2031 (uge 12)",
    )


def test_meeting_is_cancelled_once(run, manner):
    run(cancel_meeting, CancelMeeting(("12/3",), manner()))
    with pytest.raises(Refused, match="allerede aflyst"):
        run(cancel_meeting, CancelMeeting(("12/3",), manner()))


def test_edited_meeting(run, manner, plan):
    done = run(edit_meeting, EditMeeting(("12/3",), manner(), Frame(end=dt.time(11), note="Kort møde")))
    assert done.sentences == (
        "Mødet onsdag den 12. marts 2031 (uge 11): slutter: 11.00 (før 12.00), note: Kort møde",
    )
    run(edit_meeting, EditMeeting(("12/3",), manner(), Frame(note="")))
    assert plan().meetings[2].note is None


@pytest.mark.parametrize(
    ("words", "spans"),
    [
        ("Bo Ravn 12/3", [(D(2031, 3, 12), D(2031, 3, 12))]),
        ("BR uge 12", [(D(2031, 3, 17), D(2031, 3, 23))]),
        ("bo 12/3 og 26/3", [(D(2031, 3, 12), D(2031, 3, 12)), (D(2031, 3, 26), D(2031, 3, 26))]),
        ("bo 10.-14. marts", [(D(2031, 3, 10), D(2031, 3, 14))]),
    ],
)
def test_absence_covers_the_days_named(run, manner, plan, words, spans):
    run(note_absence, NoteAbsence(tuple(words.split()), manner()))
    assert [(a.first, a.last) for a in plan().all(Absence).values()] == spans


def test_absence_twice_is_once_and_can_be_taken_back(run, manner, plan):
    for _ in range(2):
        run(note_absence, NoteAbsence(("BR", "12/3"), manner()))
    assert len(plan().all(Absence)) == 1
    run(note_absence, NoteAbsence(("BR", "12/3"), manner(), attends=True))
    assert plan().all(Absence) == {}
    with pytest.raises(Refused, match="ikke meldt afbud"):
        run(note_absence, NoteAbsence(("BR", "12/3"), manner(), attends=True))


def test_absence_of_a_presenter_is_a_finding_at_once(run, manner):
    run(edit_items, EditItems(("2",), manner(), Wishes(presenters=("BR",))))
    done = run(note_absence, NoteAbsence(("BR", "12/3"), manner()))
    assert done.sentences == ("Bo Ravn har meldt afbud onsdag den 12. marts 2031 (uge 11)",)
    assert "absent" in [finding.rule for finding in done.findings]


def test_series_skips_holidays_days_taken_and_days_past(run, manner, plan, store):
    command = AddSeries(manner(), "1/3", "30/4-2031", blocks=(TypedBlock("break", "Kaffe=10@10.30"),))
    done = run(add_series, command)
    made = [m.date for m in plan().by_date if m.series == 1]
    assert made == [D(2031, 4, 9), D(2031, 4, 16), D(2031, 4, 23), D(2031, 4, 30)]
    assert plan().all(Standing)[2] == Standing(
        2, 1, "Kaffe", "break", dt.time(10, 30), 10, D(2031, 3, 1), D(2031, 4, 30)
    )
    assert done.notes == ("5 af dagene havde allerede et møde.",)
    with store.reading() as read:
        rows = list_series(read, 1, D(2031, 3, 5))
    assert [(row.ahead, row.next) for row in rows] == [(4, D(2031, 4, 9))]


def test_series_names_the_holidays_it_leaves_out(run, manner, plan):
    done = run(add_series, AddSeries(manner(), "7/4", "18/4-2031", weekday=3))
    assert [m.date for m in plan().by_date if m.series] == [D(2031, 4, 17)]
    assert done.notes == ("10. april er udeladt: skærtorsdag.",)


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        ("30/4", "1/4", "før den begynder"),
        ("7/4", "8/4", "ingen mødedage"),
        ("1/4-2031", "1/4-2045", "Det er over 400"),
    ],
)
def test_series_that_makes_no_sense_is_refused(run, manner, first, last, sentence):
    with pytest.raises(BadUsage, match=sentence):
        run(add_series, AddSeries(manner(), first, last))
