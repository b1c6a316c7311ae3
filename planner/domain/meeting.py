"""Dated sittings of a board, and other dated things that the plan should know of."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

MeetingStatus = Literal["planned", "cancelled", "closed"]
MeetingStage = Literal["provisional", "locked", "sent"]


@dataclass(frozen=True)
class Meeting:
    """One sitting. `start` and `end` are wall times in the board's zone: its frame that day.

    `reason` says why it was cancelled; `note` stands in the date cell of the table;
    `groups` attend the whole meeting ("Sekretariatschefer"); `closed` means its outcomes are noted.
    `stage` is how firm its time plan is; "sent" means that its agenda has gone out with points 1 to
    `points`. `numbers` is the highest agenda number given since: a number is never used again.
    `room` is the mailbox of a room for this meeting: None for the board's usual one, "" for none.
    `teams` is the address by which one joins it from elsewhere.
    """

    id: int
    board: int
    date: dt.date
    start: dt.time
    end: dt.time
    status: MeetingStatus = "planned"
    reason: str | None = None
    note: str | None = None
    place: str | None = None
    extraordinary: bool = False
    moved_from: dt.date | None = None
    groups: tuple[str, ...] = ()
    series: int | None = None
    stage: MeetingStage = "provisional"
    points: int | None = None
    numbers: int | None = None
    room: str | None = None
    teams: str | None = None


@dataclass(frozen=True)
class Activity:
    """A dated event that is no meeting of a known board (a conference, a visit, a dialogue meeting)."""

    id: int
    board: int
    date: dt.date
    title: str
