"""The year wheel: items that come back by rule, each period once.

A period is a month, a quarter, half a year, a year, or a number of weeks counted from the first day. Its
point is the day from which the item may be treated: its first day, its middle, its last, a day of the
month, or of the year. Pure functions; which periods there have been is told by the series itself (`made`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from planner.domain.errors import BadUsage
from planner.domain.item import Every, Item, ItemSeries
from planner.domain.plan import Plan
from planner.domain.wording import month_name, week

MONTHS: dict[Every, int] = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
_DAY, _WEEK = dt.timedelta(days=1), dt.timedelta(weeks=1)
_MONTHS_A_YEAR = 12
_EVERY: dict[str, Every] = {
    **dict.fromkeys(("week", "uge", "ugen"), "week"),
    **dict.fromkeys(("month", "måned", "maaned", "måneden"), "month"),
    **dict.fromkeys(("quarter", "kvartal"), "quarter"),
    **dict.fromkeys(("half-year", "halvår", "halvaar", "halve år"), "half-year"),
    **dict.fromkeys(("year", "år", "aar"), "year"),
}  # fmt: skip
_POINTS = {
    **dict.fromkeys(("primo", "prim", "start", "begyndelsen"), "primo"),
    **dict.fromkeys(("medio", "med", "midten", "middle"), "medio"),
    **dict.fromkeys(("ultimo", "ult", "slutningen", "end"), "ultimo"),
}
_MOST_WEEKS = 52
_LEAP_YEAR = 2024  # every day of the year is one of its days


class Period(NamedTuple):
    """One turn of a series: the key it is known by, its days, and the first day on which it may be treated."""

    key: str
    first: dt.date
    last: dt.date
    point: dt.date


def periods(series: ItemSeries, until: dt.date = dt.date.max) -> Iterator[Period]:
    """The periods of a series that begin from its first day on to `until`, those that it skips left out."""
    skipped = {int(month) for month in series.skip.split()}
    for first, last in _spans(series):
        point = _point(series.point, first, last)
        if first > until or point > (series.last or dt.date.max):
            return
        if point >= series.first and point.month not in skipped:
            yield Period(_key(series, first), first, last, point)


def due(series: ItemSeries, today: dt.date) -> tuple[Period, ...]:
    """The periods whose item is to be made on a day: those that have come and have not been made.

    What was missed is not made up for: of the periods that are past only the latest counts.
    """
    ahead = today + series.ahead * _WEEK
    come: list[Period] = []
    for period in periods(series, ahead):
        if period.point > ahead:
            break
        if period.point <= today:
            come = []
        come.append(period)
    return tuple(period for period in come if series.made is None or period.key > series.made)


def coming(series: ItemSeries, first: dt.date, last: dt.date) -> tuple[Period, ...]:
    """The periods whose point lies between two days, both included."""
    found = []
    for period in periods(series, last):
        if period.point > last:
            break
        if period.point >= first:
            found.append(period)
    return tuple(found)


def gap(series: ItemSeries) -> int:
    """The fewest days between two of its items: the weeks themselves, or three quarters of a calendar period."""
    if series.every == "week":
        return 7 * series.weeks
    return MONTHS[series.every] * 21


def earliest(series: ItemSeries, period: Period, before: dt.date | None) -> dt.date:
    """The first day for the item of a period, when the one before it is treated on a day (None: on none yet)."""
    if before is None:
        return period.point
    return max(period.point, before + gap(series) * _DAY)


def last_day(plan: Plan, item: Item) -> dt.date | None:
    """The day of an item, where it stands or was treated; None where it has none or was withdrawn."""
    if item.status == "withdrawn":
        return None
    rows = plan.open_of(item.id) or plan.of(item.id)[-1:]
    return max(
        (plan.meetings[row.meeting].date for row in rows if row.meeting in plan.meetings), default=None
    )


def title_of(series: ItemSeries, period: Period) -> str:
    """The title of a period's item: "Budgetopfølgning pr. ult. oktober", "Status på sygefravær, 4. kvartal"."""
    if series.point == "ultimo" and series.every != "week":
        return " ".join((series.title, "pr. ult.", month_name(period.last.month)))
    number = (period.first.month - 1) // MONTHS.get(series.every, 1) + 1
    words = {
        "week": f"uge {week(period.point)}",
        "month": month_name(period.first.month),
        "quarter": f"{number}. kvartal",
        "half-year": f"{number}. halvår",
        "year": f"{period.first.year}",
    }
    return f"{series.title}, {words[series.every]}"


def period_of(series: ItemSeries, key: str) -> Period | None:
    """The period with that key; None where the series has it no more."""
    for period in periods(series):
        if period.key >= key:
            return period if period.key == key else None
    return None


def collides(series: ItemSeries, meetings: Sequence[dt.date]) -> bool:
    """Whether it comes more often than the board meets: two items in a row would have only one meeting."""
    days = sorted(set(meetings))
    if len(days) < 3:
        return False
    points = [period.point for period in coming(series, days[0], days[-1])]
    between = [sum(one <= day < other for day in days) for one, other in pairwise(points)]
    return 2 * sum(not count for count in between) >= len(between) > 0


