"""Meetings of a document against meetings of the plan: dates, frames, cancellations, absences."""

from __future__ import annotations

from datetime import date, time

from planner.domain.board import Board
from planner.domain.changes import Change, added, edited, removed
from planner.domain.matching import normal
from planner.domain.meeting import Activity, Meeting
from planner.domain.people import Absence
from planner.domain.proposal.people import person_id
from planner.domain.proposal.rows import Draft, as_read
from planner.domain.reading import DatedRow, ReadMeeting
from planner.domain.wording import short

UNKNOWN_TIME = time(0)


def own_meetings(draft: Draft) -> list[ReadMeeting]:
    """The meetings of the board that the document is about, with a known date."""
    return [m for m in draft.reading.meetings if m.date is not None and not other_board(draft, m)]


def other_board(draft: Draft, read: ReadMeeting) -> str | None:
    """The name of another board, when the row says that the meeting is not this board's."""
    if not read.board:
        return None
    mine = {normal(n) for n in (draft.board.name, draft.board.code, draft.reading.board or draft.board.name)}
    return None if normal(read.board) in mine else read.board


def propose_meetings(draft: Draft) -> None:
    """A row for every meeting: new, known, or changed (frame, cancellation, note, groups)."""
    for read in draft.reading.meetings:
        other = other_board(draft, read)
        if read.date is None:
            if read.items or read.start or read.status == "cancelled":
                _unreadable(draft, read)
        elif other:
            noted_meeting(draft, other, other, DatedRow(other, read.date, read.source), read.start, read.end)
        else:
            _propose_meeting(draft, read, read.date)
            _propose_absences(draft, read, read.date)


def noted_meeting(
    draft: Draft, code: str, name: str, row: DatedRow, start: time | None = None, end: time | None = None
) -> None:
    """A meeting of another body. Where its time is not known, start and end are both 0.00."""
    board = next(
        (b for b in draft.plan.boards.values() if normal(code) in (normal(b.code), normal(b.name))), None
    )
    changes: list[Change] = []
    if board is None:
        board = Board(draft.new_id(), code=code, name=name, own=False, zone=draft.board.zone)
        changes.append(added(board))
    if draft.plan.meeting_on(board.id, row.date) is None:
        begins = start or UNKNOWN_TIME
        meeting = Meeting(draft.new_id(), board.id, row.date, begins, end or begins)
        changes.append(added(meeting))
    draft.propose(
        "noted meeting",
        row.source,
        f"{code} {row.date}",
        as_read(row.state),
        f"Andet møde {short(row.date)}: {name}",
        why=row.why,
        changes=tuple(changes),
    )


def propose_calendar(draft: Draft) -> None:
    """The political calendar as meetings of other boards, and activities as dated events."""
    codes: dict[str, str] = {}
    for row in draft.reading.rul:
        full = [
            r.title
            for r in draft.reading.political_upcoming
            if r.date == row.date and _abbreviates(row.title, r.title)
        ]
        name = min(full, key=len, default=row.title)
        codes[name] = row.title
        noted_meeting(draft, row.title, name, row)
    for row in draft.reading.political_upcoming:
        noted_meeting(draft, codes.get(row.title, row.title), row.title, row)
    for row in (*draft.reading.activities_past, *draft.reading.activities_upcoming):
        known = any(
            a.date == row.date and normal(a.title) == normal(row.title) and a.board == draft.board.id
            for a in draft.plan.all(Activity).values()
        )
        activity = Activity(draft.new_id(), draft.board.id, row.date, row.title)
        draft.propose(
            "activity",
            row.source,
            row.title,
            as_read(row.state),
            f"Aktivitet {short(row.date)}: {row.title}",
            why=row.why,
            changes=() if known else (added(activity),),
        )


