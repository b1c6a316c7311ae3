"""What may stand next on a command line: commands, options, items, dates and people.

The word in an argument's metavar decides: PUNKT items, DATO days with a meeting, NAVN people, FIL files.
Used by completion in every shell and by the prompt of `planner shell`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import NamedTuple

import click

from planner.domain.errors import PlannerError
from planner.entrypoints.cli import names
from planner.entrypoints.cli.call import Call
from planner.entrypoints.cli.group import LazyGroup
from planner.entrypoints.cli.language import say
from planner.ports import Reader
from planner.wiring import App

_AHEAD = timedelta(weeks=26)
_BACK = timedelta(days=14)
_MOST = 30


class Candidate(NamedTuple):
    """A word that may be typed, what it means, and whether the shell is to offer files instead."""

    value: str
    meaning: str = ""
    files: bool = False


def candidates(top: LazyGroup, words: Sequence[str], begun: str, call: Call | None = None) -> list[Candidate]:
    """What the word `begun` may become after `words`. A plan that cannot be read offers nothing."""
    call = call or Call()
    command, rest = _command(top, words, call)
    try:
        return list(_next(command, rest, begun, call))[:_MOST]
    except (PlannerError, OSError):
        return []


def _command(top: LazyGroup, words: Sequence[str], call: Call) -> tuple[click.Command, list[str]]:
    """The command that the words name so far, and what stands after it; options for all are noted."""
    context = click.Context(top, info_name="planner", obj=call)
    command: click.Command = top
    rest: list[str] = []
    queue = list(words)
    while queue:
        word = queue.pop(0)
        option = _option(command, word)
        if option is not None:
            value = word.partition("=")[2] or (queue.pop(0) if not option.is_flag and queue else "")
            if not option.expose_value and (value or option.is_flag):
                call.note(str(option.name), value or True)
            if not option.is_flag and not value:
                rest.append(word)
        elif isinstance(command, LazyGroup):
            found = names.matches(word, command.spellings())
            inner = command.get_command(context, found[0]) if len(found) == 1 else None
            if inner is None:
                return click.Command("none"), []
            command, rest = inner, []
        else:
            rest.append(word)
    return command, rest


def _option(command: click.Command, word: str) -> click.Option | None:
    name = word.partition("=")[0]
    return next((p for p in command.params if isinstance(p, click.Option) and name in p.opts), None)


def _next(command: click.Command, rest: list[str], begun: str, call: Call) -> Iterator[Candidate]:
    asked = _option(command, rest[-1]) if rest else None
    if asked is not None:
        yield from _values(asked, begun, call)
    elif begun.startswith("-"):
        for param in command.params:
            if isinstance(param, click.Option):
                yield from (
                    Candidate(opt, say(param.help or "")) for opt in param.opts if opt.startswith(begun)
                )
    elif isinstance(command, LazyGroup):
        yield from _commands(command, begun)
    else:
        shown = {
            word for param in command.params if isinstance(param, click.Argument) for word in _kinds(param)
        }
        yield from _of_kinds(shown, begun, call.app)


def _values(option: click.Option, begun: str, call: Call) -> Iterator[Candidate]:
    if isinstance(option.type, click.Choice):
        yield from (Candidate(str(value)) for value in option.type.choices if str(value).startswith(begun))
    else:
        yield from _of_kinds(set(_kinds(option)), begun, call.app)


def _kinds(param: click.Parameter) -> list[str]:
    return (
        (param.metavar or "").replace("[", " ").replace("]", " ").replace(".", " ").replace("|", " ").split()
    )


def _commands(group: LazyGroup, begun: str) -> Iterator[Candidate]:
    word = names.fold(begun)
    for key, danish in group.spellings().items():
        fitting = [name for name in dict.fromkeys((*danish, key)) if names.fold(name).startswith(word)]
        if fitting:
            yield Candidate(fitting[0], group.short(key))


def _of_kinds(kinds: set[str], begun: str, app: App) -> Iterator[Candidate]:
    if "FIL" in kinds:
        yield Candidate(begun, files=True)
    if kinds & {"PUNKT", "DATO", "NAVN"} and app.has_database():
        with app.reader() as reader:
            if "PUNKT" in kinds:
                yield from _items(reader, app, begun)
            if "DATO" in kinds:
                yield from _dates(reader, app, begun)
            if "NAVN" in kinds:
                yield from _people(reader, begun)


def _items(reader: Reader, app: App, begun: str) -> Iterator[Candidate]:
    board, today = app.board(reader), app.clock.now().date()
    number = begun.removeprefix("#")
    if number and not number.isdecimal():
        word = names.fold(begun)
        for item in reader.titled(board.id, begun, limit=_MOST):
            for part in item.title.split():
                if names.fold(part).startswith(word):
                    yield Candidate(part.strip(".,:;()"), f"#{item.id} {item.title}")
                    break
        return
    near = reader.window(board.id, today - _BACK, today + _AHEAD).merged(
        reader.backlog(board.id, limit=_MOST)
    )
    for item in sorted(near.items.values(), key=lambda item: item.id):
        if item.status == "open" and str(item.id).startswith(number):
            yield Candidate(str(item.id), item.title)


def _dates(reader: Reader, app: App, begun: str) -> Iterator[Candidate]:
    from planner.domain.wording import echo  # noqa: PLC0415 -- only when dates are offered

    board, today = app.board(reader), app.clock.now().date()
    for day in reader.meeting_dates(board.id, today, today + _AHEAD):
        written = f"{day.day}/{day.month}"
        if written.startswith(begun):
            yield Candidate(written, say(echo(day)))


def _people(reader: Reader, begun: str) -> Iterator[Candidate]:
    word = names.fold(begun)
    for person in reader.people(begun or None, limit=_MOST):
        meaning = ", ".join(part for part in (person.name, person.title) if part)
        for part in (person.initials or "", *person.name.split()):
            if part and names.fold(part).startswith(word):
                yield Candidate(part, meaning)
                break
