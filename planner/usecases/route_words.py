"""A route as it is typed: the item, then "DIR > ØK 10/6 > KB 17/6"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from planner.domain.board import Board
from planner.domain.errors import Ambiguous, BadUsage, Refused, Unknown
from planner.domain.typed import brief
from planner.domain.wheel import read_month
from planner.domain.wording import month_name, short
from planner.usecases import address
from planner.usecases.step import Desk
from planner.usecases.targets import one_day

_ARROWS = ("->", "→", "»", "›")
_EXAMPLE = 'Skriv for eksempel: planner sagsgang 12 "DIR > ØK 10/6 > KB 17/6"'


@dataclass(frozen=True)
class TypedLeg:
    """A board on the way, and its day where one was typed."""

    board: Board
    day: dt.date | None = None


def item_and_legs(desk: Desk, words: Sequence[str]) -> tuple[tuple[str, ...], tuple[TypedLeg, ...]]:
    """The words that name the item, and the legs after them.

    Raises BadUsage for a route that is none, and Unknown for a board that nobody knows.
    """
    args = [_plain(word) for word in address.words_of(words)]
    at = next((place for place, word in enumerate(args) if ">" in word), None)
    if not at:
        raise BadUsage("Hvilken vej går punktet?", hint=_EXAMPLE)
    boards = desk.read.boards()
    if args[at] == ">":  # typed without quotes: the words just before it that name a board begin the way
        at = next((place for place in range(1, at) if _named(boards, args[place].split()) is not None), at)
    return tuple(args[:at]), _legs(desk, boards, args[at:])


def legs_typed(desk: Desk, words: Sequence[str]) -> tuple[TypedLeg, ...]:
    """The legs of a way that is typed without an item. Raises BadUsage and Unknown as `item_and_legs` does."""
    return _legs(desk, desk.read.boards(), [_plain(word) for word in address.words_of(words)])


def _legs(desk: Desk, boards: Sequence[Board], words: Sequence[str]) -> tuple[TypedLeg, ...]:
    legs = [" ".join(leg.split()) for leg in " ".join(words).split(">")]
    if not all(legs):
        raise BadUsage("Der mangler et udvalg mellem to pile.", hint=_EXAMPLE)
    found = tuple(_leg(desk, boards, leg) for leg in legs)
    _must_go_forward(found)
    return found


def _plain(word: str) -> str:
    for arrow in _ARROWS:
        word = word.replace(arrow, ">")
    return word


def _leg(desk: Desk, boards: Sequence[Board], text: str) -> TypedLeg:
    words = text.split()
    named = _named(boards, words)
    if named is None:
        known = ", ".join(board.code for board in boards)
        raise Unknown(
            f"Der er intet udvalg, der hedder “{brief(text)}”.",
            hint=f"Planen har: {known}. Tilføj det med: planner udvalg tilføj KODE NAVN --noted-only",
            board=text,
        )
    board, taken = named
    rest = words[taken:]
    if not rest:
        return TypedLeg(board)
    month = _month(rest)
    if month is not None:
        return TypedLeg(board, _in_month(desk, board, month))
    return TypedLeg(board, one_day(address.days(desk.read, board, rest, desk.today)))


def _month(words: Sequence[str]) -> int | None:
    """The month that the words are, where they are nothing else."""
    if len(words) != 1 or not words[0].rstrip(".").isalpha():
        return None
    try:
        return read_month(words[0])
    except BadUsage:
        return None


def _in_month(desk: Desk, board: Board, month: int) -> dt.date:
    """The day of the board's only meeting in the month to come; Refused where there is none, or more."""
    year = desk.today.year + (month < desk.today.month)
    first = dt.date(year, month, 1)
    last = (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    held = desk.read.ahead.meetings(board.id, max(first, desk.today), last)
    days = [meeting.date for meeting in held if meeting.status == "planned"]
    name = f"{month_name(month)} {year}"
    if not days:
        raise Refused(
            f"{board.code} har intet kendt møde i {name}.",
            hint=f"Tilføj et møde: planner møde ny DATO --board {board.code}",
        )
    if len(days) > 1:
        raise Ambiguous(
            f"{board.code} har flere møder i {name}: {' og '.join(map(short, days))}.", hint="Skriv datoen."
        )
    return days[0]


def _named(boards: Sequence[Board], words: Sequence[str]) -> tuple[Board, int] | None:
    """The board that the words begin with, by code or name, and how many words it takes."""
    for count in range(len(words), 0, -1):
        text = " ".join(words[:count]).casefold()
        for board in boards:
            if text in (board.code.casefold(), board.name.casefold()):
                return board, count
    return None


def _must_go_forward(legs: Sequence[TypedLeg]) -> None:
    if len(legs) < 2:
        raise BadUsage("En sagsgang går gennem mindst to udvalg.", hint=_EXAMPLE)
    seen: set[int] = set()
    for leg in legs:
        if leg.board.id in seen:
            raise BadUsage(
                f"Sagsgangen går i ring: {leg.board.code} står der to gange.",
                hint="Skriv hvert udvalg én gang.",
            )
        seen.add(leg.board.id)
