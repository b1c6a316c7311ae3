"""`planner table`: the tables of the house, on the screen or as files to paste into Word."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.output import show, to_json
from planner.entrypoints.cli.parameters import reading_command
from planner.wiring import App

if TYPE_CHECKING:
    from planner.usecases.views.table import TableView


@reading_command(
    examples=(
        "planner tabel",
        "planner tabel --docx kommende.docx",
        "planner tabel 27/11 --html tidsplan.html",
        "planner tabel --for åben --md kommende.md",
        "planner tabel --ics møder/          (en kalenderfil for hvert møde)",
    )
)
@click.argument("words", nargs=-1, metavar="[DATO]")
@click.option("--docx", metavar="FIL", help="Skriv tabellen som Word-dokument.")
@click.option("--html", metavar="FIL", help="Skriv tabellen som HTML.")
@click.option("--md", metavar="FIL", help="Skriv tabellen som Markdown.")
@click.option("--ics", metavar="FIL", help="Skriv mødet som kalenderfil; uden dato en mappe med alle møder.")
@click.option(
    "--for",
    "reader",
    default="dagsorden",
    metavar="MODTAGER",
    help="dagsorden (åbent punkt), åben, medarbejder, oplægsholder, medlem, sekretariat.",
)
@click.option("--weeks", type=click.IntRange(0, 520), metavar="N", help="Til og med i dag + N uger.")
@click.option("--all", "everything", is_flag=True, help="Alle møder, der ikke er slut.")
def table(
    app: App,
    words: tuple[str, ...],
    *,
    docx: str | None,
    html: str | None,
    md: str | None,
    ics: str | None,
    reader: str,
    weeks: int | None,
    everything: bool,
    as_json: bool,
) -> None:
    """Tabellen “Dato | Punkter” med dem, der afventer dato; med en dato: “Tid | Punkt” for mødet.

    Lukkede punkter står som “Lukket punkt”, medmindre modtageren må se dem.
    """
    from planner.entrypoints.cli.files import saved  # noqa: PLC0415 -- slow import

    view = _view(app, words, reader, weeks=weeks, everything=everything)
    files: list[str] = []
    if docx:
        files.append(saved(docx, app.written(view.table, "docx", say)))
    if html:
        files.append(saved(html, app.written(view.table, "html", say)))
    if md:
        files.append(saved(md, app.written(view.table, "md", say)))
    if ics:
        files += _calendars(app, view, ics, reader)
    if as_json:
        print(to_json(view))
    elif files:
        show([say(f"Skrev {path}.") for path in files])
    else:
        sys.stdout.write(app.written(view.table, "txt", say).decode())
    if view.unstated and not as_json:
        ids = ", ".join(f"#{number}" for number in view.unstated[:8])
        more = say(" med flere") if len(view.unstated) > 8 else ""
        show([say(f"Uden angivet åbenhed, vist med titel: {ids}{more}.")], sys.stderr)


def _view(app: App, words: tuple[str, ...], name: str, *, weeks: int | None, everything: bool) -> TableView:
    from planner.domain.audience import audience  # noqa: PLC0415 -- slow import
    from planner.usecases.views.table import forward_table, timed_table  # noqa: PLC0415 -- slow import

    for_whom = audience(name)
    with app.reader() as reader:
        board, now = app.board(reader), app.clock.now()
        if words:
            return timed_table(reader, board, now, for_whom, words)
        return forward_table(reader, board, now, for_whom, weeks=weeks, everything=everything)


def _calendars(app: App, view: TableView, target: str, name: str) -> list[str]:
    """The calendar files written: that of the one meeting, or one for each coming meeting in a folder."""
    from pathlib import Path  # noqa: PLC0415 -- slow import

    from planner.domain.audience import audience  # noqa: PLC0415 -- slow import
    from planner.domain.tables import ForwardTable, TimedTable  # noqa: PLC0415 -- slow import
    from planner.entrypoints.cli.files import saved  # noqa: PLC0415 -- slow import
    from planner.usecases.views.table import timed_table  # noqa: PLC0415 -- slow import

    with app.reader() as reader:
        board = app.board(reader)
        files = {target: view}
        if isinstance(view.table, ForwardTable):
            days = [row.date.isoformat() for row in view.table.rows]
            files = {
                str(Path(target) / f"{day}.ics"): timed_table(
                    reader, board, app.clock.now(), audience(name), (day,)
                )
                for day in days
            }
    return [
        saved(path, app.calendar_file(one.table, one.meeting, board))
        for path, one in files.items()
        if isinstance(one.table, TimedTable) and one.meeting is not None
    ]
