"""Clock times and lengths as headers and agendas write them: "kl. 9", "17.00 – 19.30", "2pm - 4pm"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_LABEL = r"(?:klokken|klockan|kl|at|from|fra|från)\.?\s*:?\s*"
_HALF = r"\s*(?P<half{0}>[ap]\.?\s?m\b\.?)"
_EXACT = r"(?P<h{0}>[01]?\d|2[0-4])[.:](?P<m{0}>[0-5]\d)(?![\d])(?!\.\d)" + f"(?:{_HALF})?"
_HOUR = r"(?P<o{0}>[01]?\d|2[0-4])(?![\d.:/]\d)(?!\d)(?!\.\s?[a-zæøå]{{3}})" + f"(?:{_HALF})?"
_TO = r"\s*(?:-|–|—|til|till|to|until)\s*(?:kl\.?\s*)?"
_RANGE = re.compile(
    rf"(?<![\d./])(?:(?P<label>{_LABEL}))?{_EXACT.format(1)}{_TO}{_EXACT.format(2)}(?!\s*(?:%|kr))",
    re.IGNORECASE,
)
_HOURS = re.compile(
    r"(?<![\d./])(?:(?P<label>(?:klokken|klockan|kl)\.?\s*:?\s*)(?P<h1>[01]?\d|2[0-4])(?:[.:](?P<m1>[0-5]\d))?\s*(?:-|–|til|till)\s*(?P<h2>[01]?\d|2[0-4])(?:[.:](?P<m2>[0-5]\d))?"
    r"|(?P<h3>1[0-2]|0?\d)(?:[.:](?P<m3>[0-5]\d))?\s*(?P<half3>[ap]\.?m\.?)?\s*(?:-|–|to|until)\s*(?P<h4>1[0-2]|0?\d)(?:[.:](?P<m4>[0-5]\d))?\s*(?P<half4>[ap]\.?m\b\.?))(?![\d/])",
    re.IGNORECASE,
)
# Every pattern below has one of these in it, and most text has none.
_POSSIBLE = re.compile(r"\d[.:][0-5]\d|k(?:l|lokken|lockan)\.?\s*:?\s*\d|\d\s*[ap]\.?\s?m", re.IGNORECASE)
_ONE = re.compile(
    rf"(?<![\d./])(?:(?:(?:klokken|klockan|kl)\.?\s*:?\s*)?{_EXACT.format(1)}|(?:klokken|klockan|kl)\.?\s*:?\s*{_HOUR.format(2)}|(?P<h3>1[0-2]|0?[1-9])\s*(?P<half3>[ap]\.?m\b\.?))",
    re.IGNORECASE,
)
_LENGTH = re.compile(
    r"(?<![\w,.])(?:(?P<hours>\d{1,2}(?:[,.]5)?|½|en|én|1½|halvanden)\s*(?P<half>½)?\s*(?:time|timer|timme|timmar|tim|hour|hours|hrs?|t)\b\.?(?:\s*(?:og|and|och)?\s*(?P<rest>\d{1,2})\s*min\w*)?"
    r"|(?P<minutes>\d{1,3})(?:\s*[-–]\s*\d{1,3})?\s*(?:min|minutter|minutes|minuter|mins|m)\b\.?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ClockSpan:
    """A time, or a span of two, and where it stands in the text."""

    start: time
    end: time | None
    first: int
    last: int

    @property
    def minutes(self) -> int | None:
        """The length of the span in minutes; None without an end or where it ends before it starts."""
        if self.end is None:
            return None
        length = minutes_between(self.start, self.end)
        return length if length > 0 else None


def minutes_between(start: time, end: time) -> int:
    """Minutes from start to end on one day; negative where end is earlier."""
    return (end.hour * 60 + end.minute) - (start.hour * 60 + start.minute)


def spans_in(text: str) -> list[ClockSpan]:
    """All times in the text, in order; a span of two counts once."""
    return list(_spans(text))


def first_span(text: str) -> ClockSpan | None:
    """The first time in the text."""
    return next(_spans(text), None)


def length_in(text: str) -> tuple[int, int, int] | None:
    """A length ("1 time", "45 min.") as minutes, with the span of text that says it."""
    match = _LENGTH.search(text)
    if match is None:
        return None
    if match["minutes"]:
        return int(match["minutes"]), match.start(), match.end()
    word = match["hours"].lower()
    hours = {"½": 0.5, "en": 1.0, "én": 1.0, "1½": 1.5, "halvanden": 1.5}.get(word)
    if hours is None:
        hours = float(word.replace(",", "."))
    return (
        int(hours * 60) + (30 if match["half"] else 0) + int(match["rest"] or 0),
        match.start(),
        match.end(),
    )


def _spans(text: str) -> Iterator[ClockSpan]:
    """The times one by one; each pattern searches on only from where its last match lies behind."""
    if _POSSIBLE.search(text) is None:
        return
    ranged, hours, one = _RANGE.search(text), _HOURS.search(text), _ONE.search(text)
    while best := min(
        filter(None, (ranged, hours, one)), key=lambda match: (match.start(), -match.end()), default=None
    ):
        span = _span(best, ranged=best is ranged, hours=best is hours)
        if span is not None:
            yield span
        at = best.end()
        ranged = _RANGE.search(text, at) if ranged and ranged.start() < at else ranged
        hours = _HOURS.search(text, at) if hours and hours.start() < at else hours
        one = _ONE.search(text, at) if one and one.start() < at else one


def _span(best: re.Match[str], *, ranged: bool, hours: bool) -> ClockSpan | None:
    end: time | None = None
    if ranged:
        start = _time(best["h1"], best["m1"], best["half1"] or best["half2"])
        end = _time(best["h2"], best["m2"], best["half2"])
    elif hours and best["h1"]:
        start, end = _time(best["h1"], best["m1"], None), _time(best["h2"], best["m2"], None)
    elif hours:
        start = _time(best["h3"], best["m3"], best["half3"] or best["half4"])
        end = _time(best["h4"], best["m4"], best["half4"])
    else:
        hour = best["h1"] or best["o2"] or best["h3"]
        start = _time(hour, best["m1"], best["half1"] or best["half2"] or best["half3"])
    return None if start is None else ClockSpan(start, end, best.start(), best.end())


def _time(hour: str, minute: str | None, half: str | None) -> time | None:
    number, minutes = int(hour), int(minute or 0)
    if half and number <= 12:
        number = number % 12 + (12 if half.lower().startswith("p") else 0)
    if number == 24:
        return time(23, 59) if minutes == 0 else None
    return time(number, minutes)
