"""What somebody wants an item to be, as typed: turned into values of its fields and into presenters."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Literal

from planner.domain.changes import Change, added, edited, removed
from planner.domain.errors import Refused
from planner.domain.item import Item, Presenter
from planner.domain.people import Person
from planner.domain.plan import Plan, plan_of
from planner.domain.typed import clean_note, clean_text
from planner.domain.wording import parse_minutes
from planner.usecases import address
from planner.usecases.blocks import block_named
from planner.usecases.step import Desk
from planner.usecases.targets import one_day

Mode = Literal["in_room", "online"]
_ONLINE = ("online", "teams")


@dataclass(frozen=True)
class Wishes:
    """Options of `add` and `edit` as typed. None leaves a field alone, an empty text clears it.

    `presenters` come to the item ("NAVN", or "NAVN@online"), `not_presenters` no longer do. `start` is a
    clock time of its own on the agenda.
    """

    title: str | None = None
    kind: str | None = None
    minutes: str | None = None
    responsible: str | None = None
    officer: str | None = None
    latest: str | None = None
    earliest: str | None = None
    under: str | None = None
    visibility: str | None = None
    title_public: str | None = None
    case_number: str | None = None
    kle: str | None = None
    waits_for: str | None = None
    waits_on: str | None = None
    event: str | None = None
    note: str | None = None
    bring: str | None = None
    presenters: tuple[str, ...] = ()
    not_presenters: tuple[str, ...] = ()
    start: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is wanted."""
        return all(getattr(self, one.name) == one.default for one in fields(self))


def item_values(desk: Desk, wishes: Wishes) -> tuple[dict[str, Any], Plan, tuple[date, ...]]:
    """The fields to set, a plan with the people and blocks they name, and the days understood."""
    values: dict[str, Any] = {}
    found = Plan()
    if wishes.title is not None:
        values["title"] = clean_text(wishes.title)
    for name, what in (
        ("title_public", "Den offentlige titel"),
        ("case_number", "Sagsnummeret"),
        ("kle", "KLE-nummeret"),
        ("waits_for", "Det, der afventes,"),
        ("waits_on", "Den, der ventes på,"),
        ("bring", "Det, der skal medbringes,"),
    ):
        text = getattr(wishes, name)
        if text is not None:
            values[name] = clean_text(text, what) if text else None
    if wishes.note is not None:
        values["note"] = clean_note(wishes.note) if wishes.note else None
    if wishes.kind is not None:
        values["kind"] = wishes.kind or None
    if wishes.visibility is not None:
        values["visibility"] = wishes.visibility or None
    if wishes.minutes is not None:
        values["minutes"] = parse_minutes(wishes.minutes) if wishes.minutes else None
    if wishes.responsible is not None:
        person = address.person(desk.read, [wishes.responsible]) if wishes.responsible else None
        values |= {"responsible": person.id if person else None, "responsible_text": None}
        found = found.merged(plan_of([person] if person else []))
    if wishes.officer is not None:
        person = address.person(desk.read, [wishes.officer]) if wishes.officer else None
        values["officer"] = person.id if person else None
        found = found.merged(plan_of([person] if person else []))
    if wishes.under is not None:
        block = block_named(desk, wishes.under) if wishes.under else None
        values["under"] = block.id if block else None
        found = found.merged(plan_of([block] if block else []))
    days = _days(desk, wishes, values)
    return values, found, days


def presenter_changes(desk: Desk, plan: Plan, item: Item, wishes: Wishes) -> tuple[list[Change], Plan]:
    """Presenters who come and go, and a plan with the people. Naming one again only changes the mode."""
    changes: list[Change] = []
    people: list[Person] = []
    there = _presenting(plan, item)
    for text in wishes.presenters:
        person, how = presenting(desk, text)
        people.append(person)
        known = there.get(person.id, ())
        changes += [edited(one, mode=how) for one in known if one.mode != how]
        if not known:
            changes.append(added(Presenter(desk.new_id(Presenter), item.id, person.id, how)))
    for name in wishes.not_presenters:
        person = address.person(desk.read, [name])
        if person.id not in there:
            raise Refused(f"{person.name} deltager ikke i #{item.id}.", hint=f"planner vis {item.id}")
        people.append(person)
        changes += [removed(one) for one in there[person.id]]
    return changes, plan_of(people)


def presenting(desk: Desk, text: str) -> tuple[Person, Mode]:
    """The person of "NAVN" or "NAVN@online", and how they attend."""
    name, _, mode = text.partition("@")
    how: Mode = "online" if mode.strip().casefold() in _ONLINE else "in_room"
    return address.person(desk.read, [name]), how


def _presenting(plan: Plan, item: Item) -> dict[int, tuple[Presenter, ...]]:
    """Who presents the item everywhere, or on a meeting that it stands on: what was held is history."""
    found: dict[int, tuple[Presenter, ...]] = {}
    for meeting in (None, *(placement.meeting for placement in plan.open_of(item.id))):
        for one in plan.presenters_of(item.id, meeting):
            if one not in found.get(one.person, ()):
                found[one.person] = (*found.get(one.person, ()), one)
    return found


def _days(desk: Desk, wishes: Wishes, values: dict[str, Any]) -> tuple[date, ...]:
    understood: list[date] = []
    for name, text in (("by", wishes.latest), ("after", wishes.earliest)):
        if text is not None:
            values[name] = one_day(address.days(desk.read, desk.board, [text], desk.today)) if text else None
            understood += [values[name]] if text else []
    if wishes.event is not None:
        choice = address.days(desk.read, desk.board, [wishes.event], desk.today) if wishes.event else None
        values["event_dates"] = choice.dates if choice else ()
        understood += values["event_dates"]
    first, last = values.get("after"), values.get("by")
    if first and last and first > last:
        raise Refused("Den tidligste dato ligger efter den seneste.", hint="Ret --by eller --after.")
    return tuple(understood)
