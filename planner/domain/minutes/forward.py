"""The forward table ("Dato | Punkter"): one meeting a row, with its notes, absences and items."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.domain.minutes.attendance import attendances, is_attendance_only
from planner.domain.minutes.candidates import with_candidates
from planner.domain.minutes.clock import first_span
from planner.domain.minutes.items import item_of, with_attendance
from planner.domain.minutes.persons import named_loosely, persons_of
from planner.domain.minutes.splitting import WHY, split_items
from planner.domain.reading import ReadItem, ReadMeeting, ReadPerson, Unreadable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.domain.minutes.grids import Layout
    from planner.domain.minutes.layout import GridRow, Para
    from planner.domain.minutes.when import When
    from planner.domain.minutes.words import Words

_EMPTY = re.compile(r"[\W_]*")


def forward_rows(
    layout: Layout, members: Sequence[ReadPerson], when: When, words: Words
) -> tuple[list[ReadMeeting], list[Unreadable]]:
    """The meetings of the table, and the rows that were not understood."""
    found: list[ReadMeeting] = []
    lost: list[Unreadable] = []
    for row in layout.rows:
        if not row.whole:
            continue
        meeting = _meeting(row, layout, members, when, words)
        if meeting is not None:
            found.append(meeting)
        elif found and not layout.text(row, "date"):
            column = layout.columns["item"]
            more = items_in(row.cells[column] if column < len(row.cells) else (), when, words)
            found[-1] = replace(found[-1], items=found[-1].items + tuple(more))
        else:
            lost.append(Unreadable(row.whole, row.source, "rækken har ingen dato, som kan læses"))
    return found, lost


def items_in(paras: Sequence[Para], when: When, words: Words) -> list[ReadItem]:
    """The items of one cell: bullets, paragraphs, or a text cut by its words."""
    found: list[ReadItem] = []
    heading = False
    for n, para in enumerate(paras):
        if _EMPTY.fullmatch(para.text):
            continue
        below = paras[n + 1] if n + 1 < len(paras) else None
        if heading and found and para.bullet and _is_child(paras, n):
            found[-1] = _with_children(found[-1], para, when)
            continue
        heading = para.text.endswith(":") and below is not None and below.bullet
        if is_attendance_only(para.text, words):
            groups = tuple(
                g
                for one in attendances(para.text, words, para.source)
                for g in (*one.groups, *(p.name for p in one.presenters))
            )
            found.append(ReadItem(para.text, para.source, kind="participant_note", groups=groups))
            continue
        if found and attendances(para.text, words, para.source) and not para.bullet:
            found[-1] = with_attendance(found[-1], para, para.text, words)
            continue
        parts = [para.text] if para.bullet or heading else split_items(para.text, words)
        for part in parts:
            item = item_of([para._replace(text=part)], when, words)
            if heading:
                item = replace(item, title=para.text, raw_title=None)
            if len(parts) > para.text.count(";") + 1:
                item = replace(item, state="doubtful", why=WHY)
            found.append(item)
    return found


def _with_children(item: ReadItem, para: Para, when: When) -> ReadItem:
    """The heading with one bullet more; a bullet of several dated parts is several."""
    parts = re.split(r"\s+[-–]\s+(?=[A-ZÆØÅÄÖ])", para.text)
    dated = len(parts) > 1 and all(
        when.days(part) and len(part) - when.days(part)[-1].end < 3 for part in parts
    )
    children = tuple(parts) if dated else (para.text,)
    refers = item.refers_to + when.all_days(para.text)
    return replace(
        item,
        children=item.children + children,
        child_sources=item.child_sources + (para.source,) * len(children),
        refers_to=tuple(dict.fromkeys(refers)),
    )


def absent_by(text: str, members: Sequence[ReadPerson], words: Words, para: Para) -> tuple[ReadPerson, ...]:
    """Who is absent by a remark such as "(N.N. deltager ikke på mødet)", with the member's full name."""
    found = [
        full_name(person, members)
        for one in attendances(text, words, para.source)
        if one.absent and not one.points
        for person in one.presenters
    ]
    match = words.compiled(
        "forward.apology", lambda: rf"{words.source('fields.absent')}\s*:?\s+([^().;]+)"
    ).search(text)
    if match and not found:
        people, _ = persons_of(match.group(1), words, para.source)
        found = [full_name(person, members) for person in people]
    away = words.pattern("words.away").search(text)
    if away and not found:
        people, _ = named_loosely(text[: away.start()], words, para.source)
        found = [
            full_name(person, members)
            for person in people
            if len(person.name.split()) > 1 or person.name in {m.name.split()[0] for m in members}
        ]
    return tuple(found)


