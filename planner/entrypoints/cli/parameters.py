"""What every command has in common: the options for all, and the two decorators that make commands."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import click

from planner.domain.errors import BadUsage
from planner.wiring import App, Options

Function = Callable[..., Any]
Made = TypeVar("Made", bound=click.Command)

_QUOTES = "\"'“”„»«”‘’"
_HARD_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2007": " "})


class Call:
    """One command line as it is being read: the options for all commands, wherever they stood.

    `language` is that of the help, known before the line is read.
    """

    def __init__(self, base: App | None = None, *, language: str = "da") -> None:
        self.language = language
        self.as_json = False
        self.verbose = False
        self._base = base
        self._typed: dict[str, str] = {}

    def note(self, name: str, value: Any) -> None:
        """Remember an option for all commands; the one typed last counts."""
        if name in ("as_json", "verbose"):
            setattr(self, name, True)
        else:
            self._typed[name] = value

    @functools.cached_property
    def app(self) -> App:
        """The App these options ask for; the surrounding one (in a shell) when they ask for nothing else."""
        if self._base is None:
            return App(Options(**self._typed))
        return App(self._base.options._replace(**self._typed)) if self._typed else self._base


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


def global_options(*, hidden: bool = True) -> list[click.Parameter]:
    """The options that may stand before or after any command."""

    def option(flag: str, words: str, name: str, metavar: str | None = None, **more: Any) -> click.Option:
        return click.Option(
            [*flag.split(), name],
            help=words,
            metavar=metavar,
            expose_value=False,
            callback=_note,
            hidden=hidden,
            **more,
        )

    return [
        option("--json", "Resultatet som JSON.", "as_json", is_flag=True),
        option("--board", "Hvilket udvalg, når planen har flere.", "board", "KODE"),
        option("--db", "Databasen.", "db", "FIL"),
        option("--config", "Indstillingerne.", "config", "FIL"),
        option("--lang", "Sproget i det, der vises.", "lang", "da|en", type=click.Choice(["da", "en"])),
        option("--now", "Lad som om klokken er dette (prøver).", "now", "TIDSPUNKT"),
        option("--as", "Hvem der gør det.", "by", "NAVN"),
        option("-v --verbose", "Vis også tekniske oplysninger ved fejl.", "verbose", is_flag=True),
    ]


def joined(words: Iterable[str]) -> str:
    """Words typed one by one, or quoted in any way, as one text with plain spaces."""
    text = " ".join(" ".join(words).translate(_HARD_SPACES).split())
    while len(text) > 1 and text[0] in _QUOTES and text[-1] in _QUOTES:
        text = text[1:-1].strip()
    return text


def _note(ctx: click.Context, param: click.Parameter, value: Any) -> Any:
    call = ctx.find_object(Call)
    if isinstance(value, str) and not value.strip():  # an empty variable in a script, never a wish
        raise BadUsage(
            f"Efter {param.opts[0]} skal der stå noget.", hint="Udelad tilvalget, hvis det ikke skal bruges."
        )
    if call is not None and value not in (None, False):
        call.note(str(param.name), value)
    return value


def _made(
    function: Function,
    name: str | None,
    examples: Sequence[str],
    own: Sequence[click.Parameter],
    attrs: dict[str, Any],
) -> click.Command:
    from planner.entrypoints.cli.group import PlannerCommand  # noqa: PLC0415 -- the group needs the options

    @functools.wraps(function)
    def call(**values: Any) -> Any:
        found = click.get_current_context().ensure_object(Call)
        _ = found.app.settings  # a fault in them stops every command, also one that needs none of them
        return function(found.app, as_json=found.as_json, **values)

    command = click.command(name or function.__name__, cls=PlannerCommand, **attrs)(call)
    command.examples = tuple(examples)
    command.params += [*own, *global_options()]
    return command
