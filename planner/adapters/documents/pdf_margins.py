"""Page headers and footers: what stands at the same place on page after page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from planner.adapters.documents.pdf_lines import Visual

_ZONE = 0.12  # of the page's height, at the top and at the bottom
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[-–\s|]*(?:(?:side|page|sida|sid|s|p)\.?\s*)?\d{1,4}(?:\s*(?:af|av|of|/|\()\s*\d{1,4}\)?)?[-–\s|]*",
    re.IGNORECASE,
)


def margin_lines(pages: Sequence[tuple[float, Sequence[Visual]]]) -> frozenset[Visual]:
    """The lines of these pages (height, lines) that are page numbers or repeated.

    A line is repeated when it stands at the same height, digits apart, on most pages. A repeated
    header that is more than a page number counts once: it may be all that names the board.
    """
    if len(pages) < 2:
        return frozenset()
    seen: Counter[tuple[str, int]] = Counter()
    for height, lines in pages:
        seen.update({_key(line) for line in lines if _in_zone(line, height)})
    most = max(2, len(pages) // 2)
    dropped = []
    for number, (height, lines) in enumerate(pages):
        for line in lines:
            text, place = _key(line)
            is_repeated = max(seen[text, near] for near in (place - 1, place, place + 1)) >= most
            names_the_board = (
                number == 0 and line.baseline < height / 2 and not _PAGE_NUMBER.fullmatch(line.text)
            )
            if is_repeated and _in_zone(line, height) and not names_the_board:
                dropped.append(line)
    return frozenset(dropped)


def _in_zone(line: Visual, height: float) -> bool:
    return line.baseline < height * _ZONE or line.baseline > height * (1 - _ZONE)


def _key(line: Visual) -> tuple[str, int]:
    return _DIGITS.sub("#", line.text), round(line.baseline / 4)
