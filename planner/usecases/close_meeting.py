"""Close a meeting: what became of each item, and what somebody undertook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from planner.domain.errors import BadUsage, PlannerError
from planner.domain.item import FollowUp, Item, Outcome
from planner.domain.meeting import Meeting
from planner.domain.people import Person
from planner.domain.placing import Target, must_be_open
from planner.domain.plan import Plan, plan_of
from planner.domain.sittings import Minutes, Noted, Undertaking, close, not_noted
from planner.domain.typed import brief, clean_note, clean_text
from planner.domain.wording import echo
from planner.ports import Clock, Reader, Store
from planner.usecases import address
from planner.usecases.step import Decision, Desk, Done, Manner, carry_out
from planner.usecases.targets import one_day, targets

# Words for an outcome in a file, in Danish and English.
_OUTCOMES: Mapping[str, Outcome] = {
    "treated": "treated",
    "behandlet": "treated",
    "not_reached": "not_reached",
    "ikke nået": "not_reached",
    "postponed": "postponed",
    "udsat": "postponed",
    "again": "again",
    "på igen": "again",
    "withdrawn": "withdrawn",
    "udgår": "withdrawn",
    "udgået": "withdrawn",
    "replaced": "replaced",
    "erstattet": "replaced",
}
_ITEM_KEYS = {"item", "outcome", "decision", "on", "title"}
_FOLLOW_UP_KEYS = {"text", "owner", "item", "due"}


@dataclass(frozen=True)
class ItemNote:
    """What became of the item that the words name; `on` are the days it is on again, as typed."""

    item: str
    outcome: Outcome
    decision: str | None = None
    on: str | None = None
    title: str | None = None


@dataclass(frozen=True)
class FollowUpNote:
    """What somebody undertook, as typed."""

    text: str
    owner: str | None = None
    item: str | None = None
    due: str | None = None


@dataclass(frozen=True)
class Notes:
    """Everything noted of a meeting. `rest` is the outcome of every item that is not named."""

    items: tuple[ItemNote, ...] = ()
    follow_ups: tuple[FollowUpNote, ...] = ()
    rest: Outcome | None = None


@dataclass(frozen=True)
class CloseMeeting:
    """The day as typed, and what was noted."""

    words: tuple[str, ...]
    manner: Manner
    notes: Notes = field(default_factory=Notes)


def close_meeting(command: CloseMeeting, *, store: Store, clock: Clock) -> Done:
    """The meeting is closed. Items of which nothing was noted stay open and are named."""

    def decide(desk: Desk) -> Decision:
        meeting, plan = _whole(desk.read, desk, command.words)
        minutes, found = _minutes(desk, plan, meeting, command.notes)
        plan = plan.merged(found)
        changes = close(plan, meeting, minutes, desk.now, desk.new_id)
        days = tuple(dict.fromkeys(t.meeting.date for noted in minutes.items.values() for t in noted.targets))
        after = plan.apply(changes)
        notes = (*_left(after, meeting, changed=bool(changes)), *_ready(after, meeting))
        return Decision(plan, changes, days, notes)

    return carry_out(command.manner, decide, store=store, clock=clock)


def agenda(
    reader: Reader, manner: Manner, words: Sequence[str], clock: Clock
) -> tuple[Meeting, tuple[Item, ...]]:
    """The meeting, and its items of which nobody has said what became."""
    desk = Desk(reader, manner.board, clock.now(), lambda _: 0)
    meeting, plan = _whole(reader, desk, words)
    return meeting, not_noted(plan, meeting)


def may_return(reader: Reader, manner: Manner, words: str, clock: Clock) -> None:
    """Refuse a typed date on which nothing can be put, before anything else is asked."""
    desk = Desk(reader, manner.board, clock.now(), lambda _: 0)
    for target in targets(desk, address.days(reader, desk.board, [words], desk.today)):
        must_be_open(target.meeting, desk.now)


def outcome_of(words: str) -> Outcome:
    """The outcome that the words name; BadUsage lists them all."""
    found = _OUTCOMES.get(" ".join(words.casefold().split()))
    if found is None:
        names = "behandlet, ikke nået, udsat, på igen, udgår, erstattet"
        raise BadUsage(f"“{brief(words)}” er ikke et resultat.", hint=f"Skriv et af: {names}.")
    return found


def notes_from(value: Any) -> Notes:
    """Notes from a JSON value; every fault in it is named at once.

    {"items": [{"item": 12, "outcome": "behandlet", "decision": "Godkendt."},
               {"item": "lovprogram", "outcome": "på igen", "on": "20/11 eller 27/11"},
               {"item": 15, "outcome": "erstattet", "title": "Et nyt oplæg"}],
     "follow_ups": [{"text": "Sender notatet rundt.", "owner": "BR", "item": 12, "due": "1/12"}],
     "rest": "behandlet"}
    """
    faults: list[str] = []
    if not isinstance(value, dict) or set(value) - {"items", "follow_ups", "rest"}:
        raise BadUsage(
            "Filen skal være et JSON-objekt med “items”, “follow_ups” og “rest”.",
            hint="Se et eksempel med “planner afslut --help”.",
        )
    items = [_item_note(row, at, faults) for at, row in _rows(value, "items", _ITEM_KEYS, faults)]
    undertaken = [
        _follow_up(row, at, faults) for at, row in _rows(value, "follow_ups", _FOLLOW_UP_KEYS, faults)
    ]
    rest = _outcome(value.get("rest"), "rest", faults) if value.get("rest") is not None else None
    if faults:
        count = "en fejl" if len(faults) == 1 else f"{len(faults)} fejl"
        raise BadUsage(f"Filen har {count}: {'; '.join(faults)}.", hint="Ret dem, og kør kommandoen igen.")
    return Notes(tuple(note for note in items if note), tuple(note for note in undertaken if note), rest)


def _whole(reader: Reader, desk: Desk, words: Sequence[str]) -> tuple[Meeting, Plan]:
    meeting = address.meeting(reader, desk.board, words, desk.today)
    plan = reader.meetings([meeting.id])
    return meeting, plan.merged(reader.items([placement.item for placement in plan.on(meeting.id)]))


def _minutes(desk: Desk, plan: Plan, meeting: Meeting, notes: Notes) -> tuple[Minutes, Plan]:
    """The notes with every name found, and a plan with the meetings and people they name."""
    found, noted = Plan(), {}
    for note in notes.items:
        item = _on_the_meeting(plan, meeting, note.item) or address.item(
            desk.read, desk.board, [note.item], desk.today
        )
        where: tuple[Target, ...] = ()
        if note.on is not None:
            where = targets(desk, address.days(desk.read, desk.board, [note.on], desk.today))
            found = found.merged(desk.about((), [target.meeting.date for target in where]))
        decision = clean_note(note.decision, "Beslutningen") if note.decision else None
        title = clean_text(note.title) if note.title is not None else None
        noted[item.id] = Noted(note.outcome, decision, where, title)
    if notes.rest is not None:
        for item in not_noted(plan, meeting):
            noted.setdefault(item.id, Noted(notes.rest))
    undertaken = []
    for follow_up in notes.follow_ups:
        one, person = _undertaking(desk, plan, meeting, follow_up)
        undertaken.append(one)
        found = found.merged(plan_of([person] if person else []))
    return Minutes(noted, undertaken), found


def _undertaking(
    desk: Desk, plan: Plan, meeting: Meeting, note: FollowUpNote
) -> tuple[Undertaking, Person | None]:
    person = _known_person(desk, note.owner)
    item = None
    if note.item is not None:
        item = _on_the_meeting(plan, meeting, note.item) or address.item(
            desk.read, desk.board, [note.item], desk.today
        )
    due = one_day(address.days(desk.read, desk.board, [note.due], desk.today)) if note.due else None
    made = Undertaking(
        clean_note(note.text, "Opfølgningen"),
        clean_text(note.owner, "Opfølgeren") if note.owner else None,
        person.id if person else None,
        item.id if item else None,
        due,
    )
    return made, person


def _known_person(desk: Desk, owner: str | None) -> Person | None:
    """The person of that name; an owner may also be an office that the plan does not know."""
    if not owner:
        return None
    try:
        return address.person(desk.read, [owner])
    except PlannerError:
        return None


def _on_the_meeting(plan: Plan, meeting: Meeting, words: str) -> Item | None:
    """The one item of the meeting with that number or those words in its title."""
    text = words.strip().removeprefix("#").casefold()
    on = [plan.items[placement.item] for placement in plan.on(meeting.id)]
    if text.isdigit():
        return next((item for item in on if item.id == int(text)), None)
    found = [item for item in on if text in item.title.casefold()]
    return found[0] if len(found) == 1 else None


def _left(plan: Plan, meeting: Meeting, *, changed: bool) -> tuple[str, ...]:
    """What to say of items without an outcome, or of a meeting that was closed before."""
    left = not_noted(plan, meeting)
    if left:
        names = ", ".join(f"#{item.id} {brief(item.title, 30)}" for item in left)
        count = "1 punkt" if len(left) == 1 else f"{len(left)} punkter"
        return (f"{count} mangler et resultat (planner afslut {_typed(meeting)}): {names}",)
    return () if changed else (f"Mødet {echo(meeting.date)} er allerede afsluttet.",)


def _ready(plan: Plan, meeting: Meeting) -> tuple[str, ...]:
    """That a mail is ready for each who follows up: a person looks at it, and sends or drops it."""
    rows = [row for row in plan.all(FollowUp).values() if row.meeting == meeting.id and not row.done]
    owners = {row.person for row in rows if row.person in plan.people}
    names = ", ".join(sorted(plan.people[one].name for one in owners if one and plan.people[one].email))
    said = f"Mail om opfølgning ligger klar til {names}: planner mail opfølgning {_typed(meeting)}"
    return (said,) if names else ()


def _typed(meeting: Meeting) -> str:
    return f"{meeting.date.day}/{meeting.date.month}"


def _rows(
    value: dict[str, Any], name: str, known: set[str], faults: list[str]
) -> list[tuple[str, dict[str, Any]]]:
    rows = value.get(name, [])
    if not isinstance(rows, list):
        faults.append(f"“{name}” skal være en liste")
        return []
    found = []
    for number, row in enumerate(rows, start=1):
        at = f"{name} nr. {number}"
        if not isinstance(row, dict):
            faults.append(f"{at} skal være et objekt")
        elif strange := set(row) - known:
            faults.append(f"{at} har det ukendte felt “{min(strange)}”")
        else:
            found.append((at, row))
    return found


def _item_note(row: dict[str, Any], at: str, faults: list[str]) -> ItemNote | None:
    outcome = _outcome(row.get("outcome"), at, faults)
    item = _text(row, "item", at, faults)
    decision, on, title = (_text(row, name, at, faults, needed=False) for name in ("decision", "on", "title"))
    if outcome == "replaced" and not title:
        faults.append(f"{at} mangler “title”: hvad der kommer i stedet")
    return ItemNote(item, outcome, decision, on, title) if outcome and item else None


def _follow_up(row: dict[str, Any], at: str, faults: list[str]) -> FollowUpNote | None:
    text = _text(row, "text", at, faults)
    owner, item, due = (_text(row, name, at, faults, needed=False) for name in ("owner", "item", "due"))
    return FollowUpNote(text, owner, item, due) if text else None


def _outcome(value: Any, at: str, faults: list[str]) -> Outcome | None:
    try:
        return outcome_of(str(value))
    except BadUsage as wrong:
        faults.append(f"{at}: {wrong.sentence.rstrip('.')}")
        return None


def _text(row: dict[str, Any], name: str, at: str, faults: list[str], *, needed: bool = True) -> str | None:
    value = row.get(name)
    if value is None or value == "":
        if needed:
            faults.append(f"{at} mangler “{name}”")
        return None
    if isinstance(value, bool) or not isinstance(value, str | int):
        faults.append(f"{at}: “{name}” skal være tekst")
        return None
    return str(value)
