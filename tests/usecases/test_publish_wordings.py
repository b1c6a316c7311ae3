"""A provisional agenda changes every week: its members hear of it when it is firm, and at once of what matters."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.domain.changes import added, edited, removed
from planner.domain.errors import Refused
from planner.domain.item import Placement, Presenter
from planner.domain.meeting import Meeting
from planner.domain.people import Absence
from tests.usecases.publishing import ADA, BO, CARL, SECOND, SENDER, office_in


@pytest.fixture
def office(tmp_path):
    """Everything is published and delivered while all time plans are provisional."""
    office = office_in(tmp_path)
    plan = office.read()
    office.write(
        edited(plan.boards[1], lock_days=None),
        *(edited(one, stage="provisional") for one in plan.all(Meeting).values()),
    )
    told(office)
    return office


def told(office, **how):
    """Who is sent something when the plan is published."""
    office.publish(**how)
    office.quiet()
    return office.messages()


def test_only_the_presenter_hears_of_an_item_that_is_moved(office):
    office.write(edited(office.read().placements[1], meeting=2, position=2))
    asked = office.ask()
    assert [row.name for row in asked.told] == ["Carl Holt"]
    assert asked.small == 2
    assert {person for person, _ in told(office)} == {CARL}


def test_new_wording_alone_is_sent_when_it_is_asked_for(office):
    office.write(edited(office.read().items[4], title="Skolestart 2032"))
    with pytest.raises(Refused):
        office.publish()
    assert told(office, exact=True) == [(ADA, "request"), (BO, "request")]


def test_members_get_the_agenda_when_the_time_plan_is_locked(office):
    office.write(edited(office.read().items[4], title="Skolestart 2032"))
    office.write(edited(office.read().meetings[2], stage="locked"))
    told(office)
    (body,) = {
        entry.body for entry in office.calendar.calendars["ada@plan.example"].values() if "2032" in entry.body
    }
    assert "9.00 Skolestart 2032" in body


def test_title_that_has_become_closed_is_taken_out_of_calendars_at_once(office):
    office.write(edited(office.read().items[4], visibility="closed"))
    assert told(office) == [(ADA, "request"), (BO, "request")]
    entries = office.calendar.calendars["ada@plan.example"].values()
    assert [entry for entry in entries if "Skolestart" in entry.body] == []


def test_cancelled_meeting_is_told_whatever_its_agenda(office):
    office.write(edited(office.read().items[4], title="Skolestart 2032"))
    office.write(edited(office.read().meetings[2], status="cancelled"))
    assert told(office) == [(ADA, "cancel"), (BO, "cancel")]


def test_absence_is_told_to_the_absentee_and_a_new_agenda_waits_for_the_others(office):
    office.write(
        edited(office.read().items[4], title="Skolestart 2032"), added(Absence(1, 1, ADA, SECOND, SECOND))
    )
    asked = office.ask()
    assert [(row.name, [one.kind for one in row.hears]) for row in asked.told] == [
        ("Ada Ravn", ["cancellation"])
    ]
    assert told(office) == [(ADA, "cancel")]
    assert told(office, exact=True) == [(BO, "request")]


def test_held_dates_go_out_when_they_are_asked_for_though_nothing_has_changed(office):
    office.write(
        edited(office.read().placements[4], state="held"),
        added(Placement(9, 4, 3, 1, state="held")),
        added(Presenter(9, 4, CARL)),
    )
    with pytest.raises(Refused):
        office.publish()
    assert told(office, sender=replace(SENDER, holds=True)) == [(CARL, "request")] * 2
    office.write(edited(office.read().placements[4], state="placed"), removed(office.read().placements[9]))
    (carl,) = [row for row in office.ask().told if row.name == "Carl Holt"]
    assert [one.sentence for one in carl.hears] == [
        "ligger nu fast: onsdag den 19. marts mellem kl. 9 og 10, #4 Skolestart",
        "aflysning: onsdag den 26. marts kl. 9.00-12.00, datoen er ikke længere aktuel: #4 Skolestart",
    ]


def test_who_is_to_be_told_nothing_more_has_not_lost_a_seat(office):
    office.write(edited(office.read().people[ADA], channel="none"))
    (ada,) = office.ask().told
    assert {one.sentence.rpartition(", ")[2] for one in ada.hears} == {
        "skal ikke have besked længere (kanal: none)"
    }


def test_another_address_is_invited_and_the_screen_says_so(office):
    office.write(edited(office.read().people[ADA], email="ada.ravn@plan.example"))
    asked = office.ask()
    assert [(row.name, {one.kind for one in row.hears}) for row in asked.told] == [
        ("Ada Ravn", {"invitation"})
    ]
    assert asked.counts["invitations"] == 3


def test_who_has_no_address_any_more_has_not_lost_a_seat(office):
    office.write(edited(office.read().people[ADA], email=None))
    (ada,) = office.ask().told
    assert {one.sentence.rpartition(", ")[2] for one in ada.hears} == {"kan ikke få besked længere"}
