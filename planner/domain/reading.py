"""What was read from a document: every fact with its source and how sure the reader is.

A reading is a proposal. `state` is "sure" when the text says it, "doubtful" when it was inferred
(a split, a year, a link between two places) with the reason in `why`, and what could not be
understood is listed in `Reading.unreadable`. Absent knowledge is None or an empty tuple.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from planner.domain.visibility import Visibility

State = Literal["sure", "doubtful"]


@dataclass(frozen=True)
class Source:
    """Where a fact stands: file, page (PDF), line or paragraph, table cell, and the text itself."""

    file: str
    line: int
    text: str
    page: int | None = None
    cell: str | None = None


@dataclass(frozen=True)
class ReadPerson:
    """A person as the document writes it; `mode` says how a presenter attends."""

    name: str
    title: str | None = None
    affiliation: str | None = None
    mode: Literal["in_room", "online"] = "in_room"
    channel: str | None = None
    source: Source | None = None
    state: State = "sure"
    why: str | None = None


@dataclass(frozen=True)
class ReadAttachment:
    """A reference to an attachment of an agenda point; a closed one may have no title."""

    point: int | None
    no: int | None
    title: str | None
    visibility: Visibility | None = None
    document_number: str | None = None
    source: Source | None = None
    state: State = "sure"
    why: str | None = None


@dataclass(frozen=True)
class ReadItem:
    """A row of an agenda or of the forward table. `duration_min` is in minutes.

    `children` are the bullets under a heading such as "Status og program for:".
    `kind` is set for rows that are not items. `no` is the number as written ("3", "L1").
    `under` names the standing item whose time it uses. `event_dates` are dates of the event
    that the title speaks of, `refers_to` dates that the text refers back or forward to,
    `candidates` the dates of which one will be its own, where the row says that it is only tentative.
    """

    title: str
    source: Source
    raw_title: str | None = None
    kind: Literal["break", "end", "participant_note"] | None = None
    no: str | None = None
    time: dt.time | None = None
    end: dt.time | None = None
    duration_min: int | None = None
    presenters: tuple[ReadPerson, ...] = ()
    groups: tuple[str, ...] = ()
    mayor_attends: bool | None = None
    visibility: Visibility | None = None
    case_number: str | None = None
    kle: str | None = None
    responsible: str | None = None
    officer: ReadPerson | None = None
    attachments: tuple[str, ...] = ()
    proposals: tuple[str, ...] = ()
    decision: str | None = None
    children: tuple[str, ...] = ()
    child_sources: tuple[Source, ...] = ()
    event_dates: tuple[dt.date, ...] = ()
    refers_to: tuple[dt.date, ...] = ()
    candidates: tuple[dt.date, ...] = ()
    under: str | None = None
    agenda_point: int | None = None
    note: str | None = None
    status: Literal["removed", "postponed"] | None = None
    state: State = "sure"
    why: str | None = None


@dataclass(frozen=True)
class ReadPoint:
    """A numbered point of the agenda with what stands under its heading.

    `visibility_in_overview` is what the overview of attachments calls it, where it says so.
    """

    no: int
    title: str
    source: Source
    visibility: Visibility | None = None
    visibility_in_overview: Visibility | None = None
    case_number: str | None = None
    kle: str | None = None
    responsible: str | None = None
    officer: ReadPerson | None = None
    presenters: tuple[ReadPerson, ...] = ()
    groups: tuple[str, ...] = ()
    mayor_attends: bool | None = None
    proposals: tuple[str, ...] = ()
    decision: str | None = None
    text: str | None = None
    state: State = "sure"
    why: str | None = None


@dataclass(frozen=True)
class ReadMeeting:
    """One meeting that the document speaks of. `board` only where it is not the document's own.

    `forward` marks a row of the forward table ("Dato | Punkter"), `period` a meeting of which
    only the month or season is known ("2019-08", "høsten 2022").
    """

    date: dt.date | None
    source: Source
    board: str | None = None
    period: str | None = None
    start: dt.time | None = None
    end: dt.time | None = None
    status: Literal["held", "planned", "cancelled"] | None = None
    kind: str | None = None
    note: str | None = None
    location: str | None = None
    moved_from: dt.date | None = None
    visibility: Visibility | None = None
    absent: tuple[ReadPerson, ...] = ()
    groups: tuple[str, ...] = ()
    items: tuple[ReadItem, ...] = ()
    agenda_points: tuple[ReadPoint, ...] = ()
    forward: bool = False
    state: State = "sure"
    why: str | None = None


@dataclass(frozen=True)
class ReadBacklog:
    """An item that awaits a date."""

    title: str
    source: Source
    text: str | None = None
    state: State = "sure"
    why: str | None = None


@dataclass(frozen=True)
class Tentative:
    """An item promised on one of several dates ("den 20. november eller 27. november")."""

    title: str
    dates: tuple[dt.date, ...]
    source: Source
    state: State = "sure"
    why: str | None = None


@dataclass(frozen=True)
class ReadFollowUp:
    """Somebody undertook something; `item` is the title of the item it was decided under."""

    owner: str | None
    text: str
    source: Source
    owner_title: str | None = None
    item: str | None = None
    due: dt.date | None = None
    state: State = "sure"
    why: str | None = None


@dataclass(frozen=True)
class ItemChange:
    """An item that the document removes from, adds to or moves between agendas."""

    title: str
    change: Literal["removed", "moved", "added"]
    source: Source
    meeting_date: dt.date | None = None
    replaced_by: str | None = None
    owner: str | None = None
    state: State = "sure"
    why: str | None = None


@dataclass(frozen=True)
class Commitment:
    """A promise without a date ("1 time kl. 9-10 inden et direktionsmøde")."""

    title: str
    text: str
    source: Source
    duration_min: int | None = None
    start: dt.time | None = None
    end: dt.time | None = None
    owner: str | None = None
    state: State = "sure"
    why: str | None = None


@dataclass(frozen=True)
class DatedRow:
    """A dated line of a list: a political meeting, a past or coming activity."""

    title: str
    date: dt.date
    source: Source
    state: State = "sure"
    why: str | None = None


@dataclass(frozen=True)
class Unreadable:
    """A line, mostly of a table, that was not understood."""

    text: str
    source: Source
    why: str


@dataclass(frozen=True)
class Count:
    """The reconciliation: dates, rows in the tables, rows read, rows left out."""

    dates: int
    rows: int
    read: int
    left_out: int


@dataclass(frozen=True)
class Reading:
    """Everything that one document says about meetings; see the module text for states."""

    name: str
    sha256: str
    language: str
    count: Count
    board: str | None = None
    organisation: str | None = None
    document_type: str | None = None
    draft: bool | None = None
    document_date: dt.date | None = None
    document_date_state: State = "sure"
    document_date_why: str | None = None
    location: str | None = None
    members: tuple[ReadPerson, ...] = ()
    meetings: tuple[ReadMeeting, ...] = ()
    backlog: tuple[ReadBacklog, ...] = ()
    tentative: tuple[Tentative, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    followups: tuple[ReadFollowUp, ...] = ()
    item_changes: tuple[ItemChange, ...] = ()
    attachments: tuple[ReadAttachment, ...] = ()
    case_numbers: tuple[str, ...] = ()
    rul: tuple[DatedRow, ...] = ()
    political_upcoming: tuple[DatedRow, ...] = ()
    activities_past: tuple[DatedRow, ...] = ()
    activities_upcoming: tuple[DatedRow, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()

    @property
    def people(self) -> Iterator[ReadPerson]:
        """Every person it speaks of as a member, absentee, presenter or case officer, as often as they are named."""
        yield from self.members
        for meeting in self.meetings:
            yield from meeting.absent
            for point in meeting.agenda_points:
                yield from point.presenters
            for item in meeting.items:
                yield from item.presenters
                if item.officer is not None:
                    yield item.officer
