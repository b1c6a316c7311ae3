"""Sentences that make, move or cancel a meeting: "Næste møde er ...", "mødet den ... flyttes til ..."."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.domain.minutes.clock import first_span
from planner.domain.minutes.header import board_in
from planner.domain.minutes.sentences import sentences
from planner.domain.phrases import scan
from planner.domain.reading import ReadMeeting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from planner.domain.minutes.header import Header
    from planner.domain.minutes.layout import Para
    from planner.domain.minutes.when import When
    from planner.domain.minutes.words import Words
    from planner.domain.phrases import Phrase
    from planner.domain.reading import Source

_LONGEST = 500
_LONGEST_LABEL = 40


def news_in(
    para: Para, known: list[ReadMeeting], year: int | None, header: Header, when: When, words: Words
) -> list[ReadMeeting]:
    """What the sentences of a paragraph say of other meetings; `known` may be changed by them."""
    if len(para.text) > _LONGEST or not words.has("words.meeting_held_on", para.text):
        return []
    reader = when.in_year(year) if year else when
    found: list[ReadMeeting] = []
    for sentence in sentences(para.text):
        gone = period_cancelled(sentence, para.source, year, when, words)
        if gone is not None:
            found.append(replace(gone, source=replace(para.source, text=sentence)))
            continue
        days = reader.days(sentence) if words.has("words.meeting_held_on", sentence) else ()
        if not days:
            continue
        source = replace(para.source, text=sentence)
        moved = _moved(sentence, days, known + found, source, words)
        if moved is not None:
            if moved.moved_from is not None:
                _forget(known, moved.moved_from)
                _forget(found, moved.moved_from)
            found.append(moved)
        elif _cancels(sentence, days, words):
            found.extend(
                ReadMeeting(phrase.dates[0], source, status="cancelled", note=sentence) for phrase in days[:3]
            )
        elif words.has("words.new_meeting", sentence[: days[0].start] + " ") or _labelled(
            sentence[: days[0].start], words
        ):
            found.extend(_announced(sentence, days[0], header, source, words))
    return found


def _labelled(lead: str, words: Words) -> bool:
    """As in "Generalforsamling: torsdag den ...": a kind of meeting as the label of its day."""
    head, colon, rest = lead.partition(":")
    return (
        bool(colon)
        and len(head) < _LONGEST_LABEL
        and len(rest.split()) < 3
        and words.ends("names.board_meeting", head.strip())
    )


def period_cancelled(
    text: str, source: Source, year: int | None, when: When, words: Words
) -> ReadMeeting | None:
    """As in "December meeting canceled.", "No August meeting.": a month without its meeting."""
    if len(text) > 60 or not words.has("words.cancelled", text):
        return None
    for phrase in scan(text, (when.in_year(year) if year else when).context):
        if phrase.kind == "date":
            return None
        if phrase.kind == "month" and phrase.first is not None and (when.anchored or year):
            return ReadMeeting(
                None,
                source,
                period=f"{phrase.first.year}-{phrase.first.month:02}",
                status="cancelled",
                note=text,
            )
    return None


def _moved(
    sentence: str, days: Sequence[Phrase], known: Sequence[ReadMeeting], source: Source, words: Words
) -> ReadMeeting | None:
    verb = words.compiled(
        "news.moved",
        lambda: rf"(?<!\w){words.source('words.moved')}(?!\w)(?=.*?{words.source('words.moved_to')}\b)",
    ).search(sentence)
    if verb is None:
        return None
    after = [phrase for phrase in days if phrase.start > verb.start()]
    before = [phrase for phrase in days if phrase.end <= verb.start()]
    if not after or not words.has("words.meeting_held_on", sentence[: verb.end()]):
        return None
    source_day: date | None = before[-1].dates[0] if before else None
    if len(after) > 1 and source_day is None:
        source_day, after = after[0].dates[0], after[1:]
    if source_day is None and words.has("words.above_mentioned", sentence) and known:
        source_day = known[-1].date
    if (
        source_day is None
        and after[0].kind == "range"
        and words.ends("words.from_time", sentence[: after[0].start].rstrip())
    ):
        source_day = after[0].dates[0]  # "flyttet fra den 7. til den 14. februar"
    if source_day is None:
        return None
    proposed = words.has("words.propose", sentence)
    target = after[0]
    old = next((m for m in known if m.date == source_day), None)
    span = first_span(sentence[target.end :])
    return ReadMeeting(
        target.dates[-1] if target.kind == "range" else target.dates[0],
        source,
        board=old.board if old else None,
        status="planned",
        kind=old.kind if old else _kind(sentence, words),
        moved_from=source_day,
        start=span.start if span else (old.start if old else None),
        end=span.end if span else None,
        note="flytningen er et forslag" if proposed else None,
        state="doubtful" if target.state == "doubtful" else "sure",
        why=target.why if target.state == "doubtful" else None,
    )


def _forget(meetings: list[ReadMeeting], day: date) -> None:
    meetings[:] = [meeting for meeting in meetings if meeting.date != day]


def _cancels(sentence: str, days: Sequence[Phrase], words: Words) -> bool:
    match = words.pattern("words.cancelled").search(sentence)
    return (
        match is not None
        and words.has("words.meeting_held_on", sentence[: days[0].start] + " ")
        and len(sentence) < 160
    )


def _announced(
    sentence: str, phrase: Phrase, header: Header, source: Source, words: Words
) -> list[ReadMeeting]:
    """A meeting that is called, after the document's own date."""
    if len(phrase.alternatives) > 1:
        return []
    day = phrase.dates[0]
    if header.date is not None and day <= header.date:
        return []
    rest = sentence[phrase.end :]
    span = first_span(rest) or first_span(sentence)
    start, end = (span.start, span.end) if span else (phrase.time_start, phrase.time_end)
    doubtful = phrase.state == "doubtful"
    return [
        ReadMeeting(
            each,
            source,
            start=start,
            end=end,
            status="planned",
            kind=_kind(sentence[: phrase.start], words),
            board=board_in(sentence[: phrase.start], words) if header.board is None else None,
            state="doubtful" if doubtful else "sure",
            why=phrase.why if doubtful else None,
        )
        for each in phrase.dates[:1]
    ]


def _kind(text: str, words: Words) -> str | None:
    return "extraordinary" if words.has("words.extraordinary", text) else None