def read_every(text: str) -> tuple[Every, int]:
    """How often, and of how many weeks: "month", "kvartal", "2 uger", "hver 4. uge", "6"."""
    words = text.strip().casefold().removeprefix("hver").removeprefix("t ").strip()
    known = _EVERY.get(words)
    if known is not None:
        return known, 1
    number, _, unit = words.replace(".", "").partition(" ")
    if number.isascii() and number.isdigit() and unit.strip() in ("", "uge", "uger", "week", "weeks"):
        if not 1 <= int(number[:4]) <= _MOST_WEEKS:
            raise BadUsage(f"En serie kan komme hver 1.-{_MOST_WEEKS}. uge.", hint="Skriv for eksempel 4.")
        return "week", int(number)
    raise BadUsage(
        f"“{text.strip()}” er ikke et mellemrum.",
        hint="Skriv måned, kvartal, halvår, år, eller et antal uger.",
    )


def read_point(text: str) -> str:
    """From when in its period: "primo", "medio", "ult.", a day of the month ("10"), or of the year ("1/11")."""
    word = text.strip().casefold().rstrip(".").removeprefix("den ").rstrip(".")
    if word in _POINTS:
        return _POINTS[word]
    if word.isascii() and word.isdigit() and 1 <= int(word[:3]) <= 31:
        return str(int(word))
    day, _, month = word.replace("/", " ").partition(" ")
    if not month and not day.isdigit():
        day, month = "1", day
    number = day.rstrip(".")
    try:
        found = dt.date(_LEAP_YEAR, read_month(month), int(number) if number.isascii() else 0)
    except (BadUsage, ValueError):
        raise BadUsage(
            f"“{text.strip()}” er ikke et tidspunkt i en periode.",
            hint="Skriv primo, medio, ult., en dag i måneden (10) eller en dag i året (1/11).",
        ) from None
    return f"{found.day}/{found.month}"


def must_have_point(series: ItemSeries) -> None:
    """Refuse a day of the year where it comes more often than yearly, and one without its month where not."""
    if series.point.isdigit() and series.every == "year":
        raise BadUsage(
            f"Den {series.point}. i hvilken måned?", hint=f"Skriv for eksempel --after {series.point}/11."
        )
    if "/" in series.point and series.every != "year":
        raise BadUsage(
            "Kun et punkt, der kommer hvert år, kan have en dag i året.",
            hint="Skriv --every år, eller primo, medio, ult. eller en dag i måneden (10).",
        )


def read_months(texts: Iterable[str]) -> str:
    """Months as they are kept, "7 12", of "juli", "juli og december" or "7"; BadUsage for what is no month."""
    found: set[int] = set()
    for word in " ".join(texts).casefold().replace(",", " ").replace(" og ", " ").split():
        found.add(read_month(word))
    if len(found) == _MONTHS_A_YEAR:
        raise BadUsage("Så er der ingen måneder tilbage.", hint="Udelad mindst én af dem.")
    return " ".join(map(str, sorted(found)))


def read_month(word: str) -> int:
    """The number of a month: "juli", "jul.", "July" or "7"; BadUsage for what is none."""
    bare = word.rstrip(".")
    if bare.isascii() and bare.isdigit() and 1 <= int(bare[:3]) <= _MONTHS_A_YEAR:
        return int(bare)
    for language in ("da", "en"):
        for number in range(1, _MONTHS_A_YEAR + 1):
            name = month_name(number, language).casefold()
            if len(bare) >= 3 and name.startswith(bare):
                return number
    raise BadUsage(f"Der er ingen måned, der hedder “{word}”.", hint="Skriv for eksempel juli, eller 7.")


def _spans(series: ItemSeries) -> Iterator[tuple[dt.date, dt.date]]:
    """The first and last day of each period, beginning with the one that holds the first day of the series."""
    if series.every == "week":
        first = series.first
        length = series.weeks * _WEEK
        while first <= dt.date.max - length:
            yield first, first + length - _DAY
            first += length
        return
    months = MONTHS[series.every]
    year, month = series.first.year, (series.first.month - 1) // months * months + 1
    while year < dt.MAXYEAR:
        end_year, end_month = divmod(year * _MONTHS_A_YEAR + month - 1 + months, _MONTHS_A_YEAR)
        following = dt.date(end_year, end_month + 1, 1)
        yield dt.date(year, month, 1), following - _DAY
        year, month = following.year, following.month


def _point(point: str, first: dt.date, last: dt.date) -> dt.date:
    if point == "primo":
        return first
    if point == "ultimo":
        return last
    if point == "medio":
        return first + (last - first) // 2
    day, _, month = point.partition("/")
    if month:
        return min(first.replace(month=int(month)) + (int(day) - 1) * _DAY, _last_of(first.year, int(month)))
    return min(first + (int(point) - 1) * _DAY, last)


def _last_of(year: int, month: int) -> dt.date:
    return dt.date(year + month // _MONTHS_A_YEAR, month % _MONTHS_A_YEAR + 1, 1) - _DAY


def _key(series: ItemSeries, first: dt.date) -> str:
    """A text that sorts as the periods come."""
    return first.isoformat() if series.every == "week" else f"{first:%Y-%m}"
