"""`planner person`: people, the ways their names are written, and their seat on the board."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import click

from planner.domain.errors import BadUsage
from planner.entrypoints.cli.doing import manner, tell
from planner.entrypoints.cli.group import command_group
from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.output import Line, clip, emit
from planner.entrypoints.cli.parameters import joined
from planner.wiring import App

if TYPE_CHECKING:
    from planner.domain.people import Person

person = command_group(
    "person",
    "Personer: tilføj, ret, flet, se eller indlæs dem.",
    examples=(
        "planner person tilføj Bo Ravn --initials BR --title Økonomichef",
        "planner person indlæs folk.csv",
    ),
)
_ROLES = {"medlem": "member", "gæst": "guest", "sekretariat": "secretariat", "ingen": ""}
_LARGEST_FILE = 20_000_000


def _known_about_them(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options that `add` and `edit` share."""
    options = (
        click.option("--initials", metavar="INITIALER", help="Initialer."),
        click.option("--title", metavar="TITEL", help="Stilling."),
        click.option("--unit", metavar="ENHED", help="Enhed."),
        click.option("--email", metavar="MAIL", help="Mailadresse."),
        click.option("--telephone", metavar="NUMMER", help="Telefon, hvis noget haster."),
        click.option("--language", metavar="SPROG", help="Personens sprog: da, en, no eller sv."),
        click.option("--channel", metavar="KANAL", help="Hvordan de får besked: ews, mail, ics eller none."),
        click.option("--secretary", metavar="NAVN", help="Får kopi af personens påmindelser."),
        click.option("--spelling", "spellings", multiple=True, metavar="NAVN", help="En anden stavemåde."),
        click.option("--role", type=click.Choice(list(_ROLES)), help="Pladsen i udvalget."),
    )
    for option in reversed(options):
        function = option(function)
    return function


@person.writing(
    "add", examples=("planner person tilføj Bo Ravn --initials BR --title Økonomichef --role medlem",)
)
@click.argument("name", nargs=-1, required=True, metavar="NAVN")
@_known_about_them
def add(
    app: App, name: tuple[str, ...], *, as_json: bool, dry_run: bool, why: str | None, **known: Any
) -> None:
    """Tilføj en person."""
    from planner.usecases.edit_person import AddPerson, PersonWishes, add_person  # noqa: PLC0415 -- slow import

    how = manner(app, name, dry_run=dry_run, why=why)
    wishes = PersonWishes(**_read(known), name=joined(name))
    tell(add_person(AddPerson(wishes, how), store=app.store(), clock=app.clock), as_json=as_json)


@person.writing(
    "edit", examples=("planner person ret BR --title Direktør", 'planner person ret BR --email ""')
)
@click.argument("words", nargs=-1, required=True, metavar="NAVN")
@click.option("--name", metavar="NAVN", help="Nyt navn; det gamle huskes som stavemåde.")
@_known_about_them
def edit(
    app: App, words: tuple[str, ...], *, as_json: bool, dry_run: bool, why: str | None, **known: Any
) -> None:
    """Ret en person. En tom tekst ("") fjerner en oplysning."""
    from planner.usecases.edit_person import EditPerson, PersonWishes, edit_person  # noqa: PLC0415 -- slow import

    how = manner(app, words, dry_run=dry_run, why=why)
    command = EditPerson(words, PersonWishes(**_read(known)), how)
    tell(edit_person(command, store=app.store(), clock=app.clock), as_json=as_json)


@person.writing("merge", examples=("planner person flet B. Ravn --into BR",))
@click.argument("words", nargs=-1, required=True, metavar="NAVN")
@click.option("--into", required=True, metavar="NAVN", help="Den, der bliver.")
def merge(
    app: App, words: tuple[str, ...], *, into: str, as_json: bool, dry_run: bool, why: str | None
) -> None:
    """Flet to, der er den samme person: alt, hvad den ene havde, får den anden."""
    from planner.usecases.merge_people import MergePeople, merge_people  # noqa: PLC0415 -- slow import

    command = MergePeople(words, (into,), manner(app, words, dry_run=dry_run, why=why))
    tell(merge_people(command, store=app.store(), clock=app.clock), as_json=as_json)


@person.reading("list", examples=("planner person liste", "planner person liste ravn"))
@click.argument("words", nargs=-1, metavar="[TEKST]")
def list_(app: App, words: tuple[str, ...], *, as_json: bool) -> None:
    """Se personerne, eller dem hvis navn, initialer eller titel rummer teksten."""
    with app.reader() as reader:
        found = reader.people(joined(words) or None)
    emit(found, as_json=as_json, render=_lines)


@person.writing("import", examples=("planner person indlæs folk.csv",))
@click.argument("file", metavar="FIL.csv")
def import_(app: App, file: str, *, as_json: bool, dry_run: bool, why: str | None) -> None:
    """Indlæs personer fra en tabel (CSV): navn;initialer;titel;enhed;e-mail;telefon;sprog;kanal.

    Overskrifterne kan være på dansk eller engelsk, og filen kan indlæses igen uden at noget bliver dobbelt.
    """
    from planner.usecases.import_people import ImportPeople, import_people  # noqa: PLC0415 -- slow import

    with open(file, "rb") as opened:  # noqa: PTH123 -- pathlib is slow
        data = opened.read(_LARGEST_FILE + 1)
    if len(data) > _LARGEST_FILE:
        raise BadUsage("Filen er for stor til at være en liste over personer.", hint="Kontrollér filnavnet.")
    command = ImportPeople(data, manner(app, [file], dry_run=dry_run, why=why))
    tell(import_people(command, store=app.store(), clock=app.clock), as_json=as_json)


def _read(known: dict[str, Any]) -> dict[str, Any]:
    role = known.pop("role")
    return {**known, "role": _ROLES[role] if role else None}


def _lines(people: tuple[Person, ...], width: int) -> Iterator[Line]:
    if not people:
        yield say("Ingen personer svarer til det.")
    for one in people:
        rest = ", ".join(text for text in (one.title, one.unit, one.email, one.telephone) if text)
        yield [
            (f"{one.initials or '':<6}", "id"),
            (f"{clip(one.name, 30):<31}", ""),
            (clip(rest, width - 37), "muted"),
        ]
