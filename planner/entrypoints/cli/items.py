"""`planner add` and `planner edit`: what is known about an item."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from planner.entrypoints.cli.doing import insisting, manner, tell
from planner.entrypoints.cli.parameters import joined, writing_command
from planner.wiring import App

_KINDS = {
    "orientering": "orientering",
    "drøftelse": "drøftelse",
    "droeftelse": "drøftelse",
    "beslutning": "beslutning",
}


def _known_about_it(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options that `add` and `edit` share."""
    options = (
        click.option("--minutes", metavar="MIN", help="Længden: 30, “½ time” eller 1:30."),
        click.option(
            "--kind",
            type=click.Choice(list(_KINDS), case_sensitive=False),
            metavar="ART",
            help="orientering, drøftelse eller beslutning.",
        ),
        click.option(
            "--presenter",
            "presenters",
            multiple=True,
            metavar="NAVN[@online]",
            help="Deltager under punktet.",
        ),
        click.option("--responsible", metavar="NAVN", help="Den ansvarlige."),
        click.option("--officer", metavar="NAVN", help="Sagsbehandleren."),
        click.option("--by", "latest", metavar="DATO", help="Seneste dato."),
        click.option("--after", "earliest", metavar="DATO", help="Tidligste dato."),
        click.option("--under", metavar="FAST PUNKT", help="Det faste punkt, hvis tid det bruger."),
        click.option("--closed", "visibility", flag_value="closed", help="Lukket punkt."),
        click.option("--open", "visibility", flag_value="open", help="Åbent punkt."),
        click.option(
            "--title-public", metavar="TITEL", help="Den titel, andre må se, når punktet er lukket."
        ),
        click.option("--case", "case_number", metavar="SAGSNR.", help="Sagsnummer."),
        click.option("--kle", metavar="KLE", help="KLE-nummer."),
        click.option("--waits-for", metavar="TEKST", help="Hvad punktet afventer."),
        click.option("--waits-on", metavar="NAVN", help="Hvem der ventes på."),
        click.option("--event", metavar="DATO", help="Den dag, som punktet forbereder."),
        click.option("--bring", metavar="TEKST", help="Hvad oplægsholderen skal medbringe."),
        click.option("--note", metavar="TEKST", help="En note."),
    )
    for option in reversed(options):
        function = option(function)
    return function


@writing_command(
    examples=(
        "planner ny Status på beredskabet",
        "planner ny Budgetopfølgning --minutes 45 --kind beslutning --on 27. november",
    )
)
@click.argument("title", nargs=-1, metavar="TITEL")
@click.option("--on", metavar="DATO", help="Sæt det straks på en eller flere datoer.")
@_known_about_it
@insisting
def add(
    app: App,
    title: tuple[str, ...],
    *,
    on: str | None,
    force: bool,
    as_json: bool,
    dry_run: bool,
    why: str | None,
    **known: Any,
) -> None:
    """Opret et punkt. Uden --on afventer det en dato."""
    from planner.usecases.add_item import AddItem, add_item  # noqa: PLC0415 -- slow import

    how = manner(app, title, dry_run=dry_run, why=why, force=force)
    command = AddItem(joined(title), how, _wishes(known), on)
    tell(add_item(command, store=app.store(), clock=app.clock), as_json=as_json)


@writing_command(
    examples=(
        "planner ret 12 --minutes 45",
        "planner ret 12 --start 10.30",
        'planner ret 12 --title "Ny titel" --presenter "Bo Ravn@online"',
    )
)
@click.argument("words", nargs=-1, required=True, metavar="PUNKT...")
@click.option("--title", metavar="TITEL", help="Ny titel; den gamle huskes som stavemåde.")
@_known_about_it
@click.option("--start", metavar="KL.", help="Et fast klokkeslæt på dagsordenen.")
@click.option("--on", metavar="DATO", help="Det møde, --start gælder, når punktet står på flere.")
@click.option(
    "--no-presenter", "not_presenters", multiple=True, metavar="NAVN", help="Deltager ikke længere."
)
@insisting
def edit(
    app: App,
    words: tuple[str, ...],
    *,
    on: str | None,
    force: bool,
    as_json: bool,
    dry_run: bool,
    why: str | None,
    **known: Any,
) -> None:
    """Ret det, der vides om punkter. En tom tekst ("") fjerner en oplysning.

    Med --start begynder punktet på det klokkeslæt, og de øvrige lægger sig omkring det; flere punkter
    følger efter hinanden. --start "" lader det følge rækkefølgen igen.
    """
    from planner.usecases.edit_item import EditItems, edit_items  # noqa: PLC0415 -- slow import

    how = manner(app, words, dry_run=dry_run, why=why, force=force)
    command = EditItems(words, how, _wishes(known), on)
    tell(edit_items(command, store=app.store(), clock=app.clock), as_json=as_json)


def _wishes(known: dict[str, Any]) -> Any:
    from planner.usecases.wishes import Wishes  # noqa: PLC0415 -- slow import

    kind = known.pop("kind")
    return Wishes(**known, kind=_KINDS[kind.casefold()] if kind else None)
