"""Lines of a document against items of the plan, and where each item comes to stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from planner.domain.audience import CLOSED_ITEM
from planner.domain.board import Alias, ImportedDocument, Standing
from planner.domain.changes import Change, added, edited, removed
from planner.domain.item import Item, Placement, Presenter
from planner.domain.matching import Known, Match, match, normal, words_of
from planner.domain.meeting import Meeting
from planner.domain.proposal.people import person_id
from planner.domain.proposal.rows import Draft, Row, RowState
from planner.domain.reading import ReadItem, ReadMeeting, Source
from planner.domain.wording import short


@dataclass(frozen=True)
class Line:
    """One line that stands for an item: a row of an agenda, or a bullet under a heading."""

    title: str
    day: date
    source: Source
    read: ReadItem
    heading: str | None = None
    position: int = 1
    forward: bool = True


def lines_of(meeting: ReadMeeting, draft: Draft) -> list[Line]:
    """The item lines of one meeting, bullets in place of the heading they stand under."""
    found: list[Line] = []
    for read in meeting.items if meeting.date is not None else ():
        if read.kind is not None or read.status == "removed" or read.candidates:
            continue
        if not meeting.forward and draft.terms.block_kind(read.title):
            continue
        if is_covered(read) and closed_items(draft, meeting):
            continue
        parts: list[tuple[str, Source, str | None]] = [
            (child, _nth(read.child_sources, n, read.source), read.title)
            for n, child in enumerate(read.children)
        ] or [(read.title, read.source, None)]
        for title, source, heading in parts:
            found.append(
                Line(
                    title,
                    meeting.date or date.min,
                    source,
                    read,
                    heading,
                    len(found) + 1,
                    forward=meeting.forward,
                )
            )
    return found


def is_covered(read: ReadItem) -> bool:
    """Whether the line is what the planner itself writes in place of a closed title."""
    return normal(read.title) == normal(CLOSED_ITEM)


def closed_items(draft: Draft, read: ReadMeeting) -> frozenset[int]:
    """The closed items that stand on the meeting in the plan: what a covered line speaks of."""
    meeting = draft.plan.meeting_on(draft.board.id, read.date) if read.date else None
    items = (draft.plan.items[placement.item] for placement in (draft.plan.on(meeting.id) if meeting else ()))
    return frozenset(item.id for item in items if item.visibility == "closed")


def find_item(draft: Draft, line: Line) -> Match:
    """The item that a line speaks of, with what was promised for its date.

    Two lines of one agenda are two items, however alike they look.
    """
    spoken = draft.spoken.get(line.day, {})
    mine = normal(line.title)
    return match(
        line.title,
        tuple(i for i in draft.plan.items.values() if spoken.get(i.id, mine) == mine),
        known_to(draft, line.day),
        case_number=line.read.case_number,
        event_dates=line.read.event_dates if not line.heading else (),
    )


def known_to(draft: Draft, day: date | None = None) -> Known:
    """What matching may use: remembered answers, abbreviations, and the items held on that day."""
    meeting = draft.plan.meeting_on(draft.board.id, day) if day else None
    held = draft.plan.on(meeting.id) if meeting else ()

    aliases = {
        a.text: a.target
        for a in draft.plan.all(Alias).values()
        if a.kind == "item" and a.board == draft.board.id and a.target is not None
    }
    expected = frozenset(p.item for p in held if p.state == "held" and p.outcome is None)
    everyday = f"{draft.board.name} {draft.reading.board or ''} {draft.reading.organisation or ''}"
    return Known(aliases, draft.terms.abbreviations, expected, words_of(everyday))


def named(item: Item) -> str:
    """The item as a question names it: with its number once it has one."""
    return f"#{item.id} {item.title}" if item.id > 0 else f"“{item.title}”"


def block_called(draft: Draft, words: str) -> int | None:
    """The standing block that a document calls by these words ("aktuelle sager")."""
    called = normal(words)
    return next(
        (
            block.id
            for block in draft.plan.all(Standing).values()
            if block.board == draft.board.id and block.last is None and called in normal(block.title)
        ),
        None,
    )


def new_item(draft: Draft, line: Line, title: str) -> Item:
    """An item as the line describes it.

    A bullet says what it is about only together with its heading, so its title holds both: on an agenda it
    stands under the heading again, elsewhere it can still be understood.
    """
    read = line.read
    is_bullet = line.heading is not None and title == line.title
    return Item(
        draft.new_id(),
        draft.board.id,
        f"{(line.heading or '').rstrip(' :')}: {title}" if is_bullet else title,
        minutes=None if read.time else read.duration_min,
        responsible_text=read.responsible,
        officer=person_id(draft, read.officer.name) if read.officer is not None else None,
        under=block_called(draft, read.under) if read.under else None,
        visibility=read.visibility,
        case_number=read.case_number,
        kle=read.kle,
        event_dates=_own_days(read.event_dates, line, title),
        refers_to=_own_days(read.refers_to, line, title),
        note=None if line.heading else read.note,
        spellings=(title,) if is_bullet else (),
        source=where_in(line.source),
    )


def _own_days(days: tuple[date, ...], line: Line, title: str) -> tuple[date, ...]:
    """Of the days that a heading and its bullets name together, those that this bullet names."""
    if not line.heading:
        return days
    numbers = {int(number) for number in re.findall(r"\d+", title)}
    return tuple(day for day in days if day.day in numbers)


def propose_line(draft: Draft, line: Line, listed: dict[int, set[date]]) -> None:
    """The row for one line; `listed` learns on which days of the document its item stands."""
    meeting = draft.plan.meeting_on(draft.board.id, line.day)
    key = draft.key("item", line.source, f"{line.day} {normal(line.title)}")
    if meeting is None:
        draft.add(_row(key, line, "unreadable", f"mødet {short(line.day)} er ikke med i planen"))
        return
    if line.forward and meeting.status == "closed":
        draft.add(_row(key, line, "known", "mødet er afsluttet i planen"))
        return
    found, title = find_item(draft, line), line.title
    answer = draft.answer(key)
    if answer is not None and answer.action == "same" and answer.item is not None:
        found = Match("known", draft.plan.items.get(answer.item, found.item), "sagt af en person")
    if answer is not None and answer.action == "edit" and answer.title:
        found, title = Match("new"), answer.title
    if found.verdict == "doubtful" and found.item is not None and answer is None:
        # A guess may not merge two matters: the line is proposed as an item of its own.
        suggestions = (found.item.id,)
        row = _place_new(draft, key, line, title, meeting)
        row = replace(row, state="doubtful", suggestions=suggestions, words=normal(line.title),
                      why=f"er det {named(found.item)}? ({found.why})")  # fmt: skip
    elif found.item is not None and found.verdict == "known":
        row = _place_known(draft, key, line, found.item, found.why, meeting, listed)
    else:
        row = _place_new(draft, key, line, title, meeting)
    if draft.add(row):
        standing = [c.after.item for c in row.changes if isinstance(c.after, Placement)]
        known = [found.item.id] if found.item is not None and found.verdict == "known" else []
        for number in (*standing, *known):
            listed.setdefault(number, set()).add(line.day)
            draft.spoken.setdefault(line.day, {})[number] = normal(line.title)


def _place_new(draft: Draft, key: str, line: Line, title: str, meeting: Meeting) -> Row:
    item = new_item(draft, line, title)
    changes = (
        added(item),
        added(_placement(draft, item, line, meeting)),
        *_presenters(draft, item, line, meeting),
    )
    state: RowState = "doubtful" if line.read.state == "doubtful" else "new"
    return _row(key, line, state, line.read.why, changes)


def _place_known(
    draft: Draft,
    key: str,
    line: Line,
    item: Item,
    known_by: str | None,
    meeting: Meeting,
    listed: dict[int, set[date]],
) -> Row:
    here = [p for p in draft.plan.on(meeting.id) if p.item == item.id]
    elsewhere = [p for p in draft.plan.open_of(item.id) if p.meeting != meeting.id]
    learned = _learned(draft, item, line)
    if here and here[0].state == "placed":
        # Presenters and lengths may have become known since.
        changes = (*learned, *_completed(here[0], line), *_presenters(draft, item, line, meeting))
        return _row(key, line, "changed" if changes else "known", known_by, changes, item)
    if meeting.status == "cancelled":
        return _row(key, line, "conflicting", "mødet er aflyst i planen", (), item)
    state: RowState = "new"
    why = known_by
    held = [p for p in elsewhere if p.state == "held"]
    firm = [p for p in elsewhere if p.state == "placed"]
    changes = (*learned, *(removed(p) for p in held))
    if here:
        # One of the promised dates: the table settles the hold.
        fresh = _placement(draft, item, line, meeting)
        settled = replace(fresh, id=here[0].id, decision=here[0].decision)
        changes = (*changes, Change(here[0], settled))
        others = ", ".join(short(draft.plan.meetings[p.meeting].date) for p in held)
        state, why = "changed", f"afgør de foreløbige datoer (ikke {others})" if others else known_by
    else:
        moved = [
            p
            for p in firm
            if draft.plan.meetings[p.meeting].date not in listed.get(item.id, set())
            and draft.plan.meetings[p.meeting].date >= draft.terms.today
        ]
        changes = (*changes, *(removed(p) for p in moved), added(_placement(draft, item, line, meeting)))
        if moved or held:
            was = " og ".join(short(draft.plan.meetings[p.meeting].date) for p in (*moved, *held))
            state, why = "changed", f"stod til {was}"
    if item.status != "open":
        changes = (edited(item, status="open"), *(c for c in changes if c.before != item))
    changes = (*changes, *_presenters(draft, item, line, meeting))
    if line.read.state == "doubtful":
        state, why = "doubtful", line.read.why
    if draft_is_older(draft):
        state, why = "conflicting", "dokumentet er ældre end det, der sidst blev indlæst"
    return _row(key, line, state, why, changes, item)


def draft_is_older(draft: Draft) -> bool:
    """A later document of this board was already taken in."""
    mine = draft.reading.document_date
    return mine is not None and any(
        d.date is not None and d.date > mine
        for d in draft.plan.all(ImportedDocument).values()
        if d.board == draft.board.id
    )


def _placement(draft: Draft, item: Item, line: Line, meeting: Meeting) -> Placement:
    read = line.read
    return Placement(
        draft.new_id(),
        item.id,
        meeting.id,
        line.position,
        start=read.time if not line.heading else None,
        minutes=read.duration_min if not line.heading else None,
        label=line.title if normal(line.title) != normal(item.title) else None,
        heading=line.heading,
        agenda_number=read.agenda_point,
        mayor=read.mayor_attends,
        groups=read.groups,
        source=where_in(line.source),
    )


def _completed(placement: Placement, line: Line) -> tuple[Change, ...]:
    """What a newer document says of a placement that already stands."""
    read, fields = line.read, dict[str, object]()
    if read.time and read.time != placement.start:
        fields["start"] = read.time
    if read.duration_min and not line.heading and read.duration_min != placement.minutes:
        fields["minutes"] = read.duration_min
    if read.mayor_attends is not None and read.mayor_attends != placement.mayor:
        fields["mayor"] = read.mayor_attends
    if read.agenda_point and read.agenda_point != placement.agenda_number:
        fields["agenda_number"] = read.agenda_point
    return (edited(placement, **fields),) if fields else ()


def _learned(draft: Draft, item: Item, line: Line) -> tuple[Change, ...]:
    """What the line adds to an item: another way to write it, a number, an openness."""
    read, fields = line.read, dict[str, object]()
    if normal(line.title) not in {normal(t) for t in (item.title, *item.spellings)}:
        fields["spellings"] = (*item.spellings, line.title)
    if read.case_number and not item.case_number and not line.heading:
        fields.update(case_number=read.case_number, kle=read.kle or item.kle)
    if read.visibility and read.visibility != item.visibility:
        fields["visibility"] = read.visibility
    officer = person_id(draft, read.officer.name) if read.officer is not None and not line.heading else None
    if officer is not None and item.officer is None:
        fields["officer"] = officer
    if read.event_dates and not item.event_dates and not line.heading:
        fields["event_dates"] = read.event_dates
    return (edited(item, **fields),) if fields else ()


def _presenters(draft: Draft, item: Item, line: Line, meeting: Meeting) -> tuple[Change, ...]:
    present = {p.person for p in draft.plan.presenters_of(item.id, meeting.id)}
    found: list[Change] = []
    for read in line.read.presenters if not line.heading else ():
        person = person_id(draft, read.name)
        if person is not None and person not in present:
            present.add(person)
            found.append(added(Presenter(draft.new_id(), item.id, person, read.mode, meeting.id)))
    return tuple(found)


def _row(
    key: str,
    line: Line,
    state: RowState,
    why: str | None,
    changes: tuple[Change, ...] = (),
    item: Item | None = None,
) -> Row:
    name = f"#{item.id} " if item is not None and item.id > 0 else ""
    under = f"{line.heading} " if line.heading else ""
    text = f"{short(line.day)}: {name}{under}{line.title}"
    return Row(key, "item", state, text, line.source, why, changes, words=normal(line.title))


def where_in(source: Source) -> str:
    """The place in the document, as it is kept with a record."""
    page = f" s. {source.page}" if source.page else ""
    return f"{source.file}{page} l. {source.line}"


def _nth(sources: tuple[Source, ...], n: int, default: Source) -> Source:
    return sources[n] if n < len(sources) else default
