"""A step of the journal as lines."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.wording import clock, short
from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.output import Line
from planner.entrypoints.cli.screens import both_ends, folded
from planner.usecases.views.history import StepRow

_STATES = {"undone": "fortrudt", "dropped": "fortrudt"}
_SENTENCES = 5
_INDENT = 5


def step_lines(step: StepRow, width: int) -> Iterator[Line]:
    """Who did what and when, why, and what changed."""
    when = say(f"{short(step.at.date())} {step.at.year} kl. {clock(step.at.time())}, {step.by}")
    state = say(_STATES.get(step.state, ""))
    # A step of an import is named by us, every other as it was typed.
    command = say(step.command) if step.command.startswith("indlæs ") else step.command or say("trin")
    if step.kind != "do" and step.of is not None:
        command = say(f"{'fortrød' if step.kind == 'undo' else 'gentog'} trin {step.of}")
    left = [(f"{step.id:>3}. ", "id"), (command, "muted" if state else "heading")]
    yield both_ends(width, [*left, (f" ({state})" if state else "", "muted")], (when, "muted"))
    if step.why:
        yield from _indented(say(f"Hvorfor: {step.why}"), width)
    for sentence in step.sentences[:_SENTENCES]:
        yield from _indented(sentence, width)
    if len(step.sentences) > _SENTENCES:
        yield from _indented(say(f"... og {len(step.sentences) - _SENTENCES} til"), width)


def _indented(text: str, width: int) -> Iterator[Line]:
    for part in folded(text, width - _INDENT):
        yield " " * _INDENT + part
