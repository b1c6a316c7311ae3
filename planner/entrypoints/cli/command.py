"""One command and its help page: what it does, examples, its own options, and a line about those for all."""

from __future__ import annotations

from typing import Any

import click

from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.unquoted import with_whole_dates

HELP = ("-h", "--help")
_SETTINGS = {"help_option_names": list(HELP)}


class PlannerCommand(click.Command):
    """One command: what it does, examples, its own options, and a line about those for all."""

    examples: tuple[str, ...] = ()

    def __init__(self, *args: Any, **attrs: Any) -> None:
        attrs.setdefault("context_settings", _SETTINGS)
        super().__init__(*args, **attrs)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does; a date of several words after an option needs no quotes."""
        return super().parse_args(ctx, with_whole_dates(args, self._dated()))

    def _dated(self) -> set[str]:
        """The options that take one date."""
        return {
            name
            for param in self.params
            if isinstance(param, click.Option) and param.metavar == "DATO"
            for name in param.opts
        }

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The help option. Click's own asks for its translation on every run, which takes time."""
        del ctx
        return click.Option(
            list(HELP),
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_show_help,
            help="Vis denne hjælp.",
        )

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The arguments, and options where the command has some of its own."""
        pieces = [piece for param in self.get_params(ctx) for piece in param.get_usage_pieces(ctx)]
        return [*map(say, pieces), say("[TILVALG]")]

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first sentence of the help, whole."""
        del limit
        return " ".join(say(_paragraphs(self.help)[0]).split()).partition(". ")[0].rstrip(".") + "."

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What the command does."""
        del ctx
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text("\n\n".join(map(say, _paragraphs(self.help))))

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The page that `planner KOMMANDO --help` prints."""
        formatter.write_usage(
            ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=f"{say('Brug')}: "
        )
        self.format_help_text(ctx, formatter)
        if self.examples:
            with formatter.section(say("Eksempler")):
                for example in self.examples:
                    formatter.write(f"{'':>{formatter.current_indent}}{say(example)}\n")
        self.format_options(ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options of this command; those for all commands are on `planner --help`."""
        rows = option_rows(self, ctx)
        if rows:
            with formatter.section(say("Tilvalg")):
                formatter.write_dl(rows)
        formatter.write_paragraph()
        formatter.write_text(
            say("Tilvalg for alle kommandoer (--json, --db, --board ...) står i “planner --help”.")
        )


def _paragraphs(words: str | None) -> list[str]:
    return [" ".join(part.split()) for part in (words or "").split("\n\n")]


def option_rows(command: click.Command, ctx: click.Context) -> list[tuple[str, str]]:
    """The options of a help page; arguments are in the line above, where newer clicks list them again."""
    options = (param for param in command.get_params(ctx) if isinstance(param, click.Option))
    found = ((option, option.get_help_record(ctx)) for option in options)
    return [_row(option, *row) for option, row in found if row is not None]


def _row(option: click.Option, name: str, words: str) -> tuple[str, str]:
    """The row of an option with our words of it in the language spoken; click sees to its own."""
    for ours in (option.metavar, option.help):
        name, words = (text.replace(ours, say(ours)) if ours else text for text in (name, words))
    return name, words.replace("<=x<=", "-").replace("x>=", "≥ ")  # ranges as people write them


def _show_help(ctx: click.Context, param: click.Parameter, value: object) -> None:
    del param
    if value and not ctx.resilient_parsing:
        click.echo(ctx.get_help(), color=ctx.color)
        ctx.exit()
