"""`planner history`: who changed what, when and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.output import Line, emit
from planner.entrypoints.cli.parameters import reading_command
from planner.wiring import App

if TYPE_CHECKING:
    from planner.usecases.views.history import HistoryView


@reading_command(examples=("planner historik", "planner historik 12", "planner historik --limit 100"))
@click.argument("words", nargs=-1, metavar="[PUNKT]")
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, metavar="N", help="Højst så mange trin.")
def history(app: App, words: tuple[str, ...], *, limit: int, as_json: bool) -> None:
    """Hvem ændrede hvad, hvornår og hvorfor; det seneste først."""
    from planner.usecases.views.history import history as view  # noqa: PLC0415 -- slow import

    with app.reader() as reader:
        found = view(reader, app.board(reader), app.clock.now(), words, limit=limit, language=app.language)
    emit(found, as_json=as_json, render=_lines)


def _lines(view: HistoryView, width: int) -> Iterator[Line]:
    from planner.entrypoints.cli.screen_history import step_lines  # noqa: PLC0415 -- slow import

    about = f"#{view.item}" if view.item is not None else say("historik")
    yield [(f"{view.board.name} · {about}", "title")]
    if not view.steps:
        yield say("Intet er ændret endnu.")
    for step in view.steps:
        yield ""
        yield from step_lines(step, width)
