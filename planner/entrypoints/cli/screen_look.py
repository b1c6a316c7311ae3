"""The look as lines: meetings with their agendas, what waits, and what to look at."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from planner.domain.wording import clock, day_month_year, short, weekday_name
from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.output import Line
from planner.entrypoints.cli.screens import (
    INDENT,
    NUMBER,
    START,
    agenda_row,
    both_ends,
    called_off,
    finding_lines,
    folded,
    length,
    one_of,
)
from planner.usecases.views.look import LookView
from planner.usecases.views.rows import ItemRow, MeetingRow, SlotRow, WaitingRow

_FIXED = {"standing": "fast punkt", "review": "fast punkt", "break": "pause"}


def look_lines(view: LookView, width: int) -> Iterator[Line]:
    """The whole screen."""
    today = say(f"{weekday_name(view.now)} den {day_month_year(view.now.date())}")
    yield both_ends(width, [(say(f"{view.board.name} · kommende møder"), "title")], (today, ""))
    for meeting in view.meetings:
        yield ""
        yield from meeting_lines(meeting, width)
    if not view.meetings:
        yield ""
        yield say(
            "Ingen kommende møder. Opret dem med: planner møde tilføj DATO, eller: planner serie tilføj"
        )
    yield from _waiting(view, width)
    yield from _findings(view, width)


def meeting_lines(meeting: MeetingRow, width: int) -> Iterator[Line]:
    """A meeting: its date and time, how full it is, remarks, and its agenda."""
    day = say(f"{meeting.weekday} den {day_month_year(meeting.date).rpartition(' ')[0]} (uge {meeting.week})")
    if meeting.status == "cancelled":
        yield both_ends(width, [(day, "muted")], (called_off(meeting.reason), "muted"))
    else:
        frame = f"  {clock(meeting.start)}-{clock(meeting.end)}"
        room = width - len(day) - len(frame) - 2
        yield both_ends(width, [(day, "heading"), (frame, "")], _fullness(meeting, room))
    for remark in folded(" · ".join(_remarks(meeting)), width - INDENT):
        if remark:
            yield [(" " * INDENT, ""), (remark, "muted")]
    yield from _agenda(meeting, width)


def waiting_line(row: WaitingRow, width: int) -> Line:
    """An item that awaits a date, and for how long or whom."""
    return both_ends(
        width, [(f"{'#' + str(row.id):>{START + NUMBER}}", "id"), (f"  {row.title}", "")], (_awaits(row), "")
    )


def _fullness(meeting: MeetingRow, room: int) -> tuple[str, str]:
    if not meeting.used_min:
        return say(f"luft: {meeting.free_min} min."), "muted"
    minutes = f"{meeting.used_min} af {meeting.capacity_min} min."
    used = say(f"ca. {minutes}" if meeting.guessed else minutes)
    free = say(f"luft: {meeting.free_min} min. · {used}")
    if meeting.over_min:
        return used, "warn"
    return (free if meeting.free_min and len(free) <= room else used), ""


def _remarks(meeting: MeetingRow) -> list[str]:
    remarks = [meeting.note] if meeting.note else []
    unsaid = [name for name in meeting.absent if name.split()[0] not in (meeting.note or "")]
    if unsaid:
        remarks.append(say(f"afbud: {', '.join(unsaid)}"))
    if meeting.groups:
        remarks.append(say(f"{', '.join(meeting.groups)} deltager"))
    if meeting.used_if_all_min > meeting.used_min and meeting.used_min:
        minutes = f"{meeting.used_if_all_min} min."
        used = say(f"ca. {minutes}" if meeting.guessed_if_all else minutes)
        remarks.append(say(f"med de foreløbige: {used}"))
    return remarks


def _agenda(meeting: MeetingRow, width: int) -> Iterator[Line]:
    rows = {row.id: row for row in meeting.items}
    if not meeting.items:
        if meeting.status != "cancelled":
            yield [(" " * INDENT, ""), (say("ingen punkter endnu"), "muted")]
        return
    heading: str | None = None
    for slot in meeting.slots:
        if slot.item is None:
            heading = None
            yield _block(slot, width)
            beneath = [row for row in meeting.items if row.under == slot.title and not row.held]
            for row in beneath:
                yield _item(row, width, indent="  ")
            continue
        row = rows[slot.item]
        if row.held:
            continue
        if row.heading is not None and row.heading != heading:
            yield agenda_row(width, title=(f"{row.heading.rstrip(':')}:", ""))
        heading = row.heading
        yield _item(row, width, indent="  " if row.heading else "")
    held = [row for row in meeting.items if row.held]
    for days, group in groupby(held, key=lambda row: row.held_on):
        yield [(" " * INDENT, ""), (say(f"foreløbig: {one_of(days)}"), "held")]
        for row in group:
            yield _item(row, width)


def _block(slot: SlotRow, width: int) -> Line:
    return agenda_row(
        width,
        start=clock(slot.start) if slot.start else "",
        title=(slot.title, "muted"),
        minutes=str(slot.minutes or ""),
        remark=(say(_FIXED.get(slot.kind, "")), "muted"),
    )


def _item(row: ItemRow, width: int, *, indent: str = "") -> Line:
    return agenda_row(
        width,
        start=clock(row.start) if row.start else "",
        number=f"#{row.id}",
        title=(indent + row.written, "held" if row.held else ""),
        minutes="" if row.under else length(row.minutes, guessed=row.guessed),
        remark=_remark(row),
    )


def _remark(row: ItemRow) -> tuple[str, str]:
    if row.late:
        return say("efter mødets slut"), "warn"
    if row.papers in ("missing", "late"):
        return say("materiale mangler"), "warn" if row.papers == "late" else "hint"
    if row.returns > 1 and row.visibility == "closed":
        return say(f"lukket ({row.returns}. gang)"), "hint"
    if row.returns > 1:
        return say(f"på igen ({row.returns}. gang)"), "hint"
    if row.visibility == "closed":
        return say("lukket punkt"), "muted"
    if row.mayor is False and not row.presenters:
        return say("uden borgmester"), "muted"
    return ", ".join(row.presenters), "muted"


def _waiting(view: LookView, width: int) -> Iterator[Line]:
    count = f"{view.backlog.count}{'+' if view.backlog.more else ''}"
    yield ""
    yield [(say(f"Afventer dato ({count})"), "heading")]
    for row in view.backlog.first:
        yield waiting_line(row, width)
    left = view.backlog.count - len(view.backlog.first)
    if left:
        yield both_ends(
            width, [], (say(f"og {left}{'+' if view.backlog.more else ''} til: planner afventer"), "muted")
        )


def _findings(view: LookView, width: int) -> Iterator[Line]:
    if not view.findings_count:
        return
    yield ""
    yield [(say(f"OBS-punkter ({view.findings_count})"), "heading")]
    for finding in view.findings:
        yield from finding_lines(finding, width)
    left = view.findings_count - len(view.findings)
    if left:
        yield both_ends(width, [], (say(f"og {left} til: planner tjek"), "muted"))


def _awaits(row: WaitingRow) -> str:
    if row.waits_on:
        return say(f"afventer {row.waits_on}")
    if row.waits_for:
        return say(f"afventer {row.waits_for}")
    if row.by is not None:
        return say(f"skal på senest {short(row.by)}")
    return say(f"har afventet siden {short(row.since)}") if row.since is not None else ""
