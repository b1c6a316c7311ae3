import datetime as dt
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.due import At, Due, Every, Job, due_times, instant, next_due
from planner.domain.worktime import holidays

DAY = dt.timedelta(days=1)
FIRST, LAST = dt.date(2025, 1, 1), dt.date(2045, 1, 1)
DAYS_OFF = holidays(range(2024, 2047))
COPENHAGEN = ZoneInfo("Europe/Copenhagen")
# Zones that set their clocks at 2, at midnight, by half an hour, in the evening of the day before, and at 3.
ZONES = ("Europe/Copenhagen", "Atlantic/Azores", "Australia/Lord_Howe", "America/Nuuk", "Europe/Helsinki")
DAILY = At(dt.time(3, 30), on_holiday="same")
WEEKLY = At(dt.time(14), (3,))
WORKDAYS = At(dt.time(7, 30), (0, 1, 2, 3, 4), "skip")


def at(text, zone=COPENHAGEN):
    return dt.datetime.fromisoformat(text).replace(tzinfo=zone)


def twenty_years(rule, zone):
    return due_times(rule, zone, DAYS_OFF, instant(FIRST, dt.time(0), zone), instant(LAST, dt.time(0), zone))


def all_days():
    return [FIRST + n * DAY for n in range((LAST - FIRST).days)]


def moved(day):
    while day in DAYS_OFF or day.weekday() > 4:
        day -= DAY
    return day


@pytest.mark.parametrize("name", ZONES)
def test_twenty_years_of_due_times_have_none_missing_none_double_and_none_at_night(name):
    zone, days = ZoneInfo(name), all_days()
    found = {rule: twenty_years(rule, zone) for rule in (DAILY, WEEKLY, WORKDAYS)}
    assert [due.at.date() for due in found[DAILY]] == days
    assert [due.nominal.date() for due in found[WEEKLY]] == [day for day in days if day.weekday() == 3]
    assert [due.at.date() for due in found[WEEKLY]] == [moved(day) for day in days if day.weekday() == 3]
    assert [due.at.date() for due in found[WORKDAYS]] == [
        day for day in days if day.weekday() < 5 and day not in DAYS_OFF
    ]
    for rule, dues in found.items():
        instants = [due.at.astimezone(dt.UTC) for due in dues]
        assert instants == sorted(set(instants))
        # As a clock on the wall shows them, asked of the instant in UTC.
        walls = {one.astimezone(zone).time() for one in instants} - {rule.clock}
        changed = {due.at.date() for due in dues if due.at.time() != rule.clock}
        assert all(wall >= dt.time(3) for wall in walls)
        assert all(has_change(day, zone) for day in changed)


def has_change(day, zone):
    return instant(day, dt.time(0), zone).utcoffset() != instant(day + DAY, dt.time(0), zone).utcoffset()


@pytest.mark.parametrize("name", ZONES)
def test_a_job_of_every_five_minutes_rests_from_midnight_to_three_on_any_day(name):
    zone = ZoneInfo(name)
    changes = [day for day in all_days()[: 366 * 4] if has_change(day, zone)]
    assert changes or name == "America/Nuuk"
    for day in [FIRST, *changes]:
        first, last = instant(day, dt.time(0), zone), instant(day + DAY, dt.time(0), zone)
        found = [due.at.astimezone(dt.UTC) for due in due_times(Every(5), zone, (), first, last)]
        every = [first.astimezone(dt.UTC) + dt.timedelta(minutes=5 * n) for n in range(1, 12 * 26)]
        assert found == [
            one
            for one in every
            if one <= last.astimezone(dt.UTC) and one.astimezone(zone).time() >= dt.time(3)
        ]


