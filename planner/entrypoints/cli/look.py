"""`planner look`: the coming meetings. The command that a secretary runs all day; it must be quick."""

from __future__ import annotations

import click

from planner.entrypoints.cli.output import emit
from planner.entrypoints.cli.parameters import reading_command
from planner.wiring import App


@reading_command(examples=("planner", "planner oversigt --weeks 3", "planner oversigt --all --json"))
@click.option("--weeks", type=click.IntRange(0, 520), metavar="N", help="Til og med i dag + N uger.")
@click.option("--all", "everything", is_flag=True, help="Alle møder, der ikke er slut.")
def look(app: App, *, weeks: int | None, everything: bool, as_json: bool) -> None:
    """De kommende møder med deres punkter, det der afventer dato, og OBS-punkter.

    Uden tilvalg vises de næste seks møder.
    """
    from planner.entrypoints.cli.screen_look import look_lines  # noqa: PLC0415 -- slow import
    from planner.usecases.views.look import look as view  # noqa: PLC0415 -- slow import

    if weeks is None and "look.weeks" in app.settings.sources:
        weeks = app.settings.weeks
    with app.reader() as reader:
        found = view(
            reader,
            app.board(reader),
            app.clock.now(),
            weeks=weeks,
            everything=everything,
            levels=app.settings.rules,
        )
    emit(found, as_json=as_json, render=look_lines)
