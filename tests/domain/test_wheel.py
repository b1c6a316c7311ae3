from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.errors import BadUsage
from planner.domain.item import ItemSeries
from planner.domain.wheel import (
    collides,
    coming,
    due,
    earliest,
    gap,
    period_of,
    periods,
    read_every,
    read_months,
    read_point,
    title_of,
)

D = dt.date
BUDGET = ItemSeries(1, 1, "Budgetopfølgning", "month", D(2031, 1, 1), point="ultimo")


def points(series, many=4):
    return [period.point for period in islice(periods(series), many)]


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, [D(2031, 1, 31), D(2031, 2, 28), D(2031, 3, 31), D(2031, 4, 30)]),
        ({"point": "primo"}, [D(2031, 1, 1), D(2031, 2, 1), D(2031, 3, 1), D(2031, 4, 1)]),
        ({"point": "medio"}, [D(2031, 1, 16), D(2031, 2, 14), D(2031, 3, 16), D(2031, 4, 15)]),
        ({"point": "30"}, [D(2031, 1, 30), D(2031, 2, 28), D(2031, 3, 30), D(2031, 4, 30)]),
        ({"skip": "2 3"}, [D(2031, 1, 31), D(2031, 4, 30), D(2031, 5, 31), D(2031, 6, 30)]),
        ({"every": "quarter"}, [D(2031, 3, 31), D(2031, 6, 30), D(2031, 9, 30), D(2031, 12, 31)]),
        (
            {"every": "half-year", "point": "primo"},
            [D(2031, 1, 1), D(2031, 7, 1), D(2032, 1, 1), D(2032, 7, 1)],
        ),
        ({"every": "year"}, [D(2031, 12, 31), D(2032, 12, 31), D(2033, 12, 31), D(2034, 12, 31)]),
        (
            {"every": "year", "point": "29/2"},
            [D(2031, 2, 28), D(2032, 2, 29), D(2033, 2, 28), D(2034, 2, 28)],
        ),
        (
            {"every": "year", "point": "24/12", "first": D(2031, 12, 25)},
            [D(2032, 12, 24), D(2033, 12, 24), D(2034, 12, 24), D(2035, 12, 24)],
        ),
        (
            {"every": "week", "weeks": 4, "point": "primo"},
            [D(2031, 1, 1), D(2031, 1, 29), D(2031, 2, 26), D(2031, 3, 26)],
        ),
        (
            {"first": D(2031, 1, 20), "point": "primo"},
            [D(2031, 2, 1), D(2031, 3, 1), D(2031, 4, 1), D(2031, 5, 1)],
        ),
        ({"last": D(2031, 3, 1)}, [D(2031, 1, 31), D(2031, 2, 28)]),
    ],
)
def test_periods_come_back_by_rule(changed, found):
    assert points(replace(BUDGET, **changed)) == found


@pytest.mark.parametrize(
    ("changed", "title"),
    [
        ({}, "Budgetopfølgning pr. ult. januar"),
        ({"every": "quarter"}, "Budgetopfølgning pr. ult. marts"),
        ({"point": "primo"}, "Budgetopfølgning, januar"),
        ({"point": "primo", "every": "quarter"}, "Budgetopfølgning, 1. kvartal"),
        ({"point": "10", "every": "half-year"}, "Budgetopfølgning, 1. halvår"),
        ({"point": "primo", "every": "year"}, "Budgetopfølgning, 2031"),
        ({"point": "primo", "every": "week"}, "Budgetopfølgning, uge 1"),
    ],
)
def test_item_is_named_after_its_period(changed, title):
    series = replace(BUDGET, **changed)
    assert title_of(series, next(periods(series))) == title


@pytest.mark.parametrize(
    ("today", "made", "found"),
    [
        (D(2031, 1, 2), None, []),
        (D(2031, 1, 3), None, [D(2031, 1, 31)]),
        (D(2031, 1, 31), "2031-01", [D(2031, 2, 28)]),
        (D(2031, 2, 10), "2031-01", [D(2031, 2, 28)]),
        (D(2031, 2, 10), "2031-02", []),
        # After a long pause only the latest of those that are past, and what is ahead.
        (D(2031, 9, 10), "2031-01", [D(2031, 8, 31), D(2031, 9, 30)]),
        (D(2030, 6, 1), None, []),
    ],
)
def test_period_is_due_four_weeks_ahead_and_never_made_up_for(today, made, found):
    assert [period.point for period in due(replace(BUDGET, made=made), today)] == found


