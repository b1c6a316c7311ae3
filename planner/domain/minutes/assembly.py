"""All facts of one document put together: the meeting itself, the coming ones, links, and the count."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.domain.minutes.candidates import promised
from planner.domain.minutes.clock import first_span
from planner.domain.minutes.linking import linked
from planner.domain.minutes.marks import alike
from planner.domain.minutes.merging import merged_meetings
from planner.domain.minutes.next_meeting import with_next
from planner.domain.minutes.timetable import kind_of, with_bare_times, with_lengths
from planner.domain.reading import Count, Reading, ReadItem, ReadMeeting, Source

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import time

    from planner.domain.document import Document
    from planner.domain.minutes.attendance import Attendance
    from planner.domain.minutes.decided import Decided
    from planner.domain.minutes.fields import Field
    from planner.domain.minutes.header import Header
    from planner.domain.minutes.points import PointRead
    from planner.domain.minutes.tables import Tables
    from planner.domain.minutes.words import Words
    from planner.domain.reading import (
        DatedRow,
        ItemChange,
        ReadAttachment,
        ReadBacklog,
        ReadPerson,
        ReadPoint,
    )
    from planner.domain.visibility import Visibility

_LONGEST_TITLE = 120


def assembled(
    *,
    document: Document,
    words: Words,
    header: Header,
    members: Sequence[ReadPerson],
    absent: Sequence[ReadPerson],
    absent_groups: Sequence[str],
    points: Sequence[PointRead],
    said: Mapping[int, tuple[Visibility | None, str]],
    tables: Tables,
    attachments: Sequence[ReadAttachment],
    decided: Decided,
    scheduled: Sequence[ReadMeeting],
    backlog: Sequence[ReadBacklog],
    case_numbers: Sequence[str],
    rul: Sequence[DatedRow],
    lists: Mapping[str, tuple[DatedRow, ...]],
    fields: Sequence[Field],
    named: Sequence[Attendance],
    put_off: Sequence[ReadItem],
) -> Reading:
    """The reading."""
    agenda = [_as_in_overview(one.point, said) for one in points]
    items = _items(points, tables, agenda, header, fields, words)
    items = _with_named(_with_fates(items, decided), named)
    listed = [*tables.forward, *scheduled]
    own = _own_meeting(document, header, items, agenda, absent, absent_groups, listed, fields)
    others = merged_meetings([*tables.forward, *scheduled, *decided.meetings], own)
    meetings = (*([others.own] if others.own else []), *with_next(others.rest, put_off, header.date))
    changes = _dated_changes(decided, tables, items)
    return Reading(
        name=document.name,
        sha256=document.sha256,
        language=words.language,
        count=_count(meetings, tables),
        board=header.board,
        organisation=header.organisation,
        document_type=header.type
        or ("referat" if any(p.decision for p in agenda) else "dagsorden" if items else None),
        draft=header.draft,
        document_date=header.date,
        document_date_state=header.date_state,
        document_date_why=header.date_why,
        location=header.place,
        members=tuple(members),
        meetings=meetings,
        backlog=(*decided.backlog, *backlog),
        tentative=(*decided.tentative, *promised(meetings)),
        commitments=tuple(decided.commitments),
        followups=tuple(decided.followups),
        item_changes=tuple(changes),
        attachments=tuple(attachments),
        case_numbers=tuple(case_numbers),
        rul=tuple(rul),
        political_upcoming=lists["political_upcoming"],
        activities_past=lists["activities_past"],
        activities_upcoming=lists["activities_upcoming"],
        unreadable=tuple(tables.lost),
    )


def _items(
    points: Sequence[PointRead],
    tables: Tables,
    agenda: Sequence[ReadPoint],
    header: Header,
    fields: Sequence[Field],
    words: Words,
) -> list[ReadItem]:
    """The items of the meeting: the timed agenda, else the points, else a table of points."""
    if tables.timed:
        return linked(with_lengths(tables.timed, _said_end(header, fields)), agenda, tables.home, words)
    found = [one.item for one in points if not words.says("words.placeholder", one.item.title)]
    if not found:
        found = [
            ReadItem(one.value, one.para.source)
            for one in fields
            if one.name == "item" and one.value and len(one.value) < _LONGEST_TITLE
        ]
    if not found or (tables.points and len(tables.points) > len(found)):
        found = tables.points or found
    found = with_bare_times(found, words)
    found = [
        kind_of(item, words) if item.time is not None or words.says("words.break", item.title) else item
        for item in found
    ]
    timed = [item for item in found if item.time is not None]
    return with_lengths(found, _said_end(header, fields)) if len(timed) > 1 else found


def _with_fates(items: Sequence[ReadItem], decided: Decided) -> list[ReadItem]:
    """Items that the text says fall away or are postponed, by number."""
    found = []
    for item in items:
        number = int(item.no) if item.no is not None and item.no.isdigit() else None
        if number in decided.removed_points:
            found.append(replace(item, status="removed"))
        elif number in decided.postponed_points:
            found.append(replace(item, status="postponed"))
        else:
            found.append(item)
    return found


def _as_in_overview(point: ReadPoint, said: Mapping[int, tuple[Visibility | None, str]]) -> ReadPoint:
    """The point with what the overview of attachments calls it, so that a clash can be found."""
    return replace(point, visibility_in_overview=said[point.no][0]) if point.no in said else point


def _with_named(items: Sequence[ReadItem], named: Sequence[Attendance]) -> list[ReadItem]:
    """Items with those who by a sentence elsewhere attend "punkt 2 og 3"."""
    found = []
    for item in items:
        number = int(bare) if (bare := (item.no or "").lstrip("§ ")).isdigit() else None
        coming = [
            person for one in named if number in one.points and not one.absent for person in one.presenters
        ]
        people = {person.name: person for person in (*coming, *item.presenters)}
        same = len(people) == len(item.presenters) and not coming
        found.append(item if same else replace(item, presenters=tuple(people.values())))
    return found


def _own_meeting(
    document: Document,
    header: Header,
    items: Sequence[ReadItem],
    agenda: Sequence[ReadPoint],
    absent: Sequence[ReadPerson],
    groups: Sequence[str],
    listed: Sequence[ReadMeeting],
    fields: Sequence[Field],
) -> ReadMeeting | None:
    """The meeting that the document is the agenda or the minutes of; None for a mere schedule, or a forward table alone."""
    about_itself = items or absent or any(one.name in ("absent", "end", "present") for one in fields)
    if header.type == "mødeplan" and not items:
        about_itself = False
    if not about_itself and (header.date is None or listed):
        return None
    source = header.date_source or (
        items[0].source if items else Source(document.name, 1, header.title or "")
    )
    start, end = header.start, header.end
    timed = [item for item in items if item.time is not None]
    note = None
    if timed:
        first, last = timed[0], timed[-1]
        if start is None:
            start = first.time
        elif first.time is not None and start != first.time:
            note = f"mødet er sat til kl. {start:%H.%M}, første punkt til kl. {first.time:%H.%M}"
        if end is None:
            end = last.time if last.kind == "end" else last.end
    end = end or _said_end(header, fields)
    state, why = header.date_state, header.date_why
    return ReadMeeting(
        date=header.date,
        source=source,
        start=start,
        end=end,
        status="held" if _is_minutes(header, agenda) else "planned",
        note=note,
        location=header.place,
        absent=tuple(absent),
        groups=tuple(groups),
        items=tuple(items),
        agenda_points=tuple(agenda),
        state=state,
        why=why,
    )


def _said_end(header: Header, fields: Sequence[Field]) -> time | None:
    """The end by the head, or by a line such as "Mødet slutter kl. 10.00" below it."""
    spans = [first_span(one.value) for one in fields if one.name == "end"]
    return header.end or next((span.start for span in spans if span is not None), None)


def _is_minutes(header: Header, agenda: Sequence[ReadPoint]) -> bool:
    return header.type == "referat" or (header.type is None and any(point.decision for point in agenda))


def _dated_changes(decided: Decided, tables: Tables, items: Sequence[ReadItem]) -> list[ItemChange]:
    """Changes with the meeting they are about: the next one that the table plans."""
    following = next((meeting.date for meeting in tables.forward if meeting.status != "cancelled"), None)
    found = []
    for change in decided.changes:
        on_own = any(alike(item.title, change.title) for item in items)
        found.append(change if on_own or change.meeting_date else replace(change, meeting_date=following))
    return found


def _count(meetings: Sequence[ReadMeeting], tables: Tables) -> Count:
    """The forward table reconciled where there is one, else every table of the document.

    A cell without separators has no count of its own: what was read in it is what it holds.
    """
    coming = [meeting for meeting in meetings if meeting.forward]
    forward = sum(len(m.items) for m in coming) + len(tables.waiting)
    read = forward if coming else tables.rows - len(tables.lost)
    return Count(
        dates=len({m.date for m in coming}) or sum(1 for m in meetings if m.date),
        rows=read + len(tables.lost),
        read=read,
        left_out=len(tables.lost),
    )
