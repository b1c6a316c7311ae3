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
    seen: set[tuple[str | None, str]] = set()
    numbered = any(item.no for item in items)
    for number, item in enumerate(items, 1):
        if item.no is not None and (item.no, item.title) in seen:
            continue  # the heading of the first point right below its list
        seen.add((item.no, item.title))
        row = next(
            (
                row
                for row in layout.rows
                if any(item.source in (para.source for para in cell) for cell in row.cells)
            ),
            None,
        )
        case = layout.text(row, "case") if row is not None else ""
        shut = layout.text(row, "visibility") if row is not None else ""
        closed = words.says("visibility.closed", shut) or shut.strip().lower() in ("x", "ja")
        found.append(
            replace(
                item,
                no=item.no or (None if numbered else str(number)),
                case_number=item.case_number or case or None,
                visibility="closed" if closed else item.visibility,
            )
        )
    return found
