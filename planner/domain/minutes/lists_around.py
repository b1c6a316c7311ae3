"""The lists around the points: the table of contents before them, attachments and signatures after them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planner.domain.minutes.layout import Grid, Para, Piece
from planner.domain.minutes.marks import mark_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.domain.minutes.words import Words

_ENTRY = re.compile(r"(?:^|\s)(\d{1,3})\.\s+(\S.*?)[\s.…]+(\d{1,3})(?=\s+\d{1,3}\.\s|\s+[A-ZÆØÅÄÖ]|\s*$)")
_LEADERS = re.compile(r"[\s.…_]{2,}\d{1,3}$|[.…]{3,}\s*$|\s\d{1,3}$")


def without_contents(
    flow: Sequence[Piece], words: Words
) -> tuple[list[Piece], list[tuple[int, str]], Para | None]:
    """The flow without its table of contents, the entries of that, and where it stands."""
    for n, piece in enumerate(flow):
        if not isinstance(piece, Para):
            continue
        inline = words.compiled("outline.toc", lambda: rf"(?<!\w){words.source('sections.toc')}(?!\w)")
        if words.says("sections.toc", piece.text):
            entries, after = _entries_below(flow, n + 1, words)
            if len(entries) > 1:
                return [*flow[:n], *flow[after:]], entries, piece
        elif (match := inline.search(piece.text)) and len(
            inline_entries := _ENTRY.findall(piece.text[match.end() :])
        ) > 1:
            found = [(int(no), title.strip(" .")) for no, title, _ in inline_entries]
            return [*flow[:n], *flow[n + 1 :]], found, piece
    return list(flow), [], None


def _entries_below(flow: Sequence[Piece], start: int, words: Words) -> tuple[list[tuple[int, str]], int]:
    entries: list[tuple[int, str]] = []
    at = start
    while at < len(flow):
        piece = flow[at]
        if isinstance(piece, Grid) and not entries and (listed := _listed_in(piece)):
            entries.extend(listed)
            at += 1
            break
        if not isinstance(piece, Para) or piece.heading:
            break
        mark = mark_of(piece, words)
        if mark is not None and (not entries or mark.no > entries[-1][0]):
            entries.append((mark.no, _LEADERS.sub("", mark.title).strip(" .")))
        elif mark is not None or not (words.starts("words.page", piece.text) or _LEADERS.search(piece.text)):
            break
        at += 1
    return entries, at


def _listed_in(grid: Grid) -> list[tuple[int, str]]:
    """The entries of a table of contents with a row for each: number, title, page."""
    found: list[tuple[int, str]] = []
    for row in grid.rows:
        number = re.fullmatch(r"(?:[^\W\d]+\s*)?(\d{1,3})[.)]?", row.text(0))
        title = row.text(1)
        if number and any(c.isalpha() for c in title):
            found.append((int(number.group(1)), _LEADERS.sub("", title).strip(" .")))
    return found if len(found) > 1 and len(found) >= len(grid.rows) - 1 else []


def without_lists_at_the_end(
    flow: list[Piece], words: Words
) -> tuple[list[Piece], tuple[Piece, ...], tuple[Piece, ...]]:
    """The flow without the overview of attachments and the page of signatures."""
    overview = _last_heading(flow, "sections.attachments_overview", words)
    signatures = _last_heading(flow, "sections.signatures", words)
    end = len(flow)
    first = min((n for n in (overview, signatures) if n is not None), default=end)
    listed = (
        flow[overview + 1 : signatures if signatures is not None and signatures > overview else end]
        if overview is not None
        else []
    )
    signed = (
        flow[signatures + 1 : overview if overview is not None and overview > signatures else end]
        if signatures is not None
        else []
    )
    return flow[:first], tuple(listed), tuple(signed)


def _last_heading(flow: Sequence[Piece], family: str, words: Words) -> int | None:
    for n in range(len(flow) - 1, -1, -1):
        piece = flow[n]
        if isinstance(piece, Para) and words.says(family, piece.text):
            return n
    return None
