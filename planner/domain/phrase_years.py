"""Which year is meant where none is written, and whether that is beyond doubt.

A list of days rolls over New Year together; a weekday may choose the year; what lies about as far
behind as ahead is doubtful.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from .phrase_values import Context
from .wording import day_month_year, month_name

_ROLL_MONTHS = 6  # "18. december eller 8. januar" rolls over New Year, "27/11 eller 20/11" does not
_CLEAR_DAYS = 62  # the second best year must lie this much farther away than the best
_FAR_DAYS = 305  # farther than this in the one direction it probably lies just behind in the other
_WEEKDAY_REACH_DAYS = 200  # a weekday may pick another year than the nearest within this distance
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_BY_DISTANCE, _BY_CHOICE = itemgetter(0), itemgetter(0, 1)
_WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")


class Link(NamedTuple):
    """One day of a chain as written: `dash` binds it to the next as a range."""

    start: int
    end: int
    day: int
    month: int
    year: int | None = None
    weekday: int | None = None
    dash: bool = False
    doubt: str | None = None
    american: bool = False


class Dated(NamedTuple):
    """A link with its date, or with the sentence that says why there is none."""

    link: Link
    day: date | None
    other: date | None = None
    inferred: bool = False
    rolled: bool = False
    doubt: str | None = None
    missing: str | None = None


def days_in_month(year: int, month: int) -> int:
    """28 to 31."""
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and is_leap else _LENGTHS[month - 1]


def impossible(day: int, month: int, year: int | None) -> str | None:
    """The sentence that says why the date does not exist in the year (or in any year), or None."""
    if not 1 <= month <= 12:
        return f"{day}/{month} findes ikke: der er 12 måneder."
    longest = days_in_month(year or 2024, month)
    if 1 <= day <= longest:
        return None
    name = month_name(month)
    if month == 2 and year and day == 29:
        return f"29. februar {year} findes ikke: februar {year} har 28 dage."
    if month == 2:
        return f"{day}. februar findes ikke: februar har højst 29 dage."
    return f"{day}. {name} findes ikke: {name} har {longest} dage."


def contradiction(day: date, weekday: int | None) -> str | None:
    """The sentence that says that the weekday is not the day's, or None."""
    if weekday is None or day.weekday() == weekday:
        return None
    return f"{day_month_year(day)} er en {_WEEKDAYS[day.weekday()]}, ikke en {_WEEKDAYS[weekday]}"


def distance(span: tuple[date, date], context: Context) -> tuple[int, int]:
    """How badly the span suits the context: on the wrong side or not, then days away from today."""
    first, last = span
    today = context.today
    wrong = (context.direction == "future" and last < today) or (
        context.direction == "past" and first > today
    )
    away = 0 if first <= today <= last else min(abs((first - today).days), abs((last - today).days))
    return int(wrong), away


def nearest(spans: Sequence[tuple[date, date]], context: Context) -> tuple[tuple[date, date], bool]:
    """The span that the context asks for, and whether it is beyond doubt."""
    ranked = sorted(((distance(span, context), span) for span in spans), key=_BY_DISTANCE)
    return ranked[0][1], rival([away for (_, away), _ in ranked], context) is None


def rival(away: Sequence[int], context: Context) -> int | None:
    """The place of another day that may just as well be meant, or None; `away` are the days to each, the best first."""
    if len(away) < 2:
        return None
    other = min(range(1, len(away)), key=away.__getitem__)
    if context.direction == "near":
        return other if away[other] - away[0] <= _CLEAR_DAYS else None
    return other if away[0] > _FAR_DAYS else None


def give_dates(links: Sequence[Link], context: Context) -> list[Dated]:
    """The date of every link of one chain; a year written once holds for its whole chain."""
    if any(link.year for link in links):
        return _from_written_year(links)
    if context.year is not None:
        years = _roll(links, context.year)
        return [
            _dated(link, year, inferred=True, rolled=year != context.year)
            for link, year in zip(links, years, strict=True)
        ]
    return _from_context(links, context)


