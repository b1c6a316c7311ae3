"""`planner undo` and `planner redo`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from planner.domain.errors import NeedsPerson
from planner.entrypoints.cli.asking import confirm, is_interactive
from planner.entrypoints.cli.doing import done_lines, manner, wrapped
from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.output import Line, show, to_json, width
from planner.entrypoints.cli.parameters import writing_command
from planner.wiring import App

if TYPE_CHECKING:
    from planner.usecases.take_back import TakenBack


@writing_command(examples=("planner fortryd", "planner fortryd --mine"))
@click.option("--mine", is_flag=True, help="Kun min egen seneste ændring.")
@click.option("--yes", is_flag=True, help="Også en andens ændring, uden at spørge.")
def undo(app: App, *, mine: bool, yes: bool, as_json: bool, dry_run: bool, why: str | None) -> None:
    """Fortryd udvalgets seneste ændring, hvem der end lavede den.

    Er den lavet af en anden, bliver du spurgt.
    """
    from planner.usecases.take_back import TakeBack  # noqa: PLC0415 -- slow import
    from planner.usecases.take_back import undo as take_back  # noqa: PLC0415 -- slow import

    how = manner(app, dry_run=dry_run, why=why)
    store = app.store()
    try:
        done = take_back(TakeBack(how, mine, 0 if yes else None), store=store, clock=app.clock)
    except NeedsPerson as asked:
        step = asked.data.get("step")
        if not is_interactive() or not isinstance(step, int):
            raise
        if not confirm(say(f"{asked.sentence} Skal den fortrydes?")):
            print(say("Intet er ændret."))
            return
        done = take_back(TakeBack(how, mine, step), store=store, clock=app.clock)
    _tell(done, say("Fortrudt"), as_json=as_json)


@writing_command(examples=("planner gentag",))
def redo(app: App, *, as_json: bool, dry_run: bool, why: str | None) -> None:
    """Gentag det, der blev fortrudt senest."""
    from planner.usecases.take_back import BringBack  # noqa: PLC0415 -- slow import
    from planner.usecases.take_back import redo as bring_back  # noqa: PLC0415 -- slow import

    done = bring_back(BringBack(manner(app, dry_run=dry_run, why=why)), store=app.store(), clock=app.clock)
    _tell(done, say("Gentaget"), as_json=as_json)


def _tell(done: TakenBack, word: str, *, as_json: bool) -> None:
    from planner.domain.wording import clock, short  # noqa: PLC0415 -- slow import

    def lines(view: TakenBack, places: int) -> Iterator[Line]:
        if view.of is not None:
            when = say(f"{short(view.of.at.date())} kl. {clock(view.of.at.time())}")
            yield from wrapped(f"{word}: {view.of.command} ({view.of.by}, {when})", places, "title")
        yield from done_lines(view, places)

    if as_json:
        print(to_json(done.plain()))
    else:
        show(lines(done, width()))
