"""What the secretariat is to look at this morning, as plain facts: nothing where there is nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from planner.domain.board import Board
from planner.domain.deadlines import next_working_day, paper_deadline, working_days_before
from planner.domain.item import FollowUp, Item, Placement
from planner.domain.meeting import Meeting
from planner.domain.papers import answerable, missing_papers, papers_due, state_of
from planner.domain.plan import Plan
from planner.domain.reminders import Appointment

Facts = dict[str, Any]
_SOON = dt.timedelta(days=14)
_WEEK = dt.timedelta(days=7)


def digest_sections(
    plan: Plan,
    board: Board,
    appointments: Iterable[Appointment],
    others: Iterable[Meeting],
    now: dt.datetime,
    parked: int,
) -> Facts:
    """Each list by its name, empty ones too. `others` are meetings of other bodies, `parked` waits for a person."""
    own = tuple(appointments)
    meetings = [
        one
        for one in plan.by_date
        if one.board == board.id
        and one.status == "planned"
        and (one.date, one.end) > (now.date(), now.time())
    ]
    return {
        "dispatch": [_ready(plan, one, own) for one in meetings if _goes_out_next(board, one, now.date())],
        "unsettled": list(_unsettled(plan, meetings, now.date())),
        "follow_ups": list(_follow_ups(plan, board, now.date())),
        "past_latest": list(_past_latest(plan, board, now.date())),
        "papers": list(_papers(plan, board, meetings, now)),
        "deadlines": list(_deadlines(board, meetings, now.date())),
        "cycle": [
            {"title": plan.boards[one.board].name, "date": one.date.isoformat()}
            for one in others
            if one.status == "planned"
            and one.board in plan.boards
            and now.date() <= one.date <= now.date() + _SOON
        ],
        "parked": parked,
    }


def is_empty(sections: Facts) -> bool:
    """Whether there is nothing to look at; the meetings of others alone are no reason to write."""
    return not any(value for name, value in sections.items() if name != "cycle")


def is_kept_soon(plan: Plan, board: Board, today: dt.date) -> bool:
    """Whether by the next working day the board's own day has come to lock a time plan, or to send an agenda."""
    days = [days for days in (board.lock_days, board.dispatch_days) if days is not None]
    return bool(days) and any(
        one.board == board.id
        and (one.status, one.stage == "sent") == ("planned", False)
        and today <= one.date <= next_working_day(board, today) + dt.timedelta(days=max(days))
        for one in plan.by_date
    )


def _goes_out_next(board: Board, meeting: Meeting, today: dt.date) -> bool:
    """Whether the agenda is to be sent on the next working day, or on a day off before it."""
    if board.dispatch_days is None or meeting.stage == "sent":
        return False
    day = meeting.date - dt.timedelta(days=board.dispatch_days)
    return today < day <= next_working_day(board, today)


def _ready(plan: Plan, meeting: Meeting, appointments: Iterable[Appointment]) -> Facts:
    """How many of the points are ready to be sent, and what lacks: papers by point, answers by person."""
    points = [
        placement
        for placement in plan.on(meeting.id)
        if placement.outcome is None and placement.state == "placed" and placement.item in plan.items
    ]
    numbers = _numbers(points)
    papers = {due.item.id for due in missing_papers(plan, meeting)}
    silent = {
        (item, one.person)
        for one in appointments
        if one.meeting == meeting.id and one.standing in ("unanswered", "old", "bounced")
        for item in one.items
    }
    lacking = papers | {item for item, _ in silent}
    return {
        "date": meeting.date.isoformat(),
        "ready": sum(placement.item not in lacking for placement in points),
        "all": len(points),
        "papers": [
            {"number": number, "id": item, "who": _senders(plan, plan.items[item], meeting)}
            for item, number in sorted(numbers.items(), key=lambda row: (row[1] is None, row[1], row[0]))
            if item in papers
        ],
        "answers": sorted({_initials(plan, person) or "" for _, person in silent}),
    }