def _from_written_year(links: Sequence[Link]) -> list[Dated]:
    years: list[int | None] = [link.year for link in links]
    for at in range(len(links) - 2, -1, -1):  # the year after the last date holds for those before it
        following = years[at + 1]
        if years[at] is None and following is not None:
            years[at] = following - _step(links[at], links[at + 1])
    for at in range(1, len(links)):
        previous = years[at - 1]
        if years[at] is None and previous is not None:
            years[at] = previous + _step(links[at - 1], links[at])
    written = {link.year for link in links}
    return [
        _dated(
            link, year or 0, inferred=link.year is None and year not in written, rolled=year not in written
        )
        for link, year in zip(links, years, strict=True)
    ]


def _step(link: Link, following: Link) -> int:
    """How many years pass between two neighbours of a chain: 1 over New Year, otherwise 0."""
    backwards = (following.month, following.day) < (link.month, link.day)
    if link.dash:
        return int(backwards)
    return int(backwards and link.month - following.month >= _ROLL_MONTHS)


def _roll(links: Sequence[Link], year: int) -> list[int]:
    years = [year]
    for link, following in pairwise(links):
        years.append(years[-1] + _step(link, following))
    return years


def _dated(link: Link, year: int, *, inferred: bool = False, rolled: bool = False) -> Dated:
    try:
        day = date(year, link.month, link.day)
    except ValueError:
        return Dated(link, None, missing=impossible(link.day, link.month, year))
    doubt = contradiction(day, link.weekday) or link.doubt
    return Dated(link, day, inferred=inferred, rolled=rolled, doubt=doubt)


def _from_context(links: Sequence[Link], context: Context) -> list[Dated]:
    this_year = context.today.year
    ranked = _ranked(links, range(this_year - 1, this_year + 2), context)
    if all(choice.wrong for choice in ranked):  # 29 February comes every 4 or 8 years
        ranked = _ranked(links, range(this_year - 8, this_year + 9), context)
    if not ranked and len(links) > 1:  # one of them exists in no year; the others are still dates
        return [_from_context([link._replace(dash=False)], context)[0] for link in links]
    if not ranked:
        return [Dated(links[0], None, missing=impossible(links[0].day, links[0].month, this_year))]
    at = rival([choice.away for choice in ranked], context)
    best, other = ranked[0], None if at is None else ranked[at]
    if any(link.weekday is not None for link in links):
        best, other = _by_weekday(links, ranked) or (best, other)
    return [
        _with_rival(
            _dated(link, day.year, inferred=True, rolled=day.year != this_year),
            other.days[at] if other else None,
        )
        for at, (link, day) in enumerate(zip(links, best.days, strict=True))
    ]


def _with_rival(dated: Dated, other: date | None) -> Dated:
    if dated.day is None or other is None or dated.doubt:
        return dated
    earlier, later = sorted((dated.day.year, other.year))
    return dated._replace(
        other=other, doubt=f"Året står ikke i teksten: det kan være {earlier} eller {later}."
    )


class _Choice(NamedTuple):
    """The days of a chain in one year, with their distance."""

    wrong: int
    away: int
    days: list[date]


def _ranked(links: Sequence[Link], bases: range, context: Context) -> list[_Choice]:
    """The years in which all days of the chain exist, the best first."""
    found = []
    for base in bases:
        try:
            days = [
                date(year, link.month, link.day) for link, year in zip(links, _roll(links, base), strict=True)
            ]
        except ValueError:  # not in that year
            continue
        found.append(_Choice(*distance((min(days), max(days)), context), days))
    return sorted(found, key=_BY_CHOICE)


def _weekdays_fit(links: Sequence[Link], days: Sequence[date]) -> bool:
    return all(link.weekday in (None, day.weekday()) for link, day in zip(links, days, strict=True))


def _by_weekday(links: Sequence[Link], ranked: Sequence[_Choice]) -> tuple[_Choice, _Choice | None] | None:
    """The best year whose weekdays fit, with its rival: none when it lies near, or is the best anyway."""
    best = next((choice for choice in ranked if _weekdays_fit(links, choice.days)), None)
    if best is None:
        return None
    is_sure = best is ranked[0] or (not best.wrong and best.away <= _WEEKDAY_REACH_DAYS)
    return best, None if is_sure else ranked[0]
