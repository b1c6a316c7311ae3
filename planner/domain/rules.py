"""What a good secretary would point out in a plan: named pure functions, each `scene -> findings`.

Each rule has a level of its own, which the configuration may change or turn off.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Final, cast

from planner.domain import (
    rules_agenda,
    rules_answers,
    rules_dates,
    rules_papers,
    rules_people,
)
from planner.domain.board import Acceptance
from planner.domain.finding import Finding, Level, Scene
from planner.domain.item import ItemSeries, Route
from planner.domain.meeting import Meeting
from planner.domain.plan import Plan

if TYPE_CHECKING:
    from planner.domain.answers import Invited

Rule = Callable[[Scene], Iterator[Finding]]


# Most plans have no routes and nothing that comes back: they do not pay for loading what looks at those.


def _route_late(scene: Scene) -> Iterator[Finding]:
    if scene.plan.all(Route):
        from planner.domain.rules_routes import route_late  # noqa: PLC0415 -- see above

        yield from route_late(scene)


def _route_broken(scene: Scene) -> Iterator[Finding]:
    if scene.plan.all(Route):
        from planner.domain.rules_routes import route_broken  # noqa: PLC0415 -- see above

        yield from route_broken(scene)


def _series_near(scene: Scene) -> Iterator[Finding]:
    if scene.plan.all(ItemSeries):
        from planner.domain.rules_wheel import series_near  # noqa: PLC0415 -- see above

        yield from series_near(scene)


def _series_due(scene: Scene) -> Iterator[Finding]:
    if scene.plan.all(ItemSeries):
        from planner.domain.rules_wheel import series_due  # noqa: PLC0415 -- see above

        yield from series_due(scene)


# In the order in which findings of one level are shown.
RULES: Final[Mapping[str, tuple[Level, Rule]]] = {
    "on_cancelled": ("block", rules_dates.on_cancelled),
    "before_earliest": ("block", rules_dates.before_earliest),
    "after_latest": ("block", rules_dates.after_latest),
    "after_event": ("block", rules_dates.after_event),
    "two_places": ("block", rules_people.two_places),
    "over_capacity": ("warn", rules_agenda.over_capacity),
    "past_open": ("warn", rules_agenda.past_open),
    "held_near": ("warn", rules_dates.held_near),
    "before_followup": ("warn", rules_dates.before_followup),
    "route_late": ("warn", _route_late),
    "route_broken": ("warn", _route_broken),
    "absent": ("warn", rules_people.absent),
    "declined": ("warn", rules_answers.declined),
    "papers_late": ("warn", rules_papers.papers_late),
    "openness_clash": ("warn", rules_agenda.openness_clash),
    "empty_meeting": ("hint", rules_agenda.empty_meeting),
    "unanswered": ("hint", rules_answers.unanswered),
    "papers_missing": ("hint", rules_papers.papers_missing),
    "presenter_gap": ("hint", rules_people.presenter_gap),
    "same_item_twice": ("hint", rules_agenda.same_item_twice),
    "holiday": ("hint", rules_dates.holiday),
    "event_near": ("hint", rules_dates.event_near),
    "series_near": ("hint", _series_near),
    "series_due": ("hint", _series_due),
}
_WEIGHT: Final[Mapping[Level, int]] = {"block": 0, "warn": 1, "hint": 2}


def findings(
    plan: Plan,
    now: datetime,
    *,
    meetings: Iterable[Meeting] | None = None,
    holidays: Mapping[date, str] | None = None,
    levels: Mapping[str, str] | None = None,
    invited: Iterable[Invited] = (),
) -> tuple[Finding, ...]:
    """Everything to point out, gravest first; what was accepted once is left out.

    `now` is wall time in the board's zone. `meetings` (all by default) are those asked about; each
    must be whole in the plan. `levels` overrides the level of rules by name, "off" silences one.
    `invited` is who was told of the meetings, and what they answered.
    """
    asked = (
        plan.by_date if meetings is None else tuple(sorted(meetings, key=lambda m: (m.date, m.start, m.id)))
    )
    scene = Scene(plan, now, asked, holidays or {}, tuple(invited))
    accepted = {acceptance.finding for acceptance in plan.all(Acceptance).values()}
    overridden = levels or {}
    found = []
    for name, (default, rule) in RULES.items():
        level = overridden.get(name, default)
        if level != "off":
            found += [
                one._replace(level=cast("Level", level)) for one in rule(scene) if one.key not in accepted
            ]
    return gravest_first(found)


def gravest_first(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by level, otherwise as they come."""
    return tuple(sorted(found, key=lambda finding: _WEIGHT[finding.level]))
