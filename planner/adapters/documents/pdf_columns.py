"""Two columns of running text side by side are read one after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from planner.adapters.documents.pdf_lines import by_line
from planner.adapters.documents.pdf_page import Word

_GUTTER = 10.0
_FEWEST_LINES = 8
_FILLED = 0.6
_STRIPS = 40


def in_columns(words: Sequence[Word]) -> list[list[list[Word]]]:
    """The lines of a region in one part, or in bands: across the page, left column, right column, ..."""
    lines = by_line(words)
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
    gapped = [line for line in lines if _has_gap(line)]
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
        split = [
            line for line in gapped if not _crosses(line, at) and not any(w.x0 < at < w.x1 for w in line)
        ]
        sides = [(_side(line, low, at), _side(line, at, high)) for line in split]
        both = [(left, right) for left, right in sides if left and right]
        if len(both) < _FEWEST_LINES or len(both) * 2 < len(lines):
            continue
        filled = [left > _FILLED * (at - low) and right > _FILLED * (high - at) for left, right in both]
        if sum(filled) * 2 > len(both) and (best is None or len(both) > best[0]):
            best = (len(both), at)
    return best[1] if best else None


def _has_gap(line: Sequence[Word]) -> bool:
    """Whether some place of the line is clear enough to be a gutter."""
    reached = line[0].x1
    for word in line:
        if word.x0 - reached >= _GUTTER:
            return True
        reached = max(reached, word.x1)
    return False


def _strip(x: float, low: float, step: float) -> int:
    return int((x - low) / step)


def _side(line: Sequence[Word], low: float, high: float) -> float:
    inside = [word for word in line if low <= word.x0 and word.x1 <= high]
    return max(word.x1 for word in inside) - min(word.x0 for word in inside) if inside else 0.0
