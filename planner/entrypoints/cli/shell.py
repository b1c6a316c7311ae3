"""`planner shell`: a prompt where only `sæt 12 27/11` is typed.

Editing, history and completion come from the standard library's readline: it costs a millisecond, where
the richer prompts cost more than a whole command. Where there is none (Windows), the console's own
editing is used, and a line that ends in "?" shows what may stand there.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence

import click

from planner.entrypoints.cli import names
from planner.entrypoints.cli.asking import is_interactive
from planner.entrypoints.cli.call import Call
from planner.entrypoints.cli.candidates import Candidate, candidates
from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.output import clip, width
from planner.entrypoints.cli.parameters import reading_command
from planner.wiring import App

_PROMPT = "planner> "
_LEAVE = frozenset(("slut", "exit", "quit", "q"))
_WELCOME = "Skriv kommandoer som “sæt 12 27/11”. Tab fuldfører, “hjælp” viser dem alle, “slut” slutter."
_TOKEN = re.compile(r'(?:"[^"]*"|\S)+')
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "»": '"', "«": '"', "\u00a0": " ", "\u202f": " "})


@reading_command(examples=("planner shell", "planner shell < kommandoer.txt"))
def shell(app: App, *, as_json: bool) -> int:
    """Skriv kommandoer uden “planner” foran, en ad gangen. En fejl afslutter ikke; det gør “slut”."""
    outer = click.get_current_context().find_object(Call)
    interactive = is_interactive()
    if interactive:
        print(say(_WELCOME))
        _complete_with_tab(app)
    worst = 0
    for line in _lines(interactive=interactive):
        words = split(line)
        if words and words[0] == "planner":
            words = words[1:] or ["look"]
        if not words:
            continue
        if words[0].lower() in _LEAVE:
            break
        call = Call(app)
        call.as_json, call.verbose = as_json, outer is not None and outer.verbose
        worst = max(worst, _one(words, line, call))
    return 0 if interactive else worst


def split(line: str) -> list[str]:
    """The words of a line; quotes of any kind hold words together, an apostrophe is a letter."""
    return [token.replace('"', "") if token.count('"') % 2 == 0 else token for token in _tokens(line)]


def _tokens(line: str) -> list[str]:
    return _TOKEN.findall(line.translate(_QUOTES))


def _lines(*, interactive: bool) -> Iterator[str]:
    if not interactive:
        yield from (line.removeprefix("\ufeff") for line in sys.stdin)
        return
    while True:
        try:
            yield input(_PROMPT)
        except EOFError:
            print()
            return
        except KeyboardInterrupt:
            print()


def _one(words: list[str], line: str, call: Call) -> int:
    from planner.entrypoints.cli.boundary import guarded  # noqa: PLC0415 -- main imports this module's names
    from planner.entrypoints.cli.main import execute, planner_command  # noqa: PLC0415 -- the same

    if line.rstrip().endswith("?") and len(line.strip()) > 1:
        begun = words.pop().rstrip("?")
        _show_candidates(candidates(planner_command(), words, begun, call))
        return 0
    if words[0].lower() in ("hjælp", "help", "?"):
        words = [*words[1:], "--help"]
    if names.matches(words[0], names.top_names()) == ["shell"]:
        print(say("Du er her allerede."))
        return 0
    return guarded(call, lambda: execute(words, call))


def _complete_with_tab(app: App) -> None:
    try:
        import readline  # noqa: PLC0415 -- not everywhere
    except ImportError:
        return
    from planner.entrypoints.cli.main import planner_command  # noqa: PLC0415 -- the command that is completed

    top = planner_command()
    found: list[Candidate] = []

    def complete(begun: str, number: int) -> str | None:
        if number == 0:
            before = readline.get_line_buffer()[: readline.get_begidx()]
            found[:] = candidates(top, split(before), begun, Call(app))
        return f"{found[number].value} " if number < len(found) and not found[number].files else None

    def display(_begun: str, _matches: Sequence[str], _longest: int) -> None:
        print()
        _show_candidates(found)
        print(_PROMPT + readline.get_line_buffer(), end="", flush=True)

    readline.set_completer(complete)
    readline.set_completer_delims(" \t\n")
    readline.set_completion_display_matches_hook(display)
    libedit = "libedit" in (readline.__doc__ or "")
    readline.parse_and_bind("bind ^I rl_complete" if libedit else "tab: complete")


def _show_candidates(found: Sequence[Candidate]) -> None:
    if not found:
        print(say("Intet passer."))
        return
    room = max(len(one.value) for one in found) + 2
    for one in found:
        print(clip(f"  {one.value:<{room}}{one.meaning}", width()).rstrip())
