"""Calendar messages as independent readers understand them: libical, and ical.js, which is Thunderbird's."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from planner.adapters.calendars.itip import message
from planner.domain.calendar import Attendee, Mailbox
from tests.contracts.calendar_gateway import ADA, BO, ENTRY, HOUR, NINE, ZONE

ROOT = Path(__file__).resolve().parents[3]
READER = ROOT / "tests" / "fakes" / "libical_reader.py"
SYSTEM_PYTHON = "/usr/bin/python3"


def libical(text):
    if why := missing():
        pytest.skip(why)
    return json.loads(
        subprocess.run([SYSTEM_PYTHON, READER], input=text, capture_output=True, check=True).stdout
    )


def icaljs(text):
    node, library = shutil.which("node"), ROOT / "build/readers/node_modules/ical.js/dist/ical.js"
    if node is None or not library.exists():
        pytest.skip("ical.js is not installed (scripts/test installs it where npm is)")
    command = [node, ROOT / "tests" / "fakes" / "icaljs_reader.mjs", library]
    return json.loads(subprocess.run(command, input=text, capture_output=True, check=True).stdout)


@cache
def missing():
    if sys.platform != "linux" or not Path(SYSTEM_PYTHON).exists():
        return "libical is read through Debian's own Python"
    probe = [SYSTEM_PYTHON, "-c", "import gi; gi.require_version('ICalGLib', '3.0')"]
    found = subprocess.run(probe, capture_output=True, check=False).returncode == 0
    return None if found else "libical is not installed (on Debian: python3-gi gir1.2-ical-3.0)"


@pytest.mark.parametrize(
    "starts",
    [
        NINE,
        dt.datetime(2031, 7, 1, 9, tzinfo=ZONE),
        dt.datetime(2031, 3, 30, 9, tzinfo=ZONE),
        dt.datetime(2031, 10, 26, 9, tzinfo=ZONE),
        dt.datetime(2045, 7, 5, 9, tzinfo=ZONE),
    ],
    ids=lambda starts: str(starts.date()),
)
@pytest.mark.parametrize("zone", ["Europe/Copenhagen", "America/Nuuk"])
@pytest.mark.parametrize("reader", [libical, icaljs])
def test_an_invitation_is_read_as_it_was_meant(reader, starts, zone):
    entry = replace(ENTRY, starts=starts, ends=starts + HOUR, zone=zone, sequence=3)
    read = reader(message(entry, "REQUEST", entry.attendees))
    rules = (read.pop("keeps the rules", True), read.pop("errors", 0))
    assert rules == (True, 0)
    assert read == {
        "method": "request",
        "instants": [int(entry.starts.timestamp()), int(entry.ends.timestamp())],
        "subject": ENTRY.subject,
        "body": ENTRY.body,
        "place": ENTRY.place,
        "sequence": 3,
        "status": "CONFIRMED",
    }


@pytest.mark.parametrize("whole", [True, False])
def test_libical_finds_a_cancellation_in_order(whole):
    read = libical(message(ENTRY, "CANCEL", ENTRY.attendees, reason="Aflyst, pga. uvejr;", whole=whole))
    assert (read["keeps the rules"], read["errors"], read["method"]) == (True, 0, "cancel")
    assert read["status"] == ("CANCELLED" if whole else None)


def test_the_referee_sees_what_is_wrong():
    broken = message(ENTRY, "REQUEST", ENTRY.attendees).replace(b"ORGANIZER;CN", b"X-NOBODY;CN")
    assert libical(broken)["keeps the rules"] is False


def test_every_property_is_one_that_was_meant_to_leave():
    entry = replace(ENTRY, private=True, attendees=(Attendee(ADA), Attendee(BO, "optional")))
    (event,) = Calendar.from_ical(message(entry, "REQUEST", entry.attendees)).walk("VEVENT")
    assert sorted(event) == sorted(
        "UID SEQUENCE DTSTAMP DTSTART DTEND SUMMARY DESCRIPTION ORGANIZER ATTENDEE LOCATION STATUS TRANSP CLASS".split()
    )
    assert event["CLASS"] == "PRIVATE"
    (cancelled,) = Calendar.from_ical(message(entry, "CANCEL", entry.attendees)).walk("VEVENT")
    assert sorted(set(event) - set(cancelled)) == ["DESCRIPTION"]


@pytest.mark.parametrize(
    ("role", "kind", "part"),
    [
        ("required", "INDIVIDUAL", "REQ-PARTICIPANT"),
        ("optional", "INDIVIDUAL", "OPT-PARTICIPANT"),
        ("resource", "ROOM", "NON-PARTICIPANT"),
    ],
)
def test_attendees_are_asked_to_answer_in_their_role(role, kind, part):
    text = message(ENTRY, "REQUEST", (Attendee(ADA, role),))
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert str(event["ATTENDEE"]) == "mailto:ada@plan.example"
    assert dict(event["ATTENDEE"].params) == {
        "CN": "Ada Ravn",
        "CUTYPE": kind,
        "ROLE": part,
        "PARTSTAT": "NEEDS-ACTION",
        "RSVP": "TRUE",
    }


ANY_TEXT = st.text(st.characters(codec="utf-8"), max_size=200)


@given(subject=ANY_TEXT, body=ANY_TEXT, place=ANY_TEXT, name=ANY_TEXT)
@settings(max_examples=200)
def test_no_text_breaks_out_of_its_property(subject, body, place, name):
    entry = replace(ENTRY, subject=subject, body=body, place=place)
    text = message(entry, "REQUEST", (Attendee(Mailbox(name, ADA.email)),))
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    allowed = "UID SEQUENCE DTSTAMP DTSTART DTEND SUMMARY DESCRIPTION ORGANIZER ATTENDEE LOCATION STATUS TRANSP CLASS"
    assert set(event) <= set(allowed.split())
    assert (str(event["UID"]), str(event["ATTENDEE"])) == (ENTRY.uid, f"mailto:{ADA.email}")
    assert not {*range(32), 127} - {9, 10, 13} & set(text)
    assert all(len(line) <= 75 for line in text.split(b"\r\n"))
    assert text.count(b"\n") == text.count(b"\r\n") == text.count(b"\r")
