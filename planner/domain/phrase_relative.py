"""Phrases that are seen from today, or that name a week, a month, a season: turned into days."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from . import phrase_words as words
from .phrase_values import Context, Kind, PhraseState, Precision
from .phrase_years import days_in_month, nearest
from .wording import echo

_WEEK = timedelta(days=7)
_YEAR_OPEN = "Året står ikke i teksten."


@dataclass(frozen=True)
class Span:
    """What such a phrase means: its days, and the first and last day it covers."""

    kind: Kind
    precision: Precision
    first: date | None = None
    last: date | None = None
    dates: tuple[date, ...] = ()
    alternatives: tuple[date, ...] = ()
    inferred: bool = False
    rolled: bool = False
    weekday: int | None = None
    state: PhraseState = "sure"
    why: str | None = None


def one_day(day: date, *, weekday: int | None = None) -> Span:
    """A single day seen from today."""
    return Span("relative", "day", day, day, (day,), weekday=weekday)


def read_span(name: str, match: re.Match[str], context: Context) -> Span | None:
    """The meaning of a match of the pattern called `name`; None when it means nothing here."""
    return _READERS[name](match.groupdict(), context)


def weekday_number(written: str) -> int:
    """0 for Monday, from a full or short name, with or without a full stop or an ending."""
    word = written.rstrip(".")
    for name in (word, word.removesuffix("en"), word.removesuffix("s")):
        if name in words.WEEKDAYS:
            return words.WEEKDAYS[name]
    return words.SHORT_WEEKDAYS[word]


def month_number(written: str) -> int:
    """1 for January, from a full or short name, with or without a full stop."""
    word = written.rstrip(".")
    return words.MONTHS[word] if word in words.MONTHS else words.SHORT_MONTHS[word]


def _month_span(year: int, month: int, months: int = 1) -> tuple[date, date]:
    last_year, last_month = year + (month + months - 2) // 12, (month + months - 2) % 12 + 1
    return date(year, month, 1), date(last_year, last_month, days_in_month(last_year, last_month))


def _resolve_months(
    month: int, months: int, year: str | None, context: Context
) -> tuple[tuple[date, date], bool, bool, str | None]:
    """The span, whether its year was inferred and rolled, and why it is doubtful."""
    if year:
        return _month_span(int(year), month, months), False, False, None
    if context.year is not None:
        return _month_span(context.year, month, months), True, False, None
    this_year = context.today.year
    span, sure = nearest([_month_span(this_year + step, month, months) for step in (-1, 0, 1)], context)
    return span, True, span[0].year != this_year, None if sure else _YEAR_OPEN


def _span_of_months(
    kind: Kind, precision: Precision, month: int, months: int, year: str | None, context: Context
) -> Span:
    (first, last), inferred, rolled, why = _resolve_months(month, months, year, context)
    return Span(
        kind,
        precision,
        first,
        last,
        inferred=inferred,
        rolled=rolled,
        state="doubtful" if why else "sure",
        why=why,
    )


def _part_of(span: Span, part: str) -> Span:
    if span.first is None or span.last is None:
        return span
    first_day, last_day = words.PARTS_OF_MONTH[part]
    return replace(
        span,
        precision="part of month",
        first=span.first.replace(day=first_day),
        last=span.first.replace(day=min(last_day, span.last.day)),
    )


def _month(found: dict[str, str | None], context: Context) -> Span:
    month = month_number(found["month"] or found["short"] or "")
    span = _span_of_months("month", "month", month, 1, found["year"] or found["year2"], context)
    return _part_of(span, found["part"]) if found["part"] else span


def _part_of_year(found: dict[str, str | None], context: Context) -> Span:
    part = found["part"] or ""
    month = {"primo": 1, "medio": 6, "ultimo": 12}[part]
    return _part_of(_span_of_months("month", "month", month, 1, found["year"], context), part)


def _quarter(found: dict[str, str | None], context: Context) -> Span | None:
    number = int(found["number"] or words.ORDINALS[found["ordinal"] or ""])
    if not found["half"]:
        return _span_of_months("quarter", "quarter", number * 3 - 2, 3, found["year"], context)
    if number > 2:
        return None
    return _span_of_months("quarter", "half-year", number * 6 - 5, 6, found["year"], context)


def _season(found: dict[str, str | None], context: Context) -> Span | None:
    word = found["season"] or ""
    definite = word.endswith(("et", "en", "n")) and word != "autumn"
    native = not word.startswith("høst") or context.language == "no"
    prefixed = bool(found["to"]) and (definite or context.language == "en")
    if not found["year"] and not (native and (prefixed or definite)):
        return None
    ahead = found["to"] in ("til", "till", "next")
    seen_from = Context(context.today, context.year, "future" if ahead else context.direction)
    return _span_of_months("season", "season", words.SEASONS[word], 3, found["year"], seen_from)


def _weeks_in(year: int) -> int:
    return date(year, 12, 28).isocalendar()[1]


def _week_span(year: int, first: int, last: int) -> tuple[date, date]:
    until_year = year if last >= first else year + 1
    return date.fromisocalendar(year, first, 1), date.fromisocalendar(until_year, last, 7)


def _week(found: dict[str, str | None], context: Context) -> Span:
    first, last = int(found["week1"] or 0), int(found["week2"] or found["week1"] or 0)
    written = int(found["year"]) if found["year"] else context.year
    this_year = context.today.isocalendar()[0]
    years = [written] if written else [this_year - 1, this_year, this_year + 1]
    possible = [
        year
        for year in years
        if first <= _weeks_in(year) and last <= 53 and last <= _weeks_in(year + (last < first))
    ]
    if not possible or first > 53:
        week = max(first, last)
        in_year = bool(written) and week == 53
        missing = f"Uge {week} findes ikke i {written}." if in_year else f"Uge {week} findes ikke."
        return Span("week", "week", state="unreadable", why=missing)
    span, sure = nearest([_week_span(year, first, last) for year in possible], context)
    why = None if sure else _YEAR_OPEN
    inferred = not found["year"]
    rolled = inferred and span[0].isocalendar()[0] != (context.year or this_year)
    state: PhraseState = "doubtful" if why else "sure"
    if found["weekday"] and first == last:
        day = span[0] + timedelta(days=weekday_number(found["weekday"]))
        return Span("date", "day", day, day, (day,), (), inferred, rolled, day.weekday(), state, why)
    days = _meetings_between(*span, context)
    choice = days if len(days) > 1 and " eller " in (found["join"] or "") else ()
    return Span("week", "week", *span, days, choice, inferred, rolled, None, state, why)


def _meetings_between(first: date, last: date, context: Context) -> tuple[date, ...]:
    """The board's meetings in the weeks; its usual weekday where no meeting is known."""
    known = tuple(day for day in sorted(context.meetings) if first <= day <= last)
    if known or context.weekday is None:
        return known
    weeks = ((last - first).days + 1) // 7
    return tuple(first + _WEEK * number + timedelta(days=context.weekday) for number in range(weeks))


