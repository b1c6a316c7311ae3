"""`planner export`: the whole plan, or its history, as JSON; coming meetings as a calendar file."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from planner.domain.errors import BadUsage, Unreachable
from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.output import emit
from planner.entrypoints.cli.parameters import reading_command
from planner.wiring import App

if TYPE_CHECKING:
    from planner.domain.calendar import CalendarEntry


@reading_command(
    examples=(
        "planner eksport > plan.json",
        "planner eksport --journal > historik.json",
        "planner eksport ics 17/9 -o moede.ics",
        "planner eksport ics --for “Sara Holm” -o sara.ics",
    )
)
@click.argument("words", nargs=-1, metavar="[ics [DATO]]")
@click.option("--journal", is_flag=True, help="Historikken: hvert trin med det, der blev ændret.")
@click.option("--for", "person", metavar="NAVN", help="Kun det, den person deltager i (ics).")
@click.option("-o", "--out", "path", metavar="FIL", help="Skriv i filen i stedet for på skærmen (ics).")
def export(
    app: App, words: tuple[str, ...], *, journal: bool, person: str | None, path: str | None, as_json: bool
) -> None:
    """Skriv hele planen (eller dens historik) som JSON: alle udvalg, eller det ene, som --board nævner.

    Med “ics” skrives de kommende møder, eller det ene den dag, som en kalenderfil. Titler på lukkede punkter står der
    aldrig, og heller ikke hvem der er inviteret.
    """
    if words and words[0].casefold() == "ics" and not journal:
        _as_calendar(app, words[1:], person, path, as_json=as_json)
        return
    if words or person or path:
        raise BadUsage(say("Planen skrives hel som JSON."), hint=say("En kalenderfil: planner eksport ics."))
    from planner.usecases.export import export_journal, export_plan  # noqa: PLC0415 -- slow import

    with app.reader() as reader:
        board = app.board(reader).id if app.options.board else None
        view = export_journal(reader, board) if journal else export_plan(reader, board)
    emit(view, as_json=True, render=lambda _, __: [])


def _as_calendar(
    app: App, words: tuple[str, ...], person: str | None, path: str | None, *, as_json: bool
) -> None:
    from planner.usecases.export_ics import events_to_export  # noqa: PLC0415 -- slow import

    with app.reader() as reader:
        board = app.board(reader)
        events = events_to_export(
            reader, board, app.sender(board), app.clock.now(), words=words, person=person
        )
    content = app.events_file(person or board.name, events)
    if path is None and not as_json:
        sys.stdout.write(content.decode())
        return
    if path is not None:
        _written(path, content)
    emit(
        {"file": path, "events": [_row(event) for event in events]},
        as_json=as_json,
        render=lambda _, __: [
            say(
                f"1 aftale skrevet i {path}."
                if len(events) == 1
                else f"{len(events)} aftaler skrevet i {path}."
            )
        ],
    )


def _row(event: CalendarEntry) -> dict[str, object]:
    return {"starts": event.starts, "ends": event.ends, "subject": event.subject, "place": event.place}


def _written(path: str, content: bytes) -> None:
    from pathlib import Path  # noqa: PLC0415 -- slow import

    try:
        Path(path).write_bytes(content)
    except OSError as trouble:
        raise Unreachable(
            f"{path} kan ikke skrives: {trouble.strerror}.", hint="Vælg en anden fil."
        ) from None
