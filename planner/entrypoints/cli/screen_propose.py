"""A proposal as lines: the changes by meeting with their reasons, who would be told, and what is left."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from planner.domain.planning.reasons import Suggestion
from planner.domain.wording import clock, echo, short
from planner.entrypoints.cli.doing import wrapped
from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.output import Line
from planner.entrypoints.cli.screens import INDENT, agenda_row, both_ends, folded, length
from planner.usecases.propose import Proposal, Reorder

_KINDS = {"place": "ny", "settle": "ligger nu fast", "move": "flyttes", "return": "afventer dato"}
_SHOWN = 12


def proposal_lines(view: Proposal, places: int) -> Iterator[Line]:
    """The whole screen."""
    span = say(f"{short(view.first)} til {short(view.last)}" if view.first < view.last else short(view.first))
    yield both_ends(places, [(say(f"{', '.join(view.boards)} · forslag"), "title")], (span, ""))
    everything: list[Suggestion | Reorder] = [*view.suggestions, *view.orders]
    by_meeting = sorted(everything, key=lambda one: (one.day or date.max, one.board))
    for (day, board), rows in groupby(by_meeting, key=lambda one: (one.day, one.board)):
        yield ""
        heading = say(echo(day)) if day is not None else say("Uden dato")
        yield [(f"{heading} · {board}" if len(view.boards) > 1 else heading, "heading")]
        for row in rows:
            yield from _order(row, places) if isinstance(row, Reorder) else _suggestion(row, places)
    if view.is_empty:
        yield ""
        best = say("Planen er så god, som den kan blive: der er intet at foreslå.")
        nothing = say("Der er intet at foreslå på disse møder.")
        yield from wrapped(nothing if view.left else best, places)
    yield from _left(view, places)
    yield from _told(view, places)
    yield from _points(view, places)


def _suggestion(one: Suggestion, places: int) -> Iterator[Line]:
    yield agenda_row(
        places,
        start=clock(one.start) if one.start is not None else "",
        number=f"#{one.item}",
        title=(one.title, ""),
        minutes=length(one.minutes, guessed=one.guessed),
        remark=(say(_KINDS[one.kind]), "held" if one.kind == "return" else "muted"),
    )
    yield from _beneath(say(one.reason), places, "muted")
    for warning in one.warnings:
        yield from _beneath(say(f"OBS: {warning}"), places, "warn")


def _order(one: Reorder, places: int) -> Iterator[Line]:
    yield from _beneath(", ".join(f"#{item}" for item in one.items), places, "id")
    yield from _beneath(say(one.reason), places, "muted")


def _beneath(text: str, places: int, style: str) -> Iterator[Line]:
    for part in folded(text, places - INDENT):
        yield [(" " * INDENT, ""), (part, style)]


def _left(view: Proposal, places: int) -> Iterator[Line]:
    without = [one for one in view.left if not one.stays]
    staying = [one for one in view.left if one.stays]
    for heading, rows in (
        (f"Bliver uden dato eller afgørelse ({len(without)})", without),
        (f"Bliver, hvor de står ({len(staying)})", staying),
    ):
        if rows:
            yield ""
            yield [(say(heading), "heading")]
        for one in rows:
            yield from wrapped(f"   #{one.item} {one.title}: {say(one.reason)}", places)


def _told(view: Proposal, places: int) -> Iterator[Line]:
    if view.told:
        yield ""
        yield [(say(f"Får besked, når planen udgives ({len(view.told)})"), "heading")]
    for one in view.told[:_SHOWN]:
        for heard in one.sentences:
            yield from wrapped(f"   {one.name}: {say(heard)}", places)
    if len(view.told) > _SHOWN:
        yield [(say(f"   ... og {len(view.told) - _SHOWN} mere (alle med --json)"), "muted")]


def _points(view: Proposal, places: int) -> Iterator[Line]:
    """What the plan costs now and then, and in which parts it differs."""
    parts = [
        f"{say(part.name)} {part.before} → {part.after}" for part in view.parts if part.before != part.after
    ]
    yield ""
    best = say("bedst mulig") if view.proven else ""
    total = say(f"Point (færre er bedre): {view.before} → {view.after}")
    yield from wrapped(f"{total}{f' ({best})' if best else ''}", places, "muted")
    if parts:
        yield from wrapped(f"   {' · '.join(parts)}", places, "muted")
    if view.stopped:
        yield from wrapped(say("Stoppet før tid: det bedste, der var fundet indtil da."), places, "hint")
