"""Routes in words, in Danish and English: for the sentences of a step, and for screens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from planner.domain.changes import Change
from planner.domain.item import Leg, Route
from planner.domain.plan import Plan
from planner.domain.route import Stop, stops_of
from planner.domain.wording import short

_WORDS: Final = {
    "da": {
        "route": "Sagsgang for #{id}: {way}",
        "lag": "mindst {n} dage imellem",
        "no_route": "Sagsgang for #{id}: fjernet",
    },
    "en": {
        "route": "Route of #{id}: {way}",
        "lag": "at least {n} days between",
        "no_route": "Route of #{id}: removed",
    },
}


def route_lines(changes: Iterable[Change], after: Plan, language: str) -> list[str]:
    """A sentence for each route that the changes touch."""
    words = _WORDS.get(language, _WORDS["da"])
    lines: dict[str, None] = {}
    for change in changes:
        record = change.record
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
    return list(lines)


def way_words(stops: Sequence[Stop], language: str = "da") -> str:
    """The way in a line: "DIR 28. maj > ØK 10. juni > KB 17. juni"; without a day where none is known."""
    return " > ".join(
        f"{stop.board.code} {short(stop.meeting.date, language)}" if stop.meeting else stop.board.code
        for stop in stops
    )
