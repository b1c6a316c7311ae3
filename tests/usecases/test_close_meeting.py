from __future__ import annotations

import datetime as dt

import pytest

from planner.domain.errors import BadUsage, Refused
from planner.domain.item import FollowUp
from planner.usecases.assign import AssignItems, assign_items
from planner.usecases.close_meeting import (
    CloseMeeting,
    FollowUpNote,
    ItemNote,
    Notes,
    agenda,
    close_meeting,
    notes_from,
)
from planner.usecases.edit_person import EditPerson, PersonWishes, edit_person


@pytest.fixture
def close(run, manner):
    return lambda *items, day="5/3", **notes: run(
        close_meeting, CloseMeeting((day,), manner(), Notes(tuple(items), **notes))
    )


@pytest.mark.parametrize(
    ("note", "outcome", "status", "stands"),
    [
        (ItemNote("1", "treated", "Godkendt."), "treated", "done", []),
        (ItemNote("1", "not_reached"), "not_reached", "open", []),
        (ItemNote("pension", "postponed"), "postponed", "open", []),
        (ItemNote("1", "again", on="12/3"), "again", "open", [("placed", 12)]),
        (ItemNote("1", "postponed", on="12/3 eller 19/3"), "postponed", "open", [("held", 12), ("held", 19)]),
        (ItemNote("1", "withdrawn"), "withdrawn", "withdrawn", []),
        (ItemNote("1", "replaced", title="Nyt oplæg"), "replaced", "withdrawn", []),
    ],
)
def test_outcome_decides_what_becomes_of_an_item(close, plan, note, outcome, status, stands):
    close(note)
    now = plan()
    assert (now.meetings[1].status, now.placements[1].outcome, now.items[1].status) == (
        "closed",
        outcome,
        status,
    )
    assert [(p.state, now.meetings[p.meeting].date.day) for p in now.open_of(1)] == stands


def test_replaced_item_leads_to_the_one_that_waits(close, plan):
    close(ItemNote("1", "replaced", title="Nyt oplæg"))
    assert plan().items[plan().items[1].replaced_by].title == "Nyt oplæg"
    assert [item.title for item in plan().backlog] == ["Klimahandleplan 2035", "Nyt oplæg"]


def test_item_that_is_on_again_is_counted(close):
    done = close(ItemNote("1", "again", on="12/3"))
    assert done.sentences[-1] == (
        "#1 Nyt pensionskoncept: sat på onsdag den 12. marts 2031 (uge 11) (på igen, 2. gang)"
    )


def test_items_without_outcome_stay_open_and_are_named(close, plan):
    done = close()
    assert (plan().meetings[1].status, plan().placements[1].outcome) == ("closed", None)
    assert done.notes == ("1 punkt mangler et resultat (planner afslut 5/3): #1 Nyt pensionskoncept",)


def test_closed_meeting_can_be_completed_and_then_there_is_nothing_left(close, plan):
    close()
    close(ItemNote("1", "treated"))
    assert plan().items[1].status == "done"
    done = close()
    assert (done.step, done.notes) == (
        None,
        ("Mødet onsdag den 5. marts 2031 (uge 10) er allerede afsluttet.",),
    )


def test_the_rest_gets_one_outcome(close, plan):
    close(rest="treated")
    assert plan().placements[1].outcome == "treated"


def test_treated_item_gives_up_the_dates_it_was_held_on(run, manner, close, plan):
    run(assign_items, AssignItems(("1", "12/3", "eller", "19/3"), manner()))
    close(ItemNote("1", "treated"))
    assert (plan().open_of(1), plan().items[1].status) == ((), "done")


def test_mail_to_those_who_follow_up_is_ready_and_the_command_is_named(run, manner, close):
    run(edit_person, EditPerson(("KAHO",), PersonWishes(email="kaho@plan.example"), manner()))
    noted = (FollowUpNote("Sender.", "KAHO"), FollowUpNote("Ringer.", "BR"), FollowUpNote("Skriver.", "HR"))
    said = "Mail om opfølgning ligger klar til Karen Holm: planner mail opfølgning 5/3"
    assert said in close(follow_ups=noted).notes
    assert said in close(rest="treated").notes


def test_follow_ups_are_kept_with_their_owner(close, plan):
    notes = (
        FollowUpNote("Sender notatet.", "BR", "1", "14/3"),
        FollowUpNote("Undersøger lokaler.", "Ledelsessekretariatet"),
    )
    close(follow_ups=notes)
    assert list(plan().all(FollowUp).values()) == [
        FollowUp(1, 1, "Sender notatet.", "BR", 1, 1, 1, dt.date(2031, 3, 14)),
        FollowUp(2, 1, "Undersøger lokaler.", "Ledelsessekretariatet", None, None, 1),
    ]


@pytest.mark.parametrize(
    ("note", "day", "sentence"),
    [
        (ItemNote("3", "treated"), "5/3", "#3 står ikke på mødet onsdag den 5. marts 2031"),
        (ItemNote("2", "treated"), "12/3", "er ikke holdt endnu"),
        (ItemNote("1", "again", on="26/2"), "5/3", "Datoen er passeret"),
    ],
)
def test_what_cannot_be_noted_is_refused(close, plan, note, day, sentence):
    before = plan()
    with pytest.raises(Refused) as refused:
        close(note, day=day)
    assert sentence in refused.value.sentence
    assert plan() == before


def test_agenda_shows_what_is_left_to_note(store, manner, clock):
    with store.reading() as read:
        meeting, items = agenda(read, manner(), ("5/3",), clock)
    assert (meeting.id, [item.id for item in items]) == (1, [1])


def test_notes_are_read_from_json():
    value = {
        "items": [
            {"item": 12, "outcome": "Behandlet"},
            {"item": "klima", "outcome": "på igen", "on": "20/3"},
        ],
        "follow_ups": [{"text": "Sender.", "owner": "BR"}],
        "rest": "ikke nået",
    }
    assert notes_from(value) == Notes(
        (ItemNote("12", "treated"), ItemNote("klima", "again", on="20/3")),
        (FollowUpNote("Sender.", "BR"),),
        "not_reached",
    )


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ([], "Filen skal være et JSON-objekt"),
        ({"punkter": []}, "Filen skal være et JSON-objekt"),
        ({"items": {}}, "“items” skal være en liste"),
        ({"items": [3]}, "items nr. 1 skal være et objekt"),
        ({"items": [{"item": 1, "outcome": "tabt"}]}, "items nr. 1: “tabt” er ikke et resultat"),
        ({"items": [{"outcome": "udsat"}]}, "items nr. 1 mangler “item”"),
        ({"items": [{"item": 1, "outcome": "erstattet"}]}, "items nr. 1 mangler “title”"),
        ({"items": [{"item": 1, "result": "udsat"}]}, "items nr. 1 har det ukendte felt “result”"),
        ({"follow_ups": [{"owner": "BR"}]}, "follow_ups nr. 1 mangler “text”"),
        ({"follow_ups": [{"text": ["x"]}]}, "follow_ups nr. 1: “text” skal være tekst"),
        ({"rest": "tabt", "items": 3}, "Filen har 2 fejl"),
    ],
)
def test_every_fault_of_the_json_is_named(value, sentence):
    with pytest.raises(BadUsage) as refused:
        notes_from(value)
    assert sentence in refused.value.sentence
