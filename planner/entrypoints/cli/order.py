"""`planner move` and `planner swap`: the running order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from planner.domain.errors import BadUsage
from planner.entrypoints.cli.doing import insisting, manner, tell
from planner.entrypoints.cli.parameters import writing_command
from planner.wiring import App

if TYPE_CHECKING:
    from planner.usecases.reorder import Side

_SIDES: dict[str, Side] = {
    "before": "before",
    "før": "before",
    "foer": "before",
    "after": "after",
    "efter": "after",
}


@writing_command(examples=("planner flyt 12 før 14", "planner flyt 12 efter 14", "planner flyt 12 27/11"))
@click.argument("words", nargs=-1, required=True, metavar="PUNKT før|efter PUNKT")
@insisting
def move(
    app: App, words: tuple[str, ...], *, force: bool, as_json: bool, dry_run: bool, why: str | None
) -> None:
    """Flyt et punkt lige før eller efter et andet, også til dets møde; eller til en anden dato."""
    how = manner(app, words, dry_run=dry_run, why=why, force=force)
    cut = _side_at(words)
    if cut is None:
        from planner.usecases.assign import AssignItems, assign_items  # noqa: PLC0415 -- slow import

        tell(assign_items(AssignItems(words, how), store=app.store(), clock=app.clock), as_json=as_json)
        return
    from planner.usecases.reorder import MoveBeside, move_beside  # noqa: PLC0415 -- slow import

    if not words[:cut] or not words[cut + 1 :]:
        raise BadUsage("Hvilke to punkter?", hint="Skriv for eksempel: planner flyt 12 før 14.")
    command = MoveBeside(words[:cut], _SIDES[words[cut].casefold()], words[cut + 1 :], how)
    tell(move_beside(command, store=app.store(), clock=app.clock), as_json=as_json)


@writing_command(examples=("planner byt 12 14", "planner byt lovprogram med arbejdsmiljødagen"))
@click.argument("words", nargs=-1, required=True, metavar="PUNKT PUNKT")
@insisting
def swap(
    app: App, words: tuple[str, ...], *, force: bool, as_json: bool, dry_run: bool, why: str | None
) -> None:
    """Lad to punkter bytte plads, også på tværs af møder."""
    from planner.usecases.reorder import SwapItems, swap_items  # noqa: PLC0415 -- slow import

    command = SwapItems(words, manner(app, words, dry_run=dry_run, why=why, force=force))
    tell(swap_items(command, store=app.store(), clock=app.clock), as_json=as_json)


def _side_at(words: tuple[str, ...]) -> int | None:
    """Where "før" or "efter" stands between two items; a word of a title in quotes is not looked at."""
    return next((at for at, word in enumerate(words) if word.casefold() in _SIDES), None)
