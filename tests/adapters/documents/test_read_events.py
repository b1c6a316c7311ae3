"""Calendar files that other programs wrote: read in the child, and never trusted."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.adapters.documents.child import read_events_file
from planner.adapters.documents.limits import Limits
from planner.adapters.documents.read_events import events_json, events_up
from planner.domain.errors import UnreadableDocument


def calendar(*lines, uid="A1"):
    event = ["BEGIN:VEVENT", f"UID:{uid}", "SUMMARY:Direktionsmøde", *lines, "END:VEVENT"]
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *event, "END:VCALENDAR", ""]).encode()


NINE = ("DTSTART;TZID=Europe/Copenhagen:20310312T090000", "DTEND;TZID=Europe/Copenhagen:20310312T120000")


def read(tmp_path, content):
    path = tmp_path / "kalender.ics"
    path.write_bytes(content)
    return read_events_file(path)


def test_event_is_read_with_who_invited_whom(tmp_path):
    (event,) = read(
        tmp_path,
        calendar(
            *NINE,
            "SEQUENCE:3",
            "LOCATION:Mødelokale 1",
            "ORGANIZER;CN=Sekretariatet:mailto:sekretariat@plan.example",
            "ATTENDEE;CN=Ada:MAILTO:ada@plan.example",
            "ATTENDEE;CN=Bo:mailto:bo@plan.example",
        ),
    )
    assert (event.uid, event.subject, event.sequence, event.place) == (
        "A1",
        "Direktionsmøde",
        3,
        "Mødelokale 1",
    )
    assert (event.organizer, event.attendees) == (
        "sekretariat@plan.example",
        ("ada@plan.example", "bo@plan.example"),
    )
    assert event.starts == dt.datetime(2031, 3, 12, 8, tzinfo=dt.UTC)
    assert (event.recurs, event.is_cancelled, event.key) == (False, False, None)


# What is written about repeating -> the days.
SERIES = {
    "by weeks": ("RRULE:FREQ=WEEKLY;COUNT=3", ["12.03", "19.03", "26.03"]),
    "every other week until a day": (
        "RRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=20310409T220000Z",
        ["12.03", "26.03", "09.04"],
    ),
    "one left out": (
        "RRULE:FREQ=WEEKLY;COUNT=3\r\nEXDATE;TZID=Europe/Copenhagen:20310319T090000",
        ["12.03", "26.03"],
    ),
    "by months": ("RRULE:FREQ=MONTHLY;COUNT=3", ["12.03"]),
}


@pytest.mark.parametrize(("rule", "days"), SERIES.values(), ids=SERIES)
def test_series_is_followed_by_weeks(tmp_path, rule, days):
    events = read(tmp_path, calendar(*NINE, rule))
    assert [f"{event.starts:%d.%m}" for event in events] == days
    assert all(event.recurs for event in events)


def test_series_keeps_its_wall_time_in_summer(tmp_path):
    events = read(tmp_path, calendar(*NINE, "RRULE:FREQ=WEEKLY;COUNT=4"))
    assert [event.starts.hour for event in events] == [8, 8, 8, 7]


def test_event_that_lasts_all_day_or_makes_no_sense_is_left_out(tmp_path):
    good, whole = calendar(*NINE), calendar("DTSTART;VALUE=DATE:20310312", uid="B")
    broken = calendar("DTSTART:i morgen", uid="C")
    events = read(tmp_path, good + whole + broken)
    assert [event.uid for event in events] == ["A1"]


REFUSED = {
    "empty": b"",
    "another kind of file": b"Hej\r\n",
    "nothing in it": b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n",
    "cut off": b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\n",
    "only zeroes": b"BEGIN:VCALENDAR" + b"\0" * 1000,
}


@pytest.mark.parametrize("content", REFUSED.values(), ids=REFUSED)
def test_what_is_no_calendar_is_refused_in_one_sentence(tmp_path, content):
    with pytest.raises(UnreadableDocument) as refused:
        read(tmp_path, content)
    assert "kalender.ics" in refused.value.sentence


def test_zeroes_among_the_text_do_no_harm(tmp_path):
    (event,) = read(tmp_path, calendar(*NINE).replace(b"Direktions", b"Direk\0tions"))
    assert event.subject == "Direktionsmøde"


def test_file_of_50_megabytes_is_refused_unread(tmp_path):
    path = tmp_path / "stor.ics"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    with pytest.raises(UnreadableDocument, match=r"stor\.ics er for stor"):
        read_events_file(path)


@settings(max_examples=200)
@given(st.binary(max_size=300), st.lists(st.text(max_size=40), max_size=6))
def test_any_bytes_are_read_or_refused(noise, lines):
    content = calendar(*NINE, *lines) + noise
    assert outcome(content) in ("events", "refused")


def outcome(content):
    try:
        events = json.loads(events_json("x.ics", content, Limits()))
    except UnreadableDocument as refused:
        return "refused" if "x.ics" in refused.sentence else "refused without a name"
    return "events" if events_up(events) else "nothing"
