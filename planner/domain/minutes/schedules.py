"""Lists of meetings: yearly schedules, "næste møde", dates after a lead sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.domain.minutes.grids import Layout
    from planner.domain.minutes.header import Header
    from planner.domain.minutes.outline import Outline
    from planner.domain.minutes.when import When
    from planner.domain.minutes.words import Words
    from planner.domain.reading import ReadMeeting


def meetings_of(outline: Outline, header: Header, when: When, words: Words) -> list[ReadMeeting]:
    return []


def meetings_in_table(layout: Layout, when: When, words: Words) -> list[ReadMeeting]:
    return []
