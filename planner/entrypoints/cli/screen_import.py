"""The rows of an import: what is new, known, changed, doubtful, in conflict or unreadable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from planner.domain.proposal.rows import Row, RowState, count_by_state
from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.output import Line, clip
from planner.entrypoints.cli.screen_reading import where

STATES: dict[RowState, str] = {
    "new": "ny",
    "changed": "ændret",
    "known": "kendt",
    "doubtful": "tvivl",
    "conflicting": "uenig",
    "unreadable": "ulæst",
}
_STYLE: dict[RowState, str] = {
    "new": "ok", "changed": "ok", "known": "muted", "doubtful": "warn", "conflicting": "block", "unreadable": "block",
}  # fmt: skip
_NEEDS_EYES = ("doubtful", "conflicting", "unreadable")


def row_lines(rows: Sequence[Row], width: int, *, known: bool = False) -> Iterator[Line]:
    """A table of the rows, the doubtful ones last with the line of the document they come from."""
    settled = [row for row in rows if row.state not in _NEEDS_EYES and (known or row.state != "known")]
    for row in settled:
        yield row_line(row, width)
    doubtful = [row for row in rows if row.state in _NEEDS_EYES]
    if doubtful:
        yield ""
        yield [(say(f"Se efter ({len(doubtful)})"), "heading")]
    for row in doubtful:
        yield from doubt_lines(row, width)


def row_line(row: Row, width: int) -> Line:
    """One row: taken or not, state, text, and its line in the document."""
    place = where(row.source) if row.source else ""
    taken = "+" if row.accepted else " "
    text = clip(say(row.text), width - 11 - len(place) - 1)
    return [
        (f" {taken} ", "ok"),
        (f"{say(STATES[row.state]):<7} ", _STYLE[row.state]),
        (text, ""),
        (" " * max(width - 11 - len(text) - len(place), 1) + place, "muted"),
    ]


def doubt_lines(row: Row, width: int) -> Iterator[Line]:
    """A row with its reason and the words of the document."""
    from textwrap import wrap  # noqa: PLC0415 -- slow import

    yield row_line(row, width)
    for part in wrap(say(row.why or ""), width - 11):
        yield [(" " * 11 + part, "muted")]
    if row.source and row.source.text and row.source.text not in row.text:
        yield [(" " * 11 + clip(f"“{' '.join(row.source.text.split())}”", width - 11), "muted")]


def count_line(rows: Sequence[Row]) -> str:
    """How many rows are in each state: only what there is."""
    words = {"new": "nye", "changed": "ændrede", "known": "kendte", "doubtful": "i tvivl",
             "conflicting": "uenige med planen", "unreadable": "ulæselige"}  # fmt: skip
    counts = [f"{number} {say(words[state])}" for state, number in count_by_state(rows).items() if number]
    return ", ".join(counts) or say("ingen linjer")


def row_json(number: int, row: Row) -> dict[str, Any]:
    """A row as scripts see it."""
    return {
        "no": number,
        "kind": row.kind,
        "state": row.state,
        "accepted": row.accepted,
        "text": row.text,
        "why": row.why,
        "source": row.source,
        "suggestions": list(row.suggestions),
        "changes": [change.name for change in row.changes],
        "key": row.key,
    }
