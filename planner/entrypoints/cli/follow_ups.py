"""`planner follow-up`: what somebody undertook, until when, and whether it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import click

from planner.entrypoints.cli.doing import manner, tell
from planner.entrypoints.cli.group import command_group
from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.output import Line, Span, emit
from planner.entrypoints.cli.parameters import joined
from planner.wiring import App

if TYPE_CHECKING:
    from planner.usecases.views.follow_ups import FollowUpLine, FollowUpsView

follow_up = command_group(
    "follow-up",
    "Opfølgning: hvem har lovet hvad, og hvornår.",
    examples=(
        'planner opfølgning ny "Undersøge prisen" --owner BR --due 1/10',
        "planner opfølgning liste --owner Økonomi",
        "planner opfølgning færdig 3",
    ),
)


def _known_about_it(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options that `add` and `edit` share."""
    options = (
        click.option("--owner", metavar="NAVN", help="Hvem der følger op: en person eller en enhed."),
        click.option("--due", metavar="DATO", help="Fristen: 1/10, “uge 42” eller “på fredag”."),
        click.option("--item", metavar="PUNKT", help="Det punkt, det følger af."),
        click.option("--meeting", metavar="DATO", help="Det møde, hvor det blev lovet."),
    )
    for option in reversed(options):
        function = option(function)
    return function


@follow_up.writing("add", examples=('planner opfølgning ny "Undersøge prisen" --owner BR --due 1/10',))
@click.argument("text", nargs=-1, required=True, metavar="TEKST")
@_known_about_it
def add(
    app: App, text: tuple[str, ...], *, as_json: bool, dry_run: bool, why: str | None, **known: Any
) -> None:
    """Notér, at nogen følger op på noget."""
    from planner.usecases.follow_ups import AddFollowUp, FollowUpWishes, add_follow_up  # noqa: PLC0415 -- slow import

    how = manner(app, text, dry_run=dry_run, why=why)
    command = AddFollowUp(FollowUpWishes(joined(text), **known), how)
    tell(add_follow_up(command, store=app.store(), clock=app.clock), as_json=as_json)


@follow_up.writing("edit", examples=("planner opfølgning ret 3 --due 15/10",))
@click.argument("words", nargs=-1, required=True, metavar="NUMMER...")
@click.option("--text", metavar="TEKST", help="Ny tekst.")
@_known_about_it
def edit(
    app: App,
    words: tuple[str, ...],
    *,
    text: str | None,
    as_json: bool,
    dry_run: bool,
    why: str | None,
    **known: Any,
) -> None:
    """Ret en opfølgning. En tom tekst ("") fjerner en oplysning."""
    from planner.usecases.follow_ups import (  # noqa: PLC0415 -- slow import
        EditFollowUps,
        FollowUpWishes,
        edit_follow_ups,
    )

    how = manner(app, words, dry_run=dry_run, why=why)
    command = EditFollowUps(words, FollowUpWishes(text, **known), how)
    tell(edit_follow_ups(command, store=app.store(), clock=app.clock), as_json=as_json)


@follow_up.writing("done", examples=("planner opfølgning færdig 3", "planner opfølgning færdig 3 5"))
@click.argument("words", nargs=-1, required=True, metavar="NUMMER...")
@click.option("--undone", is_flag=True, help="Den er alligevel ikke færdig.")
def done(
    app: App, words: tuple[str, ...], *, undone: bool, as_json: bool, dry_run: bool, why: str | None
) -> None:
    """Det er gjort."""
    from planner.usecases.follow_ups import FinishFollowUps, finish_follow_ups  # noqa: PLC0415 -- slow import

    command = FinishFollowUps(words, manner(app, words, dry_run=dry_run, why=why), undone)
    tell(finish_follow_ups(command, store=app.store(), clock=app.clock), as_json=as_json)


@follow_up.reading("list", examples=("planner opfølgning liste", "planner opfølgning liste --owner BR"))
@click.option("--owner", metavar="NAVN", help="Kun det, som denne person eller enhed følger op.")
@click.option("--all", "everything", is_flag=True, help="Også det, der er gjort.")
def list_(app: App, *, owner: str | None, everything: bool, as_json: bool) -> None:
    """Det, der skal følges op, med den nærmeste frist først."""
    from planner.usecases.views.follow_ups import follow_ups  # noqa: PLC0415 -- slow import

    with app.reader() as reader:
        found = follow_ups(reader, app.board(reader), app.clock.now(), owner=owner, everything=everything)
    emit(found, as_json=as_json, render=_lines)


def _lines(view: FollowUpsView, places: int) -> Iterator[Line]:
    from planner.domain.wording import short  # noqa: PLC0415 -- slow import
    from planner.entrypoints.cli.screens import both_ends, folded  # noqa: PLC0415 -- slow import

    title = say(f"{view.board.name} · opfølgning ({len(view.rows)})")
    yield both_ends(places, [(title, "title")], (say(short(view.now)), ""))
    yield ""
    if not view.rows:
        yield say("Der er intet at følge op på.")
    for row in view.rows:
        owner = f"{row.owner}: " if row.owner else ""
        due = _due(row)
        for number, part in enumerate(folded(f"{owner}{row.text}", places - 7 - len(due[0]) - 2)):
            lead = f"{row.id:>5}  " if number == 0 else " " * 7
            yield both_ends(places, [(lead, "id"), (part, "")], due if number == 0 else ("", ""))
        where = [
            f"#{row.item} {row.title}" if row.item else "",
            say(f"mødet {short(row.meeting)} {row.meeting.year}") if row.meeting else "",
        ]
        if any(where):
            yield both_ends(
                places, [(" " * 7, ""), (", ".join(part for part in where if part), "muted")], ("", "")
            )


def _due(row: FollowUpLine) -> Span:
    from planner.domain.wording import short  # noqa: PLC0415 -- slow import

    if row.done:
        return say("gjort"), "muted"
    if row.due is None:
        return say("ingen frist"), "muted"
    if row.late:
        return say(f"skulle være gjort {short(row.due)}"), "warn"
    return say(f"frist {short(row.due)}"), ""
