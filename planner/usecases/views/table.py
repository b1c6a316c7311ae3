"""The two tables of the house, made for an audience: "Dato | Punkter" with the backlog, and "Tid | Punkt"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from planner.domain.audience import CLOSED_ITEM, Audience, is_closed, seen, unclassified
from planner.domain.board import Board
from planner.domain.item import Item, Placement
from planner.domain.meeting import Meeting
from planner.domain.people import Membership
from planner.domain.plan import Plan
from planner.domain.tables import Entry, ForwardRow, ForwardTable, TimedRow, TimedTable
from planner.domain.timetable import LEFT_THE_MEETING, Slot, timetable
from planner.domain.wording import short
from planner.usecases import address
from planner.usecases.views.look import coming_meetings, with_earlier
from planner.usecases.views.rows import wall_time

if TYPE_CHECKING:
    from planner.ports import Reader

_BACKLOG = 200


@dataclass(frozen=True)
class TableView:
    """A table for an audience. `unstated` are ids of items shown although nobody said whether they are open.

    `meeting` is the id of the meeting that a timed table is of.
    """

    audience: str
    table: ForwardTable | TimedTable
    unstated: tuple[int, ...]
    meeting: int | None = None


def forward_table(
    reader: Reader,
    board: Board,
    now: datetime,
    audience: Audience,
    *,
    weeks: int | None = None,
    everything: bool = False,
) -> TableView:
    """The coming meetings, as many as the look shows, and the items that await a date."""
    local = wall_time(now, board)
    plan, shown = coming_meetings(reader, board, local, weeks=weeks, everything=everything)
    waiting = reader.backlog(board.id, _BACKLOG)
    plan = plan.merged(waiting)
    table = ForwardTable(
        board.name,
        local.date(),
        tuple(_forward_row(plan, meeting, audience) for meeting in shown),
        tuple(_waiting(plan, item, audience) for item in waiting.backlog),
    )
    listed = [plan.items[p.item] for m in shown for p in plan.on(m.id) if p.item in plan.items]
    return TableView(audience.name, table, _unstated(plan, (*listed, *waiting.backlog), audience))


def timed_table(
    reader: Reader, board: Board, now: datetime, audience: Audience, words: tuple[str, ...]
) -> TableView:
    """The timed agenda of the meeting on the day that the words name."""
    meeting = address.meeting(reader, board, words, wall_time(now, board).date())
    plan = with_earlier(reader, reader.meetings([meeting.id]))
    rows = [_timed_row(plan, meeting, slot, audience) for slot in timetable(plan, meeting).slots]
    cancelled = (meeting.reason or "") if meeting.status == "cancelled" else None
    if cancelled is None:
        rows.append(TimedRow("Mødet afsluttes", meeting.end, kind="end"))
    table = TimedTable(
        board.name,
        meeting.date,
        tuple(rows) if cancelled is None else (),
        meeting.start,
        meeting.end,
        meeting.place,
        "; ".join(_remarks(plan, meeting)) or None,
        cancelled,
    )
    listed = [plan.items[p.item] for p in plan.on(meeting.id)]
    return TableView(audience.name, table, _unstated(plan, listed, audience), meeting.id)


def _forward_row(plan: Plan, meeting: Meeting, audience: Audience) -> ForwardRow:
    if meeting.status == "cancelled":
        return ForwardRow(meeting.date, note=meeting.note, cancelled=meeting.reason or "")
    entries: list[Entry] = []
    heading: str | None = None
    for placement in _in_running_order(plan, meeting):
        item = plan.items.get(placement.item)
        if item is None or placement.outcome in LEFT_THE_MEETING:
            continue
        shown = seen(plan, item, audience, placement=placement)
        entry = Entry(shown.title, None if shown.closed else _aside(plan, item, placement))
        if shown.heading is None:
            entries.append(entry)
        elif shown.heading == heading:
            entries[-1] = Entry(heading, children=(*entries[-1].children, entry))
        else:
            entries.append(Entry(shown.heading, children=(entry,)))
        heading = shown.heading
    entries += [Entry(f"{group} deltager") for group in meeting.groups]
    return ForwardRow(meeting.date, tuple(entries), "; ".join(_remarks(plan, meeting, groups=False)) or None)


def _in_running_order(plan: Plan, meeting: Meeting) -> list[Placement]:
    """The placements as the timed agenda runs them, so that both tables agree."""
    slots = [inner for slot in timetable(plan, meeting).slots for inner in (slot, *slot.under)]
    turn = {slot.placement.id: number for number, slot in enumerate(slots) if slot.placement}
    return sorted(plan.on(meeting.id), key=lambda placement: turn.get(placement.id, len(slots)))


def _aside(plan: Plan, item: Item, placement: Placement) -> str | None:
    """What stands in parentheses after a title, unless the title says it already."""
    written = (placement.label or item.title).casefold()
    parts = []
    if placement.minutes is not None and "(" not in written:
        parts.append(f"{placement.minutes} min.")
    if placement.state == "held":
        days = [plan.meetings[p.meeting].date for p in plan.open_of(item.id) if p.meeting in plan.meetings]
        parts.append(f"foreløbig: {' eller '.join(short(day) for day in sorted(set(days)))}")
    if placement.mayor is not None and "borgmester" not in written:
        parts.append("borgmester deltager" if placement.mayor else "borgmester deltager ikke")
    return ", ".join(parts) or None


def _waiting(plan: Plan, item: Item, audience: Audience) -> Entry:
    shown = seen(plan, item, audience)
    return Entry(shown.title, f"afventer {item.waits_on}" if item.waits_on and not shown.closed else None)


def _timed_row(plan: Plan, meeting: Meeting, slot: Slot, audience: Audience) -> TimedRow:
    children = tuple(_under(plan, one, audience) for one in slot.under)
    if slot.item is None or slot.placement is None:
        return TimedRow(
            slot.title, slot.start, kind="break" if slot.kind == "break" else "standing", children=children
        )
    shown = seen(plan, slot.item, audience, placement=slot.placement)
    if shown.closed:
        return TimedRow(shown.title, slot.start)
    lines = [_presenter(plan, slot.item, meeting, person) for person in shown.presenters]
    lines += [f"{group} deltager under behandlingen" for group in slot.placement.groups]
    if slot.placement.mayor is not None:
        attends = "Borgmester deltager under behandlingen"
        lines.append(attends if slot.placement.mayor else "Borgmester deltager ikke under behandlingen")
    if shown.attachments:
        lines.append(f"Bilag: {', '.join(shown.attachments)}")
    return TimedRow(
        shown.title,
        slot.start,
        suffix="foreløbig" if slot.kind == "held" else None,
        lines=tuple(lines),
        children=children,
    )


def _under(plan: Plan, slot: Slot, audience: Audience) -> Entry:
    if slot.item is None:
        return Entry(CLOSED_ITEM)
    return Entry(seen(plan, slot.item, audience, placement=slot.placement).title)


def _presenter(plan: Plan, item: Item, meeting: Meeting, number: int) -> str:
    person = plan.people[number]
    online = any(
        one.person == number and one.mode == "online" for one in plan.presenters_of(item.id, meeting.id)
    )
    who = f"{person.name} ({person.unit})" if person.unit else person.name
    return f"{who} deltager via Teams" if online else f"{who} deltager under behandlingen"


def _remarks(plan: Plan, meeting: Meeting, *, groups: bool = True) -> list[str]:
    """The note of a meeting, members who cannot attend, and groups that do."""
    note = meeting.note or ""
    members = {seat.person for seat in plan.all(Membership).values() if seat.board == meeting.board}
    absent = [one.person for one in plan.absent_on(meeting.board, meeting.date) if one.person in members]
    names = [plan.people[person].name for person in dict.fromkeys(absent)]
    said = [f"{name} deltager ikke" for name in names if name.split()[0] not in note]
    return [*([note] if note else []), *said, *(f"{g} deltager" for g in meeting.groups if groups)]


def _unstated(plan: Plan, items: Iterable[Item], audience: Audience) -> tuple[int, ...]:
    if audience.entitled:
        return ()
    shown = [item for item in unclassified(items) if not is_closed(plan, item, audience)]
    return tuple(dict.fromkeys(item.id for item in shown))
