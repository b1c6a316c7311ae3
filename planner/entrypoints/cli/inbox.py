"""`planner inbox`: what came back and needs somebody, with what can be done about it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from planner.entrypoints.cli.doing import insisting, manner, tell, wrapped
from planner.entrypoints.cli.group import command_group
from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.output import Line, emit, show
from planner.wiring import App

if TYPE_CHECKING:
    from planner.usecases.views.inbox import InboxRow, InboxView

_SETTLED = {"done": "klaret", "accepted": "gjort"}

inbox = command_group(
    "inbox",
    "Indbakken: afslag, forslag om et andet tidspunkt, lokaler, der er optaget, og hvad der ellers er kommet tilbage.",
    examples=("planner indbakke", "planner indbakke accepter 3 afbud", "planner indbakke færdig 4 5"),
)


@inbox.reading("list", examples=("planner indbakke liste", "planner indbakke liste --all"))
@click.option("--all", "everything", is_flag=True, help="Vis også det, der er klaret.")
def list_(app: App, *, everything: bool, as_json: bool) -> None:
    """Alt, der kræver, at nogen tager stilling."""
    from planner.usecases.views.inbox import inbox as view  # noqa: PLC0415 -- slow import

    with app.reader() as reader:
        found = view(reader, app.board(reader), app.clock.now(), everything=everything)
    emit(found, as_json=as_json, render=_lines)


@inbox.writing(
    "accept", examples=("planner indbakke accepter 3", "planner indbakke accepter 3 tag-af --dry-run")
)
@click.argument("number", type=int, metavar="NR")
@click.argument("choice", required=False, metavar="[VALG]")
@insisting
def accept(
    app: App,
    number: int,
    choice: str | None,
    *,
    force: bool,
    as_json: bool,
    dry_run: bool,
    why: str | None,
) -> None:
    """Gør det, der foreslås. Er der flere muligheder, skrives den ønskede efter nummeret."""
    from planner.usecases.settle_inbox import AcceptProposal  # noqa: PLC0415 -- slow import
    from planner.usecases.settle_inbox import accept as carry_out  # noqa: PLC0415 -- slow import

    words = (str(number), *((choice,) if choice else ()))
    command = AcceptProposal(number, manner(app, words, dry_run=dry_run, why=why, force=force), choice)
    done = carry_out(command, store=app.store(), clock=app.clock, new_key=app.new_key)
    if not done.changes and not as_json:
        show(line for sentence in done.sentences for line in wrapped(say(sentence), 80))
        return
    tell(done, as_json=as_json)
    if done.step and not as_json:
        show([[(say("Fortæl de berørte om det: planner udgiv"), "hint")]])


@inbox.writing(
    "done", examples=("planner indbakke færdig 4", "planner indbakke færdig 4 5 --why “ringet op”")
)
@click.argument("numbers", nargs=-1, required=True, type=int, metavar="NR...")
def done(app: App, numbers: tuple[int, ...], *, as_json: bool, dry_run: bool, why: str | None) -> None:
    """Der skal ikke gøres mere ved det."""
    from planner.usecases.settle_inbox import MarkDone, mark_done  # noqa: PLC0415 -- slow import

    with app.reader() as reader:
        board = app.board(reader)
    command = MarkDone(numbers, board, app.by, why, dry_run=dry_run)
    emit(mark_done(command, store=app.store(), clock=app.clock), as_json=as_json, render=_lines)


def _lines(view: InboxView, places: int) -> Iterator[Line]:
    yield [(f"{view.board} · {say('indbakke')}", "title")]
    if not view.rows:
        yield say("Der er intet at tage stilling til.")
    for row in view.rows:
        yield ""
        yield from _row(row, places)


def _row(row: InboxRow, places: int) -> Iterator[Line]:
    from planner.domain.wording import sentence  # noqa: PLC0415 -- slow import

    text = row.sentence if row.kind == "unusable" else sentence(row.sentence[:1].upper() + row.sentence[1:])
    for number, part in enumerate(_folded(text, places - 6)):
        yield [(f"{row.number:>4}. " if number == 0 else " " * 6, "id"), (part, "")]
    if row.comment:
        for part in _folded(f"“{' '.join(row.comment.split())}”", places - 6):
            yield [(" " * 6, ""), (part, "muted")]
    if row.sender:
        yield [(" " * 6, ""), (say(f"svaret af {row.sender}"), "muted")]
    if row.settled:
        why = f": {row.why}" if row.why else ""
        yield [(" " * 6, ""), (f"{say(_SETTLED[row.settled])} ({row.settled_by}){why}", "ok")]
        return
    for choice in row.choices:
        words = choice.command or say(choice.sentence)
        for number, part in enumerate(_folded(words, places - 16)):
            yield [(f"{'':>6}{choice.name if number == 0 else '':<10}", "id"), (part, "hint")]
    if row.choices:
        which = "" if len(row.choices) == 1 else say(" VALG")
        yield [(" " * 6, ""), (f"{say(f'planner indbakke accepter {row.number}')}{which}", "muted")]
        return
    if row.advice:
        yield [(" " * 6, ""), (row.advice, "hint")]
    yield [(" " * 6, ""), (say(f"planner indbakke færdig {row.number}"), "muted")]


def _folded(text: str, room: int) -> list[str]:
    from textwrap import wrap  # noqa: PLC0415 -- slow import

    return wrap(text, room, break_long_words=False, break_on_hyphens=False) or [""]