def _numbers(points: Iterable[Placement]) -> dict[int, int | None]:
    """Item -> its number on the agenda; before any is given its place, afterwards None for what has none."""
    listed = tuple(points)
    if any(one.agenda_number is not None for one in listed):
        return {one.item: one.agenda_number for one in listed}
    return {one.item: place for place, one in enumerate(listed, 1)}


def _senders(plan: Plan, item: Item, meeting: Meeting) -> str | None:
    """Who is to send the papers of an item, by initials."""
    names = (_initials(plan, person) for person in answerable(plan, item, meeting.id))
    return ", ".join(name for name in names if name) or None


def _initials(plan: Plan, person: int | None) -> str | None:
    found = plan.people.get(person) if person is not None else None
    return (found.initials or found.name) if found is not None else None


def _unsettled(plan: Plan, meetings: Iterable[Meeting], today: dt.date) -> Iterator[Facts]:
    """Items that stand on several dates, as the first of them draws near."""
    seen: set[int] = set()
    for meeting in meetings:
        for placement in plan.on(meeting.id):
            if placement.state != "held" or placement.outcome is not None or placement.item in seen:
                continue
            seen.add(placement.item)
            days = sorted(
                plan.meetings[p.meeting].date
                for p in plan.open_of(placement.item)
                if p.meeting in plan.meetings
            )
            if days and days[0] <= today + _SOON:
                title = plan.items[placement.item].title
                yield {"number": placement.item, "title": title, "days": [day.isoformat() for day in days]}


def _follow_ups(plan: Plan, board: Board, today: dt.date) -> Iterator[Facts]:
    rows = (one for one in plan.all(FollowUp).values() if one.board == board.id and not one.done)
    for row in sorted((one for one in rows if one.due is not None), key=lambda one: (str(one.due), one.id)):
        if row.due is not None and today >= working_days_before(board, row.due, board.remind_days):
            person = plan.people.get(row.person) if row.person is not None else None
            yield {
                "number": row.id,
                "who": person.name if person is not None else row.owner,
                "text": row.text,
                "deadline": row.due.isoformat(),
                "late": row.due < today,
            }


def _past_latest(plan: Plan, board: Board, today: dt.date) -> Iterator[Facts]:
    """Open items whose latest date is over, or that stand on a later one."""
    for item in sorted(plan.items.values(), key=lambda one: (str(one.by), one.id)):
        if item.board != board.id or item.status != "open" or item.by is None:
            continue
        days = [plan.meetings[p.meeting].date for p in plan.open_of(item.id) if p.meeting in plan.meetings]
        if item.by < today or (days and min(days) > item.by):
            yield {"number": item.id, "title": item.title, "deadline": item.by.isoformat()}


def _papers(plan: Plan, board: Board, meetings: Iterable[Meeting], now: dt.datetime) -> Iterator[Facts]:
    for meeting in meetings:
        for due in papers_due(plan, meeting):
            state = state_of(due, board, now)
            if state in ("missing", "late"):
                yield {
                    "number": due.item.id,
                    "title": due.title,
                    "who": _senders(plan, due.item, meeting),
                    "date": meeting.date.isoformat(),
                    "deadline": due.deadline.day.isoformat(),
                    "late": state == "late",
                }


def _deadlines(board: Board, meetings: Iterable[Meeting], today: dt.date) -> Iterator[Facts]:
    """What is due within a week: papers, and agendas to be sent."""
    for meeting in meetings:
        deadline = paper_deadline(board, meeting)
        if deadline is not None and today <= deadline.day <= today + _WEEK:
            yield {"what": "papers", "date": meeting.date.isoformat(), "deadline": deadline.day.isoformat()}
        if board.dispatch_days is not None and meeting.stage != "sent":
            day = meeting.date - dt.timedelta(days=board.dispatch_days)
            if today <= day <= today + _WEEK:
                yield {"what": "dispatch", "date": meeting.date.isoformat(), "deadline": day.isoformat()}
