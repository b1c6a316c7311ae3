"""Closing days agree with an independent referee, year by year."""

from __future__ import annotations

from datetime import date

import holidays as referee
import pytest

from planner.domain.worktime import easter, holidays


@pytest.mark.parametrize("year", range(2015, 2051))
def test_holidays_by_law_are_those_of_the_referee(year):
    assert set(holidays([year], customary=False)) == set(referee.DK(years=year))


@pytest.mark.parametrize("year", range(2015, 2051))
def test_customary_closing_days_are_those_of_the_referee(year):
    both = set(referee.DK(years=year, categories=("public", "optional")))
    assert set(holidays([year])) == both


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2023, 5, 5), "store bededag"),
        (date(2024, 4, 26), None),
        (date(2024, 12, 24), "juleaftensdag"),
        (date(2025, 4, 17), "skærtorsdag"),
        (date(2008, 5, 1), "Kristi himmelfartsdag og arbejdernes internationale kampdag"),
    ],
)
def test_a_holiday_has_the_name_people_know(day, name):
    assert holidays([day.year]).get(day) == name


@pytest.mark.parametrize(
    ("year", "sunday"), [(1818, date(1818, 3, 22)), (2024, date(2024, 3, 31)), (2038, date(2038, 4, 25))]
)
def test_easter_at_its_earliest_and_latest(year, sunday):
    assert easter(year) == sunday


def test_several_years_come_in_order():
    found = list(holidays([2025, 2024]))
    assert found == sorted(found)
    assert {day.year for day in found} == {2024, 2025}
