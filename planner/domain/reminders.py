"""Who is to be reminded of what: a function of the plan that was published, what people answered, and the present.

A reminder is known by person, subject (an item, a meeting, a follow-up), rule, and the version of what it is
about: the day, or the time that the person was told. So it is given once, and once more when that has moved.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from planner.domain.answers import Standing
from planner.domain.audience import AUDIENCES, is_closed
from planner.domain.board import Board
from planner.domain.deadlines import next_working_day, working_days_before
from planner.domain.item import FollowUp, Item, Paper
from planner.domain.papers import PapersDue, answerable, missing_papers, state_of
from planner.domain.plan import Plan, plan_of

ReminderRule = Literal["papers", "papers_late", "answer", "tomorrow", "follow_up", "follow_up_late", "moved"]
Key = tuple[int, str, str, str]

# Who has not answered is asked again this long before, when they were told so long ago.
_ANSWER_SOON, _PATIENCE = dt.timedelta(days=7), dt.timedelta(days=2)
# A follow-up that is late is worth a word for so long.
_LATE_FOR = dt.timedelta(days=14)
_OUTSIDE = AUDIENCES["medarbejder"]


@dataclass(frozen=True)
class Appointment:
    """What somebody was told: when (wall time of the board) and where they are wanted, and what they answered.

    `items` are those it is about; none for a whole meeting. `told` is the day they were last told, `teams`
    the address by which they may join it from elsewhere. With `window` they attend some time between.
    """

    person: int
    meeting: int
    items: tuple[int, ...]
    starts: dt.datetime
    ends: dt.datetime
    place: str | None
    standing: Standing
    told: dt.date
    teams: str | None = None
    window: bool = False


@dataclass(frozen=True)
class Reminder:
    """One thing to remind somebody of. `until` is the wall time from which it is of no more use.

    `facts` say what it is about, for a letter; `inside` that the secretariat gets a copy.
    """

    person: int
    rule: ReminderRule
    subject: str
    version: str
    until: dt.datetime
    facts: Mapping[str, Any] = field(default_factory=dict, compare=False)
    inside: bool = False

    @property
    def key(self) -> Key:
        """What it is given once for."""
        return self.person, self.subject, self.rule, self.version


def reminders(
    told: Plan,
    plan: Plan,
    board: Board,
    appointments: Iterable[Appointment],
    now: dt.datetime,
    given: Iterable[Key] = (),
) -> tuple[Reminder, ...]:
    """Everything that people are to be reminded of at a wall time in the board's zone, given or not.

    `told` is the published plan, `plan` the present one, which knows what came and what is done. Where the
    two differ nobody is reminded of it: they would be told another time tomorrow. `given` is what was given.
    """
    own = tuple(appointments)
    found = [
        *_papers(told, plan, board, now),
        *_answers(own, now),
        *_tomorrow(told, plan, board, own, now),
        *_follow_ups(plan, board, now),
    ]
    earlier = tuple(given)
    return tuple(
        [_with_earlier(one, earlier) for one in found] + list(_moved(found, earlier, told, plan, now))
    )


def _papers(told: Plan, plan: Plan, board: Board, now: dt.datetime) -> Iterator[Reminder]:
    known = Plan({kind: rows for kind, rows in told.records.items() if kind not in (Paper, Board)})
    known = known.merged(plan_of([board, *plan.all(Paper).values()]))
    for meeting in known.by_date:
        if meeting.board != board.id or (meeting.date, meeting.start) <= (now.date(), now.time()):
            continue
        for due in missing_papers(known, meeting):
            state = state_of(due, board, now)
            if state not in ("missing", "late") or not _still_there(plan, due):
                continue
            late = state == "late"
            starts = dt.datetime.combine(meeting.date, meeting.start, now.tzinfo)
            deadline = dt.datetime.combine(due.deadline.day, due.deadline.at or dt.time(23, 59), now.tzinfo)
            facts = {
                **_item(known, due.item, due.title),
                "date": meeting.date.isoformat(),
                "deadline": due.deadline.day.isoformat(),
                "end": due.deadline.at.strftime("%H:%M") if due.deadline.at else None,
            }
            for person in answerable(known, due.item, meeting.id):
                yield Reminder(
                    person,
                    "papers_late" if late else "papers",
                    f"item:{due.item.id}",
                    meeting.date.isoformat(),
                    starts if late else deadline,
                    facts,
                    inside=late,
                )


def _still_there(plan: Plan, due: PapersDue) -> bool:
    """Whether the item stands in the present plan where people were told that it does."""
    days = {
        plan.meetings[p.meeting].date
        for p in plan.open_of(due.item.id)
        if p.state == "placed" and p.meeting in plan.meetings
    }
    return due.meeting.date in days


def _answers(appointments: Iterable[Appointment], now: dt.datetime) -> Iterator[Reminder]:
    for one in appointments:
        soon = now < one.starts <= now + _ANSWER_SOON
        if soon and one.standing in ("unanswered", "old") and now.date() - one.told > _PATIENCE:
            yield Reminder(
                one.person,
                "answer",
                f"meeting:{one.meeting}",
                one.starts.strftime("%Y-%m-%dT%H:%M"),
                one.starts,
                _when(one),
            )


def _tomorrow(
    told: Plan, plan: Plan, board: Board, appointments: Iterable[Appointment], now: dt.datetime
) -> Iterator[Reminder]:
    """Those who attend: the working day before, and still that day until it begins."""
    last = _next_day_written_to(board, now.date())
    for one in appointments:
        day = one.starts.date()
        if one.starts <= now or day > last or one.standing == "declined":
            continue
        if one.person in {absence.person for absence in plan.absent_on(board.id, day)}:
            continue
        version = one.starts.strftime("%Y-%m-%dT%H:%M")
        for subject, facts in _attended(told, plan, one):
            yield Reminder(one.person, "tomorrow", subject, version, one.starts, facts)


def _next_day_written_to(board: Board, day: dt.date) -> dt.date:
    """The next working day on which people are written to: no Saturday, whatever counts for deadlines."""
    return next_working_day(replace(board, saturdays=False), day)


def _attended(told: Plan, plan: Plan, one: Appointment) -> Iterator[tuple[str, dict[str, Any]]]:
    """What somebody attends, and what they are told of it: the meeting, or each of their items."""
    if not one.items:
        meeting = plan.meetings.get(one.meeting)
        if meeting is not None and meeting.status == "planned" and meeting.date == one.starts.date():
            yield f"meeting:{one.meeting}", {**_when(one), "link": one.teams}
        return
    for number in one.items:
        item = told.items.get(number)
        mine = [p for p in told.presenters_of(number, one.meeting) if p.person == one.person]
        attends = bool(mine) or _is_guest(told, number, one)
        if item is None or not attends or not any(p.meeting == one.meeting for p in plan.open_of(number)):
            continue
        online = bool(mine) and mine[0].mode == "online"
        title = _label(told, number, one.meeting) or item.title
        link = one.teams if online else None
        yield f"item:{number}", {**_item(told, item, title), **_when(one), "online": online, "link": link}


def _is_guest(told: Plan, item: int, one: Appointment) -> bool:
    """Whether somebody attends an item without presenting it: the mayor, where it says so."""
    meeting = told.meetings.get(one.meeting)
    if meeting is None or not any(p.meeting == meeting.id and p.mayor for p in told.open_of(item)):
        return False
    return any(
        seat.person == one.person and seat.role == "guest"
        for seat in told.seats_on(meeting.board, meeting.date)
    )


def _follow_ups(plan: Plan, board: Board, now: dt.datetime) -> Iterator[Reminder]:
    for row in plan.all(FollowUp).values():
        if row.board != board.id or row.person is None or row.due is None or row.done:
            continue
        late = row.due < now.date()
        if not late and now.date() < working_days_before(board, row.due, board.remind_days):
            continue
        until = dt.datetime.combine(
            row.due + (_LATE_FOR if late else dt.timedelta(days=1)), dt.time(), now.tzinfo
        )
        if until <= now:
            continue
        item = plan.items.get(row.item) if row.item is not None else None
        about = _item(plan, item, item.title) if item is not None else {}
        facts = {**about, "text": row.text, "deadline": row.due.isoformat()}
        rule: ReminderRule = "follow_up_late" if late else "follow_up"
        yield Reminder(row.person, rule, f"follow_up:{row.id}", row.due.isoformat(), until, facts)


def _with_earlier(one: Reminder, given: tuple[Key, ...]) -> Reminder:
    """With the version that the person was reminded of before, where it has moved since."""
    before = sorted(k[3] for k in given if k[:3] == one.key[:3] and k[3] != one.version)
    facts = {**one.facts, "rule": one.rule, "old": before[-1:], "until": one.until.isoformat()}
    return replace(one, facts=facts)


def _moved(
    found: Iterable[Reminder], given: tuple[Key, ...], told: Plan, plan: Plan, now: dt.datetime
) -> Iterator[Reminder]:
    """What somebody was reminded of that is not to be then any more."""
    standing = {one.key[:3] for one in found}
    over = {one.date for one in plan.meetings.values() if one.status == "closed"}
    for person, subject, rule, version in given:
        day = dt.date.fromisoformat(version[:10])
        if rule not in ("papers", "tomorrow") or day < now.date() or day in over:
            continue
        if (person, subject, rule) in standing:
            continue
        kind, _, known = subject.partition(":")
        number = int(known)
        item = told.items.get(number) if kind == "item" else None
        if (number not in plan.items or item is None) if kind == "item" else number not in told.meetings:
            continue
        days = _days(told, kind, number)
        if days != _days(plan, kind, number) or day.isoformat() in days:
            continue  # what has not been published is not told here either
        end = dt.datetime.combine(day, dt.time(23, 59), now.tzinfo)
        facts = {
            **(_item(told, item, item.title) if item is not None else {}),
            "rule": "moved",
            "old": [day.isoformat()],
            "new": days,
            "until": end.isoformat(),
        }
        yield Reminder(person, "moved", subject, f"{version}>{'+'.join(days)}", end, facts)


def _days(plan: Plan, kind: str, number: int) -> list[str]:
    """The days on which an item stands, or a meeting is held."""
    on = [p.meeting for p in plan.open_of(number)] if kind == "item" else [number]
    found = [plan.meetings[one] for one in on if one in plan.meetings]
    return sorted({one.date.isoformat() for one in found if one.status == "planned"})


def _label(plan: Plan, item: int, meeting: int) -> str | None:
    return next((p.label for p in plan.open_of(item) if p.meeting == meeting), None)


def _item(plan: Plan, item: Item, title: str) -> dict[str, Any]:
    """An item as letters are told of it: what others may see of it is decided when they are sent."""
    return {
        "item": item.id,
        "title": title,
        "public": item.title_public,
        "closed": is_closed(plan, item, _OUTSIDE),
        "marked_closed": item.visibility == "closed",
    }


def _when(one: Appointment) -> dict[str, Any]:
    return {
        "date": one.starts.date().isoformat(),
        "start": one.starts.strftime("%H:%M"),
        "end": one.ends.strftime("%H:%M"),
        "place": one.place,
        "window": one.window,
    }