def _propose_meeting(draft: Draft, read: ReadMeeting, day: date) -> None:
    state = as_read(read.state)
    why = read.why
    meeting = draft.plan.meeting_on(draft.board.id, day)
    cancelled = read.status == "cancelled"
    if meeting is None:
        moved = read.moved_from and draft.plan.meeting_on(draft.board.id, read.moved_from)
        changes: tuple[Change, ...] = (
            (edited(moved, date=day, moved_from=read.moved_from),)
            if moved
            else (added(_new_meeting(draft, read, day)),)
        )
    else:
        fields = _difference(meeting, read)
        if _all_known_absent(draft, read, day):
            fields.pop("note", None)
        if fields.get("status") == "cancelled" and draft.plan.on(meeting.id):
            state, why = "doubtful", "der står punkter på mødet; de går tilbage til afventer dato"
        elif state == "new":
            state = "changed"
        changes = (edited(meeting, **fields),) if fields else ()
        if cancelled:
            for placement in draft.plan.on(meeting.id):
                if placement.outcome is None:
                    item = draft.plan.items[placement.item]
                    changes += (removed(placement), edited(item, since=item.since or draft.terms.today))
    text = f"Møde {short(day)} {day.year}"
    if read.start and read.end:
        text = f"{text} kl. {read.start:%H.%M}-{read.end:%H.%M}"
    if cancelled:
        reason = reason_of(read.note)
        text = f"{text}: aflyst ({reason})" if reason else f"{text}: aflyst"
    draft.propose(
        "meeting",
        read.source,
        day.isoformat(),
        state,
        text,
        why=why,
        changes=changes,
    )


def _new_meeting(draft: Draft, read: ReadMeeting, day: date) -> Meeting:
    return Meeting(
        draft.new_id(),
        draft.board.id,
        day,
        read.start or draft.board.start,
        read.end or (draft.board.end if not read.start or read.start < draft.board.end else read.start),
        status="cancelled" if read.status == "cancelled" else "planned",
        reason=reason_of(read.note) if read.status == "cancelled" else None,
        note=None if read.status == "cancelled" or not read.forward else read.note,
        place=read.location,
        extraordinary=read.kind in ("extraordinary", "special"),
        moved_from=read.moved_from,
        groups=read.groups,
    )


def reason_of(note: str | None) -> str | None:
    """The reason in "Aflyst pga. X" and "Aflyst (X)": the words after the cancellation itself."""
    words = (note or "").split()
    while words and words[0].casefold().strip(".,:;()–—-") in _CANCEL_WORDS:
        words.pop(0)
    reason = " ".join(words)
    return (reason[1:-1] if reason.startswith("(") and reason.endswith(")") else reason) or None


_CANCEL_WORDS = {
    "", "aflyst", "aflyses", "avlyst", "inställt", "inställd", "cancelled", "canceled", "mødet", "møtet", "er",
    "pga", "p.g.a", "grundet", "på", "grund", "af", "av", "due", "to", "because", "of", "for", "grunn",
}  # fmt: skip


def _difference(meeting: Meeting, read: ReadMeeting) -> dict[str, object]:
    fields: dict[str, object] = {}
    if read.start and read.start != meeting.start:
        fields["start"] = read.start
    if read.end and read.end != meeting.end:
        fields["end"] = read.end
    if read.status == "cancelled" and meeting.status != "cancelled":
        fields.update(status="cancelled", reason=reason_of(read.note))
    if read.forward and read.note and read.status != "cancelled" and not meeting.note:
        fields["note"] = read.note
    if read.location and not meeting.place:
        fields["place"] = read.location
    groups = tuple(dict.fromkeys((*meeting.groups, *read.groups)))
    if groups != meeting.groups:
        fields["groups"] = groups
    return fields


def _all_known_absent(draft: Draft, read: ReadMeeting, day: date) -> bool:
    """Whether the remark on the meeting says nothing but what the plan says of its absences."""
    away = {absence.person for absence in draft.plan.absent_on(draft.board.id, day)}
    return bool(read.absent) and all(person_id(draft, one.name) in away for one in read.absent)


def _propose_absences(draft: Draft, read: ReadMeeting, day: date) -> None:
    for written in read.absent:
        person = person_id(draft, written.name)
        known = person is not None and any(
            a.person == person for a in draft.plan.absent_on(draft.board.id, day)
        )
        changes: tuple[Change, ...] = ()
        if person is not None and not known:
            changes = (added(Absence(draft.new_id(), draft.board.id, person, day, day, read.note)),)
        draft.propose(
            "absence",
            written.source or read.source,
            f"{day} {normal(written.name)}",
            as_read(written.state),
            f"Afbud {short(day)}: {written.name}",
            why=written.why,
            changes=changes,
        )


def _unreadable(draft: Draft, read: ReadMeeting) -> None:
    draft.propose(
        "meeting",
        read.source,
        read.period or "uden dato",
        "unreadable",
        f"Møde uden dato{f' ({read.period})' if read.period else ''}: {len(read.items)} punkter",
        why=read.why or "datoen står ikke i dokumentet",
    )


def _abbreviates(code: str, name: str) -> bool:
    """The letters of the code stand in the name in that order, the first ones at its beginning."""
    letters = iter(normal(name))
    return normal(name)[:1] == normal(code)[:1] and all(letter in letters for letter in normal(code))
