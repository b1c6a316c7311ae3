"""Findings about the year wheel: what is due and has not been made, and items of one series too near each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from planner.domain.finding import Finding, OnAgenda, Scene
from planner.domain.item import ItemSeries
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
    """Two items of one series stand nearer to each other than they come."""
    rows: dict[int, list[OnAgenda]] = defaultdict(list)
    for row in scene.standing:
        if row.item.item_series is not None and row.placement.state == "placed":
            rows[row.item.item_series].append(row)
    for number, found in rows.items():
        series = scene.plan.all(ItemSeries).get(number)
        if series is None:
            continue
        found.sort(key=lambda row: (row.meeting.date, row.item.id))
        for one, other in pairwise(found):
            between = (other.meeting.date - one.meeting.date).days
            if one.item.id != other.item.id and between < gap(series):
                yield Finding(
                    "series_near",
                    "hint",
                    f"#{other.item.id}",
                    f"står kun {between} dage efter #{one.item.id} {short(one.meeting.date)}; mindst {gap(series)} er det sædvanlige",
                    f"series_near:#{other.item.id}:{other.meeting.date}",
                    help=f"planner sæt {other.item.id} DATO",
                )
