"""What somebody undertook to follow up: add, change, done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from planner.domain.changes import added, edited
from planner.domain.errors import BadUsage, Refused, Unknown
from planner.domain.item import FollowUp
from planner.domain.people import Person
from planner.domain.plan import Plan, plan_of
from planner.domain.typed import clean_note, clean_text
from planner.ports import Clock, Store
from planner.usecases import address
from planner.usecases.step import Decision, Desk, Done, Manner, carry_out
from planner.usecases.targets import one_day


@dataclass(frozen=True)
class FollowUpWishes:
    """Options as typed; None leaves a field alone, an empty text clears it.

    `owner` is a person, or a unit as it is written.
    """

    text: str | None = None
    owner: str | None = None
    due: str | None = None
    item: str | None = None
    meeting: str | None = None


@dataclass(frozen=True)
class AddFollowUp:
    """A new one; its text is in the wishes."""

    wishes: FollowUpWishes
    manner: Manner


@dataclass(frozen=True)
class EditFollowUps:
    """Numbers as typed, and what is to be different."""

    words: tuple[str, ...]
    wishes: FollowUpWishes
    manner: Manner


@dataclass(frozen=True)
class FinishFollowUps:
    """Numbers as typed. `again` opens them once more."""

    words: tuple[str, ...]
    manner: Manner
    again: bool = False


def add_follow_up(command: AddFollowUp, *, store: Store, clock: Clock) -> Done:
    """The new one, of an item or a meeting where they are given."""

    def decide(desk: Desk) -> Decision:
        if not command.wishes.text:
            raise BadUsage(
                "Hvad skal følges op?",
                hint='Skriv for eksempel: planner opfølgning ny "Undersøge prisen" --owner BR --due 1/10',
            )
        values, known = _values(desk, command.wishes)
        row = FollowUp(desk.new_id(FollowUp), desk.board.id, values.pop("text"), **values)
        return Decision(known, [added(row)], (row.due,) if row.due else ())

    return carry_out(command.manner, decide, store=store, clock=clock)


def edit_follow_ups(command: EditFollowUps, *, store: Store, clock: Clock) -> Done:
    """Set the fields given, on each of them."""

    def decide(desk: Desk) -> Decision:
        rows, plan = _named(desk, command.words)
        values, known = _values(desk, command.wishes)
        if not values:
            raise BadUsage(
                "Hvad skal rettes?", hint="Skriv for eksempel: planner opfølgning ret 3 --due 1/10."
            )
        days = (values["due"],) if values.get("due") else ()
        return Decision(plan.merged(known), [edited(row, **values) for row in rows], days)

    return carry_out(command.manner, decide, store=store, clock=clock)


def finish_follow_ups(command: FinishFollowUps, *, store: Store, clock: Clock) -> Done:
    """They are done; or open again."""

    def decide(desk: Desk) -> Decision:
        rows, plan = _named(desk, command.words)
        for row in rows:
            if row.done != command.again:
                said = "er ikke gjort endnu" if command.again else "er allerede gjort"
                raise Refused(f"Opfølgning {row.id} {said}.", hint="planner opfølgning liste --all")
        return Decision(plan, [edited(row, done=not command.again) for row in rows])

    return carry_out(command.manner, decide, store=store, clock=clock)


def _named(desk: Desk, words: Sequence[str]) -> tuple[list[FollowUp], Plan]:
    """Those with the numbers, or with a part of their text that only one open one has."""
    args = address.words_of(words)
    if not args:
        raise BadUsage("Hvilken opfølgning?", hint="Skriv nummeret fra: planner opfølgning liste")
    plan = desk.read.followups(desk.board.id).merged(desk.read.followups(desk.board.id, done=True))
    there = plan.all(FollowUp)
    numbers = [arg.removeprefix("#") for arg in args]
    if all(number.isascii() and number.isdigit() for number in numbers):
        for number in numbers:
            if int(number) not in there:
                raise Unknown(
                    f"Der er ikke nogen opfølgning {number}.", hint="planner opfølgning liste viser dem."
                )
        return [there[int(number)] for number in dict.fromkeys(numbers)], plan
    text = " ".join(args).casefold()
    found = [one for one in there.values() if text in one.text.casefold() and not one.done]
    if len(found) != 1:
        asked = " ".join(args)
        said = f"Flere opfølgninger rummer “{asked}”." if found else f"Ingen opfølgning rummer “{asked}”."
        raise Unknown(said, hint="Skriv nummeret fra: planner opfølgning liste")
    return found, plan


def _values(desk: Desk, wishes: FollowUpWishes) -> tuple[dict[str, Any], Plan]:
    """The fields to set, and a plan with whom and what they name."""
    values: dict[str, Any] = {}
    known = Plan()
    if wishes.text is not None:
        values["text"] = clean_note(wishes.text, "Teksten")
    if wishes.owner is not None:
        person = _person(desk, wishes.owner)
        unit = clean_text(wishes.owner, "Den ansvarlige") if wishes.owner and person is None else None
        values |= {"person": person.id if person else None, "owner": person.name if person else unit}
        known = known.merged(plan_of([person] if person else []))
    if wishes.due is not None:
        asked = address.days(desk.read, desk.board, [wishes.due], desk.today) if wishes.due else None
        values["due"] = one_day(asked) if asked else None
    if wishes.item is not None:
        item = address.item(desk.read, desk.board, [wishes.item], desk.today) if wishes.item else None
        values["item"] = item.id if item else None
        known = known.merged(desk.about([item]) if item else Plan())
    if wishes.meeting is not None:
        day = [wishes.meeting]
        meeting = address.meeting(desk.read, desk.board, day, desk.today) if wishes.meeting else None
        values["meeting"] = meeting.id if meeting else None
        known = known.merged(plan_of([meeting] if meeting else []))
    return values, known


def _person(desk: Desk, owner: str) -> Person | None:
    """The person with that name or those initials; None for a unit, though somebody's title may name it."""
    text = " ".join(address.words_of([owner])).casefold()
    found = [one for one in desk.read.people(text) if _is_called(one, text)] if text else []
    return address.person(desk.read, [owner]) if len(found) > 1 else next(iter(found), None)


def _is_called(one: Person, text: str) -> bool:
    names = [name.casefold() for name in (one.name, one.initials, *one.spellings) if name]
    return any(f" {name} ".find(f" {text} ") >= 0 for name in names)
