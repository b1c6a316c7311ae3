"""Two columns of running text side by side are read one after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from planner.adapters.documents.pdf_lines import by_line
from planner.adapters.documents.pdf_page import Word

_GUTTER = 10.0
_FEWEST_LINES = 8
_FILLED = 0.6
_STRIPS = 40


class Gap(NamedTuple):
    """A clear place of a line, and how wide the text is on either side of it."""

    start: float
    end: float
    left: float
    right: float


def in_columns(lines: list[list[Word]]) -> list[list[list[Word]]]:
    """The lines of a region in one part, or in bands: across the page, left column, right column, ..."""
    gutter = _gutter(lines)
    if gutter is None:
        return [lines]
    parts: list[list[Word]] = []
    left: list[Word] = []
    right: list[Word] = []
    for line in lines:
        if any(word.x0 < gutter < word.x1 for word in line) or _crosses(line, gutter):
            parts.extend(part for part in (left, right) if part)
            left, right = [], []
            parts.append(line)
        else:
            left.extend(word for word in line if word.x1 <= gutter)
            right.extend(word for word in line if word.x0 >= gutter)
    parts.extend(part for part in (left, right) if part)
    return [by_line(part) for part in parts]


def _crosses(line: Sequence[Word], gutter: float) -> bool:
    """Whether a line goes over the gutter with only a space there."""
    before = max((word.x1 for word in line if word.x1 <= gutter), default=None)
    after = min((word.x0 for word in line if word.x0 >= gutter), default=None)
    return before is not None and after is not None and after - before < _GUTTER


def _gutter(lines: Sequence[Sequence[Word]]) -> float | None:
    """The middle of the widest clear strip, where what stands on either side fills its column."""
    gapped = [gaps for line in lines if (gaps := _gaps(line))]
    if len(gapped) < _FEWEST_LINES or len(gapped) * 2 < len(lines):
        return None
    words = [word for line in lines for word in line]
    low, high = min(word.x0 for word in words), max(word.x1 for word in words)
    best: tuple[int, float] | None = None
    step = max((high - low) / _STRIPS, 1.0)
    crossed = Counter(
        strip for word in words for strip in range(_strip(word.x0, low, step), _strip(word.x1, low, step))
    )
    for number in range(_STRIPS * 3 // 10, _STRIPS * 7 // 10 + 1):
        if crossed[number - 1] * 2 > len(lines):  # running text goes over it
            continue
        at = low + number * step
        both = [gap for gaps in gapped for gap in gaps if gap.start <= at <= gap.end]
        if len(both) < _FEWEST_LINES or len(both) * 2 < len(lines):
            continue
        filled = [gap.left > _FILLED * (at - low) and gap.right > _FILLED * (high - at) for gap in both]
        if sum(filled) * 2 > len(both) and (best is None or len(both) > best[0]):
            best = (len(both), at)
    return best[1] if best else None


def _gaps(line: Sequence[Word]) -> list[Gap]:
    """The places of the line that are clear enough to be a gutter."""
    found = []
    first = reached = line[0].x0
    last = max([word.x1 for word in line])
    for word in line:
        if word.x0 - reached >= _GUTTER:
            found.append(Gap(reached, word.x0, reached - first, last - word.x0))
        reached = max(reached, word.x1)
    return found


def _strip(x: float, low: float, step: float) -> int:
    return int((x - low) / step)
