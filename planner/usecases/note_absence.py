"""Note that somebody cannot attend, or can after all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planner.domain.changes import Change, added, removed
from planner.domain.errors import Refused
from planner.domain.people import Absence, Person
from planner.domain.phrase_values import DateChoice
from planner.domain.plan import Plan, plan_of
from planner.domain.typed import clean_text
from planner.ports import Clock, Store
from planner.usecases import address
from planner.usecases.step import Decision, Desk, Done, Manner, carry_out
from planner.usecases.targets import days_meant

_STRETCHES = ("range", "week", "month")


@dataclass(frozen=True)
class NoteAbsence:
    """A name, then days ("Bo Ravn 27/11", "BR uge 48"). `attends` takes an absence back."""

    words: tuple[str, ...]
    manner: Manner
    note: str | None = None
    attends: bool = False


def note_absence(command: NoteAbsence, *, store: Store, clock: Clock) -> Done:
    """One absence for each day or stretch of days; what is noted already is left alone."""

    def decide(desk: Desk) -> Decision:
        name, choice = address.before_days(command.words, address.context(desk.read, desk.board, desk.today))
        person = address.person(desk.read, name)
        spans = _spans(choice)
        first, last = min(span[0] for span in spans), max(span[1] for span in spans)
        plan = desk.read.person_plan(person.id, first, last).merged(plan_of([person]))
        if command.attends:
            changes = _taken_back(plan, person, first, last)
        else:
            note = clean_text(command.note, "Noten") if command.note else None
            changes = _noted(desk, plan, person, spans, note)
        return Decision(plan, changes, tuple(dict.fromkeys(day for span in spans for day in span)))

    return carry_out(command.manner, decide, store=store, clock=clock)


def _spans(choice: DateChoice) -> list[tuple[date, date]]:
    spans: list[tuple[date, date]] = []
    for group in choice.groups:
        if group.kind in _STRETCHES and group.first and group.last:
            spans.append((group.first, group.last))
        else:
            spans += [(day, day) for day in days_meant(DateChoice(choice.text, (group,)))]
    return spans


def _noted(
    desk: Desk, plan: Plan, person: Person, spans: list[tuple[date, date]], note: str | None
) -> list[Change]:
    there = [absence for absence in plan.all(Absence).values() if absence.person == person.id]
    return [
        added(Absence(desk.new_id(Absence), desk.board.id, person.id, first, last, note))
        for first, last in spans
        if not any(absence.first <= first and last <= absence.last for absence in there)
    ]


def _taken_back(plan: Plan, person: Person, first: date, last: date) -> list[Change]:
    there = [a for a in plan.all(Absence).values() if a.person == person.id]
    found = [a for a in there if first <= a.first and a.last <= last]
    if not found:
        raise Refused(f"{person.name} har ikke meldt afbud den dag.", hint=f"planner vis {person.name}")
    return [removed(absence) for absence in found]
