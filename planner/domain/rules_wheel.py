"""Findings about the year wheel: what is due and has not been made, and items of one series too near each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from planner.domain.finding import Finding, Scene
from planner.domain.item import Item, ItemSeries
from planner.domain.meeting import Meeting
from planner.domain.wheel import due, gap, title_of
from planner.domain.wording import short


def series_due(scene: Scene) -> Iterator[Finding]:
    """An item of the year wheel is due, and nobody has made it yet."""
    for series in scene.plan.all(ItemSeries).values():
        for period in due(series, scene.today):
            yield Finding(
                "series_due",
                "hint",
                "Årshjul",
                f"“{title_of(series, period)}” er aktuelt og er ikke lagt i afventer",
                f"series_due:{series.id}:{period.key}",
                help="planner serie fyld",
            )


def series_near(scene: Scene) -> Iterator[Finding]:
    """Two items of one series stand nearer to each other than they come, or the later one first."""
    asked = {meeting.id for meeting in scene.meetings}
    for series, rows in _standing(scene):
        for (one, stands), (other, later) in pairwise(rows):
            between = (later.date - stands.date).days
            if one.id == other.id or between >= gap(series) or not asked & {stands.id, later.id}:
                continue
            day = short(stands.date)
            near = f"står kun {between} dage efter #{one.id} {day}; mindst {gap(series)} er det sædvanlige"
            yield Finding(
                "series_near",
                "hint",
                f"#{other.id}",
                near if between >= 0 else f"står før #{one.id} {day}, som er det forrige i årshjulet",
                f"series_near:#{other.id}:{later.date}",
                help=f"planner sæt {other.id} DATO",
            )


def _standing(scene: Scene) -> Iterator[tuple[ItemSeries, list[tuple[Item, Meeting]]]]:
    """The items of each series that stand firmly on meetings to come, by their periods."""
    rows: dict[int, list[tuple[Item, Meeting]]] = defaultdict(list)
    for placement in scene.plan.placements.values():
        item, meeting = scene.plan.items.get(placement.item), scene.plan.meetings.get(placement.meeting)
        if item is None or meeting is None or item.item_series is None:
            continue
        if placement.state == "placed" and placement.outcome is None and meeting.date >= scene.today:
            rows[item.item_series].append((item, meeting))
    for number, found in rows.items():
        series = scene.plan.all(ItemSeries).get(number)
        if series is not None:
            yield series, sorted(found, key=lambda row: (row[0].period or "", row[1].date, row[0].id))
