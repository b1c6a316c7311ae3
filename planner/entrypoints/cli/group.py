"""Groups and commands that speak Danish: several names each, unique prefixes, help in plain words."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import click

from planner.domain.errors import Ambiguous, BadUsage
from planner.entrypoints.cli import names
from planner.entrypoints.cli.parameters import (
    Call,
    Function,
    global_options,
    reading_command,
    writing_command,
)

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


class LazyGroup(PlannerCommand, click.Group):
    """A group that answers to Danish names and unique prefixes.

    `entries` names commands that are imported only when they are used; a group without entries holds
    commands made by its own decorators.
    """

    def __init__(self, *args: Any, entries: dict[str, names.Entry] | None = None, **attrs: Any) -> None:
        attrs.setdefault("subcommand_metavar", "KOMMANDO ...")
        super().__init__(*args, **attrs)
        self.entries = entries or {}

    def spellings(self) -> dict[str, tuple[str, ...]]:
        """The names each command answers to, the one that is shown first."""
        if self.entries:
            return {key: entry.danish for key, entry in self.entries.items()}
        return {key: names.SUBCOMMANDS.get(key, ()) for key in self.commands}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The English names, in the order of the table."""
        del ctx
        return list(self.entries or self.commands)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of an English name, imported now."""
        del ctx
        return import_command(cmd_name) if cmd_name in self.entries else self.commands.get(cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first word means; an error that suggests others where it means none or several."""
        typed, spellings = args[0], self.spellings()
        found = names.matches(typed, spellings)
        if len(found) > 1:
            shown = ", ".join((*spellings[key], key)[0] for key in found)
            raise Ambiguous(
                f"“{typed}” kan betyde flere kommandoer: {shown}.", hint="Skriv lidt mere af navnet."
            )
        command = self.get_command(ctx, found[0]) if found else None
        if command is None:
            near = names.near(typed, spellings)
            raise BadUsage(
                f"Kommandoen “{typed}” findes ikke.",
                hint=f"Mente du {' eller '.join(near)}?"
                if near
                else f"Se dem alle med “{ctx.command_path} --help”.",
            )
        return (*spellings[found[0]], found[0])[0], command, args[1:]

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """A sub-command, and options."""
        return [said(ctx, "KOMMANDO", "COMMAND"), said(ctx, "[TILVALG]", "[OPTIONS]")]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The sub-commands, then the options."""
        spellings = self.spellings()
        rows = [(_label(key, spellings[key]), self.short(key)) for key in self.commands]
        if rows:
            with formatter.section(said(ctx, "Kommandoer", "Commands")):
                formatter.write_dl(rows)
        super().format_options(ctx, formatter)

    def short(self, key: str) -> str:
        """One line about a command, without importing it."""
        return self.entries[key].short if self.entries else self.commands[key].get_short_help_str()

    # Sub-commands of a small group: `@group.reading("list")`, `@group.writing("add")`.

    def reading(self, name: str, **attrs: Any) -> Callable[[Function], click.Command]:
        """A sub-command that only looks."""
        return lambda function: self._adopt(reading_command(name, **attrs)(function))

    def writing(self, name: str, **attrs: Any) -> Callable[[Function], click.Command]:
        """A sub-command that changes the plan."""
        return lambda function: self._adopt(writing_command(name, **attrs)(function))

    def _adopt(self, command: click.Command) -> click.Command:
        self.add_command(command)
        return command


def command_group(name: str, words: str, *, examples: tuple[str, ...] = ()) -> LazyGroup:
    """A group of sub-commands, such as `planner meeting`; `words` is its Danish help."""
    group = LazyGroup(name, help=words, params=global_options(), no_args_is_help=True)
    group.examples = examples
    return group


def option_rows(command: click.Command, ctx: click.Context) -> list[tuple[str, str]]:
    """The options of a help page; arguments are in the line above, where newer clicks list them again."""
    options = (param for param in command.get_params(ctx) if isinstance(param, click.Option))
    return [row for option in options if (row := option.get_help_record(ctx)) is not None]


def said(ctx: click.Context, danish: str, english: str) -> str:
    """The words of a help page in the language that was asked for."""
    call = ctx.find_object(Call)
    return english if call is not None and call.language == "en" else danish


def import_command(key: str) -> click.Command:
    """The top command of an English name, imported now."""
    module, _, attribute = names.COMMANDS[key].target.partition(":")
    found: click.Command = getattr(import_module(module), attribute)
    return found


def _label(key: str, danish: tuple[str, ...]) -> str:
    return f"{danish[0]} ({key})" if danish and danish[0] != key else key


def _show_help(ctx: click.Context, param: click.Parameter, value: object) -> None:
    del param
    if value and not ctx.resilient_parsing:
        click.echo(ctx.get_help(), color=ctx.color)
        ctx.exit()
