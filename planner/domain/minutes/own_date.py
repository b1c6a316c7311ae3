"""The date of a document that does not carry it in its head: it may stand in an attachment's name."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from planner.domain.minutes.grids import layout_of
from planner.domain.minutes.layout import Grid, Para

if TYPE_CHECKING:
    from datetime import date

    from planner.domain.minutes.outline import Outline
    from planner.domain.minutes.when import When
    from planner.domain.minutes.words import Words
    from planner.domain.reading import Source

_ENDING = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?)\b", re.IGNORECASE)
_FILE = re.compile(r"\.(?:pdf|doc|xlsx|pptx)", re.IGNORECASE)
_NEXT_WITHIN = timedelta(days=60)


def date_by_attachments(outline: Outline, bare: When, words: Words) -> tuple[date, Source, str] | None:
    """The date in the name of an attached file, with its source and the reason to doubt it."""
    found: dict[date, Source] = {}
    for piece in (*outline.everything, *outline.overview):
        if not isinstance(piece, Para) or _FILE.search(piece.text) is None:
            continue
        text = _ENDING.sub(" ", piece.text)
        for phrase in bare.days(text):
            for day in phrase.dates:
                found.setdefault(day, piece.source)
    if not found:
        return None
    latest = sorted(found, reverse=True)
    day = next((day for day in latest if _followed_by_table(day, outline, bare.on(day), words)), latest[0])
    return day, found[day], "datoen står kun i navnet på et bilag"


def _followed_by_table(day: date, outline: Outline, when: When, words: Words) -> bool:
    """Whether the first meeting of the forward table comes soon after that day."""
    for piece in outline.everything:
        if isinstance(piece, Grid):
            layout = layout_of(piece, when, words)
            if layout is not None and layout.kind == "forward":
                days = [d for row in layout.rows for d in when.all_days(layout.text(row, "date"))]
                return bool(days) and timedelta(0) <= min(days) - day <= _NEXT_WITHIN
    return False
