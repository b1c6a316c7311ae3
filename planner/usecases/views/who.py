"""What one person has been told: every date, what was sent and when, and the answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from planner.domain.answers import Standing, last_told, word_of
from planner.domain.board import Board
from planner.domain.correspondence import Correspondence
from planner.domain.entry import Kind, significant
from planner.domain.plan import Plan
from planner.ports import Reader
from planner.usecases import address

_BACK = timedelta(days=370)
MessageKind = Literal["invited", "changed", "called_off"]


@dataclass(frozen=True)
class Message:
    """Something the person was sent. `sure` is False while it is not known whether it arrived."""

    kind: MessageKind
    at: datetime
    starts: datetime
    ends: datetime
    place: str | None
    sure: bool


@dataclass(frozen=True)
class ToldRow:
    """One event: what it is about, everything sent, and the answer with the time it was an answer to.

    `stands` is whether the person has it in the calendar now. `answer` is as in domain/answers.py.
    """

    board: str
    meeting: int
    date: date
    event: Kind
    items: tuple[str, ...]
    starts: datetime
    ends: datetime
    stands: bool
    messages: tuple[Message, ...]
    answer: Standing
    answered: datetime | None
    answered_starts: datetime | None
    sender: str | None
    comment: str | None


@dataclass(frozen=True)
class WhoView:
    """A person and all they have been told from a year back, by date."""

    person: int
    name: str
    email: str | None
    rows: tuple[ToldRow, ...]


def who(reader: Reader, board: Board, now: datetime, words: tuple[str, ...]) -> WhoView:
    """The person that the words name; Unknown or Ambiguous with who is near."""
    person = address.person(reader, words)
    today = now.astimezone(ZoneInfo(board.zone)).date()
    emails = (person.email,) if person.email else ()
    letters = reader.correspondence_with(person.id, emails, today - _BACK)
    plan = reader.items(sorted({number for one in letters for number in one.entry.wanted.items}))
    boards = {one.id: one for one in reader.boards()}
    rows = [
        row
        for one in letters
        for email in _addresses(one, person.id, emails)
        if (row := _row(one, email, plan, boards[one.entry.board])) is not None
    ]
    return WhoView(person.id, person.name, person.email, tuple(sorted(rows, key=lambda row: row.starts)))


def _addresses(about: Correspondence, person: int, emails: tuple[str, ...]) -> tuple[str, ...]:
    """The address the person was written to about it: the one of then, where it was another."""
    wanted = about.entry.wanted
    then = [
        a.mailbox.email
        for number, a in zip(wanted.people, wanted.attendees, strict=False)
        if number == person
    ]
    return tuple(dict.fromkeys(email.lower() for email in (*then, *emails)))


def _row(about: Correspondence, email: str, plan: Plan, board: Board) -> ToldRow | None:
    messages = _messages(about, email)
    if not messages:
        return None
    wanted, word, last = about.entry.wanted, word_of(about, email), messages[-1]
    # What is called off has no present time that an answer could be too old for.
    answer = word.answer if word.answer and last.kind == "called_off" else word.standing
    zone = ZoneInfo(board.zone)
    return ToldRow(
        board.code,
        wanted.meeting,
        last.starts.astimezone(zone).date(),
        wanted.kind,
        tuple(f"#{number} {plan.items[number].title}" for number in wanted.items if number in plan.items),
        last.starts.astimezone(zone),
        last.ends.astimezone(zone),
        last_told(about, email) is not None,
        tuple(messages),
        answer,
        word.at,
        word.starts.astimezone(zone) if word.starts else None,
        word.sender,
        word.comment,
    )


def _messages(about: Correspondence, email: str) -> list[Message]:
    """What this person noticed: the invitation, each new time or place, and the end of it."""
    found: list[Message] = []
    before: tuple[object, ...] | None = None
    for sent in about.sent:
        revision = sent.revision
        here = any(one.mailbox.email.lower() == email for one in revision.attendees)
        kind: MessageKind
        if sent.operation == "cancel" or not here:
            if before is None:
                continue
            kind, before = "called_off", None
        elif before is None:
            kind, before = "invited", significant(revision)
        elif before == significant(revision):
            continue  # another wording only: nobody is asked anew
        else:
            kind, before = "changed", significant(revision)
        found.append(Message(kind, sent.at, revision.starts, revision.ends, revision.place, sent.sure))
    return found
