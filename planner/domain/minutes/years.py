"""The year of dates that stand without one: stated by a heading, or rolling over New Year in a row."""

from __future__ import annotations

import itertools
import re
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.domain.phrases import Phrase

_YEAR = re.compile(r"(?<![\d/.-])(19[89]\d|20[0-4]\d)(?!\d|\s*[-–/]\s*\d)")
_SOON = 200
_TWO_YEARS = re.compile(r"(?<!\d)(20[0-4]\d)\s*[/–-]\s*(?:20)?(\d\d)(?!\d)")


def stated_year(text: str) -> int | None:
    """The one year that a heading or lead sentence names; the first of "2024/2025"."""
    if len(text) > 250 or ("20" not in text and "19" not in text):
        return None
    years = {int(year) for year in _YEAR.findall(text)}
    if len(years) == 1:
        return years.pop()
    both = _TWO_YEARS.search(text)
    return int(both.group(1)) if both and (int(both.group(1)) + 1) % 100 == int(both.group(2)) else None


def rolled(phrases: Sequence[Phrase], year: int | None, own: date | None) -> list[tuple[date, str | None]]:
    """The days in order, a year later after each step back, with the reason to doubt or None.

    Where the document's own day is among them, that one has the document's year.
    """
    days = [phrase.dates[0] for phrase in phrases]
    inferred = [phrase.year_inferred for phrase in phrases]
    if not any(inferred) or len(days) < 2:
        return [
            (day, _reason(day, year, own) if guess else None)
            for day, guess in zip(days, inferred, strict=True)
        ]
    steps = [0]
    for one, two in itertools.pairwise(days):
        back = (two.month, two.day) < (one.month, one.day)
        steps.append(steps[-1] + (1 if back else 0))
    if steps[-1] > 1 or not all(inferred):
        return [
            (day, _reason(day, year, own) if guess else None)
            for day, guess in zip(days, inferred, strict=True)
        ]
    first = year if year is not None else days[0].year
    if own is not None:
        for day, step in zip(days, steps, strict=True):
            if (day.month, day.day) == (own.month, own.day):
                first = own.year - step
    found: list[tuple[date, str | None]] = []
    for day, step in zip(days, steps, strict=True):
        stated = year is not None and step == 0 and first == year
        sure = stated or (year is None and own is not None and steps[-1] == 0)
        found.append((_in_year(day, first + step), None if sure else "året er udledt af rækkefølgen"))
    return found


def _reason(day: date, year: int | None, own: date | None) -> str | None:
    """Why to doubt the year of a day that has none: not where it soon follows the document's own date."""
    soon = own is not None and 0 <= (day - own).days < _SOON
    return None if year is not None or soon else "året er udledt"


def _in_year(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)
