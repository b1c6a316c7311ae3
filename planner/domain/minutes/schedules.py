"""Lists of meetings: yearly schedules, rows of dates after a lead sentence, tables of dates."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from planner.domain.minutes.clock import ClockSpan, first_span, spans_in
from planner.domain.minutes.day_items import listed_items, place_in, told_items
from planner.domain.minutes.header import board_in
from planner.domain.minutes.items import item_of
from planner.domain.minutes.layout import Para
from planner.domain.minutes.meeting_news import news_in, period_cancelled
from planner.domain.minutes.years import rolled, stated_year
from planner.domain.phrases import may_begin
from planner.domain.reading import ReadMeeting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.domain.minutes.grids import Layout
    from planner.domain.minutes.header import Header
    from planner.domain.minutes.outline import Outline
    from planner.domain.minutes.when import When
    from planner.domain.minutes.words import Words
    from planner.domain.phrases import Phrase
    from planner.domain.reading import ReadItem

_CONDITION = "mødet falder kun væk på en betingelse"
_LONGEST_TAIL = 70
_LATEST_START = 3  # where the day of a dated line may begin
_DIGIT = re.compile(r"\d")
_SHORT_HEADING = 70
_NOTED_FIRST = (
    4  # "Kl. 14.00-17.30, besøg" gives the hours of the meeting, "Workshop kl. 17" those of something in it
)
_PARENTHESIS = re.compile(r"\(([^()]*)\)")


@dataclass
class _List:
    """The list being read: what its heading and lead sentence said."""

    year: int | None = None
    second_year: bool = False
    board: str | None = None
    span: ClockSpan | None = None
    place: str | None = None
    open: bool = False
    with_items: bool = False
    archive: bool = False
    rows: list[tuple[Phrase, Para, str]] = field(default_factory=list)
    below: dict[int, list[Para]] = field(default_factory=dict)
    cancelled: list[ReadMeeting] = field(default_factory=list)


def meetings_of(outline: Outline, header: Header, when: When, words: Words) -> list[ReadMeeting]:
    """The meetings that lists and sentences of the document name, in its order."""
    found: list[ReadMeeting] = []
    current = _List(year=None)
    whole = header.type == "mødeplan"
    headings = {id(point.para): point for point in outline.points}
    for each in outline.everything:
        if not isinstance(each, Para):
            continue
        point = headings.get(id(each))
        piece = each._replace(text=point.title or each.text) if point is not None else each
        text = piece.text
        dated = _dated_line(piece, when, current, words)
        if dated is not None and (current.open or whole or current.rows):
            current.rows.append((dated, piece, text))
            continue
        if current.rows and piece.bullet and not current.rows[-1][1].bullet:
            current.below.setdefault(len(current.rows) - 1, []).append(piece)
            continue
        gone = (
            period_cancelled(text, piece.source, current.year, when, words) if current.open or whole else None
        )
        if gone is not None:
            current.cancelled.append(gone)
            continue
        opened = _opening(piece, current, when, words, whole=whole)
        if opened is not None:
            found.extend(_closed(current, header, when, words))
            current = opened
            inline = _inline(piece, when, current)
            if inline:
                current.rows.extend((phrase, piece, "") for phrase in inline)
                found.extend(_closed(current, header, when, words))
                current = _List(year=current.year, board=current.board, open=False)
                continue
        elif current.open and not current.rows and (inline := _listed_days(piece, when, current)):
            current.rows.extend((phrase, piece, "") for phrase in inline)
            found.extend(_closed(current, header, when, words))
            current = _List(year=current.year)
            continue
        elif current.rows and not piece.bullet:
            found.extend(_closed(current, header, when, words))
            current = _List(
                year=current.year, second_year=current.second_year, open=whole and not piece.heading
            )
        found.extend(news_in(piece, found, current.year, header, when, words))
    found.extend(_closed(current, header, when, words))
    return _with_changed_hours(found, outline, words)


def meetings_in_table(
    layout: Layout, year: int | None, header: Header, when: When, words: Words
) -> list[ReadMeeting]:
    """The rows of a table of meetings: date, and where it has them time, place, board and note."""
    current = _List(year=year)
    found = []
    for row in layout.rows:
        cell = layout.text(row, "date")
        days = (when.in_year(year) if year else when).days(cell)
        if not days:
            continue
        current.rows = [(days[0], row.cells[layout.columns["date"]][0], cell)]
        for meeting in _closed(current, header, when, words):
            span = first_span(layout.text(row, "time")) or first_span(cell[days[0].end :])
            noted = first_span(layout.text(row, "note"))
            span = span or (noted if noted is not None and noted.first < _NOTED_FIRST else None)
            end = first_span(layout.text(row, "end"))
            rest = " ".join(part for part in (layout.text(row, "note"), layout.text(row, "item")) if part)
            cancelled = words.has("words.cancelled", row.whole)
            start, until = (None, None) if cancelled else (meeting.start, meeting.end)
            found.append(
                replace(
                    meeting,
                    start=span.start if span else start,
                    end=span.end if span and span.end else end.start if end else until,
                    location=layout.text(row, "place") or meeting.location,
                    board=layout.text(row, "board") or meeting.board,
                    note=rest or meeting.note,
                    status="cancelled" if cancelled else meeting.status,
                    source=replace(meeting.source, text=row.source.text),
                )
            )
    return _in_order(found)


def meetings_by_board(layout: Layout, header: Header, when: When) -> list[ReadMeeting]:
    """The meetings of a table with a board over each column."""
    found = []
    for board, column in layout.columns.items():
        for row in layout.rows:
            for phrase in when.days(row.text(column)):
                span = first_span(row.text(column)[phrase.end :])
                found.append(
                    ReadMeeting(
                        date=phrase.dates[0],
                        source=row.cells[column][0].source,
                        board=board,
                        start=span.start if span else header.start,
                        end=span.end if span else header.end,
                        status="planned",
                        state="doubtful" if phrase.state == "doubtful" else "sure",
                        why=phrase.why if phrase.state == "doubtful" else None,
                    )
                )
    return found


def _in_order(found: list[ReadMeeting]) -> list[ReadMeeting]:
    return list({(m.date, m.board): m for m in found}.values())


def _dated_line(para: Para, when: When, current: _List, words: Words) -> Phrase | None:
    """The day that the line begins with, where little else stands on it."""
    text = para.text
    if len(text) > 160 or _DIGIT.search(text) is None:
        return None
    bare = _PARENTHESIS.sub(lambda match: " " * len(match.group(0)), text) if "(" in text else text
    if not may_begin(bare, _LATEST_START):
        return None
    reader = when.in_year(current.year) if current.year else when
    days = reader.days(bare)
    if not days or days[0].start > _LATEST_START or days[0].kind != "date" or len(days[0].dates) != 1:
        return None
    tail = text[days[0].end :].strip(" .,:-–")
    without = _PARENTHESIS.sub("", tail)
    if len(days) > 1 and len(tail) > 20 and not words.has("words.moved", tail):
        return None
    return days[0] if len(without) <= _LONGEST_TAIL else None


def _opening(para: Para, current: _List, when: When, words: Words, *, whole: bool) -> _List | None:
    """A heading or lead sentence of a list of meetings, or None."""
    text = para.text
    head = text.split(":", 1)[0]
    year = stated_year(text)
    archive = words.compiled(
        "schedules.archive",
        lambda: rf"^\W*(?:\d{{4}}\s+)?{words.source('sections.archive', unordered=True)}(?:\s+\d{{4}})?\W*$",
    ).match(text)
    if archive is not None:
        return _List(year=year or current.year, open=True, archive=True, board=current.board)
    yearly = (
        len(text) < 60
        and year is not None
        and words.compiled(
            "schedules.yearly",
            lambda: (
                rf"^\W*{words.source('words.schedule_heading')}(?:\s+(?:i|in|for))?\s+(?:\w+\s+)?\d{{4}}\D{{0,12}}\d{{0,4}}\W*$"
            ),
        ).match(text)
    )
    forward = (
        yearly
        or words.says("sections.forward", head)
        or words.compiled(
            "schedules.forward",
            lambda: (
                rf"^\W*(?:\d{{4}}\s+)?{words.source('sections.forward', unordered=True)}(?:\s+\d{{4}})?\W*$"
            ),
        ).match(text)
    )
    lead = words.has("words.schedule_lead", text)
    if forward or lead:
        board = board_in(text, words) or (current.board if not whole or lead else None)
        subject = words.compiled(
            "schedules.subject", lambda: rf"^(.{{3,60}}?)\s+{words.source('words.holds_meetings')}\b"
        ).match(text)
        if subject and not words.says("words.no_owner", subject.group(1).strip()):
            board = subject.group(1).strip()
        span = first_span(text) if not when.days(text) or lead else None
        return _List(
            year=year or current.year,
            board=board,
            span=span,
            open=True,
            second_year=current.second_year,
            place=place_in(text) if lead else None,
        )
    if words.says("sections.backlog", text) and not para.bullet:
        return _List(year=year or current.year, open=True, with_items=True)
    if (
        whole
        and len(text) < _SHORT_HEADING
        and not para.bullet
        and not text.endswith(".")
        and not when.days(text)
    ):
        return _List(year=year or current.year, board=_heading_board(text, year, words), open=True)
    return None


def _heading_board(text: str, year: int | None, words: Words) -> str | None:
    bare = text.strip(" :")
    if any(
        words.has(f"words.{name}", bare)
        for name in ("document_schedule", "document_minutes", "document_agenda")
    ):
        return board_in(bare, words)
    if words.says("words.month", bare) or words.has("words.cancelled", bare):
        return None
    return bare if year is None and any(c.isalpha() for c in bare) else None


def _inline(para: Para, when: When, current: _List) -> list[Phrase]:
    """The days of a list on one line: after its colon, or after the lead sentence."""
    _, colon, rest = para.text.partition(":")
    reader = when.in_year(current.year) if current.year else when
    at = len(para.text) - len(rest) if colon else 0
    days = [phrase for phrase in reader.days(para.text) if phrase.start >= at and phrase.kind == "date"]
    return days if colon or len(days) > 1 else []


def _listed_days(para: Para, when: When, current: _List) -> list[Phrase]:
    """The days of a line that holds nothing but days, right under the heading of a list."""
    if not may_begin(para.text, _LATEST_START):
        return []
    reader = when.in_year(current.year) if current.year else when
    days = [phrase for phrase in reader.days(para.text) if phrase.kind == "date"]
    if not days or days[0].start > _LATEST_START:
        return []
    between = len(para.text) - sum(phrase.end - phrase.start for phrase in days)
    return days if len(days) > 1 and between < 14 * len(days) else []


def _closed(current: _List, header: Header, when: When, words: Words) -> list[ReadMeeting]:
    """The meetings of a list that is at its end."""
    rows, gone, below = current.rows, current.cancelled, current.below
    current.rows, current.cancelled, current.below = [], [], {}
    if current.archive and not _speaks_of_meetings(rows, gone, words):
        return []
    reader = when.in_year(current.year) if current.year else when
    days = rolled([phrase for phrase, _, _ in rows], current.year, header.date)
    found = []
    for number, ((phrase, para, text), (day, why)) in enumerate(zip(rows, days, strict=True)):
        tail = text[phrase.end :].strip(" .,:-–") if text else ""
        notes = [note.strip() for note in _PARENTHESIS.findall(tail) if note.strip()]
        bare = _PARENTHESIS.sub("", tail)
        span = first_span(tail) or (
            ClockSpan(phrase.time_start, phrase.time_end, 0, 0) if phrase.time_start else None
        )
        if span is None and not text:
            spans = spans_in(para.text)
            labelled = [one for one in spans if para.text[one.first : one.last].lower().startswith("kl")]
            spans = labelled or spans
            span = spans[0] if len({(one.start, one.end) for one in spans}) == 1 else None
        own_hours = words.has("words.all_day", text) or words.has("words.cancelled", text)
        if not own_hours:
            span = span or current.span
        if span is None and header.date is None and header.start is not None and not own_hours:
            span = ClockSpan(header.start, header.end, 0, 0)
        cancelled = words.has("words.cancelled", text)
        said_removed = words.starts("words.removed", bare.strip()) is not None
        dropped = said_removed and (current.with_items or header.date is not None)
        items: tuple[ReadItem, ...] = ()
        if dropped:
            items = ()
        elif current.with_items and not cancelled:
            items = listed_items(bare, para, words)
        elif header.date is not None and header.type != "mødeplan" and not cancelled:
            items = told_items(text[phrase.end :], para, words)
        items += tuple(item_of([one], reader, words) for one in below.get(number, ()))
        others = reader.days(tail) if words.has("words.moved", tail) else ()
        doubt = phrase.why if phrase.state == "doubtful" and day == phrase.dates[0] else why
        if dropped and words.has("words.condition", bare):
            doubt = _CONDITION
        found.append(
            ReadMeeting(
                date=day,
                source=para.source,
                board=current.board,
                start=span.start if span else None,
                end=span.end if span else None,
                status="cancelled"
                if cancelled or dropped
                else "held"
                if header.date and day <= header.date
                else "planned",
                note="; ".join(notes)
                or (bare.strip() if len(bare) > 12 and not first_span(bare) and not items else None)
                or None,
                items=() if dropped else items,
                moved_from=others[0].dates[0] if others else None,
                location=place_in(bare) or current.place or (header.place if header.date is None else None),
                state="doubtful" if doubt else "sure",
                why=doubt,
            )
        )
    return found + gone


def _speaks_of_meetings(
    rows: Sequence[tuple[Phrase, Para, str]], gone: Sequence[ReadMeeting], words: Words
) -> bool:
    """A list of dated files is no schedule, unless its lines speak of meetings held or cancelled."""
    return bool(gone) or any(
        words.has("words.cancelled", text) or words.has("words.meeting_held_on", text) for _, _, text in rows
    )


def _with_changed_hours(found: list[ReadMeeting], outline: Outline, words: Words) -> list[ReadMeeting]:
    """As in "Godkendt, dog begynder møderne kl. 17 og slutter kl. 19": the decision wins over the proposal."""
    if not found:
        return found
    pattern = words.compiled("schedules.hours", lambda: rf"{words.source('words.hours_changed')}")
    for piece in outline.everything:
        if not isinstance(piece, Para) or len(piece.text) > 300:
            continue
        match = pattern.search(piece.text)
        spans = spans_in(piece.text) if match else []
        if match and spans and spans[0].first > match.start():
            start = spans[0].start
            end = spans[0].end or (spans[1].start if len(spans) > 1 else None)
            return [replace(m, start=start, end=end or m.end) for m in found]
    return found