def _relative_day(found: dict[str, str | None], context: Context) -> Span:
    return one_day(context.today + timedelta(days=words.RELATIVE_DAYS[found["day"] or ""]))


def _distance(found: dict[str, str | None], context: Context) -> Span | None:
    ago = bool(found["ago"])
    if (found["sign"] == "for") != ago:
        return None
    written = found["number"] or ""
    number = int(written) if written.isdigit() else int(words.NUMBERS[written])
    unit = found["unit"] or ""
    sign = -1 if ago else 1
    try:
        if unit.startswith(("dag", "day")):
            return one_day(context.today + timedelta(days=number * sign))
        if unit.startswith(("m", "må")):
            day = _months_later(context.today, number * sign)
            first, last = _month_span(day.year, day.month)
            return Span("relative", "month", first, last, (day,))
        day = context.today + _WEEK * number * sign
        return _whole_week(day, days=(day,))
    except (OverflowError, ValueError):
        return None


def _months_later(day: date, months: int) -> date:
    first, last = _month_span(day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1)
    return first.replace(day=min(day.day, last.day))


def _whole_week(day: date, *, days: tuple[date, ...] = ()) -> Span:
    monday = day - timedelta(days=day.weekday())
    return Span("relative", "week", monday, monday + timedelta(days=6), days)


def _some_weekday(found: dict[str, str | None], context: Context) -> Span:
    weekday = weekday_number(found["weekday"] or "")
    which = found["which"] or ""
    if which in words.PAST:
        return one_day(
            context.today - timedelta(days=(context.today.weekday() - weekday - 1) % 7 + 1), weekday=weekday
        )
    coming = coming_weekday(weekday, context.today)
    same_week = coming.isocalendar()[:2] == context.today.isocalendar()[:2]
    if which in words.NEXT and same_week:  # said on a Monday: in two days, or in the next week?
        later = coming + _WEEK
        why = f"“{which} {found['weekday']}” kan være {echo(coming)} eller {echo(later)}."
        return Span(
            "relative",
            "day",
            coming,
            later,
            (coming,),
            (coming, later),
            weekday=weekday,
            state="doubtful",
            why=why,
        )
    return one_day(coming, weekday=weekday)


def coming_weekday(weekday: int, today: date) -> date:
    """The next such weekday after today."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _last_weekday(found: dict[str, str | None], context: Context) -> Span:
    return _some_weekday({**found, "which": "sidste"}, context)


def _typed_weekday(found: dict[str, str | None], context: Context) -> Span:
    weekday = weekday_number(found["weekday"] or "")
    coming = coming_weekday(weekday, context.today)
    if context.today.weekday() != weekday:
        return one_day(coming, weekday=weekday)
    why = f"“{found['weekday']}” kan være i dag eller {echo(coming)}."
    days = (context.today, coming)
    return Span(
        "relative", "day", context.today, coming, (coming,), days, weekday=weekday, state="doubtful", why=why
    )


def _some_period(found: dict[str, str | None], context: Context) -> Span:
    which, unit = found["which"] or "", found["unit"] or ""
    step = -1 if which in words.PAST else int(which not in ("denne", "this"))
    if unit.startswith("m"):
        day = _months_later(context.today.replace(day=1), step)
        return Span("relative", "month", *_month_span(day.year, day.month))
    return _whole_week(context.today + _WEEK * step)


def _meeting(found: dict[str, str | None], context: Context) -> Span:
    which = found["which"] or ""
    if which in words.PAST:
        before = [day for day in context.meetings if day < context.today]
        return _known_meeting(max(before) if before else None, "Datoen for det sidste møde kendes ikke.")
    return meeting_after(context.today, context)


def meeting_after(day: date, context: Context) -> Span:
    """The first known meeting after the day."""
    later = [meeting for meeting in context.meetings if meeting > day]
    return _known_meeting(min(later) if later else None, "Datoen for det næste møde kendes ikke.")


def _known_meeting(day: date | None, unknown: str) -> Span:
    if day is None:
        return Span("meeting", "day", state="doubtful", why=unknown)
    return Span("meeting", "day", day, day, (day,))


_READERS = {
    "month": _month,
    "partofyear": _part_of_year,
    "quarter": _quarter,
    "season": _season,
    "week": _week,
    "relativeday": _relative_day,
    "distance": _distance,
    "someweekday": _some_weekday,
    "lastweekday": _last_weekday,
    "typedweekday": _typed_weekday,
    "someperiod": _some_period,
    "meeting": _meeting,
}
