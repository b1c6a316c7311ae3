"""`planner busy`: when somebody's own calendar is taken on a day, as far as Exchange may tell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from planner.domain.errors import Refused
from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.output import Line, emit
from planner.entrypoints.cli.parameters import reading_command
from planner.wiring import App

if TYPE_CHECKING:
    from planner.usecases.busy import BusyView


@reading_command(examples=("planner optaget Anders 8/10", "planner optaget BR onsdag --json"))
@click.argument("words", nargs=-1, required=True, metavar="NAVN DATO")
def busy(app: App, words: tuple[str, ...], *, as_json: bool) -> None:
    """Se, hvornår en person er optaget en dag. Kun tiderne vises, aldrig hvad de handler om."""
    from planner.usecases.busy import busy_on  # noqa: PLC0415 -- slow import

    if "ews" not in app.ways:
        raise Refused(
            "Ledige tider kan kun slås op, når aftaler sendes med Exchange.",
            hint="Det vælges under [calendar] som backend; planner konfig vis siger hvor.",
        )
    with app.reader() as reader:
        board = app.board(reader)
    view = busy_on(words, board, store=app.store(), gateway=app.gateway("ews"), clock=app.clock)
    emit(view, as_json=as_json, render=_lines)


def _lines(view: BusyView, places: int) -> Iterator[Line]:
    from planner.domain.wording import clock, day_month_year  # noqa: PLC0415 -- slow import

    del places
    yield [(say(f"{view.name} · {day_month_year(view.date)}"), "title")]
    for one in view.taken:
        until = "24.00" if one.ends.date() > view.date else clock(one.ends.time())
        since = "0.00" if one.starts.date() < view.date else clock(one.starts.time())
        yield say(f"  optaget kl. {since}-{until}")
    if not view.taken:
        yield say("  Ikke optaget, så vidt kalenderen kan ses.")
