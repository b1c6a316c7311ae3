"""Days on which Danish offices are closed, computed from Easter: no table to keep, no library to load."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

# Days from Easter Sunday, and days of a fixed date, with the name that people know.
_BY_EASTER = (
    (-3, "skærtorsdag"),
    (-2, "langfredag"),
    (0, "påskedag"),
    (1, "2. påskedag"),
    (39, "Kristi himmelfartsdag"),
    (49, "pinsedag"),
    (50, "2. pinsedag"),
)
_FIXED = ((1, 1, "nytårsdag"), (12, 25, "juledag"), (12, 26, "2. juledag"))
# Not holidays by law, but offices are often closed.
_CUSTOMARY = (
    (5, 1, "arbejdernes internationale kampdag"),
    (6, 5, "grundlovsdag"),
    (12, 24, "juleaftensdag"),
    (12, 31, "nytårsaftensdag"),
)
# Store bededag, the fourth Friday after Easter, was a holiday up to and including this year.
_LAST_GREAT_PRAYER_DAY = 2023


def holidays(years: Iterable[int], *, customary: bool = True) -> dict[date, str]:
    """Danish holidays of the years by date, with the customary closing days unless left out."""
    found: dict[date, str] = {}
    for year in years:
        for month, day, name in (*_FIXED, *(_CUSTOMARY if customary else ())):
            found[date(year, month, day)] = name
        sunday = easter(year)
        for days, name in _BY_EASTER:
            day_off = sunday + timedelta(days=days)
            found[day_off] = f"{name} og {found[day_off]}" if day_off in found else name
        if year <= _LAST_GREAT_PRAYER_DAY:
            found[sunday + timedelta(days=26)] = "store bededag"
    return dict(sorted(found.items()))


def easter(year: int) -> date:
    """Easter Sunday of a year in the Gregorian calendar (after Gauss, as corrected by Meeus)."""
    century, in_century = divmod(year, 100)
    golden = year % 19
    leap_centuries, rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - correction + 15) % 30
    weekday = (32 + 2 * rest + 2 * (in_century // 4) - epact - in_century % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
