"""The `planner` command: a lazy group, the options for all commands, and the one error boundary.

Conventions for a command module `entrypoints/cli/<name>.py`:

    from planner.entrypoints.cli.doing import manner, tell
    from planner.entrypoints.cli.parameters import writing_command

    @writing_command(examples=("planner sæt 12 27/11",))
    @click.argument("words", nargs=-1, required=True, metavar="PUNKT... DATO")
    def assign(app: App, words: tuple[str, ...], *, as_json: bool, dry_run: bool, why: str | None) -> None:
        \"\"\"Sæt punkter på en dato (Danish: this is the help).\"\"\"
        from planner.usecases.assign import AssignItems, assign_items  # slow import: inside

        command = AssignItems(words, manner(app, words, dry_run=dry_run, why=why))
        tell(assign_items(command, store=app.store(), clock=app.clock), as_json=as_json)

- It only translates: one command object, one use-case, one `tell(done)` (doing.py) of what was changed, or one
  `emit(view, as_json=..., render=...)` of what was looked at. An `if` about meetings belongs further down. `reading_command` gives `app` and `as_json`; `writing_command` also `dry_run`, `why`.
- `render(view, width)` yields lines: a string, or a list of (text, style) with the styles of output.STYLES.
- Groups: `meeting = command_group("meeting", "Hjælp på dansk")`, then `@meeting.writing("add")`; Danish names of
  sub-commands stand in names.SUBCOMMANDS. A group that has a "list" means it when no command is typed. Every command stands in names.COMMANDS.
- Errors: raise a PlannerError; the boundary here prints its sentence and hint and picks the exit code. A command may
  return an int to choose its exit code (4: a person must decide). Questions: asking.ask/confirm/choose.
- An argument's metavar says what completion offers for it: PUNKT items, DATO meeting days, NAVN people, FIL files.
- Slow imports (use-cases, rich ...) inside the function. Free text and phrases: `joined(words)`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any

import click

from planner.domain.errors import PlannerError
from planner.entrypoints.cli import names
from planner.entrypoints.cli.boundary import guarded
from planner.entrypoints.cli.call import Call, global_options
from planner.entrypoints.cli.command import option_rows
from planner.entrypoints.cli.group import LazyGroup
from planner.entrypoints.cli.language import say, speak, spoken
from planner.entrypoints.cli.output import use_utf8


class Planner(LazyGroup):
    """The top: its help is made from the table of names, and no command at all means the look."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Every command under the headings of a working week, then the options for all."""
        for danish, english, keys in names.GROUPS:
            with formatter.section(english if spoken() == "en" else danish):
                formatter.write_dl([_row(key) for key in keys])
        with formatter.section(say("Tilvalg for alle kommandoer")):
            formatter.write_dl(option_rows(self, ctx))


def _row(key: str) -> tuple[str, str]:
    entry = names.COMMANDS[key]
    if spoken() == "en":
        return key, entry.english
    return ", ".join(dict.fromkeys((*entry.danish, key))), entry.short


def planner_command() -> Planner:
    """The whole command, made anew: nothing of it is imported before it is used."""
    top = Planner(
        "planner",
        entries=names.COMMANDS,
        params=global_options(hidden=False),
        help="Udvalgets rullende mødeplan: de kommende møder, og de punkter som afventer dato."
        "\n\nUden kommando vises oversigten. Navne kan forkortes, så længe de er entydige.",
    )
    top.stand_for("look")
    top.examples = ("planner", "planner sæt 12 27/11", "planner vis 12", "planner fortryd")
    return top


def run(argv: Sequence[str] | None = None) -> int:
    """Run one command line and give its exit code; whatever goes wrong is said in a sentence on stderr."""
    use_utf8()
    args = list(sys.argv[1:] if argv is None else argv)
    if "_PLANNER_COMPLETE" in os.environ:
        from planner.entrypoints.cli import completion  # noqa: PLC0415 -- only when completing

        completion.use_own()
    call = Call()
    speak(_language(args))
    return guarded(call, lambda: execute(args, call))


def _language(args: Sequence[str]) -> str:
    """The language asked for anywhere on the line, else that of the settings.

    It is needed before the line is read: what is wrong with the line is said in it too.
    """
    from planner.settings import load  # noqa: PLC0415 -- slow import

    typed = _typed(args, "--lang")
    if typed in ("da", "en"):
        return typed
    try:
        return load(_typed(args, "--config")).language
    except PlannerError:
        return "da"  # what is wrong with the settings is told by the command


def _typed(args: Sequence[str], option: str) -> str | None:
    """What stands after the option, wherever that is on the line."""
    for word, following in zip(args, [*args[1:], None], strict=True):
        if word == option or word.startswith(f"{option}="):
            return word.partition("=")[2] or following
    return None


def execute(args: list[str], call: Call) -> Any:
    """Run one command line with click; errors are raised."""
    return planner_command().main(args, prog_name="planner", standalone_mode=False, obj=call)
