"""Found the plan of a board: its code, name, usual day and frame. The first step of its journal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import time
from zoneinfo import ZoneInfo

from planner.domain.board import Board
from planner.domain.changes import added
from planner.domain.errors import BadUsage, Refused
from planner.domain.rooms import typed_room
from planner.domain.visibility import Visibility
from planner.ports import Clock, Store

_LONGEST_CODE = 20
_LONGEST_NAME = 200


@dataclass(frozen=True)
class FoundBoard:
    """A board to begin with. `start` and `end` are its usual frame, wall time in `zone`.

    `unclassified` is what an item of unstated openness counts as when it leaves the house; the three
    lengths are minutes assumed for an item of that kind.
    """

    code: str
    name: str
    weekday: int
    start: time
    end: time
    by: str
    place: str | None = None
    zone: str = "Europe/Copenhagen"
    unclassified: Visibility = "closed"
    language: str = "da"
    orientering: int = 10
    droeftelse: int = 30
    beslutning: int = 30
    why: str | None = None
    dry_run: bool = False
    room: str | None = None


@dataclass(frozen=True)
class Founded:
    """The board as it stands in the plan now (or would, on a rehearsal)."""

    board: Board
    dry_run: bool = False


def found_board(command: FoundBoard, *, store: Store, clock: Clock) -> Founded:
    """Make the board. Refused when the code is taken, BadUsage when a value makes no sense.

    The step is journalled but is where undo stops: a plan without its board is no plan.
    """
    _check(command)
    with store.work() as work:
        _refuse_taken(command, work.read.boards())
        board = _board(command, work.new_id(Board))
        if not command.dry_run:
            work.append(
                [added(board)], board=board.id, at=clock.now(), by=command.by, command="init", why=command.why
            )
            work.commit()
    return Founded(board, dry_run=command.dry_run)


def rehearse(command: FoundBoard) -> Founded:
    """The board that would be made where there is no database yet."""
    _check(command)
    return Founded(_board(command, 1), dry_run=True)


def _refuse_taken(command: FoundBoard, boards: Iterable[Board]) -> None:
    for taken in boards:
        if taken.code.casefold() == command.code.strip().casefold():
            raise Refused(
                f"Planen har allerede udvalget {taken.code} ({taken.name}).",
                hint=f"Ret det med “planner udvalg ret --board {taken.code}”, eller brug en anden database med --db.",
                board=taken,
            )


def _board(command: FoundBoard, number: int) -> Board:
    board = Board(number, command.code.strip(), command.name.strip())
    return replace(
        board,
        weekday=command.weekday,
        start=command.start,
        end=command.end,
        place=command.place.strip() if command.place else None,
        zone=command.zone,
        language=command.language,
        unclassified=command.unclassified,
        orientering=command.orientering,
        droeftelse=command.droeftelse,
        beslutning=command.beslutning,
        room=(typed_room(command.room) or None) if command.room else None,
    )


def _check(command: FoundBoard) -> None:
    code, name = command.code.strip(), command.name.strip()
    if not code or not name:
        raise BadUsage(
            "Udvalget skal have både en kode og et navn.", hint="For eksempel --board DIR --name Direktionen."
        )
    if len(code) > _LONGEST_CODE or any(letter.isspace() or not letter.isprintable() for letter in code):
        raise BadUsage("Koden skal være ét kort ord.", hint="For eksempel DIR, ØK eller KB.")
    if len(name) > _LONGEST_NAME or not name.isprintable():
        raise BadUsage(
            "Navnet er for langt eller har tegn, der ikke kan vises.", hint="Skriv navnet på én linje."
        )
    if command.end <= command.start:
        raise BadUsage(
            "Mødet skal slutte, efter at det er begyndt.", hint="For eksempel --start 09:00 --end 13:00."
        )
    if not _is_zone(command.zone):
        raise BadUsage(f"“{command.zone}” er ikke en tidszone.", hint="Skriv for eksempel Europe/Copenhagen.")


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        return False
    return True
