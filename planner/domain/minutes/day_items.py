"""What stands beside a day in a list of meetings: the items of that day, or where it is held."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.domain.minutes.clock import first_span
from planner.domain.minutes.splitting import WHY
from planner.domain.minutes.titles import title_of
from planner.domain.reading import ReadItem

if TYPE_CHECKING:
    from planner.domain.minutes.layout import Para
    from planner.domain.minutes.words import Words

_TELLS = re.compile(r"\s*(?::|\s[-–—])\s+(?=[^\W\d])")
_AFTER_DAY = "teksten efter datoen er forstået som det, mødet handler om"
_PLACE = re.compile(r"(?:^|[\s,])(?:i|på|at|in|hos|ved|@)\s+((?:[A-ZÆØÅÄÖ0-9]).{2,})$")
_YEAR_FIRST = re.compile(r"(?:19|20)\d\d\b(?!\s*[A-ZÆØÅÄÖ])")


def told_items(after: str, para: Para, words: Words) -> tuple[ReadItem, ...]:
    """The items after the day and its hour in a list of meetings; doubtful, as it may be a remark on the meeting."""
    span = first_span(after)
    rest = after[span.last :] if span is not None and not after[: span.first].strip(" ,") else after
    told = _TELLS.match(rest)
    if told is None or place_in(" " + rest[told.end() :]):
        return ()
    return tuple(
        replace(item, state="doubtful", why=item.why or _AFTER_DAY)
        for item in listed_items(rest[told.end() :], para, words)
        if len(item.title.split()) > 1 or told.group(0).strip() == ":"
    )


def listed_items(text: str, para: Para, words: Words) -> tuple[ReadItem, ...]:
    """The items after the day in a list of what is to come ("26. september: Strategi, Budget")."""
    span = first_span(text)
    bare = (text[: span.first] + text[span.last :] if span else text).strip(" :–-")
    if not any(c.isalpha() for c in bare) or words.says("words.none", bare):
        return ()
    parts = re.split(r";\s*|,\s+(?=[A-ZÆØÅÄÖ])", bare)
    why = WHY if len(parts) > bare.count(";") + 1 else None
    titles = [title_of(part, words, para.source) for part in parts if part.strip()]
    return tuple(
        ReadItem(
            title.text,
            para.source,
            duration_min=title.minutes,
            presenters=title.presenters,
            visibility=title.visibility,
            state="doubtful" if why else "sure",
            why=why,
        )
        for title in titles
    )


def place_in(text: str) -> str | None:
    """The place that the text ends in ("i Kulturhuset"), if any."""
    match = _PLACE.search(text.rstrip(" ."))
    if match is None:
        return None
    place = match.group(1)
    if ":" in re.sub(r"\d:\d", "", place) or _YEAR_FIRST.match(place):
        return None  # "i 2027: 11/1, 8/2 ...": a year and its days, no place
    span = first_span(place)
    if span is not None:
        place = place[: span.first]
    return re.sub(r"\s*(?:\bat|\bkl\.?|\bpå følgende datoer)\s*:?\s*$", "", place).strip(" ,.") or None
