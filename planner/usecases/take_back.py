"""Undo and redo over the journal: the board's latest step, whoever made it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from planner.domain.board import Board
from planner.domain.changes import Change, Step, inverse
from planner.domain.errors import NeedsPerson, Refused, StalePlan
from planner.domain.item import Route
from planner.domain.meeting import Meeting
from planner.domain.plan import Plan
from planner.domain.wording import sentence
from planner.ports import Clock, Store, Work
from planner.usecases.step import Decision, Done, Manner, finished, weighed


@dataclass(frozen=True)
class TakeBack:
    """Undo the board's latest step. `mine` looks only at one's own; `agreed` is the number of
    another's step that may be taken back (0: any).
    """

    manner: Manner
    mine: bool = False
    agreed: int | None = None


@dataclass(frozen=True)
class BringBack:
    """Redo what was undone last."""

    manner: Manner


@dataclass(frozen=True)
class TakenBack(Done):
    """What came of it, and the step that was undone or done again.

    As JSON it also holds "of": {"step", "by", "at", "command"}.
    """

    of: Step | None = None

    def plain(self) -> dict[str, Any]:
        """The value that is printed as JSON."""
        of = self.of
        known = {"step": of.id, "by": of.by, "at": of.at, "command": of.command} if of else None
        return {**super().plain(), "of": known}


def undo(command: TakeBack, *, store: Store, clock: Clock) -> TakenBack:
    """Take the step back. NeedsPerson when somebody else made it and nobody agreed to that."""
    manner = command.manner
    with store.work() as work:
        step = work.last_done(manner.board.id, manner.by if command.mine else None)
        if step is None:
            mine = "Der er ingen af dine ændringer at fortryde."
            none = mine if command.mine else "Der er ingen ændringer at fortryde."
            raise Refused(none, hint="planner historik")
        if step.by != manner.by and command.agreed not in (0, step.id):
            raise NeedsPerson(
                sentence(f"Den seneste ændring er lavet af {step.by}: {step.command}"),
                hint="Fortryd den med --yes, eller din egen seneste med --mine.",
                step=step.id,
            )
        return _applied(work, step, "undo", manner, clock)


def redo(command: BringBack, *, store: Store, clock: Clock) -> TakenBack:
    """Bring back the step that was undone last."""
    with store.work() as work:
        step = work.next_redo(command.manner.board.id)
        if step is None:
            raise Refused("Der er ikke fortrudt noget, som kan gentages.", hint="planner historik")
        return _applied(work, step, "redo", command.manner, clock)


def _must_not_break_routes(changes: Iterable[Change], work: Work) -> None:
    """Refuse to remove a meeting that the route of an item goes through, where the route stays."""
    rows = tuple(changes)
    gone = [one.record.id for one in rows if isinstance(one.record, Meeting) and one.after is None]
    going = {one.record.id for one in rows if isinstance(one.record, Route) and one.after is None}
    for route in work.read.ahead.routes_at(gone).all(Route).values():
        if route.id not in going:
            raise Refused(
                f"Sagsgangen for #{route.item} går gennem et møde, der så ikke er der mere. Intet er ændret.",
                hint=f"Fjern den først: planner sagsgang fjern {route.item}",
            )


def _must_not_strand_meetings(changes: Iterable[Change], work: Work) -> None:
    """Refuse to remove a board that has got meetings by later steps: those are undone on that board first."""
    rows = tuple(changes)
    gone = {one.record.id for one in rows if isinstance(one.record, Meeting) and one.after is None}
    for one in rows:
        if not isinstance(one.record, Board) or one.after is not None:
            continue
        if not gone.issuperset(work.read.window(one.record.id, date.min, date.max).meetings):
            code = one.record.code
            raise Refused(
                f"{code} har fået møder siden, så udvalget kan ikke fjernes. Intet er ændret.",
                hint=f"Fortryd dem først: planner fortryd --board {code}",
            )


def _histories(step: Step, work: Work) -> str:
    """The command that shows what was done later; one for each board of a step that several share."""
    if not step.also:
        return "planner historik"
    codes = {board.id: board.code for board in work.read.boards()}
    return " og ".join(
        f"planner historik --board {codes[number]}" for number in step.boards if number in codes
    )


def _applied(
    work: Work, step: Step, kind: Literal["undo", "redo"], manner: Manner, clock: Clock
) -> TakenBack:
    now = clock.now()
    changes = inverse(step.changes) if kind == "undo" else step.changes
    _must_not_break_routes(changes, work)
    _must_not_strand_meetings(changes, work)
    try:
        done = weighed(manner, Decision(Plan(), changes), changes, work.read, now)
        made = work.append(
            changes,
            board=manner.board.id,
            at=now,
            by=manner.by,
            command=manner.command,
            why=manner.why,
            kind=kind,
            of=step.id,
            also=step.boards,
        )
    except StalePlan as changed:
        histories = _histories(step, work)
        raise Refused(
            f"“{step.command}” kan ikke fortrydes alene: det samme er ændret igen siden.",
            hint=f"Fortryd de senere ændringer først: {histories}.",
            step=step.id,
        ) from changed
    done = finished(done, made, work, dry_run=manner.dry_run)
    return TakenBack(**vars(done), of=step)
