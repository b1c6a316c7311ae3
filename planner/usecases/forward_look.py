"""The weekly forward look: what it says, who reads it, and sending an issue of it. Only the published plan is told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from planner.domain.board import Board
from planner.domain.calendar import Mailbox
from planner.domain.errors import BadUsage, Refused
from planner.domain.forward_look import change_facts, coming, last_day, plan_facts
from planner.domain.issue import FORWARD_LOOK, Issue, Recipient, letter_key
from planner.domain.papers import missing_papers, state_of
from planner.domain.plan import Plan
from planner.domain.post import QueuedLetter
from planner.domain.since_last import Difference, differences
from planner.domain.timetable import timetable
from planner.ports import Clock, Store, Work
from planner.usecases.letters import queue
from planner.usecases.mail_readers import readers
from planner.usecases.published_plan import PublishedPlans

# As far ahead as changes are looked for: a plan reaches a year or so.
_FAR = timedelta(days=740)
_STEPS = 500
_USEFUL = timedelta(days=2)


@dataclass(frozen=True)
class ForwardLook:
    """What is asked for: the mail of a board that was due on the day `nominal`.

    `sender` signs it. `again` makes a corrected issue after the first, and says `why`.
    """

    board: Board
    by: str
    sender: Mailbox
    nominal: date
    telephone: str | None = None
    again: bool = False
    why: str | None = None


@dataclass(frozen=True)
class Drawn:
    """An issue before it leaves: its facts, frozen, and its readers; `without_address` are left out."""

    issue: Issue
    facts: Mapping[str, Any]
    recipients: tuple[Recipient, ...]
    without_address: tuple[str, ...]


@dataclass(frozen=True)
class Issued:
    """What sending came to: `issue` is its number, None where it had been sent and nothing was done.

    As JSON: {"board", "nominal", "issue", "queued", "without_address": [names], "sent": when it had been
    sent before (instant) or null}.
    """

    board: str
    nominal: date
    issue: int | None
    queued: int
    without_address: tuple[str, ...]
    sent: datetime | None = None


def draw(command: ForwardLook, work: Work, now: datetime, number: int | None = None) -> Drawn:
    """What the next issue says, or that with a number, and to whom. Refused before the plan has been published."""
    board = command.board
    local = now.astimezone(ZoneInfo(board.zone))
    issues = work.issues
    earlier = issues.before(board.id, FORWARD_LOOK, command.nominal)
    published = PublishedPlans(
        work, board, local.date(), local.date() + _FAR, earlier.publication if earlier else None
    )
    if published.latest is None:
        raise Refused("Planen er ikke udgivet endnu, så der er intet at fortælle.", hint="planner udgiv")
    last = issues.last(board.id, FORWARD_LOOK, command.nominal)
    issue = Issue(
        board.id,
        FORWARD_LOOK,
        command.nominal,
        number or (last.number + 1 if last is not None else 1),
        published.latest,
        now,
        command.by,
        command.why,
    )
    told = published.at(published.latest)
    before = published.at(earlier.publication) if earlier is not None else told
    facts = {
        **plan_facts(told, board, local),
        "intro": issues.intro(board.id),
        "corrected": {"number": issue.number, "why": command.why}
        if issue.number > 1 and command.why
        else None,
        "since_day": earlier.at.astimezone(ZoneInfo(board.zone)).date().isoformat() if earlier else None,
        "sender": {
            "name": command.sender.name,
            "email": command.sender.email,
            "telephone": command.telephone,
        },
        "changes": _changes(before, told, board, local, work, since=earlier.publication if earlier else None),
        "pending": _changes(told, published.now, board, local, work, since=published.latest),
        "missing": _missing(told, published.now, board, local, work),
    }
    own = Recipient(0, command.sender.name, command.sender.email, board.language, "sekretariat")
    people = [own, *readers(work, board, now).readers]
    return Drawn(
        issue,
        facts,
        tuple(one for one in people if one.email),
        tuple(one.name for one in people if not one.email),
    )


def issue(command: ForwardLook, *, store: Store, clock: Clock) -> Issued:
    """Queue an issue, one letter a reader. The second time for the same day nothing is done, unless `again`.

    After a copy was put back, readers of whom nothing says that they have had an issue get it still.
    """
    now = clock.now()
    with store.work() as work:
        board = command.board
        last = work.issues.last(board.id, FORWARD_LOOK, command.nominal)
        if last is not None and not command.again:
            if queued := _completed(command, last, work, now):
                work.commit()
                return Issued(board.code, command.nominal, last.number, queued, ())
            return Issued(board.code, command.nominal, None, 0, (), last.at)
        if command.again and last is None:
            raise BadUsage(
                "Der er ingen mail at rette: den er ikke sendt endnu.", hint="planner mail fremblik --send"
            )
        if command.again and not command.why:
            raise BadUsage("En rettet mail skal sige hvorfor.", hint="Skriv det med --why.")
        drawn = draw(command, work, now)
        made = work.issues.add(drawn.issue)
        if made is None:
            return Issued(board.code, command.nominal, None, 0, (), now)
        queued = queue(letters(drawn, now), work)
        work.issues.introduce(board.id, None, now, command.by)
        work.commit()
    return Issued(board.code, command.nominal, made.number, queued, drawn.without_address)


def _completed(command: ForwardLook, last: Issue, work: Work, now: datetime) -> int:
    """Queue an issue that the database knows by name only for whoever has not had it; how many they are."""
    had = work.letters.with_prefix(letter_key(last, 0)[:-1])
    if all(letter.facts for letter in had):
        return 0
    return queue(letters(draw(command, work, now, last.number), now), work)


def letters(drawn: Drawn, now: datetime) -> Iterable[QueuedLetter]:
    """The letters of an issue; they are of no use when the next one is near."""
    for one in drawn.recipients:
        yield QueuedLetter(
            letter_key(drawn.issue, one.person),
            "forward_look",
            drawn.issue.board,
            one.person or None,
            one.name,
            one.email,
            one.language,
            one.audience,
            now,
            now + _USEFUL,
            drawn.facts,
            one.calendar,
        )


def letter_for(drawn: Drawn, recipient: Recipient, now: datetime) -> QueuedLetter:
    """The letter that this reader would get."""
    (letter,) = letters(replace(drawn, recipients=(recipient,)), now)
    return letter


def nominal_day(board: Board, now: datetime, weekdays: Collection[int]) -> date:
    """The day that a mail sent by hand is due: the latest of the board's weekdays in this week that has come.

    Before the first of them that one, and Monday where the board has no rule: a week has one mail.
    """
    today = now.astimezone(ZoneInfo(board.zone)).date()
    monday = today - timedelta(days=today.weekday())
    come = [day for day in weekdays if day <= today.weekday()]
    return monday + timedelta(days=max(come, default=min(weekdays, default=0)))


def _changes(
    before: Plan, after: Plan, board: Board, local: datetime, work: Work, *, since: int | None
) -> list[dict[str, Any]]:
    found = differences(before, after, board.id, local.date(), last_day(local.date()))
    return change_facts(found, before, after, _reasons(found, board, work, since) if since else {})


def _reasons(found: Iterable[Difference], board: Board, work: Work, publication: int) -> dict[int, str]:
    """What somebody last wrote of each item since that publication, by the item's id."""
    step = work.issues.published(board.id, publication)[-1].step
    reasons: dict[int, str] = {}
    wanted = {one.item for one in found if one.item is not None}
    if not wanted:
        return reasons
    for number in wanted:
        for one in work.read.steps(board.id, item=number, limit=_STEPS):
            if one.id > step and one.why and one.state == "done":
                reasons[number] = one.why
                break
    return reasons


