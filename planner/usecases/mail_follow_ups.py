"""After a meeting: a mail for each who is to follow up, with only their decision and task, to send or to drop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from planner.domain.audience import AUDIENCES, audience_of, is_closed
from planner.domain.board import Board
from planner.domain.calendar import Mailbox
from planner.domain.errors import BadUsage, Refused
from planner.domain.item import FollowUp
from planner.domain.letter import Rendered
from planner.domain.meeting import Meeting
from planner.domain.people import Person
from planner.domain.plan import Plan, plan_of
from planner.domain.post import QueuedLetter
from planner.domain.wording import echo
from planner.ports import Clock, Store, Work
from planner.usecases import address
from planner.usecases.letters import queue
from planner.usecases.render_letters import Rendering, closed_now

_USEFUL = timedelta(days=30)


@dataclass(frozen=True)
class MailFollowUps:
    """The meeting as typed, and whose mails are meant (all where no name is given)."""

    board: Board
    words: tuple[str, ...]
    sender: Mailbox
    telephone: str | None = None
    name: str | None = None


@dataclass(frozen=True)
class Draft:
    """A mail that is ready. `state` is None while nobody has sent or dropped it."""

    person: int
    name: str
    email: str
    state: str | None
    subject: str
    text: str


@dataclass(frozen=True)
class Drafts:
    """The mails of a meeting. As JSON: {"board", "meeting": date, "drafts": [{"person", "name", "email",
    "state", "subject", "text"}], "without_address": [names], "units": [owners who are no person]}.
    """

    board: str
    meeting: date
    drafts: tuple[Draft, ...]
    without_address: tuple[str, ...]
    units: tuple[str, ...]


def drafts(command: MailFollowUps, *, store: Store, clock: Clock, rendering: Rendering) -> Drafts:
    """Every mail as it would leave; writes nothing."""
    with store.work() as work:
        plan, meeting, rows = _undertaken(command, work, clock)
        letters = _letters(command, plan, meeting, rows, clock)
        found = []
        for letter in letters:
            there = work.letters.with_prefix(letter.key)
            rendered: Rendered = rendering.rendered(letter, closed_now(letter.facts, work.read))
            state = there[0].state if there else None
            found.append(
                Draft(letter.person or 0, letter.name, letter.email, state, rendered.subject, rendered.text)
            )
    people = {row.person for row in rows if row.person is not None}
    without = [plan.people[number].name for number in sorted(people) if not plan.people[number].email]
    units = dict.fromkeys(row.owner or "?" for row in rows if row.person is None)
    return Drafts(command.board.code, meeting.date, tuple(found), tuple(without), tuple(units))


def settle_drafts(command: MailFollowUps, *, send: bool, store: Store, clock: Clock) -> tuple[str, ...]:
    """Queue the mails, or drop them; the names. What has been decided once is left alone."""
    with store.work() as work:
        plan, meeting, rows = _undertaken(command, work, clock)
        letters = [one for one in _letters(command, plan, meeting, rows, clock) if one.email]
        fresh = [one for one in letters if not work.letters.with_prefix(one.key)]
        queue(fresh, work)
        if not send:
            for one in fresh:
                (was,) = work.letters.with_prefix(one.key)
                work.letters.save(replace(was, state="dropped"), was)
        work.commit()
    return tuple(one.name for one in fresh)


def _undertaken(command: MailFollowUps, work: Work, clock: Clock) -> tuple[Plan, Meeting, Sequence[FollowUp]]:
    """The meeting with what was undertaken there and is not done."""
    board = command.board
    today = clock.now().astimezone(ZoneInfo(board.zone)).date()
    if not command.words:
        raise BadUsage("Hvilket møde?", hint="Skriv for eksempel: planner mail opfølgning 10/9")
    meeting = address.meeting(work.read, board, command.words, today)
    plan = work.read.meetings([meeting.id]).merged(plan_of(work.read.people()))
    rows = [row for row in plan.all(FollowUp).values() if row.meeting == meeting.id and not row.done]
    if not rows:
        raise Refused(
            f"Ingen skal følge op efter mødet {echo(meeting.date)}.", hint="planner opfølgning liste"
        )
    if command.name is not None:
        person = address.person(work.read, [command.name])
        rows = [row for row in rows if row.person == person.id]
        if not rows:
            raise Refused(
                f"{person.name} skal ikke følge op efter det møde.", hint="planner opfølgning liste"
            )
    return plan, meeting, rows


def _letters(
    command: MailFollowUps, plan: Plan, meeting: Meeting, rows: Sequence[FollowUp], clock: Clock
) -> list[QueuedLetter]:
    people = {row.person for row in rows if row.person is not None and row.person in plan.people}
    found = []
    for number in sorted(people, key=lambda one: plan.people[one].name):
        person = plan.people[number]
        own = sorted((row for row in rows if row.person == number), key=lambda one: one.id)
        found.append(_letter(command, plan, meeting, person, own, clock))
    return [one for one in found if one.email]


def _letter(
    command: MailFollowUps,
    plan: Plan,
    meeting: Meeting,
    person: Person,
    own: Sequence[FollowUp],
    clock: Clock,
) -> QueuedLetter:
    board, now = command.board, clock.now()
    facts = {
        "board": {"code": board.code, "name": board.name, "zone": board.zone},
        "sender": {
            "name": command.sender.name,
            "email": command.sender.email,
            "telephone": command.telephone,
        },
        "date": meeting.date.isoformat(),
        "entries": [_entry(plan, meeting, row) for row in own],
    }
    return QueuedLetter(
        f"follow_up:{board.id}:{meeting.id}:{person.id}:",
        "follow_up",
        board.id,
        person.id,
        person.name,
        person.email or "",
        person.language or board.language,
        audience_of(plan, board.id, person.id, meeting.date).name,
        now,
        now + _USEFUL,
        facts,
    )


def _entry(plan: Plan, meeting: Meeting, row: FollowUp) -> dict[str, Any]:
    item = plan.items.get(row.item) if row.item is not None else None
    facts: dict[str, Any] = {"text": row.text, "deadline": row.due.isoformat() if row.due else None}
    if item is None:
        return {**facts, "title": None, "decision": None}
    placement = next((p for p in plan.of(item.id) if p.meeting == meeting.id), None)
    return {
        **facts,
        "item": item.id,
        "title": (placement.label if placement else None) or item.title,
        "public": item.title_public,
        "closed": is_closed(plan, item, AUDIENCES["medarbejder"]),
        "marked_closed": item.visibility == "closed",
        "decision": placement.decision if placement is not None else None,
    }
