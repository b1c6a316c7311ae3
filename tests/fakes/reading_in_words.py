"""A reading as short lines of text, so that a test shows what a careful reader would note down."""

from __future__ import annotations

from planner.domain.reading import Reading, ReadItem, ReadMeeting, ReadPerson


def in_words(reading: Reading) -> str:
    """The document, its meetings with their items, and what follows from it; "?" marks what is doubtful."""
    lines = [
        f"{reading.language} {reading.document_type or '-'} {reading.document_date or '-'} {reading.board or '-'}"
    ]
    if reading.case_numbers:
        lines.append("sager: " + ", ".join(reading.case_numbers))
    if reading.members:
        lines.append("medlemmer: " + ", ".join(map(_person, reading.members)))
    for meeting in reading.meetings:
        lines.append(_meeting(meeting))
        lines.extend("    " + _item(item) for item in meeting.items)
    lines.extend(f"afventer: {one.title}" for one in reading.backlog)
    lines.extend(f"enten-eller: {one.title}: {', '.join(map(str, one.dates))}" for one in reading.tentative)
    lines.extend(
        f"følger op: {one.owner}{_doubt(one.state)} / {one.item or '-'}" for one in reading.followups
    )
    lines.extend(f"ændring: {one.change} {one.title}" for one in reading.item_changes)
    lines.extend(
        f"bilag: {one.point}.{one.no or '-'} {one.visibility or '-'} {one.title or '-'} {one.document_number or ''}".rstrip()
        for one in reading.attachments
    )
    lines.extend(f"ulæst: {one.text}" for one in reading.unreadable)
    return "\n".join(lines) + "\n"


def _meeting(meeting: ReadMeeting) -> str:
    hours = "-".join(f"{clock:%H:%M}" for clock in (meeting.start, meeting.end) if clock)
    parts = [
        f"møde {meeting.date or meeting.period or '-'}{_doubt(meeting.state)}",
        hours,
        meeting.status or "",
        meeting.board or "",
    ]
    parts.append(f"({meeting.location})" if meeting.location else "")
    parts.append("afbud: " + ", ".join(map(_person, meeting.absent)) if meeting.absent else "")
    parts.append(f"flyttet fra {meeting.moved_from}" if meeting.moved_from else "")
    return " ".join(part for part in parts if part)


def _item(item: ReadItem) -> str:
    parts = [
        f"{item.no or '-'} {item.title}{_doubt(item.state)}",
        item.kind or "",
        f"{item.time:%H:%M}" if item.time else "",
    ]
    parts.append(f"{item.duration_min} min" if item.duration_min else "")
    parts.append("v/ " + ", ".join(map(_person, item.presenters)) if item.presenters else "")
    parts.extend(filter(None, (item.visibility, item.case_number, item.status)))
    parts.append("+ " + ", ".join(item.children) if item.children else "")
    return " | ".join(part for part in parts if part)


def _person(person: ReadPerson) -> str:
    return person.name + ("@" if person.mode == "online" else "") + _doubt(person.state)


def _doubt(state: str) -> str:
    return "?" if state == "doubtful" else ""
