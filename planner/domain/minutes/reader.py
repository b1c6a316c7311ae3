"""The reading of one document, from its flow to the facts and their count."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from planner.domain.minutes import calendars, flat_columns, schedules
from planner.domain.minutes.absence import absent_of
from planner.domain.minutes.assembly import assembled
from planner.domain.minutes.attachments import overview, together
from planner.domain.minutes.attendance import attendances
from planner.domain.minutes.backlog import backlog_of
from planner.domain.minutes.decisions import decisions_of
from planner.domain.minutes.fields import Field, fields_of, label_of, said_in_passing
from planner.domain.minutes.flow import flow_of
from planner.domain.minutes.forward import forward_rows, full_name, undated_rows
from planner.domain.minutes.grids import layout_of
from planner.domain.minutes.guests import guests_of
from planner.domain.minutes.header import header_of, year_of
from planner.domain.minutes.labelled_rows import with_labelled_rows
from planner.domain.minutes.language import language_of
from planner.domain.minutes.layout import Grid, Para
from planner.domain.minutes.members import members_of
from planner.domain.minutes.next_meeting import items_for_next
from planner.domain.minutes.outline import Outline, outline_of
from planner.domain.minutes.own_date import date_by_attachments
from planner.domain.minutes.owners import with_full_owners
from planner.domain.minutes.points import PointRead, meeting_case_numbers, own_paragraphs, read_point
from planner.domain.minutes.roll import roll_of
from planner.domain.minutes.second_agenda import with_second_agenda
from planner.domain.minutes.sub_points import with_sub_points
from planner.domain.minutes.tabled_points import points_in_table
from planner.domain.minutes.tables import Tables
from planner.domain.minutes.tasks import listed_tasks, tasks_of
from planner.domain.minutes.timed_blocks import with_timed_blocks
from planner.domain.minutes.timetable import timed_rows
from planner.domain.minutes.when import When
from planner.domain.phrases import Context
from planner.domain.reading import Source

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.domain.document import Document
    from planner.domain.minutes.grids import Layout
    from planner.domain.minutes.header import Header
    from planner.domain.minutes.layout import Piece
    from planner.domain.minutes.words import Words
    from planner.domain.reading import Reading, ReadItem, ReadPerson, Unreadable

_NUMBERED_TASKS = {"number", "item", "decision", "deadline"}  # the points, with what is to be done after each
_NO_YEAR = date(2000, 1, 1)


def read_minutes(document: Document, lexicons: Mapping[str, Words]) -> Reading:
    """Everything the document says about meetings; the language is found by its words."""
    words = lexicons[language_of(document, lexicons)].with_memory()
    flow = with_timed_blocks(with_labelled_rows(flow_of(document, words), words), words)
    outline = outline_of(flow, words)
    fields = fields_of(outline.head, words)
    fields += said_in_passing(outline.head, words)
    when, header = _dated(document, outline, fields, words)
    below = [own_paragraphs(point, header.date, when, words) for point in outline.points]
    all_fields = fields + [one for paras in below for one in _fields_in_point(paras, words)]
    members = members_of(fields, outline.signatures, words)
    points = with_sub_points(
        [read_point(point, paras, words) for point, paras in zip(outline.points, below, strict=True)],
        outline,
    )
    tables = _tables(outline, header, members, when, words)
    members = members or tuple(tables.listed)
    listed, said = overview(outline.overview, words)
    attachments = together([one for point in points for one in point.attachments], listed)
    titles = [item.title for item in tables.timed] + [one.point.title for one in points]
    decided = decisions_of(outline, titles, header.date, when, words)
    texts = [piece.text for piece in outline.everything if isinstance(piece, Para)]
    decided.followups.extend([*tables.tasks, *listed_tasks(outline.everything, when, words)])
    decided.followups = with_full_owners(decided.followups, texts, words)
    named = [
        one
        for piece in outline.everything
        if isinstance(piece, Para)
        for one in attendances(piece.text, words, piece.source)
        if one.points
    ]
    named += guests_of(all_fields, words)
    own_text = [piece for piece in outline.head if isinstance(piece, Para) and label_of(piece, words) is None]
    own_text += [
        para
        for grid in outline.head
        if isinstance(grid, Grid)
        for row in grid.rows
        for cell in row.cells
        for para in cell[1:]
    ]
    own_text += [para for paras in below for para in paras]
    absent, groups = absent_of(all_fields, own_text, words)
    away = (full_name(person, members) for person in (*absent, *tables.away))
    absent = tuple({person.name: person for person in away}.values())
    lists = calendars.lists(outline.everything, when, words)
    meetings = schedules.meetings_of(outline, header, when, words)
    meetings = with_second_agenda(tables, titles, meetings)
    return assembled(
        document=document,
        words=words,
        header=header,
        members=members,
        absent=absent,
        absent_groups=groups,
        points=points,
        said=said,
        tables=tables,
        attachments=attachments,
        decided=decided,
        scheduled=[*tables.scheduled, *meetings],
        backlog=(*tables.waiting, *backlog_of(outline.everything, when, words)),
        case_numbers=_case_numbers(outline, points, [*tables.timed, *tables.points], words),
        rul=calendars.rotation(outline.everything, when, words),
        lists=lists,
        fields=all_fields,
        named=named,
        put_off=items_for_next(outline, when, words),
    )


def _dated(
    document: Document, outline: Outline, fields: Sequence[Field], words: Words
) -> tuple[When, Header]:
    """The reader of dates, set by the document's own date or year, and the header."""
    name = document.title
    bare = When(Context(_NO_YEAR, language=words.language), anchored=False)
    when = bare
    title = [] if not name else [_title_para(document, name)]
    head = [*outline.head[:40], *title]
    header = header_of(head, fields, name, bare, words)
    if header.date is None:
        year = year_of([*title, *outline.head], document.title)
        if year is not None:
            when = When(Context(date(year, 1, 1), year=year, language=words.language))
            header = header_of(head, fields, name, when, words)
        else:
            by_attachment = date_by_attachments(outline, bare, words)
            if by_attachment is None:
                return bare, header
            header.date, header.date_source, header.date_why = by_attachment
            header.date_state = "doubtful"
    return (when if header.date is None else bare.on(header.date)), header


