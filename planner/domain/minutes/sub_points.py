"""Sub-points of the agenda: "3.1" and "3.2" below point 3, or "a." and "b." right under its heading."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.domain.minutes.layout import Para

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.domain.minutes.layout import Piece
    from planner.domain.minutes.outline import Outline, Point
    from planner.domain.minutes.points import PointRead
    from planner.domain.reading import ReadItem, Source

_DECIMAL = re.compile(r"^(\d{1,2})\.(\d{1,2})\.?\s+(\S.*)$")
_LETTER = re.compile(r"^([a-h])[.)]\s+(\S.*)$")
_LONGEST = 120
_FEWEST = 2


def with_sub_points(points: Sequence[PointRead], outline: Outline) -> list[PointRead]:
    """The points with their sub-points as children of the item; those that a table gave children keep them."""
    decimals = _decimals(outline.everything)
    found = []
    for one, point in zip(points, outline.points, strict=True):
        children = decimals.get(point.no) or _letters(point)
        taken = one.item.children or len(children) < _FEWEST
        found.append(one if taken else replace(one, item=_with(one.item, children)))
    return found


def _with(item: ReadItem, children: Sequence[tuple[str, Source]]) -> ReadItem:
    return replace(
        item,
        children=tuple(title for title, _ in children),
        child_sources=tuple(source for _, source in children),
    )


def _decimals(pieces: Sequence[Piece]) -> dict[int, list[tuple[str, Source]]]:
    """The numbers that count from .1 upwards; "10.30 Pause" and a later "5.1: Vedtaget" do not."""
    found: dict[int, list[tuple[str, Source]]] = {}
    for piece in pieces:
        match = _DECIMAL.match(piece.text) if isinstance(piece, Para) else None
        if match is None or not _is_title(match.group(3)):
            continue
        listed = found.setdefault(int(match.group(1)), [])
        if match.group(2) == str(len(listed) + 1):
            listed.append((match.group(3).strip(), piece.source))
    return found


def _letters(point: Point) -> list[tuple[str, Source]]:
    """The lettered lines that follow one another right below the heading."""
    found: list[tuple[str, Source]] = []
    for piece in point.pieces:
        match = _LETTER.match(piece.text) if isinstance(piece, Para) else None
        if match is None or not _is_title(match.group(2)) or ord(match.group(1)) != ord("a") + len(found):
            break
        found.append((match.group(2).strip(), piece.source))
    return found


def _is_title(text: str) -> bool:
    """Short, and no sentence."""
    return len(text) < _LONGEST and text[0].isupper() and not text.endswith((".", ":", ";"))
