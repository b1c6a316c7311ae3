"""Add and change people, and the seat they have on the board."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from planner.domain.changes import Change, added, edited, removed
from planner.domain.errors import BadUsage, Refused
from planner.domain.people import Membership, Person
from planner.domain.plan import Plan, plan_of
from planner.domain.typed import clean_text
from planner.ports import Clock, Store
from planner.usecases import address
from planner.usecases.step import Decision, Desk, Done, Manner, carry_out

Role = Literal["member", "guest", "secretariat"]
CHANNELS = ("ews", "mail", "ics", "none")
LANGUAGES = ("da", "en", "no", "sv")
_TEXTS = {
    "name": "Navnet",
    "initials": "Initialerne",
    "title": "Titlen",
    "unit": "Enheden",
    "email": "Mailadressen",
    "telephone": "Telefonnummeret",
}


@dataclass(frozen=True)
class PersonWishes:
    """Options as typed. None leaves a field alone, an empty text clears it.

    `secretary` is who gets a copy of their reminders. `role` is the seat on the command's board: ""
    for none any more.
    """

    name: str | None = None
    initials: str | None = None
    title: str | None = None
    unit: str | None = None
    email: str | None = None
    language: str | None = None
    channel: str | None = None
    spellings: tuple[str, ...] = ()
    telephone: str | None = None
    secretary: str | None = None
    role: Role | Literal[""] | None = None


@dataclass(frozen=True)
class AddPerson:
    """A new person; the name is in the wishes."""

    wishes: PersonWishes
    manner: Manner


@dataclass(frozen=True)
class EditPerson:
    """The person as typed, and what is to be different."""

    words: tuple[str, ...]
    wishes: PersonWishes
    manner: Manner


def add_person(command: AddPerson, *, store: Store, clock: Clock) -> Done:
    """The new person; Refused when somebody has that name or that mail address already."""

    def decide(desk: Desk) -> Decision:
        values = {**person_values(command.wishes), **_secretary(desk, command.wishes)}
        person = replace(Person(desk.new_id(Person), ""), **values)
        twin = same_person(person, desk.read.people())
        if twin is not None:
            raise Refused(
                f"{twin.name} er allerede i planen.", hint=f"Ret med: planner person ret “{twin.name}” ..."
            )
        return Decision(
            _known(desk, values), [added(person), *_seat(desk, Plan(), person, command.wishes.role)]
        )

    return carry_out(command.manner, decide, store=store, clock=clock)


def edit_person(command: EditPerson, *, store: Store, clock: Clock) -> Done:
    """Set the fields given; the old name is kept as a spelling."""

    def decide(desk: Desk) -> Decision:
        person = address.person(desk.read, command.words)
        values = {**person_values(command.wishes), **_secretary(desk, command.wishes)}
        if values.get("secretary") == person.id:
            raise Refused(f"{person.name} kan ikke være sin egen sekretær.", hint="Skriv en anden person.")
        if not values and command.wishes.role is None:
            raise BadUsage(
                "Hvad skal rettes?", hint="Skriv for eksempel: planner person ret BR --title Økonomichef."
            )
        name, spellings = values.get("name", person.name), values.get("spellings", ())
        kept = (*person.spellings, *spellings, *((person.name,) if name != person.name else ()))
        after = edited(person, **{**values, "spellings": tuple(dict.fromkeys(kept))})
        plan = desk.read.person_plan(person.id, desk.today, desk.today).merged(_known(desk, values))
        return Decision(plan, [after, *_seat(desk, plan, person, command.wishes.role)])

    return carry_out(command.manner, decide, store=store, clock=clock)


def person_values(wishes: PersonWishes) -> dict[str, Any]:
    """The fields to set; BadUsage for a language or channel that is not known."""
    values: dict[str, Any] = {}
    for name, what in _TEXTS.items():
        text = getattr(wishes, name)
        if text is not None:
            values[name] = clean_text(text, what) if text.strip() or name == "name" else None
    if wishes.language is not None:
        value = wishes.language.strip().lower()
        if value and value not in LANGUAGES:
            raise BadUsage(f"“{wishes.language}” kendes ikke.", hint=f"Skriv et af: {', '.join(LANGUAGES)}.")
        values["language"] = value or None
    if wishes.channel is not None:
        values["channel"] = typed_channel(wishes.channel)
    if values.get("email") and "@" not in values["email"]:
        raise BadUsage(f"“{values['email']}” er ikke en mailadresse.", hint="Skriv navn@domæne.")
    if wishes.spellings:
        values["spellings"] = tuple(clean_text(text, "Stavemåden") for text in wishes.spellings)
    return values


def _secretary(desk: Desk, wishes: PersonWishes) -> dict[str, Any]:
    if wishes.secretary is None:
        return {}
    return {"secretary": address.person(desk.read, [wishes.secretary]).id if wishes.secretary else None}


def _known(desk: Desk, values: dict[str, Any]) -> Plan:
    """The secretary, where one was given, so that the sentence can say the name."""
    return plan_of(one for one in desk.read.people() if one.id == values.get("secretary"))


def typed_channel(text: str) -> str | None:
    """A way of telling people; None for an empty text. BadUsage for one that is not known."""
    value = text.strip().lower()
    if value and value not in CHANNELS:
        raise BadUsage(f"“{text}” kendes ikke.", hint=f"Skriv et af: {', '.join(CHANNELS)}.")
    return value or None


def same_person(person: Person, known: tuple[Person, ...]) -> Person | None:
    """The known person with the same mail address, or without one in either: the same name.

    Initials alone do not make two people one, for they are used again.
    """
    mail = (person.email or "").casefold()
    for one in known:
        other = (one.email or "").casefold()
        if mail and mail == other:
            return one
        names = {name.casefold() for name in (one.name, *one.spellings)}
        if person.name.casefold() in names and not (mail and other):
            return one
    return None


def _seat(desk: Desk, plan: Plan, person: Person, role: Role | Literal[""] | None) -> list[Change]:
    if role is None:
        return []
    seats = [
        seat
        for seat in plan.all(Membership).values()
        if seat.person == person.id and seat.board == desk.board.id
    ]
    if not role:
        return [removed(seat) for seat in seats]
    if seats:
        return [edited(seat, role=role) for seat in seats]
    return [added(Membership(desk.new_id(Membership), desk.board.id, person.id, role))]
