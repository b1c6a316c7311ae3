"""Items that come back by rule: set one up, end it, and make those that are due.

They are made by `planner series fill`, when a series is set up, and once a day by the process that stays.
No other command makes them, so that undoing a step takes back what was typed and nothing else; where some
are due and nobody has made them, the finding `series_due` says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from planner.domain.changes import Change, Record, added, edited
from planner.domain.errors import Ambiguous, BadUsage, Refused, Unknown
from planner.domain.item import Item, ItemSeries, Presenter
from planner.domain.people import Person
from planner.domain.plan import plan_of
from planner.domain.typed import brief, clean_text
from planner.domain.wheel import (
    collides,
    coming,
    due,
    earliest,
    periods,
    read_every,
    read_months,
    read_point,
    title_of,
)
from planner.domain.wheel_words import often_words
from planner.domain.wording import echo, parse_minutes
from planner.ports import Clock, Reader, Store
from planner.usecases import address
from planner.usecases.step import Decision, Desk, Done, Manner, carry_out
from planner.usecases.targets import one_day

_A_YEAR = timedelta(days=370)


@dataclass(frozen=True)
class SeriesWishes:
    """What was typed of a series; None is left to the usual: from today, at the beginning of each period."""

    every: str
    minutes: str | None = None
    presenter: str | None = None
    responsible: str | None = None
    kind: str | None = None
    point: str | None = None
    skip: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None
    ahead: int = 4


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
    """An item that comes back, and the first day of its next period that has not been made; None where it is over."""

    series: ItemSeries
    next: date | None


def list_item_series(reader: Reader, board: int, today: date) -> tuple[ItemSeriesRow, ...]:
    """The items of a board that come back and are not over, by title."""
    rows = []
    for series in reader.ahead.series(board):
        if not _is_over(series, today):
            ahead = (
                one for one in coming(series, today, today + 5 * _A_YEAR) if one.key > (series.made or "")
            )
            following = next(ahead, None)
            rows.append(ItemSeriesRow(series, following.point if following is not None else None))
    return tuple(rows)


def add_item_series(command: AddItemSeries, *, store: Store, clock: Clock) -> Done:
    """The series, and the items of it that are due already; Refused where it would collide with itself."""

    def decide(desk: Desk) -> Decision:
        series, people = _typed(desk, command.title, command.wishes)
        _must_fit(desk, series)
        made = _made(desk.read, series, desk.today, desk.new_id)
        changes = [added(series), *made]
        return Decision(plan_of(people), changes)

    return carry_out(command.manner, decide, store=store, clock=clock)


def end_item_series(command: EndItemSeries, *, store: Store, clock: Clock) -> Done:
    """No more items come of it after a day; those that were made stay."""

    def decide(desk: Desk) -> Decision:
        series = _named(desk, command.title)
        last = _day(desk, command.last) if command.last is not None else desk.today
        return Decision(plan_of([series]), [edited(series, last=last)])

    return carry_out(command.manner, decide, store=store, clock=clock)


def fill_series(command: FillSeries, *, store: Store, clock: Clock) -> Done:
    """Make the items that are due, each period's once, whoever else makes them at the same time."""

    def decide(desk: Desk) -> Decision:
        every = desk.read.ahead.series(desk.board.id)
        people = {
            number for one in every for number in (one.presenter, one.responsible) if number is not None
        }
        plan = plan_of([*every, *(one for one in desk.read.people() if one.id in people)])
        changes = [change for one in every for change in _made(desk.read, one, desk.today, desk.new_id)]
        return Decision(plan, changes)

    return carry_out(command.manner, decide, store=store, clock=clock)


