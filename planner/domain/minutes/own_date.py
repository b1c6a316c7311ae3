"""The date of a document that does not carry it in its head: it may stand in an attachment's name."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from planner.domain.minutes.grids import layout_of
from planner.domain.minutes.layout import Grid, Para
from planner.domain.minutes.when import When
from planner.domain.phrases import Context

if TYPE_CHECKING:
    from datetime import date

    from planner.domain.minutes.outline import Outline
    from planner.domain.minutes.words import Words
    from planner.domain.reading import Source

_ENDING = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?)\b", re.IGNORECASE)
_FILE_ENDINGS = (".pdf", ".docx", ".doc", ".xlsx", ".pptx")
_NEXT_WITHIN = timedelta(days=60)


def date_by_attachments(outline: Outline, bare: When, words: Words) -> tuple[date, Source, str] | None:
    """The date in the name of an attached file, with its source and the reason to doubt it."""
    found: list[tuple[date, Source]] = []
    for piece in (*outline.everything, *outline.overview):
        if not isinstance(piece, Para) or not any(
            ending in piece.text.casefold() for ending in _FILE_ENDINGS
        ):
            continue
        text = _ENDING.sub(" ", piece.text)
        found.extend((day, piece.source) for phrase in bare.days(text) for day in phrase.dates)
    if not found:
        return None
    fitting = [(day, source) for day, source in found if _followed_by_table(day, outline, words)]
    day, source = max(fitting or found, key=lambda pair: pair[0])
    why = "datoen står kun i navnet på et bilag"
    return day, source, why


def _followed_by_table(day: date, outline: Outline, words: Words) -> bool:
    """Whether the first meeting of the forward table comes soon after that day."""
    when = When(Context(day, language=words.language))
    for piece in outline.everything:
        if isinstance(piece, Grid):
            layout = layout_of(piece, when, words)
            if layout is not None and layout.kind == "forward":
                days = [d for row in layout.rows for d in when.all_days(layout.text(row, "date"))]
                return bool(days) and timedelta(0) <= min(days) - day <= _NEXT_WITHIN
    return False
