"""A body that meets, its rhythm, and what the secretariat has taught the planner about it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from planner.domain.visibility import Visibility

Provisional = Literal["window", "nothing"]
BlockKind = Literal["standing", "break", "review"]


@dataclass(frozen=True)
class Board:
    """A board: its code (DIR), usual weekday (0 is Monday), frame (wall time in `zone`) and defaults.

    `own` is False for other bodies whose meetings are only noted (the political calendar).
    `unclassified` is what an item without a stated openness counts as when it leaves the house.
    The three lengths are minutes assumed for an item of that kind when nobody gave one.
    `lock_days` and `dispatch_days` before a meeting its time plan is locked and its agenda sent by
    itself (None: by hand). Until the lock presenters are told a `provisional` window, or nothing;
    after it a shift of less than `tolerance` minutes is not sent. `holds` tells the presenters of
    items held on several dates. `room` is the mailbox of the room it usually meets in ("Mødelokale 2
    <lokale2@...>"); `channel` is how its people are told things, None for what the settings say.
    Papers are due `papers_days` working days before a meeting, no later than `papers_at` that day;
    with `saturdays` among them where they count; `day_counts` says that the day on which papers are
    due is one of them, and `days_off` are the days ("1/5 24/12") that its offices are closed beside the holidays.
    Its agendas go out at the latest `agenda_days` working days before, counted in the same way, by `agenda_at`.
    `reminders` and `digest` are the rules by which reminders go out and the secretariat gets its
    list ("hverdage kl. 8"); None sends none. `remind_days` working days before a deadline somebody
    is reminded of it, never in the `quiet_hours` ("18.00-7.00", "" for none), at weekends and on days off.
    `forward_look` is the rule by which the weekly mail goes out ("torsdag kl. 14").
    """

    id: int
    code: str
    name: str
    own: bool = True
    weekday: int | None = None
    start: dt.time = dt.time(9)
    end: dt.time = dt.time(12)
    place: str | None = None
    zone: str = "Europe/Copenhagen"
    language: str = "da"
    unclassified: Visibility = "closed"
    orientering: int = 10
    droeftelse: int = 30
    beslutning: int = 30
    lock_days: int | None = None
    dispatch_days: int | None = None
    provisional: Provisional = "window"
    tolerance: int = 10
    holds: bool = False
    room: str | None = None
    channel: str | None = None
    papers_days: int | None = None
    papers_at: dt.time | None = None
    saturdays: bool = False
    day_counts: bool = True
    days_off: str = "1/5 5/6 24/12 31/12"
    reminders: str | None = None
    digest: str | None = None
    remind_days: int = 2
    forward_look: str | None = None
    quiet_hours: str = "18.00-7.00"
    agenda_days: int | None = None
    agenda_at: dt.time | None = None


@dataclass(frozen=True)
class Standing:
    """A block of every meeting: a standing item, a break or the review of coming meetings.

    `start` is a fixed wall time or None (placed in running order from the start of the meeting);
    `minutes` its length. Valid for meetings from `first` to `last`, both included, where given.
    `meeting` limits it to one meeting.
    """

    id: int
    board: int
    title: str
    kind: BlockKind = "standing"
    start: dt.time | None = None
    minutes: int = 15
    first: dt.date | None = None
    last: dt.date | None = None
    meeting: int | None = None


@dataclass(frozen=True)
class Series:
    """Meetings that come back: every `every` weeks on `weekday`, except holidays when `skip_holidays`."""

    id: int
    board: int
    weekday: int
    first: dt.date
    last: dt.date
    start: dt.time
    end: dt.time
    every: int = 1
    place: str | None = None
    skip_holidays: bool = True


@dataclass(frozen=True)
class ImportedDocument:
    """A document that was read and accepted: the whole reading and its findings as JSON texts.

    `undecided` are the keys of the rows that were neither taken nor declined; None when there are none.
    """

    id: int
    board: int
    name: str
    sha256: str
    at: dt.datetime
    date: dt.date | None = None
    kind: str | None = None
    reading: str = "{}"
    findings: str = "[]"
    undecided: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Alias:
    """An answer that is remembered: these words in a document mean this item, person or block.

    `target` is the id of that `kind`; None means "not this plan's business" (skip).
    """

    id: int
    board: int
    kind: Literal["item", "person", "standing", "skip"]
    text: str
    target: int | None = None


@dataclass(frozen=True)
class Acceptance:
    """A finding of which somebody said "det er med vilje": it is not shown again."""

    id: int
    board: int
    finding: str
    why: str | None = None