def test_item_keeps_its_distance_to_the_one_before():
    period = next(periods(BUDGET))
    assert earliest(BUDGET, period, None) == D(2031, 1, 31)
    assert earliest(BUDGET, period, D(2031, 1, 2)) == D(2031, 1, 31)
    assert earliest(BUDGET, period, D(2031, 1, 22)) == D(2031, 2, 12)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("måned", ("month", 1)),
        ("hver måned", ("month", 1)),
        ("hvert kvartal", ("quarter", 1)),
        ("half-year", ("half-year", 1)),
        ("ÅR", ("year", 1)),
        ("uge", ("week", 1)),
        ("4 uger", ("week", 4)),
        ("hver 2. uge", ("week", 2)),
        ("6", ("week", 6)),
    ],
)
def test_how_often_is_read_as_people_write_it(text, found):
    assert read_every(text) == found


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (read_every, "tit"),
        (read_every, "0 uger"),
        (read_every, "53"),
        (read_every, ""),
        (read_point, "efter jul"),
        (read_point, "32"),
        (read_point, "30/2"),
        (read_point, "10/13"),
        (read_point, ""),
        (read_point, "1/²"),
        (read_months, ["julii juni"]),
        (read_months, ["13"]),
        (read_months, ["mandag"]),
        (read_months, map(str, range(1, 13))),
    ],
)
def test_what_is_no_rule_is_refused_in_one_sentence(read, text):
    with pytest.raises(BadUsage) as refused:
        read(text)
    assert refused.value.hint


@pytest.mark.parametrize(
    ("texts", "found"),
    [(["juli"], "7"), (["juli og december"], "7 12"), (["12", "Jul."], "7 12"), ([], "")],
)
def test_months_are_read_as_people_write_them(texts, found):
    assert read_months(texts) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ult.", "ultimo"),
        ("Primo", "primo"),
        ("midten", "medio"),
        ("den 10.", "10"),
        ("1/11", "1/11"),
        ("november", "1/11"),
        ("10. nov.", "10/11"),
        ("den 29. februar", "29/2"),
        ("5 May", "5/5"),
    ],
)
def test_when_in_its_period_is_read_as_people_write_it(text, found):
    assert read_point(text) == found


WEEKLY = [D(2031, 1, 1) + dt.timedelta(weeks=number) for number in range(52)]


@pytest.mark.parametrize(
    ("changed", "meetings", "found"),
    [
        ({}, WEEKLY, False),
        ({"every": "week"}, WEEKLY, False),
        ({"every": "week"}, WEEKLY[::2], True),
        ({"every": "week", "weeks": 2}, WEEKLY[::2], False),
        ({}, WEEKLY[::13], True),
        ({"every": "quarter"}, WEEKLY[::13], False),
        ({}, WEEKLY[:2], False),  # too few to know how often the board meets
    ],
)
def test_series_that_comes_oftener_than_the_board_meets_collides_with_itself(changed, meetings, found):
    assert collides(replace(BUDGET, **changed), meetings) is found


@st.composite
def wheels(draw):
    every = draw(st.sampled_from(["week", "month", "quarter", "half-year", "year"]))
    return ItemSeries(
        1,
        1,
        "Punkt",
        every,
        draw(st.dates(D(2030, 1, 1), D(2032, 12, 31))),
        weeks=draw(st.integers(1, 12)),
        point=draw(
            st.sampled_from(
                ["primo", "medio", "ultimo", "1", "15", "31", *(["29/2", "31/12"] if every == "year" else [])]
            )
        ),
        ahead=draw(st.integers(0, 12)),
        skip=" ".join(map(str, sorted(draw(st.sets(st.integers(1, 12), max_size=5))))),
    )


@given(wheels())
def test_periods_are_in_order_and_none_comes_twice(series):
    found = list(islice(periods(series), 30))
    assert all(one.key < other.key and one.point < other.point for one, other in pairwise(found))
    assert all(one.last < other.first for one, other in pairwise(found))
    assert all(one.first <= one.point <= one.last and one.point >= series.first for one in found)
    assert all(str(one.point.month) not in series.skip.split() for one in found)
    assert all(period_of(series, one.key) == one for one in found[:3])


@given(
    wheels(), st.lists(st.integers(0, 90), min_size=1, max_size=30), st.lists(st.integers(0, 40), min_size=60)
)
def test_however_often_it_is_looked_at_no_period_comes_twice_and_spacing_is_kept(series, pauses, delays):
    today, made, days = series.first, [], []
    for pause in pauses:
        today += dt.timedelta(days=pause)
        for period in due(series, today):
            made.append(period.key)
            day = earliest(series, period, days[-1] if days else None)
            days.append(day + dt.timedelta(days=delays[len(days) % len(delays)]))
            series = replace(series, made=period.key)
        assert due(series, today) == ()
    assert made == sorted(set(made))
    assert all((other - one).days >= gap(series) for one, other in pairwise(days))


@given(wheels(), st.dates(D(2030, 1, 1), D(2034, 12, 31)), st.integers(0, 400))
def test_what_comes_between_two_days_lies_between_them(series, first, length):
    last = first + dt.timedelta(days=length)
    assert all(first <= period.point <= last for period in coming(series, first, last))
