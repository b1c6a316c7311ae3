"""The step from what is known to be in a calendar to what is wanted there, and the number it is sent with."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from planner.domain.calendar import Attendee, CalendarEntry, Mailbox
from planner.domain.entry import Cancel, Create, Nothing, Update, next_step

ADA, BO, ROOM = (Attendee(Mailbox(name, f"{name}@plan.example")) for name in ("ada", "bo", "lokale"))
START = dt.datetime(2031, 3, 12, 9, tzinfo=dt.UTC)
ENTRY = CalendarEntry(
    key="k",
    uid="k@planner",
    sequence=4,
    stamp=START,
    starts=START,
    ends=START + dt.timedelta(hours=3),
    zone="Europe/Copenhagen",
    subject="Direktionen: møde den 12. marts",
    body="Dagsorden",
    organizer=Mailbox("Sekretariatet", "sekretariat@plan.example"),
    attendees=(ADA, BO),
)

# What is different, and the step with its sequence.
STEPS = [
    ({}, Nothing, None),
    ({"starts": START + dt.timedelta(minutes=15)}, Update, 5),
    ({"ends": START + dt.timedelta(hours=2)}, Update, 5),
    ({"place": "Mødelokale 2"}, Update, 5),
    ({"status": "tentative"}, Update, 5),
    ({"body": "Ny dagsorden"}, Update, 4),
    ({"attendees": (ADA, BO, ROOM)}, Update, 4),
    ({"attendees": (ADA,)}, Update, 5),
    ({"attendees": (ADA, ROOM)}, Update, 5),
]


@pytest.mark.parametrize(("different", "step", "sequence"), STEPS)
def test_sequence_rises_for_time_place_status_and_whoever_is_left_out(different, step, sequence):
    found = next_step(replace(ENTRY, sequence=0, **different), ENTRY)
    assert type(found) is step
    if sequence is not None:
        assert found.entry.sequence == sequence


def test_first_and_last_step():
    assert next_step(None, None) == Nothing()
    assert next_step(replace(ENTRY, sequence=0), None) == Create(replace(ENTRY, sequence=0))
    assert next_step(None, ENTRY) == Cancel(replace(ENTRY, sequence=5))