def _missing(plan: Plan, now: Plan, board: Board, local: datetime, work: Work) -> dict[str, Any]:
    """What the secretariat is to look at: papers (as the plan is `now`), answers, alternatives, too much on an agenda."""
    shown = [meeting for meeting in coming(plan, board, local) if meeting.status != "cancelled"]
    on = {meeting.id: meeting for meeting in shown}
    unanswered: dict[date, list[str]] = {}
    for one in sorted(_unanswered(on, work), key=lambda row: (row[0], row[1])):
        names = unanswered.setdefault(one[0], [])
        names += [one[1]] if one[1] not in names else []
    held = sorted({p.item for meeting in shown for p in plan.on(meeting.id) if p.state == "held"})
    return {
        "papers": [
            {
                "item": due.item.id,
                "title": due.item.title,
                "day": meeting.date.isoformat(),
                "deadline": due.deadline.day.isoformat(),
            }
            for meeting in shown
            for due in missing_papers(now, meeting)
            if state_of(due, board, local.replace(tzinfo=None)) in ("late", "missing")
        ],
        "unanswered": [{"day": day.isoformat(), "names": names} for day, names in unanswered.items()],
        "unsettled": [
            {
                "item": number,
                "title": plan.items[number].title,
                "days": sorted(
                    plan.meetings[p.meeting].date.isoformat()
                    for p in plan.open_of(number)
                    if p.meeting in plan.meetings
                ),
            }
            for number in held
        ],
        "over": [
            {"day": meeting.date.isoformat(), "minutes": over}
            for meeting in shown
            if (over := timetable(plan, meeting).over)
        ],
    }


def _unanswered(on: Mapping[int, Any], work: Work) -> list[tuple[date, str]]:
    from planner.usecases.views.told import invited_to  # noqa: PLC0415 -- a plan that nobody was told of needs none of it

    names = {person.id: person.name for person in work.read.people()}
    return [
        (on[one.meeting].date, names[one.person])
        for one in invited_to(work.read, list(on))
        if one.standing in ("unanswered", "old") and one.person in names and one.meeting in on
    ]