@pytest.mark.parametrize(
    ("rule", "first", "expected"),
    [
        # Maundy Thursday 2027 is 25 March: the mail goes on Wednesday, and is still Thursday's.
        (WEEKLY, "2027-03-23T00:00", [("2027-03-24T14:00", "2027-03-25T14:00")]),
        # 24 to 26 December 2026 are Thursday to Saturday.
        (At(dt.time(9), (4,)), "2026-12-21T00:00", [("2026-12-23T09:00", "2026-12-25T09:00")]),
        # The Friday before Whit Monday is a day of the rule already: one due time, not two.
        (At(dt.time(9), (0, 4)), "2027-05-12T00:00", [("2027-05-14T09:00", "2027-05-14T09:00")]),
        (WORKDAYS, "2026-12-24T00:00", [("2026-12-28T07:30", "2026-12-28T07:30")]),
    ],
)
def test_a_holiday_moves_or_takes_a_due_time(rule, first, expected):
    found = due_times(rule, COPENHAGEN, DAYS_OFF, at(first), at(first) + 5 * DAY)
    assert [(due.at, due.nominal) for due in found][:1] == [(at(a), at(b)) for a, b in expected]


@pytest.mark.parametrize(
    ("zone", "day", "clock", "expected"),
    [
        # Troll sets its clock forward by two hours at 1: 3.00 is there.
        ("Antarctica/Troll", "2027-03-28", dt.time(3), "2027-03-28T01:00+00:00"),
        # A wall time that the day lacks is as much later as the clock was moved.
        ("Europe/Helsinki", "2027-03-28", dt.time(3, 30), "2027-03-28T01:30+00:00"),
        # One that the day has twice is the first of the two.
        ("Europe/Helsinki", "2027-10-31", dt.time(3, 30), "2027-10-31T00:30+00:00"),
        # A whole day that was left out: Samoa had no 30 December 2011.
        ("Pacific/Apia", "2011-12-30", dt.time(9), "2011-12-30T19:00+00:00"),
    ],
)
def test_a_wall_time_that_is_missing_or_double_is_one_instant(zone, day, clock, expected):
    found = instant(dt.date.fromisoformat(day), clock, ZoneInfo(zone))
    assert found.astimezone(dt.UTC) == dt.datetime.fromisoformat(expected)


def test_a_day_that_was_left_out_gives_no_second_due_time_the_day_after():
    zone = ZoneInfo("Pacific/Apia")
    found = due_times(
        At(dt.time(9), on_holiday="same"),
        zone,
        (),
        at("2011-12-29T00:00", zone),
        at("2012-01-01T00:00", zone),
    )
    assert [due.at.date().isoformat() for due in found] == ["2011-12-29", "2011-12-31"]


RULES = st.one_of(
    st.builds(Every, st.integers(1, 480)),
    st.builds(
        At,
        st.times(min_value=dt.time(3)).map(lambda clock: clock.replace(second=0, microsecond=0)),
        st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))),
        st.sampled_from(["before", "skip", "same"]),
    ),
)


@settings(max_examples=60)
@given(
    rule=RULES,
    name=st.sampled_from(ZONES),
    start=st.integers(0, 19 * 365 * 24 * 60),
    cuts=st.lists(st.integers(1, 20 * 24 * 60), min_size=1, max_size=5),
)
def test_due_times_are_the_same_wherever_the_stretch_is_cut(rule, name, start, cuts):
    zone, first = ZoneInfo(name), at("2025-01-01T00:00") + dt.timedelta(minutes=start)
    edges = [first, *(first + dt.timedelta(minutes=cut) for cut in sorted(cuts))]
    whole = due_times(rule, zone, DAYS_OFF, edges[0], edges[-1])
    parts = [due_times(rule, zone, DAYS_OFF, a, b) for a, b in pairwise(edges)]
    assert whole == tuple(due for part in parts for due in part)
    assert next_due(rule, zone, DAYS_OFF, first) == (
        whole[0] if whole else next_due(rule, zone, DAYS_OFF, first)
    )
    if whole:
        assert next_due(rule, zone, DAYS_OFF, whole[-1].at) > whole[-1]


def test_a_rule_at_night_is_refused():
    with pytest.raises(ValueError, match="02:30"):
        At(dt.time(2, 30))
    with pytest.raises(ValueError, match="0"):
        Every(0)


def test_a_job_is_known_by_its_kind_and_its_board():
    assert Job("sync", Every(5)).key == "sync"
    assert Job("digest", WORKDAYS, 3).key == "digest:3"
    assert Due(at("2027-01-01T09:00"), at("2027-01-01T09:00")) < Due(
        at("2027-01-02T09:00"), at("2027-01-01T09:00")
    )
