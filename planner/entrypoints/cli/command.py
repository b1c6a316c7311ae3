"""One command and its help page: what it does, examples, its own options, and a line about those for all."""

from __future__ import annotations

from typing import Any

import click

from planner.entrypoints.cli.call import Call

HELP = ("-h", "--help")
_SETTINGS = {"help_option_names": list(HELP)}


class PlannerCommand(click.Command):
    """One command: what it does, examples, its own options, and a line about those for all."""

    examples: tuple[str, ...] = ()

    def __init__(self, *args: Any, **attrs: Any) -> None:
        attrs.setdefault("context_settings", _SETTINGS)
        super().__init__(*args, **attrs)

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
        return [*pieces, said(ctx, "[TILVALG]", "[OPTIONS]")]

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first sentence of the help, whole."""
        del limit
        return " ".join((self.help or "").split("\n\n")[0].split()).partition(". ")[0].rstrip(".") + "."

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The page that `planner KOMMANDO --help` prints."""
        formatter.write_usage(
            ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=said(ctx, "Brug: ", "Usage: ")
        )
        self.format_help_text(ctx, formatter)
        if self.examples:
            with formatter.section(said(ctx, "Eksempler", "Examples")):
                for example in self.examples:
                    formatter.write(f"{'':>{formatter.current_indent}}{example}\n")
        self.format_options(ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options of this command; those for all commands are on `planner --help`."""
        rows = option_rows(self, ctx)
        if rows:
            with formatter.section(said(ctx, "Tilvalg", "Options")):
                formatter.write_dl(rows)
        formatter.write_paragraph()
        formatter.write_text(
            said(
                ctx,
                "Tilvalg for alle kommandoer (--json, --db, --board ...) står i “planner --help”.",
                "Options for all commands (--json, --db, --board ...) stand in “planner --help”.",
            )
        )


def option_rows(command: click.Command, ctx: click.Context) -> list[tuple[str, str]]:
    """The options of a help page; arguments are in the line above, where newer clicks list them again."""
    options = (param for param in command.get_params(ctx) if isinstance(param, click.Option))
    return [row for option in options if (row := option.get_help_record(ctx)) is not None]


def said(ctx: click.Context, danish: str, english: str) -> str:
    """The words of a help page in the language that was asked for."""
    call = ctx.find_object(Call)
    return english if call is not None and call.language == "en" else danish


def _show_help(ctx: click.Context, param: click.Parameter, value: object) -> None:
    del param
    if value and not ctx.resilient_parsing:
        click.echo(ctx.get_help(), color=ctx.color)
        ctx.exit()
