"""Items that come back by rule: set one up, end it, and make those that are due.

They are made by `planner series fill`, when a series is set up, and once a day by the process that stays.
No other command makes them, so that undoing a step takes back what was typed and nothing else; where some
are due and nobody has made them, the finding `series_due` says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from planner.domain.changes import Change, Record, added, edited
from planner.domain.errors import BadUsage
from planner.domain.item import Item, ItemSeries, Presenter, SeriesPresenter
from planner.domain.plan import plan_of
from planner.domain.typed import clean_text
from planner.domain.wheel import coming, due, earliest, last_day, title_of
from planner.ports import Clock, Reader, Store
from planner.usecases.series_wishes import (
    SeriesWishes,
    is_over,
    must_fit,
    must_last,
    presenters_wanted,
    series_named,
    series_values,
    typed_day,
)
from planner.usecases.step import Decision, Desk, Done, Manner, carry_out

_A_YEAR = timedelta(days=370)


@dataclass(frozen=True)
class AddItemSeries:
    """The title, and what was typed of it."""

    title: str
    wishes: SeriesWishes
    manner: Manner


@dataclass(frozen=True)
class EndItemSeries:
    """The title, or a part of it. `last` is the last day on which one may come, None for today."""

    title: str
    manner: Manner
    last: str | None = None


@dataclass(frozen=True)
class FillSeries:
    """Make what is due on the board of the command."""

    manner: Manner


@dataclass(frozen=True)
class ItemSeriesRow:
    """An item that comes back, and the first day of its next period that has not been made; None where it is over.

    `presenters` are the names of those who attend it, `online` of those the ones who do so from elsewhere.
    """

    series: ItemSeries
    next: date | None
    presenters: tuple[str, ...] = ()
    online: tuple[str, ...] = ()


def list_item_series(reader: Reader, board: int, today: date) -> tuple[ItemSeriesRow, ...]:
    """The items of a board that come back and are not over, by title."""
    rows = []
    every = [one for one in reader.ahead.series(board) if not is_over(one, today)]
    attending = reader.ahead.series_presenters([one.id for one in every])
    names = {person.id: person.name for person in reader.people()} if attending else {}
    for series in every:
        own = [one for one in attending if one.item_series == series.id]
        ahead = (one for one in coming(series, today, today + 5 * _A_YEAR) if one.key > (series.made or ""))
        following = next(ahead, None)
        rows.append(
            ItemSeriesRow(
                series,
                following.point if following is not None else None,
                tuple(names[one.person] for one in own),
                tuple(names[one.person] for one in own if one.mode == "online"),
            )
        )
    return tuple(rows)


def add_item_series(command: AddItemSeries, *, store: Store, clock: Clock) -> Done:
    """The series, and the items of it that are due already; Refused where it would collide with itself."""

    def decide(desk: Desk) -> Decision:
        wishes = command.wishes
        if wishes.every is None:
            raise BadUsage("Hvor tit kommer det?", hint="Skriv for eksempel --every måned.")
        values, named = series_values(desk, wishes)
        series = ItemSeries(
            desk.new_id(ItemSeries), desk.board.id, clean_text(command.title), "month", desk.today
        )
        series = replace(series, **values)
        if series.every == "year" and wishes.first is not None and wishes.point is None:
            # "Every year from 1 November": each time from that day on.
            series = replace(series, point=f"{series.first.day}/{series.first.month}")
        must_fit(desk, series)
        presenters, people = presenters_wanted(desk, series, wishes)
        attending = [one.record for one in presenters if isinstance(one.record, SeriesPresenter)]
        made = _made(desk.read, series, attending, desk.today, desk.new_id)
        return Decision(plan_of([*named, *people]), [added(series), *presenters, *made])

    return carry_out(command.manner, decide, store=store, clock=clock)


def end_item_series(command: EndItemSeries, *, store: Store, clock: Clock) -> Done:
    """No more items come of it after a day; those that were made stay."""

    def decide(desk: Desk) -> Decision:
        series = series_named(desk, command.title)
        last = typed_day(desk, command.last) if command.last is not None else desk.today
        must_last(replace(series, last=last))
        return Decision(plan_of([series]), [edited(series, last=last)])

    return carry_out(command.manner, decide, store=store, clock=clock)


def fill_series(command: FillSeries, *, store: Store, clock: Clock) -> Done:
    """Make the items that are due, each period's once, whoever else makes them at the same time."""

    def decide(desk: Desk) -> Decision:
        every = desk.read.ahead.series(desk.board.id)
        attending = desk.read.ahead.series_presenters([one.id for one in every])
        wanted = {one.responsible for one in every} | {one.person for one in attending}
        plan = plan_of([*every, *attending, *(one for one in desk.read.people() if one.id in wanted)])
        changes: list[Change] = []
        for series in every:
            own = [one for one in attending if one.item_series == series.id]
            changes += _made(desk.read, series, own, desk.today, desk.new_id)
        return Decision(plan, changes)

    return carry_out(command.manner, decide, store=store, clock=clock)


def _made(
    read: Reader,
    series: ItemSeries,
    attending: Iterable[SeriesPresenter],
    today: date,
    new_id: Callable[[type[Record]], int],
) -> list[Change]:
    """The items of the periods that are due, and the series with the last of them noted."""
    found = due(series, today)
    changes: list[Change] = []
    latest = next(iter(read.ahead.instances(series.id, 1)), None) if found else None
    before = last_day(read.items([latest.id]), latest) if latest is not None else None
    for period in found:
        item = Item(
            new_id(Item),
            series.board,
            title_of(series, period),
            kind=series.kind,
            minutes=series.minutes,
            responsible=series.responsible,
            visibility=series.visibility,
            after=earliest(series, period, before),
            since=today,
            item_series=series.id,
            period=period.key,
        )
        changes.append(added(item))
        changes += [added(Presenter(new_id(Presenter), item.id, one.person, one.mode)) for one in attending]
        before = None
    if found:
        changes.append(edited(series, made=found[-1].key))
    return changes
