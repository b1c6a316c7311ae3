from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from icalendar import Calendar

from planner.adapters.calendars.ics import ics, meeting_uid
from planner.domain.tables import Entry, TimedRow, TimedTable

STAMP = datetime(2026, 11, 4, 13, 0, tzinfo=UTC)
TABLE = TimedTable(
    board="Direktionen",
    day=date(2026, 11, 11),
    start=time(9),
    end=time(13),
    place="Mødelokale 2, Rådhuset",
    rows=(
        TimedRow("Budgetopfølgning", time(9), suffix="ca. 30 min.", lines=("Økonomichefen deltager.",)),
        TimedRow("Lukket punkt", time(9, 30)),
        TimedRow("Aktuelle sager", time(10), "standing", children=(Entry("Sundhedshuset"),)),
        TimedRow("Mødet afsluttes", time(13), "end"),
    ),
)


def parsed(**options):
    table = replace(TABLE, **options.pop("table", {}))
    calendar = Calendar.from_ical(ics(table, uid="u@planner", stamp=STAMP, **options))
    return calendar, calendar.walk("VEVENT")[0]


def test_a_meeting_is_one_event_with_its_agenda():
    calendar, event = parsed()
    assert (calendar["METHOD"], calendar["VERSION"]) == ("PUBLISH", "2.0")
    assert {name: str(event[name]) for name in ("UID", "SUMMARY", "LOCATION", "STATUS", "DESCRIPTION")} == {
        "UID": "u@planner",
        "SUMMARY": "Direktionen",
        "LOCATION": "Mødelokale 2, Rådhuset",
        "STATUS": "CONFIRMED",
        "DESCRIPTION": (
            "9.00 Budgetopfølgning (ca. 30 min.)\n  Økonomichefen deltager.\n9.30 Lukket punkt\n"
            "10.00 Aktuelle sager\n  - Sundhedshuset\n13.00 Mødet afsluttes"
        ),
    }


@pytest.mark.parametrize(
    ("day", "offset"), [(date(2026, 7, 1), 2), (date(2026, 11, 11), 1), (date(2040, 7, 4), 2)]
)
def test_the_wall_time_holds_in_summer_in_winter_and_after_2038(day, offset):
    _, event = parsed(table={"day": day})
    assert event["DTSTART"].params["TZID"] == "Europe/Copenhagen"
    assert event["DTSTART"].dt.utcoffset() == timedelta(hours=offset)
    assert event["DTSTART"].dt.replace(tzinfo=None) == datetime.combine(day, time(9))


def test_the_zone_is_written_as_rules_without_an_end():
    text = ics(TABLE, uid="u", stamp=STAMP).decode()
    assert text.count("RRULE:FREQ=YEARLY") == 2
    assert "RDATE" not in text
    assert "DTSTART:19700329T020000" in text


def test_another_zone_is_written_as_utc():
    _, event = parsed(zone="America/Nuuk", table={"day": date(2026, 1, 14)})
    assert event["DTSTART"].dt == datetime(2026, 1, 14, 11, tzinfo=UTC)


def test_a_cancelled_meeting_says_so_and_shows_no_agenda():
    _, event = parsed(table={"cancelled": "fælles lederdag"}, sequence=1)
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)
    assert str(event["SUMMARY"]) == "Aflyst: Direktionen"
    assert str(event["DESCRIPTION"]) == "Aflyst pga. fælles lederdag"


def test_a_meeting_without_times_lasts_all_day():
    calendar, event = parsed(table={"start": None, "end": None})
    assert event["DTSTART"].dt == date(2026, 11, 11)
    assert calendar.walk("VTIMEZONE") == []


def test_the_same_meeting_is_the_same_file_and_the_same_identity():
    assert ics(TABLE, uid="u", stamp=STAMP) == ics(TABLE, uid="u", stamp=STAMP)
    assert meeting_uid("Direktionen", 7) == meeting_uid("Direktionen", 7) != meeting_uid("Direktionen", 8)
