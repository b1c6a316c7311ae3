"""Take people in from a table: new ones are added, known ones completed. Twice changes nothing."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace

from planner.domain.changes import Change, added
from planner.domain.errors import BadUsage, PlannerError
from planner.domain.people import Person
from planner.domain.plan import plan_of
from planner.ports import Clock, Store
from planner.usecases.edit_person import PersonWishes, person_values, same_person
from planner.usecases.step import Decision, Desk, Done, Manner, carry_out

# Heading of a column -> field. Several columns may give the name.
_HEADINGS = {
    "name": "name", "navn": "name", "fulde navn": "name", "full name": "name",
    "first name": "first", "fornavn": "first", "last name": "last", "efternavn": "last", "surname": "last",
    "initials": "initials", "initialer": "initials", "init": "initials",
    "title": "title", "titel": "title", "stilling": "title",
    "unit": "unit", "enhed": "unit", "afdeling": "unit", "department": "unit",
    "e-mail": "email", "email": "email", "mail": "email", "e-mailadresse": "email", "mailadresse": "email",
    "telefon": "telephone", "telephone": "telephone", "phone": "telephone", "mobil": "telephone",
    "tlf.": "telephone", "tlf": "telephone", "telefonnummer": "telephone",
    "language": "language", "sprog": "language",
    "channel": "channel", "kanal": "channel",
}  # fmt: skip
_LANGUAGES = {"dansk": "da", "danish": "da", "engelsk": "en", "english": "en", "norsk": "no", "svensk": "sv"}
_CHANNELS = {"outlook": "ews", "exchange": "ews", "ingen": "none", "abonnement": "ics"}
_MOST = 20_000


@dataclass(frozen=True)
class ImportPeople:
    """The bytes of a CSV file with a heading line, separated by commas, semicolons or tabs."""

    data: bytes
    manner: Manner


def import_people(command: ImportPeople, *, store: Store, clock: Clock) -> Done:
    """Add who is new, fill in what the file knows; an empty cell changes nothing. Every fault is named at once."""
    rows = people_from(command.data)

    def decide(desk: Desk) -> Decision:
        known = list(desk.read.people())
        before = {person.id: person for person in known}
        for wishes in rows:
            values = person_values(wishes)
            typed = replace(Person(0, ""), **values)
            twin = same_person(typed, tuple(known))
            if twin is None:
                known.append(replace(typed, id=desk.new_id(Person)))
                continue
            # Another way to write the name is a spelling; the name of the plan stands.
            name = values.pop("name")
            spellings = twin.spellings if name in (twin.name, *twin.spellings) else (*twin.spellings, name)
            known[known.index(twin)] = replace(twin, **values, spellings=spellings)
        changes = [_change(before.get(person.id), person) for person in known]
        new = sum(change.before is None for change in changes)
        changed = sum(change.before not in (None, change.after) for change in changes)
        notes = (f"{new} nye, {changed} ændrede, {len(rows) - new - changed} uændrede.",)
        return Decision(plan_of(before.values()), changes, (), notes)

    return carry_out(command.manner, decide, store=store, clock=clock)


def people_from(data: bytes) -> tuple[PersonWishes, ...]:
    """The rows of the file; BadUsage that names every line that cannot be used."""
    text = _decoded(data)
    first = text.lstrip().partition("\n")[0]
    separator = max(";,\t", key=first.count)
    lines = csv.reader(io.StringIO(text.lstrip()), delimiter=separator)
    headings = [_HEADINGS.get(" ".join(cell.casefold().split())) for cell in next(lines, [])]
    if "name" not in headings and "first" not in headings:
        raise BadUsage(
            "Filen har ingen kolonne med navne.",
            hint="Første linje skal have overskrifter: navn;initialer;titel;enhed;e-mail;telefon;sprog;kanal.",
        )
    found: list[PersonWishes] = []
    faults: list[str] = []
    for cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if len(found) >= _MOST:
            raise BadUsage(f"Filen har over {_MOST} linjer.", hint="Del den i flere.")
        try:
            wishes = _row(dict(zip(headings, cells, strict=False)))
            person_values(wishes)
        except PlannerError as wrong:
            faults.append(f"linje {lines.line_num}: {wrong.sentence.rstrip('.')}")
        else:
            found.append(wishes)
    if faults:
        raise BadUsage(
            f"Filen kan ikke bruges: {'; '.join(faults[:10])}.", hint="Ret linjerne, og prøv igen."
        )
    return tuple(found)


def _row(cells: dict[str | None, str]) -> PersonWishes:
    given = {name: text.strip() for name, text in cells.items() if name and text.strip()}
    first, last = given.pop("first", ""), given.pop("last", "")
    given.setdefault("name", f"{first} {last}".strip())
    if "language" in given:
        given["language"] = _LANGUAGES.get(given["language"].casefold(), given["language"])
    if "channel" in given:
        given["channel"] = _CHANNELS.get(given["channel"].casefold(), given["channel"])
    return PersonWishes(**given)  # type: ignore[arg-type]


def _decoded(data: bytes) -> str:
    """UTF-8, or else what spreadsheets on a Danish Windows write."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _change(before: Person | None, after: Person) -> Change:
    return added(after) if before is None else Change(before, after)
