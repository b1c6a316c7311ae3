"""`planner explain`: why an item can or cannot be on each of the coming dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import click

from planner.domain.wording import short
from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.output import Line, emit
from planner.entrypoints.cli.parameters import reading_command
from planner.entrypoints.cli.screens import folded
from planner.wiring import App

if TYPE_CHECKING:
    from planner.usecases.explain import DateRow, ExplainView, Other

_DAY, _MARK = 12, 10


@reading_command(
    examples=("planner forklar 12", "planner forklar 12 27/11", "planner forklar lovprogram --weeks 12")
)
@click.argument("words", nargs=-1, required=True, metavar="PUNKT [DATO]")
@click.option("--weeks", type=click.IntRange(1, 520), metavar="N", help="Hvor mange uger der ses frem.")
def explain(app: App, words: tuple[str, ...], *, weeks: int | None, as_json: bool) -> None:
    """Hvorfor et punkt kan eller ikke kan komme på hver af de kommende datoer, og hvad der skulle vige."""
    from planner.usecases.explain import explained  # noqa: PLC0415 -- slow import

    with app.reader() as reader:
        board, levels = app.board(reader), app.settings.rules
        view = explained(reader, board, app.clock.now(), words, weeks=weeks, levels=levels)
    emit(view, as_json=as_json, render=explain_lines)


def explain_lines(view: ExplainView, width: int) -> Iterator[Line]:
    """The item, a paragraph for each date, and what would have to yield where it fits nowhere."""
    length = say(f"ca. {view.minutes} min." if view.guessed else f"{view.minutes} min.")
    *first, last = folded(f"#{view.item} {view.title}", width - len(length) - 2)
    yield from ([(line, "title")] for line in first)
    yield [(last, "title"), (f"  {length}", "muted")]
    yield ""
    for row in view.dates:
        yield from _date_lines(row, width)
    if view.cheapest is not None:
        yield ""
        row = next(one for one in view.dates if one.date == view.cheapest)
        yield from folded(say(f"Mindst skal vige den {short(row.date)} ({_moves(row.yielding)})."), width)
    elif view.conflict:
        yield ""
        facts = "; ".join(map(say, view.conflict)).rstrip(".")
        yield from folded(say(f"Der er ingen dato at give det: {facts}."), width)


def _date_lines(row: DateRow, width: int) -> Iterator[Line]:
    word, style = _word(row)
    parts = folded("; ".join(map(say, _said(row))), width - _DAY - _MARK) or [""]
    for number, part in enumerate(parts):
        day, mark = (say(short(row.date)), say(word)) if number == 0 else ("", "")
        yield [(f"  {day:<{_DAY - 2}}", ""), (f"{mark:<{_MARK}}", style), (part, "")]


def _said(row: DateRow) -> Iterator[str]:
    yield from (one.sentence for one in row.against if one.level == "block")
    much = f"ca. {row.lacking}" if row.lacking_guessed else f"{row.lacking}"
    if row.answer == "room":
        # The mark before it is "kan, hvis".
        yield _moves(row.yielding)
        yield f"ellers bliver der {much} min. for meget"
    elif row.lacking and row.answer == "stands":
        yield f"der er {much} min. for meget"
    elif row.lacking:
        yield f"der bliver {much} min. for meget"
    if row.full_of:
        yield f"mindre vægtigt: {', '.join(f'#{one.id}' for one in row.full_of)}"
    if row.yielding and row.answer == "stands":
        yield f"der bliver plads, hvis {_moves(row.yielding)}"
    yield from (one.sentence for one in row.against if one.level != "block")


def _word(row: DateRow) -> tuple[str, str]:
    words = {
        "stands": ("står her", "title"),
        "fits": ("kan", ""),
        "room": ("kan, hvis", "warn"),
        "full": ("fuld", "warn"),
        "no": ("kan ikke", "block"),
    }
    if row.answer == "fits" and any(one.level == "warn" for one in row.against):
        return ("kan, men", "warn")
    return words[row.answer]


def _moves(moves: tuple[Other, ...]) -> str:
    to: dict[date, list[str]] = {}
    for one in moves:
        if one.to is not None:
            to.setdefault(one.to, []).append(f"#{one.id}")
    return " og ".join(f"{' og '.join(items)} flyttes til {short(day)}" for day, items in to.items())
