"""The title of an item taken apart: times, length, presenters and remarks that stand beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.domain.minutes.attendance import attendances
from planner.domain.minutes.clock import first_span, length_in
from planner.domain.minutes.persons import persons_of
from planner.domain.minutes.words import remembered
from planner.domain.reading import ReadPerson

if TYPE_CHECKING:
    from datetime import time

    from planner.domain.minutes.words import Words
    from planner.domain.reading import Source
    from planner.domain.visibility import Visibility

_LAST_PARENTHESIS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*\.?$")
_BY = re.compile(
    r"[\s,–-]+(?:v/\s*|v\.\s+(?=[A-ZÆØÅ])|ved\s+(?=[A-ZÆØÅ]\S+\s+[A-ZÆØÅ])|w/\s*|by\s+(?=[A-Z]\S+\s+[A-Z]))(.+)$"
)
_LENGTH_FIRST = re.compile(r"\(?\d{1,3}\s*min(?:\.|utter|uter|utes)?\)?\s*[-–:.)]?\s*(?=[A-ZÆØÅÄÖ])")
_ONE_NAME = re.compile(r"[A-ZÆØÅÄÖ][\w-]{1,20}$")
_EDGE = " \t–—-:;,|/"
_CASE = re.compile(
    r"(?<![\w/])(\d{2,4}-\d{4}-\d{1,7}|[A-ZÆØÅÄÖ]{2,5} \d{4}/\d{1,6}|\d{2}/\d{3,6}|\d{2,4}-\d{5,7}|[A-ZÆØÅ]{2,4}-\d{4}-\d{2,6}(?:-\d+)*|\d{2}\.\d{2}\.\d{2}-[A-Z]\d{2}-\d+-\d{2,4}|\d{4}/\d{4,7}|\d{4}-\d{4,7})(?![\w/])"
)
_FIRST_NAME = re.compile(r"[A-ZÆØÅ][a-zæøåéö]{2,}")
_KIND = re.compile(r"^[A-ZÆØÅ](?:\s*[,/+]\s*[A-ZÆØÅ])*$")


@dataclass(frozen=True)
class Title:
    """A title and what was found beside it; `raw` is the text as written."""

    text: str
    raw: str
    start: time | None = None
    end: time | None = None
    minutes: int | None = None
    presenters: tuple[ReadPerson, ...] = ()
    groups: tuple[str, ...] = ()
    mayor: bool | None = None
    visibility: Visibility | None = None
    case_number: str | None = None
    note: str | None = None
    removed: bool = False
    postponed: bool = False


@remembered
def title_of(raw: str, words: Words, source: Source) -> Title:
    """The title without its times, length, presenters, visibility and remarks in parentheses."""
    title = Title(raw.strip(), raw.strip())
    title = _leading_time(title)
    title = _labelled(title, words)
    title = _attended_in_line(title, words, source)
    for _ in range(5):
        before = title.text
        title = _parenthesis(title, words, source)
        title = _presented_by(title, words, source)
        title = _with_case(title, words)
        title = _visibility_at_the_end(title, words)
        title = _trailing_time(title)
        if title.text == before:
            break
    bare = title.text.strip(_EDGE) or title.raw
    return title if bare == title.text else replace(title, text=bare)


def case_numbers_in(text: str) -> tuple[str, ...]:
    """Case numbers as they are written: 24/7615, 25-008754, XX-2005-014-004."""
    return tuple(match.group(1) for match in _CASE.finditer(text))


def _leading_time(title: Title) -> Title:
    span = first_span(title.text) if title.text[:1].isdigit() or title.text[:2].lower() == "kl" else None
    if span is None or span.first > 0:
        return _leading_length(title)
    rest = title.text[span.last :].strip(_EDGE)
    if not any(c.isalpha() for c in rest):
        return title
    return replace(title, text=rest, start=span.start, end=span.end, minutes=span.minutes)


def _leading_length(title: Title) -> Title:
    """As in "10 min. Elevrådet har ordet" without its length."""
    match = _LENGTH_FIRST.match(title.text)
    length = length_in(match.group(0)) if match else None
    if match is None or length is None:
        return title
    return replace(title, text=title.text[match.end() :], minutes=length[0])


def _labelled(title: Title, words: Words) -> Title:
    """As in "Emne: Kvalitet" and "Punkt 1 – Protokoller" without the label."""
    label = words.compiled(
        "titles.label",
        lambda: (
            rf"^(?:{words.source('words.item_label')}\.?\s*\d{{1,3}}\s*[–:.)-]+\s*|{words.source('fields.subject', 'words.item_label')}\s*:\s*|\d{{1,2}}[.)]\s+(?=[A-ZÆØÅÄÖ]))"
        ),
    )
    text = label.sub("", title.text, count=1)
    return replace(title, text=text) if text and text != title.text else title


def _parenthesis(title: Title, words: Words, source: Source) -> Title:
    match = _LAST_PARENTHESIS.search(title.text)
    if match is None:
        return title
    inside, rest = match.group(1).strip(), title.text[: match.start()].rstrip()
    if not rest:
        return title
    return _beside(title, inside, rest, words, source) or title


def _beside(title: Title, inside: str, rest: str, words: Words, source: Source) -> Title | None:
    """The title with a remark taken in, or None where the remark is part of the title itself."""
    bare = replace(title, text=rest)
    if not inside or words.starts("fields.attachments", inside):
        return bare
    return _timed(bare, inside) or _marked(bare, inside, words) or _attended(bare, inside, words, source)


def _timed(title: Title, inside: str) -> Title | None:
    """A remark that is a time or a length: "(kl. 12.00-12.05)", "(1 time)"."""
    span, length = first_span(inside), length_in(inside)
    if span is not None and len(inside) - (span.last - span.first) < 8:
        return replace(title, start=span.start, end=span.end, minutes=span.minutes or title.minutes)
    if length is not None and len(inside) - (length[2] - length[1]) < 10:
        return replace(title, minutes=length[0])
    return None


def _marked(title: Title, inside: str, words: Words) -> Title | None:
    """A remark on the kind or fate of the item: "(Lukket)", "(B)", "(udgår)"."""
    if words.says("visibility.open", inside):
        return replace(title, visibility="open")
    if words.says("visibility.closed", inside):
        return replace(title, visibility="closed")
    if (
        (_KIND.match(inside) and len(inside) < 8)
        or words.says("names.title", inside)
        or words.says("words.everyone", inside)
    ):
        return replace(title, note=inside)
    if words.starts("words.removed", inside):
        return replace(title, removed=True, note=inside)
    if words.starts("words.postponed", inside):
        return replace(title, postponed=True, note=inside)
    return None


def _attended_in_line(title: Title, words: Words, source: Source) -> Title:
    """As in "Budget Økonomichef N.N. deltager via Teams.", where a line end between the two was lost."""
    verb = words.pattern("words.attends").search(title.text)
    if verb is None:
        return title
    starts = [
        match.start() for match in re.finditer(r"(?<=[^\s,-])\s+(?=[A-ZÆØÅÄÖ])", title.text[: verb.start()])
    ]
    for start in starts:
        rest = title.text[start:].strip()
        if not words.says("names.title", rest.split()[0]):
            continue
        coming = [one for one in attendances(rest, words, source) if one.presenters and not one.points]
        if coming and len(coming) == len(attendances(rest, words, source)):
            people = tuple(person for one in coming if not one.absent for person in one.presenters)
            return replace(title, text=title.text[:start], presenters=title.presenters + people)
    return title


def _attended(title: Title, inside: str, words: Words, source: Source) -> Title | None:
    """A remark that names who attends: "(borgmester deltager ikke)", "(N.N., Økonomi)"."""
    for one in attendances(inside, words, source):
        return replace(
            title,
            note=f"({inside})",
            mayor=one.mayor if one.mayor is not None else title.mayor,
            presenters=title.presenters + (() if one.absent else one.presenters),
            groups=title.groups + (() if one.absent else one.groups),
        )
    if case_numbers_in(inside) == (inside,):
        return replace(title, case_number=inside)
    led = words.compiled(
        "titles.led",
        lambda: rf"^{words.source('fields.presenter', 'fields.responsible', 'fields.officer')}\s*:\s*(.+)$",
    )
    match = led.match(inside)
    people, groups = persons_of(
        match.group(1) if match else re.sub(r"^(?:v/|ved|by)\s*", "", inside), words, source
    )
    named = sum(len(person.name) for person in people) * 2 > len(inside) - 12 and not any(
        c.isdigit() for c in inside
    )
    if match or (people and named):
        return replace(title, presenters=title.presenters + people, groups=title.groups + groups)
    return None


def _dashed_person(title: Title, words: Words, source: Source) -> Title:
    """As in "Finance report - N.N., Director of Finance": a person after the last dash."""
    head, dash, tail = title.text.rpartition(" - ") if " - " in title.text else title.text.rpartition(" – ")
    people, groups = persons_of(tail, words, source) if dash and head and len(tail) < 80 else ((), ())
    if not people or groups or any(c.isdigit() for c in tail):
        return title
    named = sum(len(person.name) + len(person.title or "") + 2 for person in people)
    if named < len(tail) * 0.9 or any(person.title is None for person in people):
        return title
    return replace(title, text=head, presenters=title.presenters + people)


def _with_case(title: Title, words: Words) -> Title:
    """As in "..., sagsnr. 24/7615" at the end of a title."""
    pattern = words.compiled(
        "titles.case",
        lambda: (
            rf"[\s,;(–-]+{words.source('fields.case')}[.:]?\s*((?:[A-ZÆØÅÄÖ]{{1,5}}\s)?[\w./-]*\d[\w./-]*)\)?$"
        ),
    )
    match = pattern.search(title.text)
    if match is None or not match.start():
        return title
    return replace(title, text=title.text[: match.start()], case_number=match.group(1).strip("."))


def _presented_by(title: Title, words: Words, source: Source) -> Title:
    attending = re.search(r"\s+[-–]\s+(?=\S)", title.text)
    if attending is not None:
        rest = title.text[attending.end() :]
        for one in attendances(rest, words, source):
            if not one.absent:
                return replace(
                    title,
                    text=title.text[: attending.start()],
                    presenters=title.presenters + one.presenters,
                    groups=title.groups + one.groups,
                    mayor=one.mayor if one.mayor is not None else title.mayor,
                )
    match = _BY.search(title.text)
    if match is None:
        return _dashed_person(title, words, source)
    people, groups = persons_of(match.group(1), words, source)
    if not people and not groups:
        people = _short_names(match.group(1), words, source)
    if not people and not groups and len(match.group(1).split()) > 3:
        return title
    if (
        not people
        and not groups
        and _FIRST_NAME.fullmatch(match.group(1))
        and not words.says("words.everyone", match.group(1))
        and not words.says("names.unit", match.group(1))
        and not words.says("names.title", match.group(1))
    ):
        people = (
            ReadPerson(match.group(1), source=source, state="doubtful", why="kun fornavnet er skrevet"),
        )
    note = None if people or groups else match.group(1)
    return replace(
        title,
        text=title.text[: match.start()],
        presenters=title.presenters + people,
        groups=title.groups + groups,
        note=title.note or note,
    )


def _short_names(text: str, words: Words, source: Source) -> tuple[ReadPerson, ...]:
    """First names and initials after "v/" ("v/Mona og SK"), where all of the text is that."""
    parts = re.split(rf"\s*(?:,|/|{words.source('words.and')})\s+", text.strip(_EDGE + "."))
    roles = ("names.title", "names.unit", "names.board", "words.everyone", "words.group")
    if not all(_ONE_NAME.match(part) for part in parts) or any(
        words.says(role, part) for role in roles for part in parts
    ):
        return ()
    return tuple(ReadPerson(part, source=source) for part in parts)


def _visibility_at_the_end(title: Title, words: Words) -> Title:
    pattern = words.compiled(
        "titles.visibility",
        lambda: (
            rf"(?:\s+[-–|]\s*|\s{{2,}})(?P<last>{words.source('visibility.open', 'visibility.closed')})\s*$"
            rf"|^\(?(?P<first>{words.source('visibility.open', 'visibility.closed')})\s*(?:\)|[-–:|])\s*(?=\S)"
            rf"|^(?P<mark>{words.source('visibility.closed_mark')})(?:\s*:|\s[-–]|\))\s+(?=\S)"
        ),
    )
    match = pattern.search(title.text)
    if match is None or match.end() - match.start() >= len(title.text):
        return title
    text = title.text[: match.start()] + title.text[match.end() :]
    if match["mark"]:
        return replace(title, text=text, visibility="closed")
    said = match["last"] or match["first"]
    return replace(title, text=text, visibility="closed" if words.says("visibility.closed", said) else "open")


def _trailing_time(title: Title) -> Title:
    """As in "Økonomi, 30 min." and "Økonomi kl. 10.00-10.30" without the time."""
    text = title.text.rstrip(" .")
    length = length_in(text)
    if length is not None and length[2] >= len(text) and length[1] > 3:
        rest = re.sub(
            r"(?:\bmax|\bmaks|\bca|\bhøjst|\bcirka|\bapprox)\.?\s*$",
            "",
            text[: length[1]].rstrip(_EDGE),
            flags=re.IGNORECASE,
        )
        if rest.strip(_EDGE):
            return replace(title, text=rest.rstrip(_EDGE), minutes=length[0])
    span = first_span(text)
    if (
        span is not None
        and span.last >= len(text)
        and span.first > 3
        and (span.end is not None or "kl" in text[span.first : span.last].lower())
    ):
        return replace(
            title, text=text[: span.first].rstrip(_EDGE), start=span.start, end=span.end, minutes=span.minutes
        )
    return title
