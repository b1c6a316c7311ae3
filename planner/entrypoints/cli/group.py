"""Groups and commands that speak Danish: several names each, unique prefixes, help in plain words."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import click

from planner.domain.errors import Ambiguous, BadUsage
from planner.entrypoints.cli import names
from planner.entrypoints.cli.call import global_options
from planner.entrypoints.cli.command import PlannerCommand
from planner.entrypoints.cli.language import say, spoken
from planner.entrypoints.cli.parameters import Function, reading_command, writing_command


class LazyGroup(PlannerCommand, click.Group):
    """A group that answers to Danish names and unique prefixes.

    `entries` names commands that are imported only when they are used; a group without entries holds
    commands made by its own decorators. `alone` is the command that the group means by itself, `otherwise` the one
    that takes the words where the first of them is no command.
    """

    def __init__(self, *args: Any, entries: dict[str, names.Entry] | None = None, **attrs: Any) -> None:
        attrs.setdefault("subcommand_metavar", "KOMMANDO ...")
        super().__init__(*args, callback=_alone, **attrs)
        self.entries = entries or {}
        self.alone: str | None = None
        self.otherwise: str | None = None

    def stand_for(self, key: str) -> None:
        """The group without a command means this one from now on."""
        self.alone, self.invoke_without_command, self.no_args_is_help = key, True, False

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
            meant = ", ".join(shown(key, spellings[key]) for key in found)
            raise Ambiguous(
                f"“{typed}” kan betyde flere kommandoer: {meant}.", hint="Skriv lidt mere af navnet."
            )
        if not found and self.otherwise is not None:
            return (
                shown(self.otherwise, spellings[self.otherwise]),
                self.get_command(ctx, self.otherwise),
                args,
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
        return shown(found[0], spellings[found[0]]), command, args[1:]

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """A sub-command, which is optional where the group means one by itself, and options."""
        del ctx
        return [say("[KOMMANDO]" if self.alone else "KOMMANDO"), say("[TILVALG]")]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The sub-commands, then the options."""
        spellings = self.spellings()
        rows = [(_label(key, spellings[key]), self.short(key)) for key in self.commands]
        if rows:
            with formatter.section(say("Kommandoer")):
                formatter.write_dl(rows)
        super().format_options(ctx, formatter)

    def short(self, key: str) -> str:
        """One line about a command, without importing it."""
        if not self.entries:
            return self.commands[key].get_short_help_str()
        return self.entries[key].english if spoken() == "en" else self.entries[key].short

    # Sub-commands of a small group: `@group.reading("list")`, `@group.writing("add")`.

    def reading(self, name: str, **attrs: Any) -> Callable[[Function], click.Command]:
        """A sub-command that only looks; the group by itself means its "list"."""
        if name == "list":
            self.stand_for(name)
        return lambda function: self._adopt(reading_command(name, **attrs)(function))

    def writing(self, name: str, **attrs: Any) -> Callable[[Function], click.Command]:
        """A sub-command that changes the plan."""
        return lambda function: self._adopt(writing_command(name, **attrs)(function))

    def _adopt(self, command: click.Command) -> click.Command:
        self.add_command(command)
        return command


@click.pass_context
def _alone(ctx: click.Context) -> Any:
    """Carry out the command that a group means by itself, where no other was typed."""
    group = ctx.command
    if ctx.invoked_subcommand is not None or not isinstance(group, LazyGroup) or group.alone is None:
        return None
    command = group.get_command(ctx, group.alone)
    if command is None:
        raise ValueError(group.alone)
    with command.make_context(shown(group.alone, group.spellings()[group.alone]), [], parent=ctx) as inner:
        return command.invoke(inner)


def command_group(name: str, words: str, *, examples: tuple[str, ...] = ()) -> LazyGroup:
    """A group of sub-commands, such as `planner meeting`; `words` is its Danish help."""
    group = LazyGroup(name, help=words, params=global_options(), no_args_is_help=True)
    group.examples = examples
    return group


def import_command(key: str) -> click.Command:
    """The top command of an English name, imported now."""
    module, _, attribute = names.COMMANDS[key].target.partition(":")
    found: click.Command = getattr(import_module(module), attribute)
    return found


def shown(key: str, danish: tuple[str, ...]) -> str:
    """The name of a command in the language spoken: the first Danish one, where it has any."""
    return danish[0] if danish and spoken() == "da" else key


def _label(key: str, danish: tuple[str, ...]) -> str:
    return f"{danish[0]} ({key})" if shown(key, danish) != key else key
