"""What somebody wants of an item that comes back, as typed: turned into values of its fields and its presenters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any

from planner.domain.changes import Change, added, edited, removed
from planner.domain.errors import Ambiguous, BadUsage, Refused, Unknown
from planner.domain.item import ItemSeries, SeriesPresenter
from planner.domain.people import Person
from planner.domain.series_words import often_words
from planner.domain.typed import brief, clean_text
from planner.domain.wheel import collides, must_have_point, periods, read_every, read_months, read_point
from planner.domain.wording import echo, parse_minutes
from planner.usecases import address
from planner.usecases.step import Desk
from planner.usecases.targets import one_day
from planner.usecases.wishes import presenting

_A_YEAR = timedelta(days=370)


@dataclass(frozen=True)
class SeriesWishes:
    """Options of `series item` and `series edit` as typed. None leaves a field alone, an empty text clears it.

    `presenters` attend its items ("NAVN", or "NAVN@online"), `not_presenters` no longer do; `skip` are all the
    months that are left out.
    """

    every: str | None = None
    title: str | None = None
    minutes: str | None = None
    presenters: tuple[str, ...] = ()
    not_presenters: tuple[str, ...] = ()
    responsible: str | None = None
    kind: str | None = None
    visibility: str | None = None
    point: str | None = None
    skip: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None
    ahead: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is wanted."""
        return all(getattr(self, one.name) == one.default for one in fields(self))


def series_values(desk: Desk, wishes: SeriesWishes) -> tuple[dict[str, Any], list[Person]]:
    """The fields to set, and the people they name."""
    values: dict[str, Any] = {}
    people: list[Person] = []
    if wishes.title is not None:
        values["title"] = clean_text(wishes.title)
    if wishes.every is not None:
        values["every"], values["weeks"] = read_every(wishes.every)
    if wishes.point is not None:
        values["point"] = read_point(wishes.point)
    if wishes.skip:
        values["skip"] = read_months(wishes.skip)
    if wishes.minutes is not None:
        values["minutes"] = parse_minutes(wishes.minutes) if wishes.minutes else None
    if wishes.first is not None:
        values["first"] = typed_day(desk, wishes.first)
    if wishes.last is not None:
        values["last"] = typed_day(desk, wishes.last) if wishes.last else None
    if wishes.ahead is not None:
        values["ahead"] = wishes.ahead
    for name in ("kind", "visibility"):
        if getattr(wishes, name) is not None:
            values[name] = getattr(wishes, name) or None
    if wishes.responsible is not None:
        person = address.person(desk.read, [wishes.responsible]) if wishes.responsible else None
        values["responsible"] = person.id if person is not None else None
        people += [person] if person is not None else []
    return values, people


def presenters_wanted(
    desk: Desk, series: ItemSeries, wishes: SeriesWishes
) -> tuple[list[Change], list[Person]]:
    """Who comes to the series and who goes, and the people. Naming one again only changes the mode."""
    there = {one.person: one for one in desk.read.ahead.series_presenters([series.id])}
    changes: list[Change] = []
    people: list[Person] = []
    for text in wishes.presenters:
        person, mode = presenting(desk, text)
        known = there.get(person.id)
        if known is not None:
            changes += [edited(known, mode=mode)] if known.mode != mode else []
        elif person not in people:
            number = desk.new_id(SeriesPresenter)
            changes.append(added(SeriesPresenter(number, series.board, series.id, person.id, mode)))
        people.append(person)
    for name in wishes.not_presenters:
        person = address.person(desk.read, [name])
        if person.id not in there:
            raise Refused(
                f"{person.name} deltager ikke i “{brief(series.title)}”.", hint="planner serie liste"
            )
        changes.append(removed(there[person.id]))
        people.append(person)
    return changes, people


def must_fit(desk: Desk, series: ItemSeries) -> None:
    """Refuse a series that has no period, that is there already, or that comes more often than the board meets."""
    must_last(series)
    must_have_point(series)
    if next(periods(series), None) is None:
        raise BadUsage("Der er ingen perioder i den tid.", hint="Ret --from, --to eller --skip.")
    for other in desk.read.ahead.series(desk.board.id):
        is_over = other.last is not None and other.last < max(series.first, desk.today)
        if other.id != series.id and other.title.casefold() == series.title.casefold() and not is_over:
            raise Refused(
                f"Årshjulet har allerede “{brief(other.title)}” ({often_words(other)}).",
                hint=f"Ret den: planner serie ret “{brief(other.title)}”, eller giv den nye en anden titel.",
            )
    if collides(series, _meetings(desk, series)):
        raise Refused(
            f"“{brief(series.title)}” kolliderer med sig selv: den kommer oftere, end {desk.board.name} mødes.",
            hint="Vælg et længere mellemrum med --every.",
        )


def series_named(desk: Desk, text: str) -> ItemSeries:
    """The one series that is not over with those words in its title."""
    every = [one for one in desk.read.ahead.series(desk.board.id) if not is_over(one, desk.today)]
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


def is_over(series: ItemSeries, today: date) -> bool:
    """Whether no more items can come of it."""
    return series.last is not None and series.last < today


def must_last(series: ItemSeries) -> None:
    """Refuse an end before the beginning."""
    if series.last is not None and series.last < series.first:
        raise BadUsage(
            f"Serien slutter {echo(series.last)}, før den begynder.",
            hint=f"Den begynder {echo(series.first)}; vælg en senere dag.",
        )


def typed_day(desk: Desk, text: str) -> date:
    """The one day that was typed."""
    return one_day(address.days(desk.read, desk.board, [text], desk.today))


def _meetings(desk: Desk, series: ItemSeries) -> Sequence[date]:
    first = max(series.first, desk.today)
    return desk.read.meeting_dates(desk.board.id, first, first + _A_YEAR)
