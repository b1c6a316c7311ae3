"""Routes and items that come back in words, in Danish and English: for the sentences of a step, and for screens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from planner.domain.changes import Change
from planner.domain.item import ItemSeries, Leg, Route
from planner.domain.plan import Plan
from planner.domain.route import Stop, stops_of
from planner.domain.wording import echo, short

_WORDS: Final = {
    "da": {
        "route": "Sagsgang for #{id}: {way}",
        "lag": "mindst {n} dage imellem",
        "no_route": "Sagsgang for #{id}: fjernet",
        "series": "Årshjul “{title}” ({often}): {what}",
        "created": "oprettet",
        "removed": "fjernet",
        "changed": "ændret",
        "ends": "slutter {day}",
        "goes_on": "slutter ikke længere",
    },
    "en": {
        "route": "Route of #{id}: {way}",
        "lag": "at least {n} days between",
        "no_route": "Route of #{id}: removed",
        "series": "Year wheel “{title}” ({often}): {what}",
        "created": "created",
        "removed": "removed",
        "changed": "changed",
        "ends": "ends {day}",
        "goes_on": "does not end any more",
    },
}
_OFTEN: Final = {
    "da": {
        "month": "hver måned",
        "quarter": "hvert kvartal",
        "half-year": "hvert halvår",
        "year": "hvert år",
    },
    "en": {
        "month": "every month",
        "quarter": "every quarter",
        "half-year": "every half-year",
        "year": "yearly",
    },
}


def wheel_lines(changes: Iterable[Change], after: Plan, language: str) -> list[str]:
    """A sentence for each route and each series that the changes touch."""
    words = _WORDS.get(language, _WORDS["da"])
    lines: dict[str, None] = {}
    for change in changes:
        record = change.record
        if isinstance(record, ItemSeries):
            lines[_series(change, record, words, language)] = None
            continue
        number = record.id if isinstance(record, Route) else record.route if isinstance(record, Leg) else None
        if number is None:
            continue
        route = after.all(Route).get(number)
        if route is not None:
            way = way_words(stops_of(after, route), language)
            lag = f" ({words['lag'].format(n=route.lag)})" if route.lag > 1 else ""
            lines[words["route"].format(id=route.item, way=way) + lag] = None
        elif isinstance(record, Route):
            lines[words["no_route"].format(id=record.item)] = None
    return [line for line in lines if line]


def way_words(stops: Sequence[Stop], language: str = "da") -> str:
    """The way in a line: "DIR 28. maj > ØK 10. juni > KB 17. juni"; without a day where none is known."""
    return " > ".join(
        f"{stop.board.code} {short(stop.meeting.date, language)}" if stop.meeting else stop.board.code
        for stop in stops
    )


def often_words(series: ItemSeries, language: str = "da") -> str:
    """How often: "hver måned", "hver 4. uge"."""
    if series.every != "week":
        return _OFTEN.get(language, _OFTEN["da"])[series.every]
    if language == "en":
        return "every week" if series.weeks == 1 else f"every {series.weeks} weeks"
    return "hver uge" if series.weeks == 1 else f"hver {series.weeks}. uge"


def _series(change: Change, series: ItemSeries, words: dict[str, str], language: str) -> str:
    """Nothing where it only notes which period was made: the item tells."""
    old, new = change.before, change.after
    if old is None or new is None:
        what = words["created" if old is None else "removed"]
    elif isinstance(old, ItemSeries) and old.last != series.last:
        last = series.last
        what = words["goes_on"] if last is None else words["ends"].format(day=echo(last, language))
    elif isinstance(old, ItemSeries) and old.made != series.made:
        return ""
    else:
        what = words["changed"]
    return words["series"].format(title=series.title, often=often_words(series, language), what=what)
