"""Who is absent from the whole meeting: lists of absentees, and remarks beside names in other lists."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.domain.minutes.clock import first_span
from planner.domain.minutes.persons import named_loosely, person_of, persons_of
from planner.domain.minutes.sentences import sentences
from planner.domain.reading import ReadPerson

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.domain.minutes.fields import Field
    from planner.domain.minutes.layout import Para
    from planner.domain.minutes.words import Words

_ITEMS = re.compile(r"§|\b(?:punkt|pkt|sag|item|sak|ärende)\w*\.?\s*\d", re.IGNORECASE)
_ENTRY = re.compile(r"[;,]\s*(?![^(]*\))")
FLATTENED = "navnene står efter en tom medlemsliste; to spalter er formentlig flettet"


def absent_of(
    fields: Sequence[Field], paras: Sequence[Para], words: Words
) -> tuple[tuple[ReadPerson, ...], tuple[str, ...]]:
    """Those who were absent throughout, in the order written, and the groups among them.

    `paras` is the text of the meeting's own points, where a sentence may say so.
    """
    found: list[ReadPerson] = []
    groups: list[str] = []
    for number, one in enumerate(fields):
        if one.name == "absent" and not flattened(fields, number):
            for line in one.lines:
                people, some = _absent_in(line, words)
                found.extend(people)
                groups.extend(some)
        elif one.name in ("present", "members", "also", "invited"):
            for line in one.lines:
                found.extend(_marked_absent(line, words))
        elif one.name == "substitutes":
            for line in one.lines:
                found.extend(replaced_in(line, words))
    found.extend(_said_absent(paras, words))
    found.extend(ReadPerson(group) for group in groups)
    named = {person.name: person for person in reversed(found)}
    return tuple(dict.fromkeys(named[person.name] for person in found)), tuple(dict.fromkeys(groups))


def flattened(fields: Sequence[Field], number: int) -> bool:
    """Whether this list of absentees stands right after an empty list of members."""
    above = fields[number - 1] if number else None
    return (
        above is not None
        and above.name in ("members", "present")
        and not above.lines
        and len(fields[number].lines) > 0
        and above.para.source.line >= fields[number].para.source.line - 1
    )


def replaced_in(line: Para, words: Words) -> list[ReadPerson]:
    """As in "N.N. ersätter M.M.": those whose place somebody takes for the whole meeting."""
    found = []
    pattern = words.compiled(
        "absence.instead", lambda: rf"(?<!\w){words.source('words.takes_place_of')}(?!\w)"
    )
    if "words.takes_place_of" not in words.families:
        return []
    parts = re.split(r",\s*|;\s*", line.text)
    text = ", ".join(parts)
    matches = list(pattern.finditer(text))
    for number, match in enumerate(matches):
        end = matches[number + 1].start() if number + 1 < len(matches) else len(text)
        rest = text[match.end() : end]
        first = re.split(r",|;", rest, maxsplit=1)[0]
        if _ITEMS.search(rest):
            continue
        person = person_of(first, words, line.source)
        if person is not None:
            found.append(person)
    return found


def _said_absent(paras: Sequence[Para], words: Words) -> list[ReadPerson]:
    """As in "Der er afbud fra N.N. og M.M.", "N.N. havde meldt afbud, og M.M. deltog i stedet"."""
    found: list[ReadPerson] = []
    lead, verb = words.pattern("words.absent_from"), words.pattern("words.absent_verbs")
    either = words.pattern("words.absent_from", "words.absent_verbs")
    for para in paras:
        if either.search(para.text) is None:
            continue
        for sentence in sentences(para.text):
            led, said = lead.search(sentence), verb.search(sentence)
            text = sentence[led.end() :] if led else sentence[: said.start()] if said else ""
            text = re.split(
                words.compiled("absence.why", lambda: rf"\s+(?:{words.source('words.reason')})\b"),
                text,
                maxsplit=1,
            )[0]
            if said and not led and any(c.isdigit() for c in sentence[said.end() :]):
                continue  # of another day
            if text and not _is_partial(sentence, words) and not _is_old(sentence):
                found.extend(persons_of(text, words, para.source)[0])
    return found


def _is_old(sentence: str) -> bool:
    """A sentence with a year in it tells of another meeting."""
    return re.search(r"\b(?:19|20)\d\d\b", sentence) is not None


def _absent_in(line: Para, words: Words) -> tuple[list[ReadPerson], list[str]]:
    text = re.sub(r"\(\s*\)", "", line.text).strip()
    if not text or words.says("words.none", text):
        return [], []
    if _is_partial(text, words):
        told = sentences(text)
        rest = [one for one in told if not _is_partial(one, words)]
        if len(told) > 1 and rest:
            return _absent_in(line._replace(text=" ".join(rest)), words)
        whole = [part for part in _ENTRY.split(text) if not _is_partial(part, words)]
        parts = [part for part in _ENTRY.split(text) if part not in whole]
        told_apart = re.search(r"\([^()]*\d[^()]*\)", text) or all(
            words.has("words.attends", part) for part in parts
        )
        if not whole or not told_apart:
            return [], []
        text = ", ".join(whole)
    instead = words.compiled(
        "absence.came", lambda: rf",\s*([^,]+?)\s+{words.source('words.came_instead')}\b.*$"
    )
    text = instead.sub("", text)
    text = re.split(
        words.compiled("absence.took", lambda: rf"\s*[,;(]?\s*{words.source('words.in_place_of')}\b"),
        text,
        maxsplit=1,
    )[0]
    people, groups = named_loosely(text, words, line.source)
    return list(people), list(groups)


def _is_partial(text: str, words: Words) -> bool:
    """Absent for some items or until a time of day only."""
    if _ITEMS.search(text):
        return True
    span = first_span(text)
    return span is not None and words.has("words.partly", text[: span.first] + " ")


def _marked_absent(line: Para, words: Words) -> list[ReadPerson]:
    """As in "N.N., næstformand - afbud" in a list of those present."""
    found: list[ReadPerson] = []
    if not words.has("fields.absent", line.text) or _is_partial(line.text, words):
        return found
    marked = words.compiled("absence.mark", lambda: rf"[\s,(–-]*{words.source('fields.absent')}\W*$")
    for part in _entries(line.text, words):
        bare = marked.sub("", part)
        if bare == part or not bare.strip():
            continue
        people, _ = persons_of(bare, words, line.source)
        found.extend(replace(person) for person in people[-1:])
    return found


def _entries(text: str, words: Words) -> list[str]:
    """A list of names as entries; a line with one absent mark is one entry."""
    if len(words.pattern("fields.absent").findall(text)) == 1 and text.count(",") < 2:
        return [text]
    return re.split(r"[;,]\s*(?=[A-ZÆØÅÄÖ]\S+\s+[A-ZÆØÅÄÖ])", text)
