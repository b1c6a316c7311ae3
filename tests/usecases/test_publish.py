"""Publishing and delivering: who gets what, and that nobody else hears of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from planner.domain.changes import Change, added, edited, inverse, removed
from planner.domain.errors import NeedsPerson, Refused
from planner.domain.item import Placement, Presenter
from planner.domain.people import Absence
from tests.usecases.publishing import (
    ADA,
    BO,
    CARL,
    DINA,
    ELLE,
    FIRST,
    MAYOR,
    SECOND,
    SENDER,
    office_in,
)

MEETINGS = [("12.03 09.00", "12.00"), ("19.03 09.00", "12.00"), ("26.03 09.00", "12.00")]


@pytest.fixture
def office(tmp_path):
    return office_in(tmp_path)


@pytest.fixture
def told(office):
    """The office after everybody has been told the first plan."""
    office.publish()
    office.sync()
    office.messages()
    return office


def times(office, person):
    return [(starts, ends) for starts, ends, _ in office.has(person)]


def test_members_get_meetings_presenters_their_stretch_and_guests_theirs(told):
    assert times(told, ADA) == MEETINGS
    assert times(told, BO) == MEETINGS
    assert told.has(CARL) == [("12.03 09.00", "10.00", "Direktionen den 12. marts kl. 9.00 - din deltagelse")]
    assert times(told, DINA) == [("12.03 10.00", "10.30")]
    assert times(told, MAYOR) == [("12.03 09.30", "10.00")]


def test_dry_question_writes_nothing(office):
    asked = office.ask()
    assert (asked.publication, asked.question, asked.first) == (None, (9, 0, 0), True)
    assert office.sync().done == ()
    assert office.ask() == asked


def test_publishing_twice_tells_nobody_anything_again(told):
    with pytest.raises(Refused):
        told.publish()
    assert told.sync().done == ()
    assert told.messages() == []


def test_question_that_was_answered_about_another_plan_is_asked_again(office):
    agreed = office.ask().question
    office.write(added(Absence(1, 1, BO, FIRST, FIRST)))
    with pytest.raises(NeedsPerson):
        office.ask(agreed=agreed)


def test_person_without_an_address_comes_first_with_the_command(office):
    office.write(added(Presenter(9, 4, ELLE)))
    missing = office.ask().missing
    assert [(one.name, one.dates, one.command) for one in missing] == [
        ("Elle Uden Adresse", (SECOND,), 'planner person ret "Elle Uden Adresse" --email ADRESSE')
    ]
    office.publish()
    office.sync()
    office.messages()
    elle = office.read().people[ELLE]
    office.write(edited(elle, email="elle@plan.example"))
    assert [row.name for row in office.publish().told] == ["Elle Uden Adresse"]


def test_nothing_closed_leaves(told):
    sent = repr([entry for own in told.calendar.calendars.values() for entry in own.values()])
    assert "KANARIEFUGL" not in sent
    assert "Klimaplan" in sent


def move(plan, item, meeting, position=1):
    return edited(next(iter(plan.open_of(item))), meeting=meeting, position=position)


# What is edited -> who is sent what.
EDITS = {
    "moved item moves its event": (
        lambda plan: [move(plan, 3, 3)],
        [(ADA, "request"), (ADA, "request"), (BO, "request"), (BO, "request"), (DINA, "request")],
    ),
    "another presenter": (
        lambda plan: [edited(plan.all(Presenter)[3], person=CARL)],
        [(CARL, "request"), (DINA, "cancel")],
    ),
    "absent member": (lambda _: [added(Absence(1, 1, BO, FIRST, FIRST))], [(BO, "cancel")]),
    "absent presenter": (lambda _: [added(Absence(1, 1, CARL, FIRST, FIRST))], [(CARL, "cancel")]),
    "cancelled meeting": (
        lambda plan: [edited(plan.meetings[2], status="cancelled", reason="fælles lederdag")],
        [(ADA, "cancel"), (BO, "cancel")],
    ),
    "moved meeting": (
        lambda plan: [edited(plan.meetings[2], start=dt.time(8))],
        [(ADA, "request"), (BO, "request")],
    ),
    "note that nobody sees": (lambda plan: [edited(plan.items[1], note="husk kaffe")], []),
    "title of a closed item": (lambda plan: [edited(plan.items[3], title="Noget andet")], []),
}


@pytest.mark.parametrize("edit", EDITS)
def test_edit_tells_exactly_those_concerned(told, edit):
    changes, expected = EDITS[edit]
    told.write(*changes(told.read()))
    if expected:
        asked = told.publish()
        told.sync()
        assert asked.counts["persons"] == len({person for person, _ in expected})
    else:
        assert told.ask().told == ()
    assert told.messages() == expected


def test_thirty_edits_and_an_undo_publish_as_their_net_effect(told):
    plan = told.read()
    there = [move(plan, 3, 3)]
    told.write(*there)
    for n in range(28):
        item = told.read().items[2]
        told.write(edited(item, note=f"version {n}"))
    told.write(*inverse(there))
    assert told.ask().told == ()


def test_two_publications_before_a_sync_send_one_message_each(told):
    told.write(move(told.read(), 3, 3))
    told.publish()
    told.write(edited(told.read().open_of(3)[0], meeting=2))
    told.publish()
    told.sync()
    assert [one for one in told.messages() if one[0] == DINA] == [(DINA, "request")]


def test_withdrawn_publication_sends_nothing(told):
    there = [move(told.read(), 3, 3)]
    told.write(*there)
    told.publish()
    told.write(*inverse(there))
    told.publish()
    told.sync()
    assert told.messages() == []


def test_moved_item_keeps_the_identity_of_its_event(told):
    before = set(told.calendar.calendars["dina@plan.example"])
    told.write(move(told.read(), 3, 3))
    told.publish()
    told.sync()
    assert set(told.calendar.calendars["dina@plan.example"]) == before
    assert [entry.sequence for entry in told.calendar.calendars["dina@plan.example"].values()] == [1]


def test_new_agenda_text_does_not_raise_the_sequence(told):
    told.write(edited(told.read().items[1], title="Klimaplan 2040"))
    told.publish()
    told.sync()
    assert told.messages() == [(ADA, "request"), (BO, "request"), (CARL, "request")]
    assert {entry.sequence for entry in told.calendar.calendars["ada@plan.example"].values()} == {0}


def test_two_stretches_with_a_gap_are_two_events(told):
    plan = told.read()
    told.write(edited(plan.placements[2], position=3), edited(plan.placements[3], position=2))
    told.publish()
    told.sync()
    assert times(told, CARL) == [("12.03 09.00", "09.30"), ("12.03 10.00", "10.30")]


def test_cancelled_and_wanted_again_is_another_event(told):
    before = set(told.calendar.calendars["carl@plan.example"])
    gone = [added(Absence(1, 1, CARL, FIRST, FIRST))]
    told.write(*gone)
    told.publish()
    told.sync()
    told.write(*inverse(gone))
    told.publish()
    told.sync()
    after = set(told.calendar.calendars["carl@plan.example"])
    assert (len(after), before & after) == (1, set())


def test_held_item_goes_out_as_tentative_and_settles(office):
    plan = office.read()
    held = replace(plan.placements[3], state="held")
    office.write(Change(plan.placements[3], held), added(Placement(9, 3, 3, 1, "held")))
    holding = replace(SENDER, holds=True)
    office.publish(sender=holding)
    office.sync()
    assert [subject for *_, subject in office.has(DINA)] == [
        "Foreløbig: Direktionen den 12. marts - din deltagelse",
        "Foreløbig: Direktionen den 26. marts - din deltagelse",
    ]
    office.messages()
    plan = office.read()
    office.write(edited(plan.placements[9], state="placed"), removed(plan.placements[3]))
    office.publish(sender=holding)
    office.sync()
    assert office.has(DINA) == [
        ("26.03 09.00", "09.30", "Direktionen den 26. marts kl. 9.00 - din deltagelse")
    ]
    assert [one for one in office.messages() if one[0] == DINA] == [(DINA, "cancel"), (DINA, "request")]


def test_limit_by_date_leaves_the_rest_for_later(office):
    asked = office.publish(until=FIRST)
    assert {hears.date for row in asked.told for hears in row.hears} == {FIRST}
    later = office.publish()
    assert {hears.date for row in later.told for hears in row.hears} == {SECOND, dt.date(2031, 3, 26)}


def test_item_closed_after_publication_leaves_without_its_title(office):
    office.publish()
    office.write(edited(office.read().items[1], visibility="closed"))
    office.sync()
    sent = repr([entry for own in office.calendar.calendars.values() for entry in own.values()])
    assert "Klimaplan" not in sent
