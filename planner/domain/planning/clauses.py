"""What speaks against several days, said once: the days that the same is said of are named together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

from planner.domain.wording import short

_MOST_DAYS: Final = 4
# Where a clause names its day, until it is known which others it names as well.
_HERE: Final = "{}"
_OF_SEVERAL: Final = {
    "den {} er fuld": "den {} er fulde",
    "mødet den {} er aflyst": "møderne den {} er aflyst",
}


class Clause(NamedTuple):
    """Something said of a day ("den 4. dec. er fuld"), or of none."""

    text: str
    day: date | None = None


def joined(clauses: Iterable[Clause], most: int) -> str:
    """No more than so many things, the first ones said: "den 4. og 11. dec. er fulde, og det haster"."""
    said = by_reason(clauses)[:most]
    return f"{', '.join(said[:-1])}, og {said[-1]}" if len(said) > 1 else "".join(said)


def by_reason(clauses: Iterable[Clause]) -> list[str]:
    """Each thing that is said, once, with all the days that it is said of."""
    found: dict[str, list[date]] = {}
    for text, day in clauses:
        shape = text if day is None else re.sub(rf"(?<!\d){re.escape(short(day))}", _HERE, text)
        days = found.setdefault(shape, [])
        if _HERE in shape and day is not None and day not in days:
            days.append(day)
    return [_of(shape, sorted(days)) for shape, days in found.items()]


def _of(shape: str, days: Sequence[date]) -> str:
    if len(days) > 1:
        shape = _OF_SEVERAL.get(shape, shape)
    return shape.replace(_HERE, listed(days))


def listed(days: Sequence[date]) -> str:
    """Days in a row: "4. og 11. dec.", "27. nov. og 4. dec.", and no more than four of them."""
    if len(days) > _MOST_DAYS:
        few = _MOST_DAYS - 1
        others = f"{len(days) - few} andre dage"
        return f"{listed(days[:few])} og {others}"
    if len(days) < 2:
        return "".join(map(short, days))
    *first, last = (
        f"{day.day}." if (day.year, day.month) == (after.year, after.month) else short(day)
        for day, after in zip(days, [*days[1:], date.min], strict=True)
    )
    return f"{', '.join(first)} og {last}"
