"""What can be done with a proposal: the commands that carry it out, and those for what found no date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from planner.entrypoints.cli.doing import wrapped
from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.output import Line
from planner.usecases.propose import Ask, Worked

_MOST_ITEMS: Final = 12


def how_to_accept(worked: Worked, places: int, *, named: bool = False) -> Iterator[Line]:
    """What to type to carry it out, where nobody can be asked: the same question again, and that it is agreed.

    With `named` the board was named on the line, and is named again.
    """
    options = " ".join(_asked_again(worked.ask, named=named))
    command = f"planner foreslå {options}" if options else "planner foreslå"
    yield ""
    yield from _to_type(say(f"Intet er ændret endnu. Gennemfør det: {command} --accept"), places)
    if len(worked.proposal.suggestions) > 1:
        some = worked.proposal.suggestions[0].item
        yield from _to_type(say(f"Eller kun en del af det: {command} --accept {some}"), places)


def ways_out(worked: Worked, places: int, *, named: bool = False) -> Iterator[Line]:
    """What to type for the items that found no date; with `named` as the board was named on the line."""
    found = worked.no_room
    if found is None:
        return
    again = worked.ask
    if again.only or again.items is not None:
        again = replace(again, only=(), items=frozenset(found.items))
    numbers = [f"#{number}" for number in found.items[:_MOST_ITEMS]]
    yield ""
    yield from wrapped(say(f"Hvad der kan gøres for {', '.join(numbers)}:"), places, "hint")
    ways = []
    if found.weeks is not None:
        further = " ".join(_asked_again(replace(again, weeks=found.weeks), named=named))
        ways.append(say(f"se længere frem: planner foreslå {further}"))
    if found.may_yield:
        yielding = " ".join(_asked_again(replace(again, yielding=True), named=named))
        ways.append(say(f"lade andre punkter give plads: planner foreslå {yielding}"))
    board = f" --board {found.board}" if named else ""
    ways.append(say(f"tilføje et møde: planner møde tilføj DATO{board}"))
    ways.append(say(f"se, hvad der står i vejen: planner forklar {found.items[0]}{board}"))
    for way in ways:
        yield from _to_type(f"   {way}", places, "hint")


def _to_type(text: str, places: int, style: str = "") -> Iterator[Line]:
    """What can be done and the command that does it, which is never broken: it is copied as it stands."""
    what, colon, command = text.partition(": ")
    if len(text) <= places:
        yield [(text, style)]
        return
    yield [(f"{what}{colon.rstrip()}", style)]
    margin = len(what) - len(what.lstrip()) + 3
    yield [(" " * margin + command, style)]


def _asked_again(asked: Ask, *, named: bool) -> Iterator[str]:
    """The options that ask the same once more."""
    only = asked.only or tuple(str(number) for number in sorted(asked.items or ()))
    if only:
        yield f"--only {' '.join(only)}"
    if asked.yielding:
        yield "--make-room"
    if asked.weeks is not None:
        yield f"--weeks {asked.weeks}"
    if asked.keep:
        yield f"--keep {' '.join(asked.keep)}"
    if named:
        yield f"--board {' '.join(board.code for board in asked.boards)}"
