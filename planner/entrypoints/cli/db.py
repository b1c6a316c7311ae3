"""`planner db`: bring the database forward, copy it, put a copy back, and check it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click

from planner.domain.errors import Refused
from planner.entrypoints.cli.doing import wrapped
from planner.entrypoints.cli.group import command_group
from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.output import Line, emit
from planner.entrypoints.cli.parameters import joined
from planner.entrypoints.cli.progress import working
from planner.wiring import App

if TYPE_CHECKING:
    from datetime import date

_REFUSED = 1

db = command_group(
    "db",
    "Databasen: opgrader den, tag en kopi, hent en kopi tilbage, tjek den, og ryd op i det sendte.",
    examples=("planner db kopi", "planner db gendan planner-2024-11-06.db", "planner db tjek"),
)


@db.reading("upgrade", examples=("planner db opgrader",))
def upgrade(app: App, *, as_json: bool) -> None:
    """Bring databasen op til denne udgave af planner. Der bliver taget en kopi først."""
    with working(say("Opgraderer databasen")):
        kept = app.upgrade_database()
    view = {"database": app.database, "upgraded": kept is not None, "copy": kept}
    said = (
        say(f"{app.database} er opgraderet. Den gamle ligger i {kept}.")
        if kept
        else say("Databasen er allerede ny nok.")
    )
    emit(view, as_json=as_json, render=lambda _, __: [said])


@db.reading("backup", examples=("planner db kopi", "planner db kopi sikker/plan.db"))
@click.argument("target", required=False, metavar="[FIL]")
def backup(app: App, target: str | None, *, as_json: bool) -> None:
    """Tag en kopi, mens andre arbejder videre; kopien bliver kontrolleret.

    Uden FIL lægges den ved siden af databasen med dato og klokkeslæt i navnet.
    """
    chosen = target or f"{app.database.removesuffix('.db')}-{app.clock.now():%Y-%m-%d-%H%M%S}.db"
    with working(say("Kopierer databasen")):
        rows = app.back_up(chosen)
    view = {"database": app.database, "copy": chosen, "rows": dict(rows)}
    counted = say(f"{rows['item']} punkter, {rows['meeting']} møder og {rows['step']} trin i historikken")
    emit(view, as_json=as_json, render=lambda _, __: [say(f"Kopien ligger i {chosen}: {counted}.")])


@db.reading("restore", examples=("planner db gendan planner-2024-11-06.db",))
@click.argument("source", metavar="FIL")
def restore(app: App, source: str, *, as_json: bool) -> None:
    """Sæt en kopi i stedet for databasen. Den plan, der bliver erstattet, gemmes ved siden af."""
    with working(say("Henter kopien tilbage")):
        kept = app.restore(source)
    view = {"database": app.database, "from": source, "replaced": kept}
    lines = [
        say(f"{app.database} er nu som {source}."),
        *([say(f"Den erstattede plan ligger i {kept}.")] if kept else []),
        say("Er noget sendt efter kopien, sendes der intet, før du har set på det: planner synk"),
    ]
    emit(view, as_json=as_json, render=lambda _, __: lines)


@db.reading("check", examples=("planner db tjek",))
def check(app: App, *, as_json: bool) -> int:
    """Kontrollér, at databasen er hel, og at planen svarer til sin historik."""
    with working(say("Tjekker databasen")):
        faults = app.check_database()
    emit({"database": app.database, "faults": faults}, as_json=as_json, render=_check_lines)
    return _REFUSED if faults else 0


@db.reading(
    "prune",
    examples=(
        "planner db ryd --before “1. januar 2024” --dry-run",
        "planner db ryd --before “1. januar 2024”",
    ),
)
@click.option("--before", required=True, metavar="DATO", help="Møder før denne dag.")
@click.option("--dry-run", is_flag=True, help="Vis kun, hvor meget der ville blive slettet.")
def prune(app: App, *, before: str, dry_run: bool, as_json: bool) -> None:
    """Slet teksterne i det, der er sendt ud om gamle møder, og i svarene på det.

    Hvem der fik besked om hvilket tidspunkt og hvornår, bliver stående, og planen og dens historik røres ikke.
    """
    day = _past_day(app, before)
    counts = app.prune(day, write=not dry_run)
    view = {"database": app.database, "before": day, "dry_run": dry_run, **counts}
    emit(view, as_json=as_json, render=_prune_lines)


def _past_day(app: App, words: str) -> date:
    from planner.usecases.address import days  # noqa: PLC0415 -- slow import

    today = app.clock.now().date()
    with app.reader() as reader:
        found = days(reader, app.board(reader), [joined([words])], today).dates
    if len(found) != 1:
        raise Refused(f"“{words}” er ikke én dag.", hint="planner db ryd --before “1. januar 2024”")
    if found[0] > today:
        raise Refused(
            "Kun det, der er sendt om møder i fortiden, kan slettes.", hint="Vælg en dag, der er gået."
        )
    return found[0]


def _prune_lines(view: dict[str, Any], places: int) -> Iterator[Line]:
    from planner.domain.wording import day_month_year  # noqa: PLC0415 -- slow import

    day = day_month_year(view["before"])
    head = (
        f"Om møder før den {day} ville blive slettet:"
        if view["dry_run"]
        else f"Om møder før den {day} er slettet:"
    )
    yield from wrapped(say(head), places)
    for count, what in (
        (view["events"], "tekster i aftaler"),
        (view["revisions"], "tekster i det, der er sendt"),
        (view["comments"], "kommentarer i svar"),
        (view["unusable"], "mails, der var lagt til side og klaret"),
        (view["letters"], "fremblik, påmindelser og andre mails"),
    ):
        yield f"{count:>6}  {say(what)}"
    if not view["dry_run"]:
        yield say("Kopier af databasen har stadig deres.")


def _check_lines(view: dict[str, Any], _width: int) -> Iterable[Line]:
    if not view["faults"]:
        return [[(say("Databasen er hel, og planen svarer til sin historik."), "ok")]]
    return [
        *([(say(fault), "block")] for fault in view["faults"]),
        say("Hent en god kopi tilbage med “planner db gendan FIL”."),
    ]
