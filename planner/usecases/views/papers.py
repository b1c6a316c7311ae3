"""The papers that are due for the coming meetings, or for one: which have come, and which lack."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from planner.domain.board import Board
from planner.domain.deadlines import paper_deadline
from planner.domain.meeting import Meeting
from planner.domain.papers import PapersDue, PaperState, answerable, papers_due, state_of
from planner.domain.plan import Plan
from planner.usecases import address
from planner.usecases.views.look import with_earlier
from planner.usecases.views.rows import BoardName, wall_time

if TYPE_CHECKING:
    from planner.ports import Reader

_AHEAD = timedelta(weeks=5)


class PaperLine(NamedTuple):
    """An item and its papers. `responsible` is whom they are expected from."""

    id: int
    title: str
    responsible: str | None
    state: PaperState
    received: date | None
    reference: str | None


class MeetingPapers(NamedTuple):
    """A meeting, when its papers are due, and the working days counted back to it, the latest first."""

    meeting: date
    due: date
    at: time | None
    counted: tuple[date, ...]
    items: tuple[PaperLine, ...]


class PapersView(NamedTuple):
    """What `planner paper list` shows. `rule` is the board's own, None where it has none."""

    board: BoardName
    now: datetime
    rule: str | None
    meetings: tuple[MeetingPapers, ...]


def papers(reader: Reader, board: Board, now: datetime, words: tuple[str, ...] = ()) -> PapersView:
    """The papers of the coming five weeks' meetings, or those of the meeting that the words name."""
    from planner.domain.deadlines import rule_words  # noqa: PLC0415 -- beside its only use

    local = wall_time(now, board)
    rule = rule_words(board.papers_days, board.papers_at) if board.papers_days is not None else None
    if words:
        asked = address.meeting(reader, board, words, local.date())
        plan = with_earlier(reader, reader.meetings([asked.id]))
        wanted = [plan.meetings[asked.id]]
    else:
        first = local.date()
        plan = reader.window(board.id, first, first + _AHEAD)
        wanted = [one for one in plan.by_date if one.status == "planned"]
        plan = with_earlier(reader, plan)
    rows = (_meeting(plan, board, meeting, local) for meeting in wanted)
    return PapersView(
        BoardName(board.code, board.name), local, rule, tuple(row for row in rows if row is not None)
    )


def _meeting(plan: Plan, board: Board, meeting: Meeting, local: datetime) -> MeetingPapers | None:
    deadline = paper_deadline(board, meeting)
    if deadline is None:
        return None
    lines = tuple(_line(plan, board, one, local) for one in papers_due(plan, meeting))
    return MeetingPapers(meeting.date, deadline.day, deadline.at, deadline.counted, lines)


def _line(plan: Plan, board: Board, due: PapersDue, local: datetime) -> PaperLine:
    item, paper = due.item, due.paper
    who = [plan.people[one].name for one in answerable(plan, item, due.meeting.id) if one in plan.people]
    return PaperLine(
        item.id,
        due.title,
        ", ".join(who) or item.responsible_text,
        state_of(due, board, local),
        paper.received if paper is not None else None,
        paper.reference if paper is not None else None,
    )
