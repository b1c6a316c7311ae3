"""Items that a table holds on several dates: "Budget (foreløbig: 4. dec. eller 11. dec.)"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.domain.reading import ReadItem, Source, Tentative

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from planner.domain.minutes.when import When
    from planner.domain.minutes.words import Words
    from planner.domain.reading import ReadMeeting

_LAST_PARENTHESIS = re.compile(r"\s*\(([^()]*)\)\s*$")


def with_candidates(item: ReadItem, when: When, words: Words) -> list[ReadItem]:
    """The item with its candidate dates; a bullet with candidates of its own leaves its heading."""
    kept: list[tuple[str, Source]] = []
    held: list[ReadItem] = []
    for n, child in enumerate(item.children):
        source = item.child_sources[n] if n < len(item.child_sources) else item.source
        bare, days = _candidates(child, when, words)
        if days:
            held.append(ReadItem(bare, source, raw_title=child, candidates=days))
        else:
            kept.append((child, source))
    if held:
        children, sources = tuple(title for title, _ in kept), tuple(source for _, source in kept)
        return [*([replace(item, children=children, child_sources=sources)] if kept else []), *held]
    # A remark that names who attends as well has been taken out of the title already.
    bare, days = _candidates(item.title, when, words)
    if not days:
        bare, days = item.title, _candidates(item.note or "", when, words)[1]
    return [replace(item, title=bare, candidates=days, event_dates=when.all_days(bare)) if days else item]


def promised(meetings: Iterable[ReadMeeting]) -> list[Tentative]:
    """A promise for each item with candidate dates, however many of the dates it stands on."""
    found: dict[str, Tentative] = {}
    for item in (item for meeting in meetings for item in meeting.items if item.candidates):
        found.setdefault(
            item.title, Tentative(item.title, item.candidates, item.source, item.state, item.why)
        )
    return list(found.values())


def _candidates(text: str, when: When, words: Words) -> tuple[str, tuple[date, ...]]:
    """The text without a remark that it is tentative, and the days of the remark; none where there is none."""
    last = _LAST_PARENTHESIS.search(text)
    word = words.pattern("words.tentative").search(last.group(1)) if last else None
    days = when.all_days(last.group(1)[word.end() :]) if last and word else ()
    return (text[: last.start()], days) if last and len(days) > 1 else (text, ())
