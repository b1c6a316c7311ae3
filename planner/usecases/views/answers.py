"""Who has answered what to the invitations that stand: rows for a screen, and how many of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, get_args
from zoneinfo import ZoneInfo

from planner.domain.answers import Standing, attendees, last_told, word_of
from planner.domain.board import Board
from planner.domain.entry import Kind

if TYPE_CHECKING:
    from planner.domain.correspondence import Correspondence
    from planner.ports import Reader


@dataclass(frozen=True)
class AnswerRow:
    """One invitation and its answer. `about` is when the event began that was answered to."""

    name: str
    email: str
    event: Kind
    date: date
    starts: datetime
    ends: datetime
    answer: Standing
    answered: datetime | None
    about: datetime | None
    sender: str | None
    comment: str | None


def answers(
    reader: Reader,
    board: Board,
    meetings: Iterable[int],
    *,
    item: int | None = None,
    by: Collection[int] = (),
) -> tuple[AnswerRow, ...]:
    """Of everybody who has an invitation to these meetings.

    With an item only those to its own time, and those of the people in `by` to the whole meeting.
    """
    found = [
        row
        for about in reader.correspondence(meetings)
        if about.entry.stands and not about.entry.is_over
        for person, row in _rows(about, ZoneInfo(board.zone))
        if item is None
        or item in about.entry.wanted.items
        or (about.entry.wanted.kind == "meeting" and person in by)
    ]
    return tuple(sorted(found, key=lambda row: (row.starts, row.event != "meeting", row.name)))


def counted(rows: Iterable[AnswerRow], now: datetime) -> Mapping[str, int]:
    """How many invitations to coming events have each answer."""
    counts = Counter(row.answer for row in rows if row.ends > now)
    return {standing: counts[standing] for standing in get_args(Standing)}


def _rows(about: Correspondence, zone: ZoneInfo) -> Iterable[tuple[int | None, AnswerRow]]:
    names = {one.mailbox.email: one.mailbox.name for one in about.entry.wanted.attendees}
    for person, email, _ in attendees(about):
        told = last_told(about, email)
        if told is None:
            continue
        word = word_of(about, email)
        starts = told.revision.starts.astimezone(zone)
        yield (
            person,
            AnswerRow(
                names[email] or email,
                email,
                about.entry.wanted.kind,
                starts.date(),
                starts,
                told.revision.ends.astimezone(zone),
                word.standing,
                word.at,
                word.starts.astimezone(zone) if word.starts else None,
                word.sender,
                word.comment,
            ),
        )
