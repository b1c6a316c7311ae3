"""What the commands that change the plan have in common: how it is to be done, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.output import Line, show, to_json, width
from planner.wiring import App

if TYPE_CHECKING:
    from planner.usecases.step import Done, Manner

# Level of a finding -> how it is shown.
_STYLES = {"block": "block", "warn": "warn", "hint": "hint"}
_LONGEST_COMMAND = 200
# Options about the run, not about the plan.
_NOT_KEPT = ("dry_run", "why", "force", "yes")

insisting = click.option("--force", is_flag=True, help="Gør det, selv om et OBS-punkt siger stop.")


def manner(
    app: App, words: Iterable[str] = (), *, dry_run: bool, why: str | None, force: bool = False
) -> Manner:
    """How the command on this line is carried out; `words` are its arguments, kept in the history."""
    from planner.domain.typed import clean_note  # noqa: PLC0415 -- slow import
    from planner.usecases.step import Manner  # noqa: PLC0415 -- slow import

    with app.reader() as reader:
        board = app.board(reader)
    return Manner(
        board,
        app.by,
        _typed(words),
        why=clean_note(why, "Begrundelsen") if why else None,
        dry_run=dry_run,
        force=force,
        language=app.language,
        levels=app.settings.rules,
    )


def tell(done: Done, *, as_json: bool) -> None:
    """Print what came of a command, as JSON or in sentences."""
    if as_json:
        print(to_json(done.plain()))
    else:
        show(done_lines(done, width()))


def done_lines(done: Done, places: int) -> Iterator[Line]:
    """The dates as they were understood, what changed, and what that brings with it."""
    from planner.domain.wording import echo  # noqa: PLC0415 -- slow import

    if done.dry_run and done.changes:
        yield [(say("Prøve: intet er gemt."), "guess")]
    said = " ".join(done.sentences)
    days = [
        say(echo(day)) for day in done.understood if not any(echo(day, lang) in said for lang in ("da", "en"))
    ]
    if days:
        yield from wrapped(say(f"Dato: {', '.join(days)}"), places, "muted")
    if not done.changes:
        yield say("Der er intet at ændre.")
    for sentence in done.sentences:
        yield from wrapped(sentence, places)
    for note in done.notes:
        yield from wrapped(f"{say('Obs')}: {say(note)}", places, "hint")
    for finding in done.findings:
        help_ = f" ({say(finding.help)})" if finding.help else ""
        told = f"{say('OBS')} {say(finding.subject)}: {say(finding.sentence)}"
        yield from wrapped(f"{told}{help_}", places, _STYLES[finding.level])


def wrapped(text: str, places: int, style: str = "", *, indent: int = 3) -> Iterator[Line]:
    """The text on lines of at most `places` letters, those after the first set in by `indent`."""
    from textwrap import wrap  # noqa: PLC0415 -- slow import

    for line in wrap(
        text, places, subsequent_indent=" " * indent, break_long_words=False, break_on_hyphens=False
    ):
        yield [(line, style)] if style else line


def _typed(words: Iterable[str]) -> str:
    """The command as it was typed, without control characters and not longer than a line or two."""
    ctx = click.get_current_context()
    typed = [*(word[:_LONGEST_COMMAND] for word in words), *_options(ctx)]
    names: list[str] = []
    while ctx.parent is not None:
        names.insert(0, str(ctx.info_name))
        ctx = ctx.parent
    text = " ".join((*names, *typed))
    return "".join(letter if letter.isprintable() else " " for letter in text)[:_LONGEST_COMMAND]


def _options(ctx: click.Context) -> Iterator[str]:
    """The options of the command itself that were typed, as they are typed."""
    for param in ctx.command.params:
        name = str(param.name)
        typed = ctx.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE
        if not isinstance(param, click.Option) or not param.expose_value or not typed or name in _NOT_KEPT:
            continue
        if param.is_flag:
            if ctx.params[name] == param.flag_value or param.flag_value is None:
                yield param.opts[0]
            continue
        values = ctx.params[name] if param.multiple else (ctx.params[name],)
        for value in values:
            yield f"{param.opts[0]} {str(value)[:_LONGEST_COMMAND]}".rstrip()
