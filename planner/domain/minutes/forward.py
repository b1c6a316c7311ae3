"""The forward table ("Dato | Punkter"): one meeting a row, with its notes, absences and items."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.domain.minutes.attendance import attendances, is_attendance_only
from planner.domain.minutes.candidates import with_candidates
from planner.domain.minutes.clock import ClockSpan, first_span, length_in
from planner.domain.minutes.items import item_of, with_attendance
from planner.domain.minutes.persons import named_loosely, persons_of
from planner.domain.minutes.splitting import WHY, split_items
from planner.domain.reading import ReadBacklog, ReadItem, ReadMeeting, ReadPerson, Unreadable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.domain.minutes.grids import Layout
    from planner.domain.minutes.layout import GridRow, Para
    from planner.domain.minutes.when import When
    from planner.domain.minutes.words import Words
    from planner.domain.phrases import Phrase

_EMPTY = re.compile(r"[\W_]*")
_CLAUSE = re.compile(r"\s+[-–—]\s+|[,;(]|\.\s")
_DAY_OF_WEEK = re.compile(r"([^\W\d]{3,9}\.?(?:\s(?:den|d\.))?)\s*(\d{1,2})\.?")
_MONTHS_AHEAD = 4
_SHORT_CLAUSE = 4  # words
_REASON_AND_VERDICT = 2
_SEVERAL = "rækken nævner flere datoer"


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


def undated_rows(layout: Layout, when: When, words: Words) -> tuple[Layout, list[ReadBacklog]]:
    """The table without the rows that say "senere" in place of a date, and what stands in them: it awaits one."""
    later = [row for row in layout.rows if words.says("words.undated", layout.text(row, "date").strip("()"))]
    found = [
        ReadBacklog(item.title, item.source, state=item.state, why=item.why)
        for row in later
        for item in items_in(layout.cell(row, "item"), when, words)
        if item.kind is None
    ]
    return replace(layout, rows=tuple(row for row in layout.rows if row not in later)), found


def items_in(paras: Sequence[Para], when: When, words: Words) -> list[ReadItem]:
    """The items of one cell: bullets, paragraphs, or a text cut by its words."""
    found: list[ReadItem] = []
    heading = False
    for n, para in enumerate(paras):
        if _EMPTY.fullmatch(para.text) or words.says("words.none", para.text):
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
    away = words.pattern("words.away").search(text) or words.compiled(
        "forward.away", lambda: rf"{words.source('words.away_alone')}\W*$"
    ).search(text)
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
    days = when.days(text) or _in_coming_months(text, when)
    if not days or not cell:
        return None
    rest = " ".join(
        part for part in (text[: days[0].start], text[days[0].end :]) if part.strip(" ,.:–-")
    ).strip(" ,.:–-")
    span = first_span(rest) or _span_of(days[0]) or first_span(layout.text(row, "time"))
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
    if len(days[0].alternatives) > 1 or _named_beside(days, text, words):
        meeting = replace(meeting, state="doubtful", why=_SEVERAL)
    if paras and says_cancelled(" ".join(para.text for para in paras), words):
        note = " ".join(para.text for para in paras)
        return replace(meeting, status="cancelled", note=_reason_beside(note, words) or note)
    beside = _beside(meeting, layout.text(row, "note"), members, cell[0], words)
    if beside.status == "cancelled" and not paras:
        return beside
    meeting = beside if beside.status != "cancelled" else meeting
    meeting, paras = _without_remarks(meeting, paras, members, words)
    items = [one for item in items_in(paras, when, words) for one in with_candidates(item, when, words)]
    groups = tuple(group for item in items if item.kind == "participant_note" for group in item.groups)
    who = layout.text(row, "who")
    if who:
        people, _ = named_loosely(who, words, row.source)
        if len(items) == 1:
            items = [replace(items[0], presenters=items[0].presenters or people)]
    items = _with_length(items, layout.text(row, "duration"))
    if says_closed(layout.text(row, "note"), words) or says_closed(layout.text(row, "visibility"), words):
        items = [replace(item, visibility=item.visibility or "closed") for item in items]
    items = _held(items, days) if meeting.why == _SEVERAL else items
    remark = layout.text(row, "remark")
    if remark and len(items) == 1 and beside.note != remark:
        items = [replace(items[0], note=items[0].note or remark)]
    elif remark:
        meeting = replace(meeting, note=meeting.note or remark)
    return replace(meeting, items=tuple(items), groups=groups)


def _in_coming_months(text: str, when: When) -> tuple[Phrase, ...]:
    """The day of "tirsdag d. 19.", doubtful: the first coming month in which the weekday fits."""
    bare = _DAY_OF_WEEK.fullmatch(text.strip())
    if bare is None or not when.anchored:
        return ()
    today = when.context.today
    for ahead in range(_MONTHS_AHEAD):
        month = (today.month - 1 + ahead) % 12 + 1
        days = when.days(
            f"{bare.group(1)} {int(bare.group(2))}/{month}-{today.year + (today.month - 1 + ahead) // 12}"
        )
        if days and days[0].start == 0 and days[0].state != "doubtful" and days[0].dates[0] > today:
            return tuple(
                replace(day, state="doubtful", why="måneden er udledt af ugedagen", start=0, end=len(text))
                for day in days[:1]
            )
    return ()


def _span_of(day: Phrase) -> ClockSpan | None:
    """The hours that are part of the expression of the day itself."""
    return ClockSpan(day.time_start, day.time_end, 0, 0) if day.time_start else None


def _without_remarks(
    meeting: ReadMeeting, paras: Sequence[Para], members: Sequence[ReadPerson], words: Words
) -> tuple[ReadMeeting, list[Para]]:
    """The meeting with those who by a remark among its items are absent, and the other paragraphs."""
    kept = []
    for para in paras:
        bare = para.text.strip("()")
        said = para.text.startswith("(") and attendances(bare, words, para.source)
        absent = absent_by(bare, members, words, para) if said else ()
        if not absent:
            kept.append(para)
            continue
        meeting = replace(meeting, absent=meeting.absent + absent, note=meeting.note or bare)
    return meeting, kept


def _held(items: Sequence[ReadItem], days: Sequence[Phrase]) -> list[ReadItem]:
    """The items of a row with several dates, held on all of them."""
    dates = tuple(dict.fromkeys(day for phrase in days for day in phrase.dates))
    return [replace(item, candidates=item.candidates or dates) for item in items]


def says_cancelled(text: str, words: Words) -> bool:
    """As in "Aflyst", "Mødet aflyst – direktionen er på rejse" and "Meeting cancelled": the meeting, not an item, falls away."""
    if words.starts("words.cancelled", text):
        return True
    if _reason_beside(text, words):
        return True
    clause = _CLAUSE.split(text, maxsplit=1)[0].rstrip(" .!")
    return 1 < len(clause.split()) <= _SHORT_CLAUSE and words.ends("words.cancelled", clause)


def _reason_beside(text: str, words: Words) -> str | None:
    """As in "Efterårsferie - intet møde": why, where the other of two clauses says that there is no meeting."""
    clauses = [clause.strip(" .!)") for clause in _CLAUSE.split(text)]
    said = [len(clause.split()) > 1 and words.says("words.cancelled", clause) for clause in clauses]
    return clauses[said.index(False)] if len(clauses) == _REASON_AND_VERDICT and sum(said) == 1 else None


def says_closed(text: str, words: Words) -> bool:
    """As in "Lukket punkt" or "Lukket, kun direktionen" in a column of remarks."""
    return bool(text) and words.says("visibility.closed", _CLAUSE.split(text, maxsplit=1)[0])


def _named_beside(days: Sequence[Phrase], text: str, words: Words) -> bool:
    """As in "6. januar / 13. januar": several days with nothing but an "or" between them."""
    between = [text[one.end : two.start].strip(" ,.") for one, two in itertools.pairwise(days)]
    return bool(between) and all(part == "/" or words.says("words.or", part) for part in between)


def _beside(
    meeting: ReadMeeting, note: str, members: Sequence[ReadPerson], para: Para, words: Words
) -> ReadMeeting:
    """The meeting with what a column of remarks says of it: cancelled, another start, somebody absent."""
    if not note:
        return meeting
    if says_cancelled(note, words):
        return replace(meeting, status="cancelled", note=note)
    begins = words.starts("words.starts_at", note)
    span = first_span(note) if begins else None
    if span is not None and meeting.start is None:
        meeting = replace(meeting, start=span.start, end=span.end, note=meeting.note or note)
    absent = absent_by(note, members, words, para)
    return replace(meeting, absent=meeting.absent + absent, note=meeting.note or note) if absent else meeting


def _with_length(items: list[ReadItem], text: str) -> list[ReadItem]:
    """The one item of a row with the length that stands in a column of its own."""
    length = length_in(text) if text else None
    number = re.fullmatch(r"\d{1,3}", text.strip()) if text else None
    minutes = length[0] if length else int(number.group(0)) if number else None
    if minutes is None or len(items) != 1:
        return items
    return [replace(items[0], duration_min=items[0].duration_min or minutes)]