def _made(
    read: Reader, series: ItemSeries, today: date, new_id: Callable[[type[Record]], int]
) -> list[Change]:
    """The items of the periods that are due, and the series with the last of them noted."""
    found = due(series, today)
    changes: list[Change] = []
    before = _last_day(read, series) if found else None
    for period in found:
        item = Item(
            new_id(Item),
            series.board,
            title_of(series, period),
            kind=series.kind,
            minutes=series.minutes,
            responsible=series.responsible,
            after=earliest(series, period, before),
            since=today,
            item_series=series.id,
            period=period.key,
        )
        changes.append(added(item))
        if series.presenter is not None:
            changes.append(added(Presenter(new_id(Presenter), item.id, series.presenter)))
        before = None
    if found:
        changes.append(edited(series, made=found[-1].key))
    return changes


def _last_day(read: Reader, series: ItemSeries) -> date | None:
    """The day of the item before, where it stands or was treated."""
    last = next(iter(read.ahead.instances(series.id, 1)), None)
    if last is None or last.status == "withdrawn":
        return None
    plan = read.items([last.id])
    rows = plan.open_of(last.id) or plan.of(last.id)[-1:]
    return max((plan.meetings[row.meeting].date for row in rows), default=None)


def _typed(desk: Desk, title: str, wishes: SeriesWishes) -> tuple[ItemSeries, list[Person]]:
    every, weeks = read_every(wishes.every)
    people: list[Person] = []
    numbers: list[int | None] = []
    for name in (wishes.responsible, wishes.presenter):
        person = address.person(desk.read, [name]) if name else None
        people += [person] if person is not None else []
        numbers.append(person.id if person is not None else None)
    series = ItemSeries(
        desk.new_id(ItemSeries),
        desk.board.id,
        clean_text(title),
        every,
        _day(desk, wishes.first) if wishes.first is not None else desk.today,
        _day(desk, wishes.last) if wishes.last is not None else None,
        weeks,
        read_point(wishes.point) if wishes.point is not None else "primo",
        wishes.ahead,
        read_months(wishes.skip) if wishes.skip else "",
        parse_minutes(wishes.minutes) if wishes.minutes is not None else None,
        responsible=numbers[0],
        presenter=numbers[1],
    )
    return (replace(series, kind=wishes.kind) if wishes.kind else series), people  # type: ignore[arg-type]


def _must_fit(desk: Desk, series: ItemSeries) -> None:
    """Refuse a series that has no period, that is there already, or that comes more often than the board meets."""
    if series.last is not None and series.last < series.first:
        raise BadUsage(
            f"Serien slutter {echo(series.last)}, før den begynder.", hint="Ret --from eller --to."
        )
    if next(periods(series), None) is None:
        raise BadUsage("Der er ingen perioder i den tid.", hint="Ret --from, --to eller --skip.")
    for other in desk.read.ahead.series(desk.board.id):
        is_over = other.last is not None and other.last < series.first
        if other.title.casefold() == series.title.casefold() and not is_over:
            raise Refused(
                f"Årshjulet har allerede “{brief(other.title)}” ({often_words(other)}).",
                hint=f"Afslut den først: planner serie slut “{brief(other.title)}”",
            )
    days = desk.read.meeting_dates(desk.board.id, series.first, series.first + _A_YEAR)
    if collides(series, days):
        raise Refused(
            f"“{brief(series.title)}” kolliderer med sig selv: den kommer oftere, end {desk.board.name} mødes.",
            hint="Vælg et længere mellemrum med --every.",
        )


def _named(desk: Desk, text: str) -> ItemSeries:
    """The one series that is not over with those words in its title."""
    every = [one for one in desk.read.ahead.series(desk.board.id) if not _is_over(one, desk.today)]
    found = address.with_words(every, text)
    if len(found) == 1:
        return found[0]
    names = ", ".join(one.title for one in found or every)
    if found:
        raise Ambiguous(f"“{text}” kan være flere serier.", hint=f"Skriv mere: {names}.")
    raise Unknown(
        f"Årshjulet har ikke noget med “{text}”.",
        hint=f"Det har: {names}." if names else "planner serie punkt TITEL --every måned tilføjer noget.",
    )


def _is_over(series: ItemSeries, today: date) -> bool:
    return series.last is not None and series.last < today


def _day(desk: Desk, text: str) -> date:
    return one_day(address.days(desk.read, desk.board, [text], desk.today))
