"""The timed agenda ("Tid | Punkt"): starts, lengths from the next start or the text, breaks, the end."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.domain.minutes.clock import first_span, length_in, minutes_between
from planner.domain.minutes.items import item_of
from planner.domain.minutes.persons import named_loosely
from planner.domain.minutes.titles import title_of
from planner.domain.reading import ReadItem, Unreadable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import time

    from planner.domain.minutes.grids import Layout
    from planner.domain.minutes.layout import GridRow, Para
    from planner.domain.minutes.when import When
    from planner.domain.minutes.words import Words

_LONGEST_ITEM = 12 * 60
_FEWEST_TIMES = 3
_LONGEST_SUB_POINT = 80
_NUMBERED = re.compile(r"^\d{1,2}[.)]\s+")
_BARE_TIME = re.compile(r"^(?P<title>.{3,}?)\s+(?P<time>\d{1,2}[:.]\d{2})$")


def timed_rows(layout: Layout, when: When, words: Words) -> tuple[list[ReadItem], list[Unreadable]]:
    """The rows of a timed agenda in order, and those that were not understood."""
    found: list[ReadItem] = []
    lost: list[Unreadable] = []
    for row in layout.rows:
        if not row.whole:
            continue
        item = _row(row, layout, when, words)
        if item is None:
            if found and row.text(layout.columns["item"]) == "" and not row.whole:
                continue
            lost.append(Unreadable(row.whole, row.source, "rækken har ingen titel"))
        else:
            found.append(item)
    return with_lengths(found), lost


def with_lengths(items: Sequence[ReadItem], end: time | None = None) -> list[ReadItem]:
    """The items with lengths: what is written, else the time until the next start."""
    found: list[ReadItem] = []
    for number, item in enumerate(items):
        following = next((one.time for one in items[number + 1 :] if one.time is not None), None)
        until = item.end or following or (end if number == len(items) - 1 else None)
        length = item.duration_min
        if length is None and item.time is not None and until is not None and item.kind != "end":
            minutes = minutes_between(item.time, until)
            length = minutes if 0 < minutes < _LONGEST_ITEM else None
        found.append(item if length == item.duration_min else replace(item, duration_min=length))
    return found


def with_bare_times(items: Sequence[ReadItem], words: Words) -> list[ReadItem]:
    """Titles that end in a time ("Declarations of interest 10:05"), where they do so in ascending order."""
    matches = [_BARE_TIME.match(item.title) if item.time is None else None for item in items]
    spans = [first_span(match["time"]) for match in matches if match]
    times = [span.start for span in spans if span is not None]
    if len(times) < _FEWEST_TIMES or len(times) * 2 < len(items) or times != sorted(set(times)):
        return list(items)
    found = []
    for item, match in zip(items, matches, strict=True):
        span = first_span(match["time"]) if match else None
        if match is None or span is None:
            found.append(item)
            continue
        title = title_of(match["title"], words, item.source)
        found.append(
            replace(
                item,
                title=title.text,
                time=span.start,
                duration_min=item.duration_min or title.minutes,
                presenters=item.presenters or title.presenters,
            )
        )
    return found


def kind_of(item: ReadItem, words: Words, *, last: bool = False) -> ReadItem:
    """The item marked as a break or as the end of the meeting, where it is one."""
    if words.says("words.break", item.title):
        return replace(item, kind="break")
    if words.says("words.end", item.title) and (
        last or item.duration_min is None or len(item.title.split()) > 1
    ):
        return replace(item, kind="end")
    return item


def _is_sub_point(para: Para) -> bool:
    """A bullet right below the title that is a title itself, not a sentence about it."""
    return para.bullet and len(para.text) < _LONGEST_SUB_POINT and not para.text.endswith((".", ":", ";"))


def _row(row: GridRow, layout: Layout, when: When, words: Words) -> ReadItem | None:
    column = layout.columns["item"]
    paras = row.cells[column] if column < len(row.cells) else ()
    time_text = layout.text(row, "time")
    span = first_span(time_text)
    if not paras and not (layout.columns.get("time") is not None):
        return None
    if not paras:
        rest = time_text[span.last :].strip(" -–:|") if span else ""
        if not rest:
            return None
        paras = (row.cells[layout.columns["time"]][0]._replace(text=rest),)
    item = item_of(paras, when, words)
    if len(paras) > 1 and all(_is_sub_point(para) for para in paras[1:]):
        item = replace(
            item,
            children=tuple(para.text for para in paras[1:]),
            child_sources=tuple(para.source for para in paras[1:]),
        )
    if span is not None:
        item = replace(
            item, time=span.start, end=span.end or item.end, duration_min=span.minutes or item.duration_min
        )
    end = first_span(layout.text(row, "end"))
    if end is not None:
        item = replace(item, end=end.start)
    length = layout.text(row, "duration")
    if length:
        read = length_in(length)
        number = re.fullmatch(r"\d{1,3}", length.strip())
        item = replace(
            item, duration_min=read[0] if read else int(number.group(0)) if number else item.duration_min
        )
    who = layout.text(row, "who")
    if who and not item.presenters:
        people, groups = named_loosely(who, words, row.source)
        if len(people) == 1 and people[0].mode != "online" and words.has("words.online", who):
            people = (replace(people[0], mode="online"),)
        item = replace(item, presenters=people, groups=item.groups + groups)
    case = layout.text(row, "case")
    if item.case_number is None and any(c.isdigit() for c in case):
        item = replace(item, case_number=case)
    number_text = layout.text(row, "number")
    if number_text:
        item = replace(item, no=number_text.strip(" ."))
    return kind_of(_with_columns(item, row, layout, words), words, last=row is layout.rows[-1])


def _with_columns(item: ReadItem, row: GridRow, layout: Layout, words: Words) -> ReadItem:
    """The item with what was decided and the papers that columns of the row name."""
    papers = [_NUMBERED.sub("", para.text).strip() for para in layout.cell(row, "papers")]
    named = tuple(paper for paper in papers if paper and not words.says("words.none", paper))
    return replace(
        item,
        decision=item.decision or layout.text(row, "decision") or None,
        attachments=item.attachments or named,
    )
