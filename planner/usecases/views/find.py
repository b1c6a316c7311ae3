"""Full text: where words stand, in items, decisions, follow-ups, notes and documents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from planner.domain.board import Board
from planner.domain.errors import BadUsage
from planner.usecases.address import words_of

if TYPE_CHECKING:
    from planner.ports import Hit, Reader

SHOWN = 50


@dataclass(frozen=True)
class FoundRow:
    """A place where the words stand. `item` and `title` when it is an item's, `date` when a meeting's."""

    kind: str
    id: int
    text: str
    item: int | None = None
    title: str | None = None
    status: str | None = None
    date: date | None = None


@dataclass(frozen=True)
class FindView:
    """What `planner find` shows; `more` when the search stopped at its limit."""

    text: str
    more: bool
    found: tuple[FoundRow, ...]


def find(reader: Reader, board: Board, words: tuple[str, ...], *, limit: int = SHOWN) -> FindView:
    """Where the words stand; BadUsage when there are none."""
    text = " ".join(words_of(words))
    if not text:
        raise BadUsage("Hvad skal der ledes efter?", hint="Skriv for eksempel: planner find budget")
    hits = reader.search(board.id, text, limit)
    return FindView(text, len(hits) >= limit, _rows(reader, board, hits))


def _rows(reader: Reader, board: Board, hits: tuple[Hit, ...]) -> tuple[FoundRow, ...]:
    ids = {kind: {hit.id for hit in hits if hit.table == kind} for kind in ("item", "placement", "meeting")}
    items = reader.items(ids["item"]).items
    placed = reader.placements(ids["placement"])
    meetings = reader.meetings(ids["meeting"]).meetings
    documents = {one.id: one for one in reader.documents(board.id)} if _has(hits, "document") else {}
    rows = []
    for hit in hits:
        placement = placed.placements.get(hit.id) if hit.table == "placement" else None
        item = items.get(hit.id) if hit.table == "item" else None
        if placement is not None:
            item = placed.items.get(placement.item)
        meeting = meetings.get(hit.id) if hit.table == "meeting" else None
        if placement is not None:
            meeting = placed.meetings.get(placement.meeting)
        document = documents.get(hit.id) if hit.table == "document" else None
        rows.append(
            FoundRow(
                hit.table,
                hit.id,
                hit.text,
                item=item.id if item is not None else None,
                title=item.title if item is not None else document.name if document is not None else None,
                status=item.status if item is not None else None,
                date=meeting.date if meeting is not None else document.date if document is not None else None,
            )
        )
    return tuple(rows)


def _has(hits: tuple[Hit, ...], kind: str) -> bool:
    return any(hit.table == kind for hit in hits)
