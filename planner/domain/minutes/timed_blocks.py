"""Agendas whose rows begin with a time but are no table: "17.20 – 17.30" above or before each title."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from planner.domain.minutes.clock import first_span, minutes_between
from planner.domain.minutes.joining import is_label
from planner.domain.minutes.layout import Grid, GridRow, Para, Piece
from planner.domain.minutes.marks import mark_of
from planner.domain.reading import Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.domain.minutes.clock import ClockSpan
    from planner.domain.minutes.words import Words

_LED = re.compile(r"^(?:kl\.?\s*)?\d{1,2}[.:]\d\d(?!\.?\d)", re.IGNORECASE)
_LONGEST_ROW = 160
_FEWEST = 3


def with_timed_blocks(pieces: Sequence[Piece], words: Words) -> list[Piece]:
    """The pieces with each run of timed blocks as one grid of time and content."""
    starts = _starts(pieces)
    if _stand_below_headings(pieces, starts, words):
        return _beside_headings(pieces, starts)
    if len(starts) < _FEWEST - 1 or (len(starts) < _FEWEST and any(span.end is None for _, span in starts)):
        return list(pieces)
    first, last = starts[0][0], starts[-1][0]
    end = _end(pieces, last, words)
    rows = []
    for (at, span), after in zip(starts, [*(n for n, _ in starts[1:]), end], strict=True):
        rows.append(_row(pieces, at, span, after))
    if not any(row.cells[1] for row in rows):
        return list(pieces)
    source = rows[0].source
    return [
        *pieces[:first],
        Grid(tuple(row for row in rows if row.cells[1]), source, drawn=False),
        *pieces[end:],
    ]


def _starts(pieces: Sequence[Piece]) -> list[tuple[int, ClockSpan]]:
    """Paragraphs that begin with a time, in ascending order; a span over all the others is the meeting's."""
    found: list[tuple[int, ClockSpan]] = []
    for n, piece in enumerate(pieces):
        if not isinstance(piece, Para) or len(piece.text) > _LONGEST_ROW or not _LED.match(piece.text):
            continue
        span = first_span(piece.text)
        if span is not None and span.first == 0:
            found.append((n, span))
    if len(found) > 1 and found[0][1].end is not None and found[1][1].start < found[0][1].end:
        found = found[1:]
    ascending = all(
        minutes_between(one.start, two.start) > 0 for (_, one), (_, two) in itertools.pairwise(found)
    )
    return found if ascending else []


def _stand_below_headings(
    pieces: Sequence[Piece], starts: Sequence[tuple[int, ClockSpan]], words: Words
) -> bool:
    """Whether each time stands alone on the line under a numbered heading ("Punkt 2 Økonomi", then "17.20 - 17.40")."""
    return (
        len(starts) > 1
        and all(
            _is_heading(pieces[n - 1], words) and span.last > len(_text(pieces[n])) - 3
            for n, span in starts
            if n
        )
        and starts[0][0] > 0
    )


def _is_heading(piece: Piece, words: Words) -> bool:
    return isinstance(piece, Para) and mark_of(piece, words) is not None


def _text(piece: Piece) -> str:
    return piece.text if isinstance(piece, Para) else ""


def _beside_headings(pieces: Sequence[Piece], starts: Sequence[tuple[int, ClockSpan]]) -> list[Piece]:
    """The pieces with each time put in parentheses after the heading above it."""
    timed = {n for n, _ in starts}
    found: list[Piece] = []
    for n, piece in enumerate(pieces):
        above = found[-1] if found else None
        if n in timed and isinstance(piece, Para) and isinstance(above, Para):
            found[-1] = above._replace(text=f"{above.text} ({piece.text.strip(' .')})")
        else:
            found.append(piece)
    return found


def _end(pieces: Sequence[Piece], last: int, words: Words) -> int:
    """Where the last block ends: at a heading, a label, a number, or after its title."""
    for n in range(last + 1, len(pieces)):
        piece = pieces[n]
        if (
            not isinstance(piece, Para)
            or piece.heading
            or mark_of(piece, words)
            or _is_other_section(piece, words)
        ):
            return n
        if n > last + 1 and not is_label(piece.text, words):
            return n
    return len(pieces)


def _is_other_section(para: Para, words: Words) -> bool:
    names = ("backlog", "forward", "signatures", "attachments_overview", "agenda", "toc", "next_items")
    head = para.text.split(":", 1)[0]
    return any(words.says(f"sections.{name}", head) for name in names)


def _row(pieces: Sequence[Piece], at: int, span: ClockSpan, after: int) -> GridRow:
    head = pieces[at]
    if not isinstance(head, Para):
        raise TypeError(head)  # _starts only yields paragraphs
    rest = head.text[span.last :].strip(" \t–-:|.")
    body = [piece for piece in pieces[at + 1 : after] if isinstance(piece, Para)]
    if any(c.isalpha() for c in rest):
        body.insert(0, head._replace(text=rest))
    time_text = head.text[: span.last]
    source = Source(
        head.source.file,
        head.source.line,
        " ".join([head.text, *(p.text for p in body[:1])]),
        head.source.page,
    )
    return GridRow(((head._replace(text=time_text),), tuple(body)), source)
