"""`planner paper`: the papers for the items, and when they are due."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from planner.entrypoints.cli.doing import manner, tell, wrapped
from planner.entrypoints.cli.group import command_group
from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.output import Line, Span, emit
from planner.wiring import App

if TYPE_CHECKING:
    from planner.usecases.views.papers import MeetingPapers, PaperLine, PapersView

paper = command_group(
    "paper",
    "Materiale til punkterne: hvad er modtaget, hvad mangler, og hvornår er fristen.",
    examples=("planner materiale liste 1/10", "planner materiale modtaget 12 --reference “sag 25/1234”"),
)


@paper.writing(
    "received",
    examples=("planner materiale modtaget 12 --reference “sag 25/1234”", "planner materiale modtaget 12 14"),
)
@click.argument("words", nargs=-1, required=True, metavar="PUNKT...")
@click.option("--reference", metavar="TEKST", help="Hvor materialet ligger; selve filen gemmes ikke.")
@click.option("--none", is_flag=True, help="Der kommer ikke noget materiale.")
@click.option("--not-yet", is_flag=True, help="Materialet er alligevel ikke modtaget.")
def received(
    app: App,
    words: tuple[str, ...],
    *,
    reference: str | None,
    none: bool,
    not_yet: bool,
    as_json: bool,
    dry_run: bool,
    why: str | None,
) -> None:
    """Notér, at materialet til punkter er modtaget."""
    from planner.usecases.papers import ReceivePapers, receive_papers  # noqa: PLC0415 -- slow import

    how = manner(app, words, dry_run=dry_run, why=why)
    command = ReceivePapers(words, how, reference, none, not_yet)
    tell(receive_papers(command, store=app.store(), clock=app.clock), as_json=as_json)


@paper.reading("list", examples=("planner materiale liste", "planner materiale liste 1/10"))
@click.argument("words", nargs=-1, metavar="[DATO]")
def list_(app: App, words: tuple[str, ...], *, as_json: bool) -> None:
    """Hvad der er modtaget, og hvad der mangler, til de kommende fem ugers møder eller til ét."""
    from planner.usecases.views.papers import papers  # noqa: PLC0415 -- slow import

    with app.reader() as reader:
        found = papers(reader, app.board(reader), app.clock.now(), words)
    emit(found, as_json=as_json, render=_lines)


def _lines(view: PapersView, places: int) -> Iterator[Line]:
    from planner.domain.wording import short  # noqa: PLC0415 -- slow import
    from planner.entrypoints.cli.screens import both_ends  # noqa: PLC0415 -- slow import

    yield both_ends(places, [(say(f"{view.board.name} · materiale"), "title")], (say(short(view.now)), ""))
    if view.rule is None:
        yield ""
        yield from wrapped(
            say(
                "Udvalget har ingen frist for materiale. Sæt den med: "
                "planner udvalg ret --papers “5 hverdage før kl. 12”"
            ),
            places,
        )
    elif not view.meetings:
        yield ""
        yield say("Der er ingen møder de næste fem uger.")
    for meeting in view.meetings:
        yield ""
        yield from _meeting(meeting, places)


def _meeting(meeting: MeetingPapers, places: int) -> Iterator[Line]:
    from planner.domain.wording import echo  # noqa: PLC0415 -- slow import
    from planner.entrypoints.cli.screens import due_words  # noqa: PLC0415 -- slow import

    yield [(say(echo(meeting.meeting)), "heading")]
    yield from wrapped(f"   {due_words(meeting.due, meeting.at, meeting.counted, 'due')}", places, "muted")
    if not meeting.items:
        yield [("   ", ""), (say("ingen punkter endnu"), "muted")]
    for row in meeting.items:
        yield from _item(row, places)


def _item(row: PaperLine, places: int) -> Iterator[Line]:
    from planner.entrypoints.cli.screens import both_ends  # noqa: PLC0415 -- slow import

    yield both_ends(places, [(f"{'#' + str(row.id):>7}", "id"), (f"  {row.title}", "")], _state(row))
    aside = row.reference if row.received else row.responsible
    if aside:
        yield from wrapped(f"         {aside}", places, "muted")


def _state(row: PaperLine) -> Span:
    from planner.domain.wording import short  # noqa: PLC0415 -- slow import

    if row.state == "received" and row.received is not None:
        return say(f"modtaget {short(row.received)}"), "ok"
    words, style = {
        "none": ("kommer ikke noget", "muted"),
        "missing": ("mangler", "hint"),
        "late": ("mangler, fristen er overskredet", "warn"),
    }.get(row.state, ("ventes", "muted"))
    return say(words), style
