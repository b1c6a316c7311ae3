"""`planner init`: set up the plan of a board, asking on a terminal for what was not typed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from planner.domain.errors import BadUsage
from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.output import Line, emit
from planner.entrypoints.cli.parameters import writing_command
from planner.wiring import App

if TYPE_CHECKING:
    from planner.usecases.found import Founded

_QUESTIONS = {
    "code": ("--board", "Udvalgets kode (for eksempel DIR):", None),
    "name": ("--name", "Udvalgets navn:", None),
    "weekday": ("--weekday", "Ugedag for møderne:", "onsdag"),
    "start": ("--start", "Møderne begynder klokken:", "9.00"),
    "end": ("--end", "Møderne slutter klokken:", "12.00"),
}


@writing_command(
    examples=(
        "planner opret --board BY --name Byrådet --weekday onsdag --start 9 --end 13",
        "planner opret          (spørger om det, der mangler)",
    )
)
@click.option("--name", metavar="NAVN", help="Udvalgets navn.")
@click.option("--weekday", metavar="DAG", help="Ugedagen for møderne.")
@click.option("--start", metavar="KL", help="Hvornår møderne begynder.")
@click.option("--end", metavar="KL", help="Hvornår møderne slutter.")
@click.option("--place", metavar="STED", help="Hvor møderne holdes.")
@click.option("--room", metavar="POSTKASSE", help="Lokalets postkasse, som bookes til hvert møde.")
@click.option("--zone", metavar="ZONE", help="Tidszonen; ellers indstillingernes.")
@click.option(
    "--unclassified",
    type=click.Choice(["open", "closed"]),
    default="closed",
    help="Regnes et punkt uden oplysning for åbent (open) eller lukket (closed)?",
)
def init(
    app: App,
    *,
    name: str | None,
    weekday: str | None,
    start: str | None,
    end: str | None,
    place: str | None,
    room: str | None,
    zone: str | None,
    unclassified: str,
    as_json: bool,
    dry_run: bool,
    why: str | None,
) -> None:
    """Opret planen for et udvalg: kode (--board), navn, fast ugedag og ramme.

    Uden tilvalg bliver du spurgt. Det er her, fortryd stopper.
    """
    from planner.domain.wording import parse_clock, parse_weekday  # noqa: PLC0415 -- slow import
    from planner.usecases.found import FoundBoard, found_board, rehearse  # noqa: PLC0415 -- slow import

    typed = {"code": app.options.board, "name": name, "weekday": weekday, "start": start, "end": end}
    told = _complete(typed)
    command = FoundBoard(
        code=told["code"],
        name=told["name"],
        weekday=parse_weekday(told["weekday"]),
        start=parse_clock(told["start"]),
        end=parse_clock(told["end"]),
        place=place,
        room=room,
        zone=zone or app.settings.zone,
        unclassified="open" if unclassified == "open" else "closed",
        orientering=app.settings.orientering,
        droeftelse=app.settings.droeftelse,
        beslutning=app.settings.beslutning,
        by=app.by,
        why=why,
        dry_run=dry_run,
    )
    if dry_run and not app.has_database():
        founded = rehearse(command)
    else:
        founded = found_board(command, store=app.store(create=True), clock=app.clock)
    emit(founded, as_json=as_json, render=_lines)


def _complete(typed: dict[str, str | None]) -> dict[str, str]:
    """What was typed, and answers for the rest; without a terminal an error that names all that is missing."""
    from planner.entrypoints.cli.asking import ask, is_interactive  # noqa: PLC0415 -- only to ask

    missing = [name for name, value in typed.items() if not value]
    if missing and not is_interactive():
        options = ", ".join(_QUESTIONS[name][0] for name in missing)
        raise BadUsage(
            f"Der mangler {options}.",
            hint="For eksempel: planner opret --board BY --name Byrådet --weekday onsdag --start 9 --end 13",
        )
    return {
        name: value or ask(say(_QUESTIONS[name][1]), default=_QUESTIONS[name][2])
        for name, value in typed.items()
    }


def _lines(founded: Founded, _width: int) -> Iterator[Line]:
    from planner.domain.wording import clock, day_name  # noqa: PLC0415 -- slow import

    board = founded.board
    day = say(f"hver {day_name(board.weekday)}" if board.weekday is not None else "uden fast ugedag")
    would = "Ville oprette" if founded.dry_run else "Oprettede"
    yield [(say(f"{would} planen for {board.name} ({board.code})"), "title"), (".", "")]
    yield say(
        f"Møder {day} kl. {clock(board.start)}-{clock(board.end)}{f', {board.place}' if board.place else ''}."
    )
    if not founded.dry_run:
        yield ""
        yield say(
            "Næste skridt: planner indlæs FIL (et referat eller en dagsorden), eller planner serie tilføj."
        )
