"""The one place where an error becomes a sentence on stderr and an exit code.

0 done, 1 refused, 2 usage or unreadable input, 3 the world outside failed, 4 a person must decide, 130 interrupted.
"""

from __future__ import annotations

import errno
import os
import re
import sys
from collections.abc import Callable
from typing import Any

import click

from planner.domain.errors import PlannerError
from planner.entrypoints.cli.call import Call
from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.output import is_coloured, to_json

EXIT_CODES = {"refused": 1, "usage": 2, "outside": 3, "person": 4}
INTERRUPTED = 130
_RANGE = re.compile(r"(\d+)<=x<=(\d+)")


def guarded(call: Call, action: Callable[[], Any]) -> int:
    """The exit code of the action; what goes wrong in it is printed."""
    try:
        result = action()
        sys.stdout.flush()
    except BrokenPipeError:
        _let_go_of_output()
        return 0
    except (KeyboardInterrupt, click.Abort, EOFError):
        print(f"\n{say('Afbrudt. Intet er gemt.')}", file=sys.stderr)
        return INTERRUPTED
    except click.exceptions.Exit as exit_:
        return exit_.exit_code
    except Exception as error:  # noqa: BLE001 -- the boundary: nothing passes it as a traceback
        return _failed(error, call)
    return result if isinstance(result, int) else 0


def _failed(error: Exception, call: Call) -> int:
    kind, sentence, hint = _words(error)
    sentence, hint = say(sentence), say(hint) if hint else None
    if call.verbose:
        import traceback  # noqa: PLC0415 -- slow import

        traceback.print_exception(error)
    if call.as_json:
        data = error.data if isinstance(error, PlannerError) else {}
        body = {"kind": kind, "name": type(error).__name__, "sentence": sentence, "hint": hint}
        print(
            to_json({"error": body | {"data": {key: _shown(value) for key, value in data.items()}}}),
            file=sys.stderr,
        )
    else:
        # click's colours, not rich's: an error must come out whatever is missing.
        loud = is_coloured(sys.stderr)
        click.echo(click.style(sentence, fg="red", bold=True) if loud else sentence, err=True)
        if hint:
            click.echo(hint, err=True)
    return EXIT_CODES[kind]


def _words(error: Exception) -> tuple[str, str, str | None]:
    if isinstance(error, PlannerError):
        return error.kind, error.sentence, error.hint
    if isinstance(error, click.ClickException):
        path = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "planner"
        is_help = type(error).__name__ == "NoArgsIsHelpError"  # a newer click's way to show the help
        return (
            "usage",
            _clicks(error),
            None if is_help else f"Se “{path} --help”.",
        )
    if isinstance(error, OSError):
        if error.errno == errno.ENOSPC:
            _let_go_of_output()
        return "outside", *_disk(error)
    return (
        "outside",
        f"Der skete en uventet fejl ({type(error).__name__}), og kommandoen blev ikke gennemført.",
        "Kør den igen med -v for at se de tekniske oplysninger.",
    )


def _clicks(error: click.ClickException) -> str:
    """Click's own sentence; the words for an argument in it are ours, and a range is as people write it."""
    message = _RANGE.sub(r"\1-\2", error.format_message()).replace("x>=", "≥ ")
    ours = error.param.metavar if isinstance(error, click.MissingParameter) and error.param else None
    return message.replace(ours, say(ours)) if ours else message


def _disk(error: OSError) -> tuple[str, str | None]:
    where = f" ({error.filename})" if error.filename else ""
    if error.errno == errno.ENOSPC:
        return f"Der er ikke mere plads på disken{where}.", "Gør plads, og kør kommandoen igen."
    if isinstance(error, FileNotFoundError):
        return f"Filen findes ikke{where}.", "Kontrollér stien."
    if isinstance(error, PermissionError):
        return f"Der er ikke adgang{where}.", "Kontrollér rettighederne."
    return (
        f"{error.strerror or type(error).__name__}{where}.",
        "Kør igen med -v for at se de tekniske oplysninger.",
    )


def _shown(value: object) -> object:
    try:
        to_json(value)
    except TypeError:
        return str(value)
    return value


def _let_go_of_output() -> None:
    """What could not be written never will be; Python must not complain of it when it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
