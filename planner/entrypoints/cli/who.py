"""`planner who`: what a person was told, when, and the answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.output import Line, emit
from planner.entrypoints.cli.parameters import reading_command
from planner.wiring import App

if TYPE_CHECKING:
    from datetime import datetime

    from planner.usecases.views.who import Message, ToldRow, WhoView

_KINDS = {"invited": "inviteret", "changed": "ny besked", "called_off": "aflyst"}
_EVENTS = {"meeting": "hele mødet", "hold": "foreløbig", "room": "lokalet"}


@reading_command(examples=("planner hvem Bo Ravn", "planner hvem BR --json"))
@click.argument("words", nargs=-1, required=True, metavar="NAVN")
def who(app: App, words: tuple[str, ...], *, as_json: bool) -> None:
    """Hvad en person har fået at vide, dato for dato: hvad der er sendt, hvornår, og hvad der er svaret."""
    from planner.usecases.views.who import who as view  # noqa: PLC0415 -- slow import

    with app.reader() as reader:
        found = view(reader, app.board(reader), app.clock.now(), words)
    emit(found, as_json=as_json, render=_lines)


def _lines(view: WhoView, places: int) -> Iterator[Line]:
    yield [(view.name, "title"), (f"  {view.email or ''}", "muted")]
    if not view.rows:
        yield say("Har ikke fået nogen besked det sidste år.")
    for row in view.rows:
        yield ""
        yield from _row(row, places)


def _row(row: ToldRow, places: int) -> Iterator[Line]:
    from planner.entrypoints.cli.screens import both_ends, folded  # noqa: PLC0415 -- slow import

    style = "heading" if row.stands else "muted"
    yield both_ends(places, [(f"{row.board} · {_when(row.starts, row.ends)}", style)], _answer(row))
    about = "; ".join(row.items) or say(_EVENTS.get(row.event, "deltagelse"))
    for part in folded(about, places - 3):
        yield f"   {part}"
    for message in row.messages:
        for part in folded(_message(message, row), places - 3):
            yield [(f"   {part}", "muted")]
    if row.comment:
        for part in folded(f"“{' '.join(row.comment.split())}”", places - 3):
            yield f"   {part}"


def _answer(row: ToldRow) -> tuple[str, str]:
    from planner.domain.wording import clock, short  # noqa: PLC0415 -- slow import
    from planner.entrypoints.cli.screen_answers import STANDINGS  # noqa: PLC0415 -- slow import

    if not row.stands and row.answer == "unanswered":
        return "", ""
    words, style = STANDINGS[row.answer]
    when = f" {say(short(row.answered.astimezone(row.starts.tzinfo).date()))}" if row.answered else ""
    to = (
        say(f" (kl. {clock(row.answered_starts.time())})")
        if row.answer == "old" and row.answered_starts
        else ""
    )
    by = say(f" af {row.sender}") if row.sender else ""
    return f"{say(words)}{when}{to}{by}", style


def _message(message: Message, row: ToldRow) -> str:
    from planner.domain.wording import clock, short  # noqa: PLC0415 -- slow import

    at = message.at.astimezone(row.starts.tzinfo)
    about = _when(message.starts.astimezone(row.starts.tzinfo), message.ends.astimezone(row.starts.tzinfo))
    place = f", {message.place}" if message.place and message.kind != "called_off" else ""
    doubt = say(" (ikke bekræftet)") if not message.sure else ""
    when = say(f"{short(at.date())} kl. {clock(at.time())}")
    return f"{when}: {say(_KINDS[message.kind])}, {about}{place}{doubt}"


def _when(starts: datetime, ends: datetime) -> str:
    from planner.domain.wording import clock, short, weekday_name  # noqa: PLC0415 -- slow import

    weekday = say(weekday_name(starts.date()))[:3]
    hours = f"{clock(starts.time())}-{clock(ends.time())}"
    return f"{weekday}. {say(f'{short(starts.date())} kl. {hours}')}"
