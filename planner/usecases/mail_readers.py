"""Who gets the weekly forward look: the board's people, those who were chosen, and never those who were left out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from planner.domain.audience import audience_of
from planner.domain.board import Board
from planner.domain.issue import MailReader, Recipient
from planner.domain.plan import Plan, plan_of
from planner.ports import Clock, Reader, Store, Work
from planner.usecases import address

_PEOPLE = 100_000


@dataclass(frozen=True)
class Readers:
    """Who gets it. As JSON: {"board", "readers": [{"person", "name", "email", "language", "audience", "calendar"}]}."""

    board: str
    readers: tuple[Recipient, ...]


def readers(work: Work, board: Board, now: datetime) -> Readers:
    """Everybody who gets the next one, by name; those without an address too."""
    today = now.astimezone(ZoneInfo(board.zone)).date()
    plan = work.read.window(board.id, today, today).merged(_people(board, work.read))
    chosen = {one.person: one for one in work.issues.readers(board.id)}
    seats = {seat.person for seat in plan.seats_on(board.id, today)}
    wanted = (seats | {n for n, one in chosen.items() if one.wish == "yes"}) - {
        n for n, one in chosen.items() if one.wish == "no"
    }
    found = []
    for number in wanted & set(plan.people):
        person = plan.people[number]
        audience = audience_of(plan, board.id, number, today).name if number in seats else "medarbejder"
        language = person.language or board.language
        calendar = number in chosen and chosen[number].calendar
        found.append(Recipient(number, person.name, person.email or "", language, audience, calendar))
    return Readers(board.code, tuple(sorted(found, key=lambda one: (one.name, one.person))))


def choose(
    board: Board, name: str, *, wish: bool | None, calendar: bool | None, store: Store, clock: Clock
) -> Readers:
    """Let the person named so have it or not; None leaves that as it is."""
    with store.work() as work:
        person = address.person(work.read, (name,))
        was = next(
            (one for one in work.issues.readers(board.id) if one.person == person.id),
            MailReader(board.id, person.id),
        )
        work.issues.choose(
            MailReader(
                board.id,
                person.id,
                was.wish if wish is None else "yes" if wish else "no",
                was.calendar if calendar is None else calendar,
            )
        )
        work.commit()
        return readers(work, board, clock.now())


def _people(board: Board, read: Reader) -> Plan:
    return plan_of([board, *read.people(limit=_PEOPLE)])
