"""`planner series`: meetings that come back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from planner.entrypoints.cli.boards import blocks_from, with_blocks
from planner.entrypoints.cli.doing import manner, tell
from planner.entrypoints.cli.group import command_group
from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.output import Line, emit
from planner.entrypoints.cli.progress import working
from planner.wiring import App

if TYPE_CHECKING:
    from planner.usecases.add_series import SeriesRow

series = command_group(
    "series",
    "Faste mødedage: tilføj en serie, eller se dem.",
    examples=("planner serie tilføj onsdag --from 8/1 --to 25/6", "planner serie liste"),
)


@series.writing(
    "add",
    examples=(
        "planner serie tilføj --from 8/1 --to 25/6",
        "planner serie tilføj tirsdag --every 2 --from 7/1 --to 24/6",
    ),
)
@click.argument("weekday", required=False, metavar="[UGEDAG]")
@click.option("--from", "first", required=True, metavar="DATO", help="Første dag.")
@click.option("--to", "last", required=True, metavar="DATO", help="Sidste dag.")
@click.option("--start", metavar="KL", help="Hvornår møderne begynder.")
@click.option("--end", metavar="KL", help="Hvornår møderne slutter.")
@click.option("--place", metavar="STED", help="Hvor møderne holdes.")
@click.option("--every", type=click.IntRange(1, 52), default=1, metavar="UGER", help="Hver N. uge.")
@click.option("--with-holidays", is_flag=True, help="Også på helligdage.")
@with_blocks
def add(
    app: App,
    weekday: str | None,
    *,
    first: str,
    last: str,
    start: str | None,
    end: str | None,
    place: str | None,
    every: int,
    with_holidays: bool,
    standing: tuple[str, ...],
    breaks: tuple[str, ...],
    review: tuple[str, ...],
    as_json: bool,
    dry_run: bool,
    why: str | None,
) -> None:
    """Tilføj en mødeserie og dens møder. Helligdage springes over.

    Uden UGEDAG, tid og sted bruges udvalgets sædvanlige.
    """
    from planner.domain.wording import parse_clock, parse_weekday  # noqa: PLC0415 -- slow import
    from planner.usecases.add_series import AddSeries, add_series  # noqa: PLC0415 -- slow import

    command = AddSeries(
        manner(app, [weekday] if weekday else [], dry_run=dry_run, why=why),
        first,
        last,
        parse_weekday(weekday) if weekday else None,
        parse_clock(start) if start else None,
        parse_clock(end) if end else None,
        place,
        every,
        not with_holidays,
        blocks_from(standing, breaks, review),
    )
    with working(say("Opretter møderne")):
        done = add_series(command, store=app.store(), clock=app.clock)
    tell(done, as_json=as_json)


@series.reading("list", examples=("planner serie liste",))
def list_(app: App, *, as_json: bool) -> None:
    """Se mødeserierne, og hvor mange møder de har foran sig."""
    from planner.usecases.add_series import list_series  # noqa: PLC0415 -- slow import

    with app.reader() as reader:
        rows = list_series(reader, app.board(reader).id, app.clock.now().date())
    emit(rows, as_json=as_json, render=_lines)


def _lines(rows: tuple[SeriesRow, ...], _width: int) -> Iterator[Line]:
    from planner.domain.wording import clock, day_month_year, day_name, echo  # noqa: PLC0415 -- slow import

    if not rows:
        yield say("Der er ingen mødeserier. Tilføj en med: planner serie tilføj --from DATO --to DATO.")
    for row in rows:
        one = row.series
        often = say("hver") if one.every == 1 else say(f"hver {one.every}.")
        yield [
            (say(f"{often} {day_name(one.weekday)} kl. {clock(one.start)}-{clock(one.end)}"), "title"),
            (say(f", {day_month_year(one.first)} til {day_month_year(one.last)}"), ""),
        ]
        if row.next is not None:
            yield say(f"   {row.ahead} møder tilbage, det næste {echo(row.next)}")
