"""`planner db`: bring the database forward, copy it, put a copy back, and check it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click

from planner.entrypoints.cli.group import command_group
from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.output import Line, emit
from planner.entrypoints.cli.progress import working
from planner.wiring import App

_REFUSED = 1

db = command_group(
    "db",
    "Databasen: opgrader den, tag en kopi, hent en kopi tilbage, og tjek den.",
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
    ]
    emit(view, as_json=as_json, render=lambda _, __: lines)


@db.reading("check", examples=("planner db tjek",))
def check(app: App, *, as_json: bool) -> int:
    """Kontrollér, at databasen er hel, og at planen svarer til sin historik."""
    with working(say("Tjekker databasen")):
        faults = app.check_database()
    emit({"database": app.database, "faults": faults}, as_json=as_json, render=_check_lines)
    return _REFUSED if faults else 0


def _check_lines(view: dict[str, Any], _width: int) -> Iterable[Line]:
    if not view["faults"]:
        return [[(say("Databasen er hel, og planen svarer til sin historik."), "ok")]]
    return [
        *([(say(fault), "block")] for fault in view["faults"]),
        say("Hent en god kopi tilbage med “planner db gendan FIL”."),
    ]
