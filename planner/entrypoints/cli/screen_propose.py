"""A proposal as lines: the changes by meeting with their reasons, who would be told, and what is left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby

from planner.domain.planning.reasons import Suggestion
from planner.domain.wording import clock, echo, short
from planner.entrypoints.cli.doing import wrapped
from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.output import Line
from planner.entrypoints.cli.screens import INDENT, agenda_row, both_ends, folded, length
from planner.usecases.propose import Ask, Proposal, Reorder, Worked

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


def how_to_accept(worked: Worked, places: int) -> Iterator[Line]:
    """What to type to carry it out, where nobody can be asked: the same question again, and that it is agreed."""
    options = " ".join(_asked_again(worked.ask))
    command = f"planner foreslå {options}" if options else "planner foreslå"
    yield ""
    yield from _to_type(say(f"Intet er ændret endnu. Gennemfør det: {command} --accept"), places)
    if len(worked.proposal.suggestions) > 1:
        some = worked.proposal.suggestions[0].item
        yield from _to_type(say(f"Eller kun en del af det: {command} --accept {some}"), places)


def ways_out(worked: Worked, places: int) -> Iterator[Line]:
    """What to type for the items that found no date."""
    found = worked.no_room
    if found is None:
        return
    again = worked.ask
    if again.only or again.items is not None:
        again = replace(again, only=(), items=frozenset(found.items))
    numbers = [f"#{number}" for number in found.items[:_SHOWN]]
    yield ""
    yield from wrapped(say(f"Hvad der kan gøres for {', '.join(numbers)}:"), places, "hint")
    ways = []
    if found.weeks is not None:
        further = " ".join(_asked_again(replace(again, weeks=found.weeks)))
        ways.append(say(f"se længere frem: planner foreslå {further}"))
    if found.may_yield:
        yielding = " ".join(_asked_again(replace(again, yielding=True)))
        ways.append(say(f"lade andre punkter give plads: planner foreslå {yielding}"))
    board = f" --board {worked.proposal.boards[0]}" if len(worked.proposal.boards) > 1 else ""
    ways.append(say(f"tilføje et møde: planner møde tilføj DATO{board}"))
    ways.append(say(f"se, hvad der står i vejen: planner forklar {found.items[0]}"))
    for way in ways:
        yield from _to_type(f"   {way}", places, "hint")


def _to_type(text: str, places: int, style: str = "") -> Iterator[Line]:
    """What can be done and the command that does it, which is never broken: it is copied as it stands."""
    what, colon, command = text.partition(": ")
    if len(text) <= places:
        yield [(text, style)]
        return
    yield [(f"{what}{colon.rstrip()}", style)]
    margin = len(what) - len(what.lstrip()) + 3
    yield [(" " * margin + command, style)]


def _asked_again(asked: Ask) -> Iterator[str]:
    """The options that ask the same once more."""
    only = asked.only or tuple(str(number) for number in sorted(asked.items or ()))
    if only:
        yield f"--only {' '.join(only)}"
    if asked.yielding:
        yield "--make-room"
    if asked.weeks is not None:
        yield f"--weeks {asked.weeks}"
    if asked.keep:
        yield f"--keep {' '.join(asked.keep)}"
    if len(asked.boards) > 1:
        yield f"--board {' '.join(board.code for board in asked.boards)}"


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
