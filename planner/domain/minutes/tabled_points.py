"""An agenda laid out as a table without times: number, title, who, length."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.domain.minutes.timetable import timed_rows

if TYPE_CHECKING:
    from planner.domain.minutes.grids import Layout
    from planner.domain.minutes.when import When
    from planner.domain.minutes.words import Words
    from planner.domain.reading import ReadItem


def points_in_table(layout: Layout, when: When, words: Words) -> list[ReadItem]:
    """The rows as items, numbered by their column or as they stand."""
    items, _ = timed_rows(layout, when, words)
    found = []
    for number, item in enumerate(items, 1):
        case = next((layout.text(row, "case") for row in layout.rows if row.source.line == item.source.line), "")
        found.append(replace(item, no=item.no or str(number), case_number=item.case_number or case or None))
    return found
