"""`planner feed`: calendars that people subscribe to, and their secret addresses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from planner.entrypoints.cli.doing import wrapped
from planner.entrypoints.cli.group import command_group
from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.output import Line, emit
from planner.wiring import App

if TYPE_CHECKING:
    from planner.domain.board import Board
    from planner.usecases.feeds import Subscription

feed = command_group(
    "feed",
    "Kalendere, som man kan abonnere på. Hver har en hemmelig adresse.",
    examples=("planner abonnement tilføj Sara Holm", "planner abonnement tilbagekald Sara Holm"),
)
_WAYS = {"ews": "Exchange", "mail": "mail"}


@feed.reading("list", examples=("planner abonnement liste",))
def list_(app: App, *, as_json: bool) -> None:
    """Alle abonnementer og deres adresser."""
    from planner.usecases.feeds import list_feeds  # noqa: PLC0415 -- slow import

    found = list_feeds(store=app.store(), files=app.feed_folder(), default=app.settings.calendar_backend)
    emit(found, as_json=as_json, render=_lines)


@feed.reading("add", examples=("planner abonnement tilføj Sara Holm", "planner abonnement tilføj"))
@click.argument("words", nargs=-1, metavar="[NAVN]")
def add(app: App, words: tuple[str, ...], *, as_json: bool) -> None:
    """Giv en person en kalender at abonnere på; uden navn får udvalget en med alle sine møder.

    Den, der har adressen, kan læse kalenderen: giv den kun til personen selv. Titler på lukkede punkter står der aldrig.
    """
    from planner.usecases.feeds import add_feed  # noqa: PLC0415 -- slow import

    made = add_feed(
        words,
        _board(app),
        store=app.store(),
        files=app.feed_folder(),
        clock=app.clock,
        new_name=app.new_feed_name,
        default=app.settings.calendar_backend,
    )
    emit(made, as_json=as_json, render=_added)


@feed.reading("revoke", examples=("planner abonnement tilbagekald Sara Holm",))
@click.argument("words", nargs=-1, metavar="[NAVN]")
def revoke(app: App, words: tuple[str, ...], *, as_json: bool) -> None:
    """Tag et abonnement tilbage: filen fjernes, og adressen virker aldrig igen."""
    from planner.usecases.feeds import revoke_feed  # noqa: PLC0415 -- slow import

    gone = revoke_feed(
        words,
        _board(app),
        store=app.store(),
        files=app.feed_folder(),
        clock=app.clock,
        default=app.settings.calendar_backend,
    )
    emit(gone, as_json=as_json, render=_revoked)


def _board(app: App) -> Board:
    with app.reader() as reader:
        return app.board(reader)


def _lines(found: tuple[Subscription, ...], _places: int) -> Iterator[Line]:
    if not found:
        yield say("Ingen abonnerer endnu: planner abonnement tilføj NAVN")
    for one in found:
        yield [(_name(one), "heading")]
        yield f"  {one.address}"


def _added(one: Subscription, places: int) -> Iterator[Line]:
    yield [(_name(one), "heading")]
    # On a line of its own, never broken: it is copied from here.
    yield f"  {one.address}"
    yield from wrapped(say("Den, der har adressen, kan læse kalenderen."), places, "hint")
    if one.also is not None:
        way = _WAYS[one.also]
        yield from wrapped(
            say(
                f"{one.person} får også aftalerne ad vejen “{way}”. Kun abonnement:"
                f' planner person ret "{one.person}" --channel ics'
            ),
            places,
            "hint",
        )


def _revoked(one: Subscription, places: int) -> Iterator[Line]:
    yield from wrapped(
        say(f"Abonnementet er taget tilbage: {_name(one)}. Adressen virker ikke mere."), places
    )


def _name(one: Subscription) -> str:
    return one.person or one.board
