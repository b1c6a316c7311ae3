"""The secretariat's inbox: what came back and needs somebody, with what can be done about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from planner.domain.board import Board
from planner.domain.correspondence import Heard, Settled
from planner.domain.notices import Notice, NoticeKind, notices
from planner.domain.plan import Plan, plan_of
from planner.usecases.notice_sentences import name_of, sentence
from planner.usecases.proposals import Choice, Facts, advice, choices

if TYPE_CHECKING:
    from planner.ports import Reader

_BACK, _AHEAD = timedelta(days=370), timedelta(days=740)


@dataclass(frozen=True)
class InboxRow:
    """One thing that came back. `date` is the meeting's; `advice` a command that lacks something.

    `settled` says how somebody dealt with it, None where nobody has.
    """

    number: int
    kind: NoticeKind | Literal["unusable"]
    date: date | None
    person: str | None
    email: str | None
    at: datetime
    sentence: str
    comment: str | None
    sender: str | None
    choices: tuple[Choice, ...]
    advice: str | None
    settled: Settled | None
    settled_by: str | None
    why: str | None


@dataclass(frozen=True)
class InboxView:
    """What needs somebody, oldest first; with `all` also what somebody has dealt with this last year."""

    board: str
    all: bool
    open: int
    rows: tuple[InboxRow, ...]


@dataclass(frozen=True)
class Case:
    """A row, and what it was made from."""

    notice: Notice
    facts: Facts
    row: InboxRow


def inbox(reader: Reader, board: Board, now: datetime, *, everything: bool = False) -> InboxView:
    """The inbox of one board; what could not be read at all is in every board's."""
    heard = [case.row for case in cases(reader, board, now, back=everything)]
    rows = sorted((*heard, *map(_unusable, reader.unusable())), key=lambda row: row.number)
    shown = [row for row in rows if everything or row.settled is None]
    return InboxView(board.code, everything, sum(row.settled is None for row in rows), tuple(shown))


def cases(reader: Reader, board: Board, now: datetime, *, back: bool = False) -> Iterable[Case]:
    """What came back about the board's coming events; with `back` about those of the last year too."""
    zone = ZoneInfo(board.zone)
    today = now.astimezone(zone).date()
    plan = reader.window(board.id, today - _BACK if back else today, today + _AHEAD)
    letters = [one for one in reader.correspondence(plan.meetings) if one.heard]
    gone = {number for one in letters for number in one.entry.wanted.items} - set(plan.items)
    people = {person for one in letters for person in one.entry.wanted.people} - set(plan.people)
    plan = plan.merged(_known(reader, gone, people))
    for about in letters:
        meeting = plan.meetings[about.entry.wanted.meeting]
        absent = {one.person for one in plan.absent_on(board.id, meeting.date)}
        facts = Facts(plan, meeting, today, zone, lambda day: _meets(reader, board, day))
        for notice in notices(about, absent):
            if back or notice.entry.wanted.ends > now:
                yield Case(notice, facts, _row(notice, facts))


def _known(reader: Reader, items: set[int], people: set[int]) -> Plan:
    found = reader.items(sorted(items)) if items else Plan()
    return found.merged(plan_of(one for one in reader.people() if one.id in people)) if people else found


def _meets(reader: Reader, board: Board, day: date) -> bool:
    meeting = reader.meeting_on(board.id, day)
    return meeting is not None and meeting.status == "planned"


def _row(notice: Notice, facts: Facts) -> InboxRow:
    name = name_of(notice, facts.plan)
    settled = notice.settled
    return InboxRow(
        notice.number,
        notice.kind,
        facts.meeting.date,
        name if notice.email else None,
        notice.email,
        notice.at,
        sentence(notice, facts.plan, facts.zone),
        notice.comment,
        notice.sender,
        choices(notice, facts),
        advice(notice, name, facts),
        settled.how if settled else None,
        settled.by if settled else None,
        settled.why if settled else None,
    )


def _unusable(heard: Heard) -> InboxRow:
    reply, settled = heard.reply, heard.settled
    return InboxRow(
        heard.id,
        "unusable",
        None,
        None,
        reply.attendee if reply else None,
        heard.at,
        heard.fault or "",
        reply.comment if reply else None,
        reply.sender if reply and (reply.sender or "").lower() != reply.attendee.lower() else None,
        (),
        None,
        settled.how if settled else None,
        settled.by if settled else None,
        settled.why if settled else None,
    )
