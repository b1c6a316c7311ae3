"""`planner series`: meetings and items that come back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import click

from planner.entrypoints.cli.boards import blocks_from, with_blocks
from planner.entrypoints.cli.doing import manner, tell, wrapped
from planner.entrypoints.cli.group import command_group
from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.output import Line, emit
from planner.entrypoints.cli.parameters import joined
from planner.entrypoints.cli.progress import working
from planner.wiring import App

if TYPE_CHECKING:
    from planner.usecases.add_series import SeriesRow
    from planner.usecases.item_series import ItemSeriesRow

series = command_group(
    "series",
    "Faste mødedage, og punkter der kommer igen efter en regel (årshjulet).",
    examples=(
        "planner serie tilføj onsdag --from 8/1 --to 25/6",
        "planner serie punkt Budgetopfølgning --every måned --after ult. --skip juli",
        "planner serie liste",
    ),
)


_EVERY = "måned, kvartal, halvår, år, eller et antal uger."


def _known_about_it(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options that `item` and `edit` share."""
    options = (
        click.option("--minutes", metavar="MIN", help="Hvor længe det tager."),
        click.option(
            "--presenter",
            "presenters",
            multiple=True,
            metavar="NAVN[@online]",
            help="Hvem der deltager under punktet.",
        ),
        click.option("--responsible", metavar="NAVN", help="Hvem der er ansvarlig."),
        click.option(
            "--kind", type=click.Choice(["orientering", "drøftelse", "beslutning"]), help="Punktets art."
        ),
        click.option("--closed", "visibility", flag_value="closed", help="Lukket punkt."),
        click.option("--open", "visibility", flag_value="open", help="Åbent punkt."),
        click.option(
            "--after",
            "point",
            metavar="HVORNÅR",
            help="Tidligst: primo, medio, ult., en dag i måneden (10) eller i året (1/11).",
        ),
        click.option("--skip", multiple=True, metavar="MÅNED", help="En måned, hvor det ikke kommer."),
        click.option("--from", "first", metavar="DATO", help="Fra hvornår det kommer."),
        click.option("--to", "last", metavar="DATO", help="Til hvornår det kommer."),
        click.option(
            "--ahead",
            type=click.IntRange(0, 26),
            metavar="UGER",
            help="Så mange uger før afventer det en dato.",
        ),
    )
    for option in reversed(options):
        function = option(function)
    return function


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


@series.writing(
    "item",
    examples=(
        "planner serie punkt Budgetopfølgning --every måned --minutes 30 --after ult. --skip juli",
        "planner serie punkt “Status på sygefravær” --every kvartal --presenter Karen --presenter Bo@online",
        "planner serie punkt “Gensidig orientering” --every “4 uger”",
        "planner serie punkt Årsregnskab --every år --after “1. marts” --minutes 60",
    ),
)
@click.argument("title", nargs=-1, required=True, metavar="TITEL")
@click.option("--every", required=True, metavar="HVOR TIT", help=_EVERY)
@_known_about_it
def item(
    app: App,
    title: tuple[str, ...],
    *,
    as_json: bool,
    dry_run: bool,
    why: str | None,
    **typed: Any,
) -> None:
    """Et punkt, der kommer igen: det lægger sig i afventer, når det er ved at være aktuelt.

    Uden --from, --to og --ahead kommer det fra i dag og indtil videre, og afventer en dato fire uger før.

    Der kommer ét for hver periode, også når et møde aflyses: så venter det på en ny dato, og det næste
    holder afstand til det.
    """
    from planner.usecases.item_series import AddItemSeries, add_item_series  # noqa: PLC0415 -- slow import
    from planner.usecases.series_wishes import SeriesWishes  # noqa: PLC0415 -- slow import

    how = manner(app, title, dry_run=dry_run, why=why)
    command = AddItemSeries(joined(title), SeriesWishes(**typed), how)
    tell(add_item_series(command, store=app.store(), clock=app.clock), as_json=as_json)


