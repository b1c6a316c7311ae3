"""What the jobs would do at their coming times, if the plan and what people answer stayed as they are. Writes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from planner.domain.board import Board
from planner.domain.calendar import Mailbox
from planner.domain.due import Due, Job
from planner.domain.errors import Refused
from planner.domain.issue import FORWARD_LOOK
from planner.domain.meeting import Meeting
from planner.domain.reminders import Key
from planner.domain.stages import stage_of
from planner.ports import Store, Work
from planner.usecases.digest import Digest, draw_digest
from planner.usecases.forward_look import ForwardLook, draw
from planner.usecases.remind import given_before, wanted_reminders

_FARTHEST = timedelta(days=366)
What = Literal["lock", "dispatch", "forward_look", "reminders", "digest"]


@dataclass(frozen=True)
class Expected:
    """One thing that a job would do at one of its times.

    "lock" and "dispatch" name the `days` of the meetings; "forward_look" the `people` who get it;
    "reminders" what they are `about` (a rule of domain/reminders.py) and the `people`; "digest" what
    the list is `about` (its sections). As JSON: {"what", "about": [texts], "days": [dates], "people": [names]}.
    """

    what: What
    about: tuple[str, ...] = ()
    days: tuple[date, ...] = ()
    people: tuple[str, ...] = ()


def outlook(
    times: Iterable[tuple[Due, Job]],
    boards: Mapping[int, Board],
    sender: Callable[[Board], Mailbox],
    *,
    now: datetime,
    store: Store,
) -> tuple[tuple[Expected, ...], ...]:
    """What is to be expected at each of the times, which are in order; nothing of jobs that are for no board."""
    with store.work() as work:
        seers = {
            number: _Seer(board, sender(board), work, now) for number, board in boards.items() if board.own
        }
        return tuple(seers[job.board].at(job.name, due) if job.board in seers else () for due, job in times)


class _Seer:
    """Looks ahead for one board, one time after another: what was done at the first is not done again."""

    def __init__(self, board: Board, mailbox: Mailbox, work: Work, now: datetime) -> None:
        self._board, self._mailbox, self._work = board, mailbox, work
        self._zone = ZoneInfo(board.zone)
        last = work.out.last_publication(board.id)
        self._kept = last.at.astimezone(self._zone).date() if last is not None else None
        self._given: set[Key] = set(given_before(board, work, now))
        self._ways = {
            "stages": self._stages,
            "forward_look": self._forward_look,
            "reminders": self._reminders,
            "digest": self._digest,
        }

    def at(self, job: str, due: Due) -> tuple[Expected, ...]:
        """What the job of that kind would do."""
        return tuple(self._ways[job](due)) if job in self._ways else ()

    def _stages(self, due: Due) -> Iterable[Expected]:
        """Time plans locked and agendas sent since the last time, or the last publication."""
        since, day = self._kept, due.at.astimezone(self._zone).date()
        if since is None:
            return  # before the first publication nothing is told
        self._kept = day
        window = self._work.read.window(self._board.id, day, day + _FARTHEST)
        own = [one for one in window.by_date if one.board == self._board.id and one.status == "planned"]
        locked = [one.date for one in own if self._is_locked_by(one, day, since)]
        if locked:
            yield Expected("lock", days=tuple(locked))
        days = self._board.dispatch_days
        sent = [one.date for one in own if days is not None and one.stage != "sent"]
        going = tuple(one for one in sent if since < one - timedelta(days=days or 0) <= day)
        if going:
            yield Expected("dispatch", days=going)

    def _is_locked_by(self, meeting: Meeting, day: date, since: date) -> bool:
        then, now = (stage_of(self._board, meeting, one) for one in (since, day))
        return (then, now) == ("provisional", "locked")

    def _forward_look(self, due: Due) -> Iterable[Expected]:
        nominal = due.nominal.astimezone(self._zone).date()
        if self._work.issues.last(self._board.id, FORWARD_LOOK, nominal) is not None:
            return
        try:
            drawn = draw(ForwardLook(self._board, "planner", self._mailbox, nominal), self._work, due.at)
        except Refused:
            return  # it says why when it is asked for by hand
        yield Expected("forward_look", people=tuple(one.name for one in drawn.recipients))

    def _reminders(self, due: Due) -> Iterable[Expected]:
        found, _ = wanted_reminders(self._board, self._work, due.at.astimezone(self._zone), self._given)
        names = {person.id: person.name for person in self._work.read.people() if person.email}
        of_rule: dict[str, dict[str, None]] = defaultdict(dict)
        for one in found:
            if one.key not in self._given and one.person in names:
                of_rule[one.rule][names[one.person]] = None
        self._given |= {one.key for one in found}
        for rule, people in of_rule.items():
            yield Expected("reminders", about=(rule,), people=tuple(people))

    def _digest(self, due: Due) -> Iterable[Expected]:
        nominal = due.nominal.astimezone(self._zone).date()
        letter = draw_digest(Digest(self._board, self._mailbox, nominal), self._work, due.at)
        if letter is not None:
            about = tuple(name for name, found in letter.facts["sections"].items() if found)
            yield Expected("digest", about=about)
