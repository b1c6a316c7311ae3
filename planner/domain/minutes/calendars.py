"""The political calendar ("Rul november: ...") and the lists of past and coming activities."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planner.domain.minutes.layout import Grid, Para, Piece
from planner.domain.reading import DatedRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.domain.minutes.when import When
    from planner.domain.minutes.words import Words

_LISTS = ("political_upcoming", "activities_past", "activities_upcoming")
_TAIL = re.compile(r"[\s,:–-]*(?:\b(?:d|den|the|on)\.?)?[\s,:–-]*$", re.IGNORECASE)


def rotation(pieces: Sequence[Piece], when: When, words: Words) -> tuple[DatedRow, ...]:
    """As in "Rul november: ØK d. 12/11 2024, KB d. 19/11 2024" as rows, once each."""
    found: dict[tuple[str, str], DatedRow] = {}
    for piece in pieces:
        if not isinstance(piece, Para) or not words.starts("words.rotation", piece.text):
            continue
        _, colon, rest = piece.text.partition(":")
        at = 0
        for phrase in when.days(rest) if colon else ():
            title = _TAIL.sub("", rest[at : phrase.start]).strip(" ,;")
            at = phrase.end
            if title:
                row = DatedRow(title, phrase.dates[0], piece.source)
                found.setdefault((title, row.date.isoformat()), row)
    return tuple(found.values())


def lists(pieces: Sequence[Piece], when: When, words: Words) -> dict[str, tuple[DatedRow, ...]]:
    """The rows of the lists of meetings and activities, by the name of the list."""
    found: dict[str, list[DatedRow]] = {name: [] for name in _LISTS}
    current: str | None = None
    for piece in pieces:
        if isinstance(piece, Grid) or piece.heading:
            current = None
            continue
        name = _opened(piece, words)
        if name is not None:
            current = name
        elif current is not None:
            row = _row(piece, when)
            if row is not None:
                found[current].append(row)
            elif (
                not piece.bullet
                and not piece.text.endswith(":")
                and (_closes(piece, words) or len(piece.text) > 60)
            ):
                current = None
    return {name: tuple(rows) for name, rows in found.items()}


def _opened(para: Para, words: Words) -> str | None:
    if para.bullet and not para.text.endswith(":"):
        return None
    for name in _LISTS:
        if words.says(f"sections.{name}", para.text):
            return name
    return None


def _closes(para: Para, words: Words) -> bool:
    return any(
        words.says(f"sections.{name}", para.text)
        for name in ("body", "recommendation", "decision", "agenda", "backlog")
    )


def _row(para: Para, when: When) -> DatedRow | None:
    """A line that ends in its date."""
    days = when.days(para.text) if para.bullet else ()
    if not days:
        return None
    last = days[-1]
    if len(para.text) - last.end > 25:
        return None
    title = _TAIL.sub("", para.text[: last.start]).strip(" ,;")
    if not title:
        return None
    return DatedRow(
        title, last.dates[0], para.source, "doubtful" if last.state == "doubtful" else "sure", last.why
    )
