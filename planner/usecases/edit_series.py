"""Change an item that comes back. What of it awaits a date already is changed along; what stands on one stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from planner.domain.changes import Change, added, edited, removed
from planner.domain.errors import BadUsage
from planner.domain.item import Item, ItemSeries, Presenter, SeriesPresenter
from planner.domain.plan import Plan, plan_of
from planner.domain.typed import brief
from planner.domain.wheel import Period, period_of, title_of
from planner.domain.wording import short
from planner.ports import Clock, Store
from planner.usecases.series_wishes import (
    SeriesWishes,
    must_fit,
    presenters_wanted,
    series_named,
    series_values,
)
from planner.usecases.step import Decision, Desk, Done, Manner, carry_out

# More than await a date at any time.
_LATEST = 60
_SHARED = ("minutes", "kind", "responsible", "visibility")


@dataclass(frozen=True)
class EditItemSeries:
    """The title, or a part of it, and what is to be different."""

    title: str
    wishes: SeriesWishes
    manner: Manner


def edit_item_series(command: EditItemSeries, *, store: Store, clock: Clock) -> Done:
    """The series with the values given, and its items that await a date, except where they were changed by hand.

    An item that stands on a date is left as it is, and one whose period the rule no longer has stays; both are
    said in the notes.
    """
    if command.wishes.is_empty:
        raise BadUsage(
            "Hvad skal rettes?", hint="Skriv for eksempel: planner serie ret Budgetopfølgning --minutes 45"
        )

    def decide(desk: Desk) -> Decision:
        old = series_named(desk, command.title)
        values, named = series_values(desk, command.wishes)
        series = replace(old, **values)
        must_fit(desk, series)
        parts, people = presenters_wanted(desk, series, command.wishes)
        plan = plan_of([old, *named, *people, *(c.before for c in parts if c.before is not None)])
        items = [one for one in desk.read.ahead.instances(old.id, _LATEST) if one.status == "open"]
        plan = plan.merged(desk.read.items([one.id for one in items]))
        changes: list[Change] = [edited(old, **values), *parts]
        notes: list[str] = []
        for item in reversed(items):
            along, note = _along(desk, plan, item, (old, series), parts)
            changes += along
            notes += [note] if note else []
        return Decision(plan, changes, notes=tuple(notes))

    return carry_out(command.manner, decide, store=store, clock=clock)


def _along(
    desk: Desk, plan: Plan, item: Item, both: tuple[ItemSeries, ItemSeries], parts: Sequence[Change]
) -> tuple[list[Change], str]:
    """What the edit changes about an item that was made before, or why it does not."""
    old, series = both
    there = {one.person: one for one in plan.presenters_of(item.id, None)}
    period = period_of(old, item.period or "")
    values = _values(item, old, series, period)
    changes = [edited(item, **values)] if values else []
    changes += [change for part in parts if (change := _attending(desk, item, part, there)) is not None]
    days = [short(plan.meetings[one.meeting].date) for one in plan.open_of(item.id)]
    if days and changes:
        on, title = " og ".join(days), brief(item.title)
        return [], f"#{item.id} {title} står på {on} og er ikke rettet; det gør planner ret {item.id}."
    if not days and not _is_of(series, old, period):
        title = brief(item.title)
        return changes, f"#{item.id} {title} er fra før og bliver; det udgår med planner udgår {item.id}."
    return changes, ""


def _is_of(series: ItemSeries, old: ItemSeries, period: Period | None) -> bool:
    """Whether the rule still has the period."""
    same = (series.every, series.weeks) == (old.every, old.weeks)
    return same and period is not None and period_of(series, period.key) is not None


def _values(item: Item, old: ItemSeries, series: ItemSeries, period: Period | None) -> dict[str, Any]:
    """The fields that follow: those that the item has as its series had them."""
    values: dict[str, Any] = {
        name: getattr(series, name)
        for name in _SHARED
        if getattr(item, name) == getattr(old, name) != getattr(series, name)
    }
    if period is None:
        return values
    renewed = period_of(series, period.key) if _is_of(series, old, period) else None
    if item.title == title_of(old, period):
        # One that the rule no longer has keeps the name of its period.
        title = title_of(series, renewed) if renewed else title_of(replace(old, title=series.title), period)
        if title != item.title:
            values |= {"title": title, "spellings": (*item.spellings, item.title)}
    if renewed is not None and item.after is not None and item.after >= period.point != renewed.point:
        # It may be later than its own period: the one before it came late.
        values["after"] = renewed.point if item.after == period.point else max(item.after, renewed.point)
    return values


def _attending(desk: Desk, item: Item, part: Change, there: dict[int, Presenter]) -> Change | None:
    """What the change of a presenter of the series is for one item; None where it is so already."""
    wanted = part.after
    if isinstance(wanted, SeriesPresenter):
        known = there.get(wanted.person)
        if known is None:
            return added(Presenter(desk.new_id(Presenter), item.id, wanted.person, wanted.mode))
        return edited(known, mode=wanted.mode) if known.mode != wanted.mode else None
    gone = part.before
    known = there.get(gone.person) if isinstance(gone, SeriesPresenter) else None
    return removed(known) if known is not None else None
