"""`planner show`: everything about an item, a meeting or a person."""

from __future__ import annotations

import click

from planner.entrypoints.cli.output import emit
from planner.entrypoints.cli.parameters import reading_command
from planner.wiring import App


@reading_command(
    examples=(
        "planner vis 12",
        "planner vis 12 --for BR",
        "planner vis lovprogram",
        "planner vis 27/11",
        "planner vis “28/5 pkt. 4”",
    )
)
@click.argument("words", nargs=-1, required=True, metavar="PUNKT|DATO|NAVN")
@click.option("--for", "to", metavar="NAVN", help="Kun det om punktet, der må siges til denne person.")
def show(app: App, words: tuple[str, ...], *, to: str | None, as_json: bool) -> None:
    """Alt om et punkt, et møde eller en person, med historik."""
    if to is not None:
        _show_for(app, words, to, as_json=as_json)
        return
    from planner.entrypoints.cli.screen_show import show_lines  # noqa: PLC0415 -- slow import
    from planner.usecases.views.show import show as view  # noqa: PLC0415 -- slow import

    with app.reader() as reader:
        board, now, levels = app.board(reader), app.clock.now(), app.settings.rules
        found = view(reader, board, now, words, levels=levels, language=app.language)
    emit(found, as_json=as_json, render=show_lines)


def _show_for(app: App, words: tuple[str, ...], to: str, *, as_json: bool) -> None:
    from planner.entrypoints.cli.screen_may_hear import may_hear_lines  # noqa: PLC0415 -- slow import
    from planner.usecases.views.may_hear import may_hear  # noqa: PLC0415 -- slow import

    settings = app.settings
    with app.reader() as reader:
        found = may_hear(
            reader,
            app.board(reader),
            app.clock.now(),
            words,
            to,
            mailbox=settings.secretariat_mailbox,
            telephone=settings.secretariat_telephone,
        )
    emit(found, as_json=as_json, render=may_hear_lines)
