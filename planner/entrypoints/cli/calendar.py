"""`planner calendar`: meetings that stand in a calendar already are taken over by the plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from planner.domain.errors import BadUsage
from planner.entrypoints.cli.asking import confirm
from planner.entrypoints.cli.doing import wrapped
from planner.entrypoints.cli.group import command_group
from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.output import Line, clip, emit, show, width
from planner.wiring import App

if TYPE_CHECKING:
    from datetime import date

    from planner.domain.board import Board
    from planner.domain.calendar import Remote
    from planner.usecases.adopt import Adoption, Match

OUTSIDE = 3
calendar = command_group(
    "calendar",
    "Møder, der allerede står i Outlook.",
    examples=("planner kalender overtag", "planner kalender overtag --file kalender.ics"),
)


@calendar.reading(
    "adopt",
    examples=("planner kalender overtag", "planner kalender overtag 12/3", "planner kalender overtag --yes"),
)
@click.argument("words", nargs=-1, metavar="[DATO...]")
@click.option("--file", "path", metavar="FIL", help="Læs kalenderen i en .ics-fil, gemt fra Outlook.")
@click.option("--dry-run", is_flag=True, help="Vis hvad der passer sammen, men gem intet.")
@click.option("--yes", is_flag=True, help="Tag dem alle ind uden at spørge.")
def adopt(
    app: App, words: tuple[str, ...], *, path: str | None, dry_run: bool, yes: bool, as_json: bool
) -> int | None:
    """Tag møder ind i planen, som allerede står i Outlook, så der ikke kommer to.

    Ingen får besked af det. De møder, som sekretariatet selv har indkaldt til, bliver rettet herfra fremover. Er et
    møde indkaldt af en anden, eller er det en del af en serie, sendes intet: planner udgiv viser, hvad der skal rettes.
    """
    from planner.usecases.adopt import Adopt  # noqa: PLC0415 -- slow import
    from planner.usecases.adopt import adopt as adopt_meetings  # noqa: PLC0415 -- slow import

    with app.reader() as reader:
        board = app.board(reader)
    remotes = _remotes(app, board, path)
    backend = app.usual_way(board) if path is not None else "ews"
    command = Adopt(board, backend, app.sender(board).mailbox, _days(app, board, words))
    gateway = app.calendars.get("ews") if path is None else None
    store = app.store()

    def carried_out(what: Adopt) -> Adoption:
        return adopt_meetings(
            what, remotes, store=store, clock=app.clock, new_key=app.new_key, calendar=gateway
        )

    found = carried_out(command)
    if dry_run or not found.matches:
        emit(found, as_json=as_json, render=_lines)
        return None
    if not yes:
        if not as_json:
            show(_lines(found, width()))
        count = len(found.matches)
        question = say("Tag mødet ind i planen?" if count == 1 else f"Tag de {count} møder ind i planen?")
        if not confirm(question, hint=say("Tag dem ind uden at blive spurgt med --yes.")):
            print(say("Intet er taget ind."))
            return None
    done = carried_out(replace(command, accepted=True))
    emit(done, as_json=as_json, render=_lines if yes else _taken)
    return OUTSIDE if any(one.fault for one in done.matches) else None


def _remotes(app: App, board: Board, path: str | None) -> tuple[Remote, ...]:
    if path is not None:
        return app.read_events(path)
    gateway = app.calendars.get("ews")
    if gateway is None:
        raise BadUsage(
            "Der er ingen kalender at se i: Exchange er ikke sat op.",
            hint="Gem kalenderen som .ics i Outlook: planner kalender overtag --file kalender.ics",
        )
    from planner.usecases.adopt import stretch  # noqa: PLC0415 -- slow import

    when = stretch(board, app.store(), app.clock)
    return gateway.between(*when) if when is not None else ()


def _days(app: App, board: Board, words: tuple[str, ...]) -> tuple[date, ...]:
    if not words:
        return ()
    from planner.usecases.address import days  # noqa: PLC0415 -- slow import

    with app.reader() as reader:
        return days(reader, board, words, app.clock.now().date()).dates


def _lines(view: Adoption, places: int) -> Iterator[Line]:
    if not view.matches:
        yield say("Der er ingen møder i kalenderen, som passer til planens.")
    else:
        yield [(say(f"{view.board} · står allerede i kalenderen"), "title")]
        yield ""
        for one in view.matches:
            yield from _match(one, places)
    if view.unmatched:
        yield ""
        left = "1 møde" if view.unmatched == 1 else f"{view.unmatched} møder"
        yield [(say(f"{left} i planen står ikke i kalenderen."), "muted")]
    if view.adopted:
        yield ""
        yield from _taken(view, places)


def _match(one: Match, places: int) -> Iterator[Line]:
    from planner.domain.wording import clock, short  # noqa: PLC0415 -- slow import

    here, there = (
        f"{clock(starts)}-{clock(ends)}"
        for starts, ends in ((one.starts, one.ends), (one.found_starts, one.found_ends))
    )
    time = here if here == there else say(f"{here} (i kalenderen {there})")
    head = f"{say(short(one.date)):<9} {time}"
    yield [(f"{head:<23} ", "heading"), (clip(one.subject, max(10, places - max(24, len(head) + 1))), "")]
    if one.by_hand:
        yield from wrapped(say(f"          {one.by_hand}: ret selv, når planen ændres"), places, "muted")
    if one.fault:
        yield from wrapped(f"          {say(one.fault)}", places, "warn")


def _taken(view: Adoption, places: int) -> Iterator[Line]:
    count = len(view.matches)
    taken = say("1 møde er taget ind" if count == 1 else f"{count} møder er taget ind")
    yield from wrapped(say(f"{taken}. Ingen har fået besked. Næste skridt: planner udgiv --dry-run"), places)
    if any(one.fault for one in view.matches):
        yield from wrapped(say("Nogle kunne ikke mærkes i kalenderen; se ovenfor."), places, "warn")
