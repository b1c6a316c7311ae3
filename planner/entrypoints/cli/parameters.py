"""The two decorators that make commands, and words as people type them."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import click

from planner.entrypoints.cli.call import Call, global_options
from planner.entrypoints.cli.command import PlannerCommand
from planner.entrypoints.cli.language import speak

Function = Callable[..., Any]

_QUOTES = "\"'“”„»«”‘’"
_HARD_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2007": " "})


def reading_command(
    name: str | None = None, *, examples: Sequence[str] = (), **attrs: Any
) -> Callable[[Function], click.Command]:
    """A command that only looks. The function gets `app` first and `as_json` by name.

    Its docstring is the Danish help; `examples` are whole command lines shown under it.
    """
    return lambda function: _made(function, name, examples, (), attrs)


def writing_command(
    name: str | None = None, *, examples: Sequence[str] = (), **attrs: Any
) -> Callable[[Function], click.Command]:
    """A command that changes the plan: as a reading one, and with `dry_run` and `why` by name."""
    own = (
        click.Option(["--dry-run"], is_flag=True, help="Vis hvad der ville ske, men gem intet."),
        click.Option(["--why"], metavar="TEKST", help="Hvorfor; gemmes i historikken."),
    )
    return lambda function: _made(function, name, examples, own, attrs)


def joined(words: Iterable[str]) -> str:
    """Words typed one by one, or quoted in any way, as one text with plain spaces."""
    text = " ".join(" ".join(words).translate(_HARD_SPACES).split())
    while len(text) > 1 and text[0] in _QUOTES and text[-1] in _QUOTES:
        text = text[1:-1].strip()
    return text


def _made(
    function: Function,
    name: str | None,
    examples: Sequence[str],
    own: Sequence[click.Parameter],
    attrs: dict[str, Any],
) -> click.Command:
    @functools.wraps(function)
    def call(**values: Any) -> Any:
        found = click.get_current_context().ensure_object(Call)
        speak(found.app.language)  # a fault in the settings stops every command, also one that needs none
        return function(found.app, as_json=found.as_json, **values)

    kind: type[PlannerCommand] = attrs.pop("cls", PlannerCommand)
    command = click.command(name or function.__name__, cls=kind, **attrs)(call)
    command.examples = tuple(examples)
    taken = {opt for param in command.params for opt in param.opts}
    command.params += [*own, *(option for option in global_options() if not taken & {*option.opts})]
    return command
