"""`planner route`: an item's way through several boards, counted back from the last."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from planner.entrypoints.cli.doing import insisting, manner, tell, wrapped
from planner.entrypoints.cli.group import command_group
from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.output import Line, emit, show, to_json, width
from planner.wiring import App

if TYPE_CHECKING:
    from planner.usecases.views.cycles import CyclesView
    from planner.usecases.views.routes import LegRow, RouteRow, RoutesView

# Where the day of a leg stands, and beneath it its deadlines.
_UNDER = 10

route = command_group(
    "route",
    "Sagsgang: et punkts vej gennem flere udvalg, regnet tilbage fra det sidste.",
    examples=(
        'planner sagsgang 12 "DIR > ØK 10/6 > KB 17/6"',
        'planner sagsgang 12 "DIR > ØK > KB" --lag 7',
        "planner sagsgang vis 12",
    ),
)


@route.writing(
    "set",
    examples=(
        'planner sagsgang 12 "DIR > ØK 10/6 > KB 17/6"',
        'planner sagsgang 12 "DIR > Koncernledelsen > ØK > KB" --lag 7',
        'planner sagsgang 12 "DIR > ØK > KB november"',
    ),
)
@click.argument("words", nargs=-1, required=True, metavar='PUNKT "UDVALG [DATO] > UDVALG [DATO] ..."')
@click.option("--lag", type=int, default=1, metavar="DAGE", help="Mindst så mange dage mellem to møder.")
@insisting
def set_(
    app: App,
    words: tuple[str, ...],
    *,
    lag: int,
    force: bool,
    as_json: bool,
    dry_run: bool,
    why: str | None,
) -> None:
    """Læg et punkts vej gennem flere udvalg.

    Hvert møde er det seneste, som når det næste: mindst så mange dage før, og inden fristen for materiale
    og for dagsordenen. Uden datoer tages de første møder, der kan nås; en måned er udvalgets møde i den
    måned. Punktet sættes på sit eget udvalgs møde, hvis det ikke allerede står på et, der når resten.
    """
    from planner.usecases.plan_route import PlanRoute, plan_route  # noqa: PLC0415 -- slow import
    from planner.usecases.views.routes import route_row  # noqa: PLC0415 -- slow import

    how = manner(app, words, dry_run=dry_run, why=why, force=force)
    made = plan_route(PlanRoute(words, how, lag), store=app.store(), clock=app.clock)
    row = route_row(made.item, made.lag, made.stops)
    if as_json:
        print(to_json({**made.done.plain(), "cycle": made.cycle, "route": row}))
        return
    tell(made.done, as_json=False)
    if made.cycle is not None:
        show([say(f"Taget fra {made.cycle}.")])
    show(["", *_legs(row, width())])


# What is no command of its own is an item and its way.
route.otherwise = "set"


@route.reading("show", examples=("planner sagsgang vis 12",))
@click.argument("words", nargs=-1, required=True, metavar="PUNKT")
def show_(app: App, words: tuple[str, ...], *, as_json: bool) -> None:
    """Se et punkts sagsgang: møderne, fristerne, og hvordan de er talt."""
    from planner.usecases.views.routes import route as one_route  # noqa: PLC0415 -- slow import

    with app.reader() as reader:
        found = one_route(reader, app.board(reader), app.clock.now(), words)
    emit(found, as_json=as_json, render=_lines)


@route.reading(
    "cycles",
    examples=('planner sagsgang rul "DIR > ØK > KB"', 'planner sagsgang rul "DIR > ØK > KB 17/6" --lag 7'),
)
@click.argument("words", nargs=-1, required=True, metavar='"UDVALG [DATO] > UDVALG [DATO] ..."')
@click.option("--lag", type=int, default=1, metavar="DAGE", help="Mindst så mange dage mellem to møder.")
@click.option("--limit", type=click.IntRange(1, 50), default=3, metavar="N", help="Så mange rul vises.")
def cycles_(app: App, words: tuple[str, ...], *, lag: int, limit: int, as_json: bool) -> None:
    """Se de næste rul gennem udvalgene, som kan nås: møderne og fristerne, før der er et punkt."""
    from planner.usecases.views.cycles import cycles  # noqa: PLC0415 -- slow import

    with app.reader() as reader:
        found = cycles(reader, app.board(reader), app.clock.now(), words, lag=lag, limit=limit)
    emit(found, as_json=as_json, render=_cycle_lines)


def _cycle_lines(view: CyclesView, places: int) -> Iterator[Line]:
    for at, row in enumerate(view.cycles):
        if at:
            yield ""
        yield [(say(row.name), "title")]
        for leg in row.legs:
            yield from _leg(leg, places)


@route.reading("list", examples=("planner sagsgang liste",))
def list_(app: App, *, as_json: bool) -> None:
    """Se alle sagsgange, som ikke er til ende."""
    from planner.usecases.views.routes import routes  # noqa: PLC0415 -- slow import

    with app.reader() as reader:
        found = routes(reader, app.board(reader), app.clock.now())
    emit(found, as_json=as_json, render=_lines)


@route.writing("remove", examples=("planner sagsgang fjern 12",))
@click.argument("words", nargs=-1, required=True, metavar="PUNKT")
def remove(app: App, words: tuple[str, ...], *, as_json: bool, dry_run: bool, why: str | None) -> None:
    """Fjern et punkts sagsgang. Punktet bliver, hvor det står."""
    from planner.usecases.drop_route import DropRoute, drop_route  # noqa: PLC0415 -- slow import

    how = manner(app, words, dry_run=dry_run, why=why)
    tell(drop_route(DropRoute(words, how), store=app.store(), clock=app.clock), as_json=as_json)


def _lines(view: RoutesView, places: int) -> Iterator[Line]:
    from planner.domain.wording import short  # noqa: PLC0415 -- slow import
    from planner.entrypoints.cli.screens import both_ends  # noqa: PLC0415 -- slow import

    yield both_ends(places, [(say(f"{view.board.name} · sagsgange"), "title")], (say(short(view.now)), ""))
    if not view.routes:
        yield ""
        yield say("Ingen punkter har en sagsgang. Giv et punkt en: planner sagsgang 12 “DIR > ØK > KB”")
    for row in view.routes:
        yield ""
        yield from _route(row, places)


def _route(row: RouteRow, places: int) -> Iterator[Line]:
    from planner.entrypoints.cli.output import clip  # noqa: PLC0415 -- beside its only use

    lag = say(f"mindst {row.lag} dage imellem") if row.lag > 1 else ""
    room = places - len(lag) - 10
    yield [
        (f"#{row.item}", "id"),
        (f"  {clip(row.title, room)}", "title"),
        (f"  {lag}" if lag else "", "muted"),
    ]
    yield from _legs(row, places)
    last = row.legs[-1].date
    if row.over and last is not None:
        from planner.domain.wording import echo  # noqa: PLC0415 -- slow import

        yield from wrapped(say(f"Sagsgangen er til ende: det sidste møde var {echo(last)}."), places, "muted")


def _legs(row: RouteRow, places: int) -> Iterator[Line]:
    for leg in row.legs:
        yield from _leg(leg, places)


def _leg(leg: LegRow, places: int) -> Iterator[Line]:
    from planner.domain.wording import echo, short  # noqa: PLC0415 -- slow import
    from planner.entrypoints.cli.output import clip  # noqa: PLC0415 -- beside its only use
    from planner.entrypoints.cli.screens import both_ends, due_words, folded  # noqa: PLC0415 -- slow import

    day = say(echo(leg.date)) if leg.date is not None else say("dato kendes ikke")
    remark, style = "", "muted"
    if leg.status == "cancelled":
        remark, style = say("aflyst"), "warn"
    elif leg.in_time is False:
        remark, style = (
            say(f"for sent; senest {short(leg.latest)}") if leg.latest else say("for sent"),
            "warn",
        )
    elif leg.latest is not None:
        remark = say(f"senest {short(leg.latest)}")
    yield both_ends(places, [(f"   {clip(leg.board, 16):<6}", "id"), (f" {day}", "")], (remark, style))
    said = [due_words(*leg.papers, "papers")] if leg.papers is not None else []
    said += [due_words(*leg.agenda, "agenda")] if leg.agenda is not None else []
    for part in (part for line in said for part in folded(line, places - _UNDER)):
        yield [(f"{'':{_UNDER}}{part}", "muted")]
