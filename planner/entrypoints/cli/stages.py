"""`planner lock`, `dispatch` and `late`: how firm a meeting is, and when it runs late."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

import click

from planner.entrypoints.cli.doing import manner, tell, wrapped
from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.output import Line, emit
from planner.entrypoints.cli.parameters import reading_command, writing_command
from planner.wiring import App

if TYPE_CHECKING:
    from planner.usecases.views.late import LateView

_MODES = {"in_room": "i lokalet", "online": "via Teams"}


@writing_command(examples=("planner lås 27/11", "planner lås 27/11 --open"))
@click.argument("words", nargs=-1, required=True, metavar="DATO")
@click.option("--open", "opens", is_flag=True, help="Lås op igen: tiderne er atter foreløbige.")
def lock(
    app: App, words: tuple[str, ...], *, opens: bool, as_json: bool, dry_run: bool, why: str | None
) -> None:
    """Lås tidsplanen for et møde: oplægsholderne får deres præcise tid ved næste udgivelse.

    Udvalget kan selv gøre det nogle dage før: planner udvalg ret --lock-days 5.
    """
    _firm_up(app, words, "open" if opens else "lock", as_json=as_json, dry_run=dry_run, why=why)


@writing_command(examples=("planner udsend 27/11",))
@click.argument("words", nargs=-1, required=True, metavar="DATO")
def dispatch(app: App, words: tuple[str, ...], *, as_json: bool, dry_run: bool, why: str | None) -> None:
    """Send dagsordenen for et møde ud: punkternes numre ligger fast fra nu af.

    Det, der ændres bagefter, vises som et tillæg. Udvalget kan selv gøre det nogle dage før, når der
    udgives: planner udvalg ret --dispatch-days 3.
    """
    _firm_up(app, words, "send", as_json=as_json, dry_run=dry_run, why=why)


@reading_command(examples=("planner forsinket 20", "planner forsinket 20 27/11"))
@click.argument("minutes", type=click.IntRange(1, 480), metavar="MINUTTER")
@click.argument("words", nargs=-1, metavar="[DATO]")
def late(app: App, minutes: int, words: tuple[str, ...], *, as_json: bool) -> None:
    """Mødet er forsinket: hvem kommer senere, og en tekst til Teams. Intet ændres, og intet sendes.

    Gælder fra det punkt, der behandles nu, på dagens møde.
    """
    from planner.usecases.views.late import late as view  # noqa: PLC0415 -- slow import

    with app.reader() as reader:
        found = view(reader, app.board(reader), app.clock.now(), minutes, words)
    emit(found, as_json=as_json, render=_late_lines)


def _firm_up(
    app: App,
    words: tuple[str, ...],
    to: Literal["lock", "open", "send"],
    *,
    as_json: bool,
    dry_run: bool,
    why: str | None,
) -> None:
    from planner.usecases.lock_meeting import FirmUp, firm_up  # noqa: PLC0415 -- slow import

    command = FirmUp(words, manner(app, words, dry_run=dry_run, why=why), to)
    tell(firm_up(command, store=app.store(), clock=app.clock), as_json=as_json)


def _late_lines(view: LateView, places: int) -> Iterator[Line]:
    from planner.domain.wording import clock, echo  # noqa: PLC0415 -- slow import

    delay = view.delay
    yield [(say(f"{view.board.name} · {echo(delay.date)} · {delay.minutes} min. forsinket"), "title")]
    if delay.under_way:
        yield from wrapped(say(f"Nu: {delay.under_way}"), places)
    yield ""
    if not delay.persons:
        yield say("Ingen uden for udvalget kommer på et andet tidspunkt.")
    for person in delay.persons:
        telephone = say(f", tlf. {person.telephone}") if person.telephone else ""
        yield [(person.name, "heading"), (f"  {say(_MODES[person.mode])}{telephone}", "muted")]
        for row in person.items:
            yield from wrapped(
                say(f"  kl. {clock(row.new_start)} (før {clock(row.start)})  #{row.item} {row.title}"), places
            )
    yield ""
    yield [(say("Til Teams"), "heading")]
    yield from map(say, delay.text.splitlines())
