"""Every dated line of a document: own agenda, promises on several dates, the forward table, and what is gone."""

from __future__ import annotations

from datetime import date

from planner.domain.changes import Change, added, edited, removed
from planner.domain.item import Item, Placement
from planner.domain.matching import match, normal
from planner.domain.meeting import Meeting
from planner.domain.proposal.items import (
    Line,
    closed_items,
    find_item,
    is_covered,
    known_to,
    lines_of,
    propose_line,
    where_in,
)
from planner.domain.proposal.meetings import own_meetings
from planner.domain.proposal.rows import Draft, Row, RowState
from planner.domain.reading import ReadMeeting
from planner.domain.wording import short


def propose_items(draft: Draft) -> None:
    """Own agenda first, then what was promised on several dates, then the forward table."""
    meetings = own_meetings(draft)
    listed: dict[int, set[date]] = {}
    forward = [m for m in meetings if m.forward]
    for meeting in (m for m in meetings if not m.forward):
        for line in lines_of(meeting, draft):
            propose_line(draft, line, listed)
    _propose_holds(draft)
    lines = [line for meeting in forward for line in lines_of(meeting, draft)]
    for line in lines:
        _note_where_listed(draft, line, listed)
    for meeting in forward:
        _note_candidates(draft, meeting, listed)
    for line in lines:
        propose_line(draft, line, listed)
    _propose_gone(draft, forward, listed)


def _propose_holds(draft: Draft) -> None:
    for promise in draft.reading.tentative:
        items = tuple(draft.plan.items.values())
        found = match(promise.title, items, known_to(draft))
        key = draft.key("hold", promise.source, normal(promise.title))
        days = " eller ".join(short(day) for day in promise.dates)
        text = f"Foreløbig {days}: {promise.title}"
        changes: list[Change] = []
        item = found.item if found.verdict == "known" else None
        if item is None:
            item = Item(draft.new_id(), draft.board.id, promise.title, source=where_in(promise.source))
            changes.append(added(item))
        for day in promise.dates:
            meeting = draft.plan.meeting_on(draft.board.id, day)
            if meeting is None:
                meeting = Meeting(draft.new_id(), draft.board.id, day, draft.board.start, draft.board.end)
                changes.append(added(meeting))
            if any(p.item == item.id for p in draft.plan.on(meeting.id)):
                continue
            position = len(draft.plan.on(meeting.id)) + 1
            changes.append(
                added(
                    Placement(
                        draft.new_id(), item.id, meeting.id, position, "held", source=where_in(promise.source)
                    )
                )
            )
        settled = any(p.state == "placed" for p in draft.plan.open_of(item.id)) and any(
            draft.plan.meetings[p.meeting].date in promise.dates for p in draft.plan.open_of(item.id)
        )
        state: RowState = "doubtful" if promise.state == "doubtful" or found.verdict == "doubtful" else "new"
        draft.add(Row(key, "hold", state, text, promise.source, promise.why or found.why,
                      () if settled else tuple(changes)))  # fmt: skip


def _note_where_listed(draft: Draft, line: Line, listed: dict[int, set[date]]) -> None:
    found = find_item(draft, line)
    if found.verdict == "known" and found.item is not None:
        listed.setdefault(found.item.id, set()).add(line.day)


def _note_candidates(draft: Draft, meeting: ReadMeeting, listed: dict[int, set[date]]) -> None:
    """Items that the table holds on several dates stand on each of them."""
    for read in meeting.items if meeting.date else ():
        found = (
            match(read.title, tuple(draft.plan.items.values()), known_to(draft)) if read.candidates else None
        )
        if found is not None and found.verdict == "known" and found.item is not None:
            listed.setdefault(found.item.id, set()).update(read.candidates)


def _propose_gone(draft: Draft, forward: list[ReadMeeting], listed: dict[int, set[date]]) -> None:
    """Items that stood on a date of this table and now stand nowhere in it."""
    withdrawn = {normal(change.title) for change in draft.reading.item_changes}
    for read in forward:
        meeting = draft.plan.meeting_on(draft.board.id, read.date) if read.date else None
        if meeting is None or read.date is None or meeting.status != "planned":
            continue
        covered = closed_items(draft, read) if any(map(is_covered, read.items)) else frozenset()
        for placement in draft.plan.on(meeting.id):
            item = draft.plan.items[placement.item]
            if item.id in covered:
                continue
            if placement.outcome or item.id < 0 or read.date in listed.get(item.id, set()):
                continue
            if normal(item.title) in withdrawn or placement.id < 0:
                continue
            draft.propose(
                "gone",
                read.source,
                f"{read.date} {normal(item.title)}",
                "doubtful",
                f"Væk fra {short(read.date)}: #{item.id} {item.title}",
                why="punktet stod der før og er forsvundet uden spor; det går tilbage til afventer dato",
                changes=(removed(placement), edited(item, since=item.since or draft.terms.today)),
            )
