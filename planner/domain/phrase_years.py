"""Which year is meant where none is written, and whether that is beyond doubt.

A list of days rolls over New Year together; a weekday may choose the year; what lies about as far
behind as ahead is doubtful.
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from .phrase_values import Context
from .wording import day_month_year, month_name

_ROLL_MONTHS = 6  # "18. december eller 8. januar" rolls over New Year, "27/11 eller 20/11" does not
_CLEAR_DAYS = 62  # the second best year must lie this much farther away than the best
_FAR_DAYS = 305  # farther than this in the one direction it probably lies just behind in the other
_WEEKDAY_REACH_DAYS = 200  # a weekday may pick another year than the nearest within this distance
_WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")


@dataclass(frozen=True)
class Link:
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


@dataclass(frozen=True)
class Dated:
    """A link with its date, or with the sentence that says why there is none."""

    link: Link
    day: date | None
    other: date | None = None
    inferred: bool = False
    rolled: bool = False
    doubt: str | None = None
    missing: str | None = None


def impossible(day: int, month: int, year: int | None) -> str | None:
    """The sentence that says why the date does not exist in the year (or in any year), or None."""
    if not 1 <= month <= 12:
        return f"{day}/{month} findes ikke: der er 12 måneder."
    name = month_name(month)
    longest = calendar.monthrange(year or 2024, month)[1]
    if 1 <= day <= longest:
        return None
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


def distance(first: date, last: date, context: Context) -> tuple[int, int]:
    """How badly the span suits the context: on the wrong side or not, then days away from today."""
    wrong = (context.direction == "future" and last < context.today) or (
        context.direction == "past" and first > context.today
    )
    if first <= context.today <= last:
        return int(wrong), 0
    return int(wrong), min(abs((first - context.today).days), abs((last - context.today).days))


def nearest(spans: Sequence[tuple[date, date]], context: Context) -> tuple[tuple[date, date], bool]:
    """The span that the context asks for, and whether it is beyond doubt."""
    ranked = sorted(spans, key=lambda span: distance(*span, context))
    return ranked[0], _is_clear(ranked, context)


def _is_clear(ranked: Sequence[tuple[date, date]], context: Context) -> bool:
    if len(ranked) < 2:
        return True
    (wrong, away), (other_wrong, other_away) = (distance(*span, context) for span in ranked[:2])
    if wrong != other_wrong:
        return away <= _FAR_DAYS
    return other_away - away > _CLEAR_DAYS


def give_dates(links: Sequence[Link], context: Context) -> list[Dated]:
    """The date of every link of one chain; a year written once holds for its whole chain."""
    if any(link.year for link in links):
        return _from_written_year(links)
    if context.year is not None:
        years = _roll(links, context.year)
        return [
            _dated(link, year, inferred=True, rolled=year != context.year) for link, year in zip(links, years, strict=True)
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
        _dated(link, year or 0, inferred=link.year is None and year not in written, rolled=year not in written)
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
    for link, following in zip(links, links[1:], strict=False):
        years.append(years[-1] + _step(link, following))
    return years


def _dated(link: Link, year: int, *, inferred: bool = False, rolled: bool = False) -> Dated:
    missing = impossible(link.day, link.month, year)
    if missing:
        return Dated(link, None, missing=missing)
    day = date(year, link.month, link.day)
    doubt = contradiction(day, link.weekday) or link.doubt
    return Dated(link, day, inferred=inferred, rolled=rolled, doubt=doubt)


def _from_context(links: Sequence[Link], context: Context) -> list[Dated]:
    this_year = context.today.year
    candidates = _candidates(links, range(this_year - 1, this_year + 2))
    if not candidates:  # 29 February exists every fourth year (eight around 1900 and 2100)
        candidates = _candidates(links, range(this_year - 8, this_year + 9))
    if not candidates:
        return [
            Dated(link, None, missing=missing)
            if (missing := impossible(link.day, link.month, None))
            else _from_context([replace(link, dash=False)], context)[0]
            for link in links
        ]
    ranked = sorted(candidates, key=lambda days: distance(min(days), max(days), context))
    fitting = [days for days in ranked if _weekdays_fit(links, days)]
    best = ranked[0]
    sure = _is_clear([(min(days), max(days)) for days in ranked], context)
    if any(link.weekday is not None for link in links) and fitting:
        best, sure = _by_weekday(ranked, fitting, context)
    others = [days for days in ranked if days is not best]
    found = []
    for at, (link, day) in enumerate(zip(links, best, strict=True)):
        dated = _dated(link, day.year, inferred=True, rolled=day.year != this_year)
        if not sure and others and not dated.doubt:
            other = others[0][at]
            earlier, later = sorted((day.year, other.year))
            dated = replace(
                dated, other=other, doubt=f"Året står ikke i teksten: det kan være {earlier} eller {later}."
            )
        found.append(dated)
    return found


def _candidates(links: Sequence[Link], bases: range) -> list[list[date]]:
    found = []
    for base in bases:
        pairs = list(zip(links, _roll(links, base), strict=True))
        if not any(impossible(link.day, link.month, year) for link, year in pairs):
            found.append([date(year, link.month, link.day) for link, year in pairs])
    return found


def _weekdays_fit(links: Sequence[Link], days: Sequence[date]) -> bool:
    return all(link.weekday in (None, day.weekday()) for link, day in zip(links, days, strict=True))


def _by_weekday(ranked: list[list[date]], fitting: list[list[date]], context: Context) -> tuple[list[date], bool]:
    """The best year whose weekdays fit: sure when it lies near, or when it is the best anyway."""
    best = fitting[0]
    wrong, away = distance(min(best), max(best), context)
    return best, best is ranked[0] or (not wrong and away <= _WEEKDAY_REACH_DAYS)