def _title_para(document: Document, title: str) -> Para:
    return Para(title, Source(document.name, 1, title))


def _fields_in_point(paras: Sequence[Para], words: Words) -> list[Field]:
    """Labelled fields below a point that speak of the meeting."""
    wanted = ("absent", "end", "start", "substitutes", "absent_partly", "absent_unexcused")
    return [one for one in fields_of(paras, words) if one.name in wanted]


def _tables(
    outline: Outline, header: Header, members: Sequence[ReadPerson], when: When, words: Words
) -> Tables:
    found = Tables()
    parts: list[tuple[int | None, Sequence[Piece]]] = [(None, outline.head)]
    parts.extend((point.no, point.pieces) for point in outline.points)
    for number, pieces in parts:
        for piece in pieces:
            if isinstance(piece, Grid):
                _table(found, piece, number, header, members, when, words)
    return found


def _table(
    found: Tables,
    grid: Grid,
    number: int | None,
    header: Header,
    members: Sequence[ReadPerson],
    when: When,
    words: Words,
) -> None:
    listed, away = roll_of(grid, words)
    if listed:
        found.listed.extend(listed)
        found.away.extend(away)
        return
    layout = layout_of(grid, when, words)
    if layout is None:
        return
    lost: list[Unreadable] = []
    if layout.kind == "timetable" and not found.timed:
        found.timed, lost = timed_rows(layout, when, words)
        found.timed = [_as_merged(item) for item in found.timed] if grid.merged else found.timed
        found.home = number
        found.rows += len(found.timed) + len(lost)
    elif layout.kind == "forward":
        layout, waiting = undated_rows(layout, when, words)
        found.waiting.extend(waiting)
        rows, lost = forward_rows(layout, members, when, words)
        if header.date is None and header.start is not None:
            rows = [
                row
                if row.start or row.status == "cancelled"
                else replace(row, start=header.start, end=header.end)
                for row in rows
            ]
        if grid.merged:
            rows = [replace(row, items=tuple(_as_merged(item) for item in row.items)) for row in rows]
        found.forward.extend(rows)
        found.rows += sum(max(1, len(row.items)) for row in rows) + len(waiting) + len(lost)
    elif layout.kind == "schedule":
        found.scheduled.extend(schedules.meetings_in_table(layout, when.context.year, header, when, words))
    elif layout.kind == "boards":
        found.scheduled.extend(schedules.meetings_by_board(layout, header, when))
    elif layout.kind == "tasks":
        found.tasks.extend(tasks_of(layout, when, words))
    elif layout.kind == "timetable":
        found.further.extend(timed_rows(layout, when, words)[0])
    if layout.kind == "points" or layout.columns.keys() >= _NUMBERED_TASKS:
        _points_of(found, grid, layout, when, words)
    found.lost.extend(lost)


def _points_of(found: Tables, grid: Grid, layout: Layout, when: When, words: Words) -> None:
    points = points_in_table(layout, when, words)
    if found.points:
        found.further.extend(points)
        return
    found.points = [_as_merged(item) for item in points] if grid.merged else points
    found.rows += len(points)


def _as_merged(item: ReadItem) -> ReadItem:
    return item if item.state == "doubtful" else replace(item, state="doubtful", why=flat_columns.WHY)


def _case_numbers(
    outline: Outline, points: Sequence[PointRead], tabled: Sequence[ReadItem], words: Words
) -> tuple[str, ...]:
    found = list(meeting_case_numbers(outline.head, words))
    found.extend(number for point in points for number in point.case_numbers)
    found.extend(item.case_number for item in tabled if item.case_number)
    return tuple(dict.fromkeys(found))
