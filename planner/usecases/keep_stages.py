"""Tell people what a board's own days of locking and sending change, where all else was published.

The board has chosen those days, and what it agreed to tell has been told before. Where the plan has
changes that nobody has published, it is left to a person: nothing is sent that was not meant to be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from planner.domain.board import Board
from planner.domain.wanted import Sender
from planner.ports import Clock, Store
from planner.usecases.publish import PublishPlan, has_changed, publish

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class KeepStages:
    """The board, who is noted for it, and how its people are told (see `PublishPlan`)."""

    board: Board
    by: str
    backend: str
    sender: Sender
    language: str
    offered: frozenset[str]


@dataclass(frozen=True)
class Kept:
    """How many messages were queued, and how many wait because the plan has changes beside."""

    told: int = 0
    unpublished: int = 0


@dataclass(frozen=True)
class _Then:
    at: datetime

    def now(self) -> datetime:
        """The instant asked about."""
        return self.at


def keep_stages(command: KeepStages, *, store: Store, clock: Clock, new_key: Callable[[], str]) -> Kept:
    """Publish for the days that have come since the last publication; nothing before the first one."""
    now, zone = clock.now(), ZoneInfo(command.board.zone)
    today = now.astimezone(zone).date()
    with store.work() as work:
        last = work.out.last_publication(command.board.id)
        days = [one.date for one in work.read.window(command.board.id, today, _last(today)).meetings.values()]
        is_published = last is not None and not has_changed(work, command.board, whole=True)
    if last is None:
        return Kept()
    came = _came(command.board, days, last.at.astimezone(zone).date(), today)
    if came is None:
        return Kept()
    asked = PublishPlan(
        command.board,
        command.by,
        command.backend,
        command.sender,
        language=command.language,
        offered=command.offered,
    )
    eve = datetime.combine(came, time(), zone) - timedelta(seconds=1)
    # Exactly: what may wait while a plan is provisional has not been published either, where it is new since.
    before = publish(replace(asked, exact=True), store=store, clock=_Then(eve), new_key=new_key)
    found = publish(asked, store=store, clock=clock, new_key=new_key)
    if found.is_empty:
        return Kept()
    if not (before.is_empty or is_published):
        return Kept(unpublished=sum(found.question[:2]))
    done = publish(replace(asked, agreed=found.question), store=store, clock=clock, new_key=new_key)
    return Kept(told=sum(len(one.hears) for one in done.told))


def _last(today: date) -> date:
    return today + timedelta(days=366)


def _came(board: Board, days: Iterable[date], published: date, today: date) -> date | None:
    """The first day since the last publication on which a meeting was to be locked or sent; today's counts."""
    before = [days for days in (board.lock_days, board.dispatch_days) if days is not None]
    found = [day - timedelta(days=number) for day in days for number in before]
    return min((day for day in found if published < day <= today or day == today), default=None)
