"""One command line as it is being read, and the options that may stand anywhere on it."""

from __future__ import annotations

import functools
from typing import Any

import click

from planner.domain.errors import BadUsage
from planner.wiring import App, Options


class Call:
    """One command line as it is being read: the options for all commands, wherever they stood."""

    def __init__(self, base: App | None = None) -> None:
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


def _note(ctx: click.Context, param: click.Parameter, value: Any) -> Any:
    call = ctx.find_object(Call)
    if isinstance(value, str) and not value.strip():  # an empty variable in a script, never a wish
        raise BadUsage(
            f"Efter {param.opts[0]} skal der stå noget.", hint="Udelad tilvalget, hvis det ikke skal bruges."
        )
    if call is not None and value not in (None, False):
        call.note(str(param.name), value)
    return value
