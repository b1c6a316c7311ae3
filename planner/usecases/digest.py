"""The secretariat's list of a morning: what it is to look at, in one mail, or none where there is nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from planner.domain.board import Board
from planner.domain.calendar import Mailbox
from planner.domain.digest import digest_sections, is_empty, is_kept_soon
from planner.domain.meeting import Meeting
from planner.domain.outbound import FOR_A_PERSON
from planner.domain.plan import plan_of
from planner.domain.post import QueuedLetter
from planner.ports import Clock, Store, Work
from planner.usecases.letters import queue
from planner.usecases.publish import has_changed
from planner.usecases.remind import appointments

_AHEAD, _OTHERS = timedelta(days=70), timedelta(days=14)
# Tomorrow's list is better than today's that is late.
_USEFUL = timedelta(hours=20)
# How far back letters that became too late are told of, before the first list and after a long silence.
_AT_FIRST, _AT_MOST = timedelta(days=7), timedelta(days=14)


@dataclass(frozen=True)
class Digest:
    """The list of a board for the day `nominal`, signed by and sent to `sender`.

    `unused` is how many of the secretariat's own templates have an error.
    """

    board: Board
    sender: Mailbox
    nominal: date
    unused: int = 0


@dataclass(frozen=True)
class Digested:
    """What came of it. As JSON: {"board", "nominal", "empty", "queued"}; queued is 0 the second time."""

    board: str
    nominal: date
    empty: bool
    queued: int


def digest(command: Digest, *, store: Store, clock: Clock) -> Digested:
    """Queue the list of that day, once."""
    with store.work() as work:
        letter = draw_digest(command, work, clock.now())
        queued = queue([letter], work) if letter is not None else 0
        work.commit()
    return Digested(command.board.code, command.nominal, letter is None, queued)


def draw_digest(command: Digest, work: Work, at: datetime) -> QueuedLetter | None:
    """The list as it would leave now; None where there is nothing to look at."""
    board = command.board
    now = at.astimezone(ZoneInfo(board.zone))
    today = now.date()
    plan = work.read.window(board.id, today, today + _AHEAD)
    plan = plan.merged(work.read.items(plan.items)) if plan.items else plan
    plan = plan.merged(work.read.backlog(board.id)).merged(work.read.followups(board.id))
    plan = plan.merged(plan_of([*work.read.boards(), *work.read.people()]))
    parked = sum(one.state == "parked" for one in work.letters.open(board.id))
    tasks = work.out.tasks(FOR_A_PERSON)
    parked += sum(work.out.entry(one.entry).board == board.id for one in tasks)
    there = appointments(work.read, board, plan, today + _AHEAD)
    sections = digest_sections(plan, board, there, _others(work, board, today), now, parked)
    sections["held_back"] = is_kept_soon(plan, board, today) and has_changed(work, board, whole=True)
    sections["templates"] = command.unused
    sections["expired"] = list(_expired(work, board, now))
    if is_empty(sections):
        return None
    facts = {
        "board": {"code": board.code, "name": board.name, "zone": board.zone},
        "day": today.isoformat(),
        "sections": sections,
    }
    return QueuedLetter(
        f"{_key(board)}{command.nominal.isoformat()}",
        "digest",
        board.id,
        None,
        command.sender.name,
        command.sender.email,
        board.language,
        "sekretariat",
        now,
        at.astimezone(UTC) + _USEFUL,
        facts,
    )


def _key(board: Board) -> str:
    return f"digest:{board.id}:"


def _expired(work: Work, board: Board, now: datetime) -> Iterator[dict[str, Any]]:
    """Letters that became too late since the last list that left: a list that was lost in between told nobody."""
    since = max(work.letters.last_sent(_key(board)) or now - _AT_FIRST, now - _AT_MOST)
    for one in work.letters.expired(board.id, since):
        if one.kind != "digest":
            day = one.due.astimezone(now.tzinfo).date()
            yield {"kind": one.kind, "who": one.name, "date": day.isoformat()}


def _others(work: Work, board: Board, today: date) -> list[Meeting]:
    found = [
        meeting
        for other in work.read.boards()
        if other.id != board.id
        for meeting in work.read.window(other.id, today, today + _OTHERS).by_date
        if meeting.board == other.id
    ]
    return sorted(found, key=lambda one: (one.date, one.id))