def full_name(person: ReadPerson, members: Sequence[ReadPerson]) -> ReadPerson:
    """The person by the full name of the one member whose name begins so, or as written."""
    tokens = person.name.split()
    fitting = [m for m in members if m.name.split()[: len(tokens)] == tokens]
    if len(fitting) == 1 and fitting[0].name != person.name:
        return replace(person, name=fitting[0].name, title=person.title or fitting[0].title)
    return person


def _is_child(paras: Sequence[Para], n: int) -> bool:
    """A bullet under a heading that ends in a colon, at the depth of the first bullet there or deeper."""
    start = n
    while start > 0 and paras[start - 1].bullet and not paras[start - 1].text.endswith(":"):
        start -= 1
    head = paras[start - 1] if start else None
    return not (head is not None and head.bullet and paras[n].depth <= head.depth)


def _meeting(
    row: GridRow, layout: Layout, members: Sequence[ReadPerson], when: When, words: Words
) -> ReadMeeting | None:
    cell = row.cells[layout.columns["date"]] if layout.columns["date"] < len(row.cells) else ()
    text = " ".join(para.text for para in cell)
    days = when.days(text)
    if not days or not cell:
        return None
    rest = " ".join(
        part for part in (text[: days[0].start], text[days[0].end :]) if part.strip(" ,.:–-")
    ).strip(" ,.:–-")
    span = first_span(text) or first_span(layout.text(row, "time"))
    until = first_span(layout.text(row, "end"))
    column = layout.columns["item"]
    paras = list(row.cells[column]) if column < len(row.cells) else []
    meeting = ReadMeeting(
        date=days[0].dates[0],
        source=replace(cell[0].source, text=row.source.text),
        status="planned",
        start=span.start if span else None,
        end=span.end if span and span.end else until.start if until else None,
        note=rest.strip("() ") or None,
        absent=absent_by(rest.strip("() "), members, words, cell[0]) if rest else (),
        location=layout.text(row, "place") or None,
        forward=True,
    )
    if days[0].state == "doubtful":
        meeting = replace(meeting, state="doubtful", why=days[0].why)
    if words.has("words.cancelled", rest):
        meeting = replace(meeting, status="cancelled")
    if paras and words.starts("words.cancelled", paras[0].text):
        note = " ".join(para.text for para in paras)
        return replace(meeting, status="cancelled", note=note)
    beside = [
        para
        for para in paras
        if para.text.startswith("(") and attendances(para.text.strip("()"), words, para.source)
    ]
    for para in beside:
        absent = absent_by(para.text.strip("()"), members, words, para)
        if absent:
            paras.remove(para)
            meeting = replace(
                meeting, absent=meeting.absent + absent, note=meeting.note or para.text.strip("()")
            )
    items = [one for item in items_in(paras, when, words) for one in with_candidates(item, when, words)]
    groups = tuple(group for item in items if item.kind == "participant_note" for group in item.groups)
    who = layout.text(row, "who")
    if who:
        people, _ = named_loosely(who, words, row.source)
        if len(items) == 1:
            items = [replace(items[0], presenters=items[0].presenters or people)]
    return replace(meeting, items=tuple(items), groups=groups)
