"""`planner find`: full text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.output import Line, emit
from planner.entrypoints.cli.parameters import reading_command
from planner.wiring import App

if TYPE_CHECKING:
    from planner.usecases.views.find import FindView, FoundRow

_KINDS = {
    "placement": "dagsorden",
    "followup": "opfølgning",
    "meeting": "møde",
    "activity": "aktivitet",
    "attachment": "bilag",
    "document": "dokument",
}
_STATES = {"done": "behandlet", "withdrawn": "udgået"}


@reading_command(examples=("planner find budget", "planner søg “frisættelse og aktørskab”"))
@click.argument("words", nargs=-1, required=True, metavar="TEKST")
def find(app: App, words: tuple[str, ...], *, as_json: bool) -> None:
    """Søg i titler, beslutninger, opfølgninger, noter og dokumenter."""
    from planner.usecases.views.find import find as view  # noqa: PLC0415 -- slow import

    with app.reader() as reader:
        found = view(reader, app.board(reader), words)
    emit(found, as_json=as_json, render=_lines)


def _lines(view: FindView, width: int) -> Iterator[Line]:
    from planner.entrypoints.cli.screens import INDENT, both_ends, folded  # noqa: PLC0415 -- slow import

    if not view.found:
        yield say(f"Intet med “{view.text}”.")
        return
    for row in view.found:
        number = f"#{row.item}" if row.item is not None else ""
        title = row.title or row.text
        yield both_ends(width, [(f"{number:>6}", "id"), (f"  {title}", "")], (_place(row), "muted"))
        if row.title and row.text.casefold() != row.title.casefold():
            for part in folded(row.text, width - INDENT)[:2]:
                yield [(" " * INDENT, ""), (part, "muted")]
    if view.more:
        yield ""
        yield say(f"Kun de første {len(view.found)} er vist; skriv mere af teksten.")


def _place(row: FoundRow) -> str:
    from planner.domain.wording import short  # noqa: PLC0415 -- slow import

    parts = [
        say(_KINDS.get(row.kind, "")),
        f"{say(short(row.date))} {row.date.year}" if row.date else "",
        say(_STATES.get(row.status or "", "")),
    ]
    return ", ".join(part for part in parts if part)
