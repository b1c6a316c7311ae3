"""Dates, times and lengths as people read and type them."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.errors import BadUsage
from planner.domain.wording import (
    clock,
    day_month_year,
    day_name,
    echo,
    parse_clock,
    parse_minutes,
    parse_weekday,
    sentence,
    short,
    week,
)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("da", "onsdag den 27. november 2024 (uge 48)"),
        ("no", "onsdag 27. november 2024 (uke 48)"),
        ("sv", "onsdag den 27 november 2024 (vecka 48)"),
        ("en", "Wednesday 27 November 2024 (week 48)"),
        ("xx", "onsdag den 27. november 2024 (uge 48)"),
    ],
)
def test_echo_is_the_day_in_full(language, text):
    assert echo(date(2024, 11, 27), language) == text


@pytest.mark.parametrize(
    ("day", "number"),
    [(date(2024, 12, 29), 52), (date(2024, 12, 30), 1), (date(2027, 1, 3), 53), (date(2024, 11, 27), 48)],
)
def test_week_is_the_iso_week_number(day, number):
    assert week(day) == number


def test_short_forms():
    assert short(date(2024, 11, 27)) == "27. nov."
    assert short(date(2025, 5, 4)) == "4. maj"
    assert day_month_year(date(2025, 5, 4)) == "4. maj 2025"
    assert clock(time(9)) == "9.00"
    assert clock(time(13, 5)) == "13.05"


def test_a_sentence_ends_in_one_full_stop():
    assert [sentence(text) for text in ("senest 20. nov.", "senest onsdag", "Hvornår?")] == [
        "senest 20. nov.",
        "senest onsdag.",
        "Hvornår?",
    ]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("9:00", time(9)), ("09.00", time(9)), ("9", time(9)), ("kl. 9", time(9)), ("kl 9.30", time(9, 30)),
        ("kl.21.33", time(21, 33)), ("klokken 17", time(17)), ("0930", time(9, 30)), ("0:00", time(0)),
        ("23.59", time(23, 59)), (" 9.00 ", time(9)), ("KL. 9", time(9)),
    ],
)  # fmt: skip
def test_parse_clock_understands(text, moment):
    assert parse_clock(text) == moment


@pytest.mark.parametrize(
    "text",
    ["", "kl.", "24.00", "9.60", "9.5", "9:000", "900", "2500", "ni", "9-10", "²", "9.", "-1", "9:00:00"],
)
def test_parse_clock_refuses_with_a_sentence(text):
    with pytest.raises(BadUsage) as refused:
        parse_clock(text)
    assert refused.value.sentence == f"“{text}” er ikke et klokkeslæt."


@given(st.times())
def test_every_minute_of_the_day_reads_back(moment):
    minute = moment.replace(second=0, microsecond=0)
    assert parse_clock(clock(minute)) == minute


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("30", 30), ("30 min.", 30), ("45 min", 45), ("45min", 45), ("20 minutter", 20), ("½ time", 30), ("1 time", 60),
        ("1½ time", 90), ("1,5 time", 90), ("1.5 timer", 90), ("2 timer", 120), ("1 t", 60), ("1t", 60), ("1:30", 90),
        ("0:45", 45), ("1 time og 15 minutter", 75), ("1 time 15 min", 75), ("1 t 15", 75), ("en halv time", 30),
        ("en time", 60), ("halvanden time", 90), ("et kvarter", 15), ("tre kvarter", 45), ("¾ time", 45), ("1 hour", 60),
        ("ca. 30 min.", 30), ("~30", 30),
    ],
)  # fmt: skip
def test_parse_minutes_understands(text, minutes):
    assert parse_minutes(text) == minutes


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0",
        "-5",
        "1,7 min.",
        "en",
        "time",
        "1:75",
        "1:3",
        "1000000000",
        "ti",
        "30 dage",
        "½½ time",
        "1..5",
        "²",
    ],
)
def test_parse_minutes_refuses_with_a_sentence(text):
    with pytest.raises(BadUsage) as refused:
        parse_minutes(text)
    assert refused.value.sentence == f"“{text}” er ikke en varighed."


@given(st.integers(1, 24 * 60))
def test_every_length_reads_back(minutes):
    hours, rest = divmod(minutes, 60)
    assert parse_minutes(f"{minutes} min.") == minutes
    assert parse_minutes(f"{hours}:{rest:02d}") == minutes


def test_wording_does_not_bring_in_the_grammar():
    script = f"import sys; sys.path[:0] = {sys.path!r}; import planner.domain.wording; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert [name for name in loaded.split() if "phrase" in name] == []


def test_weekdays_are_named_and_read_back():
    for weekday in range(7):
        assert parse_weekday(day_name(weekday)) == weekday