@series.writing(
    "edit",
    examples=(
        "planner serie ret Budgetopfølgning --minutes 45 --presenter Karen --presenter Bo@online",
        "planner serie ret Budgetopfølgning --after medio --skip juli --skip december",
        "planner serie ret Budgetopfølgning --title “Økonomisk status” --no-presenter Karen",
    ),
)
@click.argument("title", nargs=-1, required=True, metavar="TITEL")
@click.option("--title", "renamed", metavar="TITEL", help="En ny titel.")
@click.option("--every", metavar="HVOR TIT", help=_EVERY)
@_known_about_it
@click.option(
    "--no-presenter", "not_presenters", multiple=True, metavar="NAVN", help="Deltager ikke længere."
)
def edit(
    app: App,
    title: tuple[str, ...],
    *,
    renamed: str | None,
    as_json: bool,
    dry_run: bool,
    why: str | None,
    **typed: Any,
) -> None:
    """Ret et fast punkt. Det, der er lagt i afventer, rettes med, hvis ingen har rettet det i hånden.

    Det, der står på en dato, bliver, som det er. --skip er alle de måneder, hvor det ikke kommer; en tom
    tekst ("") fjerner en oplysning.
    """
    from planner.usecases.edit_series import EditItemSeries, edit_item_series  # noqa: PLC0415 -- slow import
    from planner.usecases.series_wishes import SeriesWishes  # noqa: PLC0415 -- slow import

    how = manner(app, title, dry_run=dry_run, why=why)
    command = EditItemSeries(joined(title), SeriesWishes(title=renamed, **typed), how)
    tell(edit_item_series(command, store=app.store(), clock=app.clock), as_json=as_json)


@series.writing("fill", examples=("planner serie fyld",))
def fill(app: App, *, as_json: bool, dry_run: bool, why: str | None) -> None:
    """Læg de faste punkter, der er ved at være aktuelle, i afventer. Det gør planner kør også, hver dag."""
    from planner.usecases.item_series import FillSeries, fill_series  # noqa: PLC0415 -- slow import

    command = FillSeries(manner(app, dry_run=dry_run, why=why))
    tell(fill_series(command, store=app.store(), clock=app.clock), as_json=as_json)


@series.writing("end", examples=("planner serie slut Budgetopfølgning --on 31/12",))
@click.argument("title", nargs=-1, required=True, metavar="TITEL")
@click.option("--on", "last", metavar="DATO", help="Den sidste dag, hvor det kan komme; uden: i dag.")
def end(
    app: App, title: tuple[str, ...], *, last: str | None, as_json: bool, dry_run: bool, why: str | None
) -> None:
    """Lad et fast punkt slutte. Dem, der allerede er lagt i planen, bliver."""
    from planner.usecases.item_series import EndItemSeries, end_item_series  # noqa: PLC0415 -- slow import

    command = EndItemSeries(joined(title), manner(app, title, dry_run=dry_run, why=why), last)
    tell(end_item_series(command, store=app.store(), clock=app.clock), as_json=as_json)


@series.reading("list", examples=("planner serie liste",))
def list_(app: App, *, as_json: bool) -> None:
    """Se mødeserierne, og hvor mange møder de har foran sig, og de faste punkter."""
    from planner.usecases.add_series import list_series  # noqa: PLC0415 -- slow import
    from planner.usecases.item_series import list_item_series  # noqa: PLC0415 -- slow import

    with app.reader() as reader:
        board, today = app.board(reader).id, app.clock.now().date()
        meetings, items = list_series(reader, board, today), list_item_series(reader, board, today)

    def lines(_: object, width: int) -> Iterator[Line]:
        yield from _lines(meetings, width)
        yield from _items(items, width)

    emit({"meetings": meetings, "items": items}, as_json=as_json, render=lines)


def _items(rows: tuple[ItemSeriesRow, ...], places: int) -> Iterator[Line]:
    from planner.domain.sentence_words import words_of  # noqa: PLC0415 -- slow import
    from planner.domain.series_words import facts, often_words  # noqa: PLC0415 -- slow import
    from planner.domain.wording import echo  # noqa: PLC0415 -- slow import
    from planner.entrypoints.cli.language import spoken  # noqa: PLC0415 -- beside its only use

    if rows:
        yield ""
        yield [(say("Faste punkter"), "heading")]
    online = words_of(spoken())["online"]
    for row in rows:
        yield [(row.series.title, "title"), (f", {often_words(row.series, spoken())}", "")]
        attending = [f"{name} {online}" if name in row.online else name for name in row.presenters]
        known = facts(row.series, attending, spoken())
        if known:
            yield from wrapped(f"   {', '.join(known)}", places, "muted")
        if row.next is not None:
            yield say(f"   det næste {echo(row.next)}")


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
