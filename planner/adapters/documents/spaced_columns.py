"""Columns that are held apart by spaces in plain text become cells held apart by tabs.

Only where days or times stand to the left and the texts beside them begin at one and the same column,
twice at least: "5 december     Bokslut", with what goes on in the second column below it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_KEYED = re.compile(
    r"\s*(?=[^\t]{0,30}\d)(?!\d{1,3}[.):]?\s{2})(?P<key>(?:[^\W\d]{2,9}\.?,?\s)?(?:(?:den|d\.|kl\.?)\s?)?\d{1,2}(?:[.:/-]\s?\d{1,2}(?:[./-]\d{2,4})?|\.?\s[^\W\d]{3,9}\.?(?:\s\d{4})?|\.)(?:\s?[-–]\s?\d{1,2}[.:]\d\d)?)\s{3,}(?=\S)"
)
_FEWEST = 2
_SLACK = 1  # columns


def with_tabs(physical: Sequence[str]) -> list[str]:
    """The lines, those of such columns with a tab between the cells."""
    starts = {n: match.end() for n, line in enumerate(physical) if (match := _KEYED.match(line))}
    if len(starts) < _FEWEST:
        return list(physical)
    columns = [column for column in set(starts.values()) if _count(starts, column) >= _FEWEST]
    found = list(physical)
    column: int | None = None
    for n, line in enumerate(physical):
        if n in starts:
            column = starts[n] if starts[n] in columns else None
            if column is not None:
                found[n] = f"{line[:column].strip()}\t{line[column:]}"
        elif not line.strip() or "\t" in line:
            column = None
        elif column is not None and abs(len(line) - len(line.lstrip()) - column) <= _SLACK:
            found[n] = f"\t{line.strip()}"
        else:
            column = None
    return found


def _count(starts: dict[int, int], column: int) -> int:
    return sum(1 for start in starts.values() if start == column)
