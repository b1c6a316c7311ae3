"""The head of a document: its own date, board, type, place, and planned start and end."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import time
from typing import TYPE_CHECKING, Literal

from planner.domain.minutes.clock import first_span, spans_in
from planner.domain.minutes.layout import Para, Piece
from planner.domain.minutes.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from planner.domain.minutes.fields import Field
    from planner.domain.minutes.when import When
    from planner.domain.minutes.words import Words
    from planner.domain.reading import Source, State

_YEAR = re.compile(r"(?<![\d/.-])(?:19[89]\d|20[0-4]\d)(?![\d]|\s*[-/–]\s*\d)")
_SCHOOL_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)\s*[/–-]\s*(?:20)?(\d\d)(?!\d)")
_ONLY_TIME = re.compile(r"(?:kl\.?\s*)?\d{1,2}[.:]\d\d\s*[-–]\s*(?:kl\.?\s*)?\d{1,2}[.:]\d\d", re.IGNORECASE)
_HOUR = r"([01]?\d|2[0-3])"
_BARE_HOURS = re.compile(rf"\s*,\s*{_HOUR}\s*[-–]\s*{_HOUR}\W*$")  # behind the date: "7. februar 2027, 19-21"
_SENTENCE_END = re.compile(r"[.!?]\s+")
_HEAD_LINES = 14
_BELOW = 2  # lines from the date to the hours


@dataclass
class Header:
    """What the head says; filled while it is read."""

    date: date | None = None
    date_state: State = "sure"
    date_why: str | None = None
    date_source: Source | None = None
    start: time | None = None
    end: time | None = None
    start_source: Source | None = None
    place: str | None = None
    board: str | None = None
    type: Literal["referat", "dagsorden", "mødeplan"] | None = None
    draft: bool | None = None
    title: str | None = None
    organisation: str | None = None
    notes: list[str] = field(default_factory=list)


def header_of(
    head: Sequence[Piece], fields: Sequence[Field], name: str | None, when: When, words: Words
) -> Header:
    """The header, from labelled fields first and from the first lines otherwise."""
    found = Header()
    lines = [piece for piece in head if isinstance(piece, Para)][:_HEAD_LINES]
    _from_fields(found, fields, when, words)
    _from_lines(found, lines, when, words)
    if found.date is None and found.start is None:
        _common_hours(found, lines, when, words)
    _type_and_state(found, lines, name, words)
    found.board = _board(fields, lines, words)
    found.organisation = _organisation(lines, words)
    found.title = lines[0].text if lines else name
    return found


def year_of(head: Sequence[Piece], name: str | None) -> int | None:
    """The year that the headings of a document without a date of its own are about ("Mødeplan 2025")."""
    texts = [piece.text for piece in head if isinstance(piece, Para)][:_HEAD_LINES]
    for text in [*texts, name or ""]:
        if len(text) > 200:
            continue
        years = {int(year) for year in _YEAR.findall(text)}
        if len(years) == 1 and (len(text) < 90 or re.search(r"\bi\s+20\d\d\b|\bin\s+20\d\d\b", text)):
            return years.pop()
        school = _SCHOOL_YEAR.search(text)
        if school and int(school.group(1)) % 100 + 1 == int(school.group(2)):
            return int(school.group(1))
    return None


def _from_fields(found: Header, fields: Sequence[Field], when: When, words: Words) -> None:
    for one in fields:
        value = one.value
        if one.name in ("date", "time", "start") and value:
            days = when.days(value)
            if days and found.date is None:
                found.date, found.date_source = days[0].dates[0], one.para.source
                if days[0].state == "doubtful":
                    found.date_state, found.date_why = "doubtful", days[0].why
            _times(found, value, one)
            if days and found.start is None and (hours := _BARE_HOURS.match(value, days[0].end)):
                found.start, found.end = time(int(hours[1])), time(int(hours[2]))
                found.start_source = one.para.source
        elif one.name == "end" and found.end is None:
            span = first_span(value)
            found.end = span.start if span else None
        elif one.name == "place" and found.place is None and value:
            found.place = None if words.says("words.placeholder", value) else value
            if one.para.text.count(":") and words.says("fields.date", one.para.text.split(":", 1)[0]):
                _times(found, value, one)


def _times(found: Header, value: str, one: Field) -> None:
    spans = spans_in(value)
    if not spans or (found.start is not None and one.name != "start"):
        return
    if found.start is None:
        found.start, found.start_source = spans[0].start, one.para.source
    if spans[0].end is not None and found.end is None:
        found.end = spans[0].end
    elif len(spans) == 2 and spans[1].start > spans[0].start and found.end is None and one.name != "start":
        found.end = spans[1].start


def _from_lines(found: Header, lines: Sequence[Para], when: When, words: Words) -> None:
    for para in lines:
        if len(para.text) > 400:
            continue
        if found.date is None:
            days = [
                phrase
                for phrase in when.days(para.text)
                if not phrase.year_inferred and not _is_of_the_paper(para.text[: phrase.start], words)
            ]
            if days and (len(para.text) < 200 or words.has("words.meeting_held_on", para.text)):
                found.date, found.date_source = days[0].dates[0], para.source
                if days[0].state == "doubtful":
                    found.date_state, found.date_why = "doubtful", days[0].why
        if found.start is None and _is_about_the_meeting(para, found, when):
            span = first_span(para.text)
            if span is not None:
                found.start, found.start_source = span.start, para.source
                found.end = found.end or span.end


def _is_of_the_paper(lead: str, words: Words) -> bool:
    """Whether the sentence tells when the document was revised, adopted or sent out, by the words before its date."""
    return words.starts("words.revised", _SENTENCE_END.split(lead)[-1]) is not None


def _common_hours(found: Header, lines: Sequence[Para], when: When, words: Words) -> None:
    """As in "Møderne holdes kl. 10.00-12.30": the hours of every meeting of a schedule."""
    for para in lines:
        for sentence in sentences(para.text):
            spans = spans_in(sentence) if words.has("words.all_meetings", sentence) else []
            if len(spans) == 1 and not when.days(sentence):
                found.start, found.end, found.start_source = spans[0].start, spans[0].end, para.source
                return


def _is_about_the_meeting(para: Para, found: Header, when: When) -> bool:
    if _ONLY_TIME.match(para.text.strip(" .")):
        alone = _ONLY_TIME.fullmatch(para.text.strip(" .")) is not None
        below = found.date_source is not None and 0 <= para.source.line - found.date_source.line <= _BELOW
        return alone or below
    days = when.days(para.text)
    return bool(days) and found.date is not None and days[0].dates[0] == found.date


def _type_and_state(found: Header, lines: Sequence[Para], name: str | None, words: Words) -> None:
    texts = [para.text for para in lines[:8]] + [name or ""]
    for text in texts:
        if len(text) > 200:
            continue
        for family, kind in (
            ("document_minutes", "referat"),
            ("document_schedule", "mødeplan"),
            ("document_agenda", "dagsorden"),
        ):
            if found.type is None and words.has(f"words.{family}", text.replace("_", " ")):
                found.type = kind  # type: ignore[assignment]
        if (
            found.type is None
            and len(text) < 60
            and _YEAR.search(text)
            and words.starts("words.schedule_heading", text)
        ):
            found.type = "mødeplan"
        if words.has("words.draft", text):
            found.draft = True
        elif found.draft is None and words.has("words.approved", text):
            found.draft = False


def _board(fields: Sequence[Field], lines: Sequence[Para], words: Words) -> str | None:
    for one in fields:
        if one.name == "board" and one.value and len(one.value) < 80:
            return one.value
    for para in lines[:8]:
        found = board_in(para.text, words)
        if found is not None:
            return found
    return None


def _is_board(word: str, words: Words) -> bool:
    return words.says("names.board", word) and not words.says("names.not_board", word)


def board_in(text: str, words: Words) -> str | None:
    """The board that a heading names ("Referat af møde i Kulturudvalget den ..."), or None."""
    if len(text) > 260:
        return None
    tokens = text.split()
    if (
        len(tokens) == 2
        and tokens[0][:1].isupper()
        and tokens[0].endswith("s")
        and _is_board(tokens[1], words)
    ):
        return text.strip('.,:;()-–"')  # "Kommunstyrelsens arbetsutskott"
    for n, token in enumerate(tokens):
        bare = token.strip('.,:;()-–"')
        meeting = words.says("names.board_meeting", bare)
        if not meeting and not bare[:1].isupper() and n > 0 and not (n > 1 and tokens[n - 2].endswith("-")):
            continue
        if meeting:
            return _definite(bare, words.language)
        if _is_board(bare, words):
            start = n
            if words.says("names.board_alone", bare) and n and tokens[n - 1][:1].isupper():
                start = n - 1
                while bare.isupper() and start and tokens[start - 1].isupper():
                    start -= 1
            while (
                start > 1
                and tokens[start - 1] in ("og", "and", "och", "&")
                and tokens[start - 2][:1].isupper()
            ):
                start -= 2
            end = n + 1
            if (
                end < len(tokens) - 1
                and words.says("names.board_for", tokens[end])
                and tokens[end + 1][:1].isupper()
            ):
                end += 2
                while (
                    end < len(tokens) - 1
                    and words.says("words.and", tokens[end])
                    and tokens[end + 1][:1].isupper()
                ):
                    end += 2
            return " ".join(part.strip('.,:;()"') for part in tokens[start:end])
    return None


def _definite(meeting: str, language: str) -> str:
    """As in "Skolebestyrelsesmøde" -> "Skolebestyrelsen"."""
    base = re.sub(r"s?(?:møde|møte|möte|sammanträde)t?$", "", meeting, flags=re.IGNORECASE)
    base = base[:1].upper() + base[1:]
    ending = "n" if base.endswith("e") and language != "no" else "t" if base.endswith("e") else "et"
    return base + ending if base and base.lower() != meeting.lower() else base


def _organisation(lines: Sequence[Para], words: Words) -> str | None:
    pattern = words.compiled(
        "header.organisation",
        lambda: rf"((?:[A-ZÆØÅÄÖ][\wæøåäö.-]+\s+){{1,3}}{words.source('names.organisation')})\b",
        0,
    )
    for para in lines:
        match = pattern.search(para.text)
        if match and len(para.text) < 300:
            named = [word for word in match.group(1).split() if not words.says("names.board_meeting", word)]
            return " ".join(named) if len(named) > 1 else None
    return None
