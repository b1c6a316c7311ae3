"""Who attends an item, and how: "Økonomichef N.N. deltager under punktet", "... via Teams"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.domain.minutes.persons import persons_of
from planner.domain.minutes.sentences import sentences
from planner.domain.minutes.words import remembered

if TYPE_CHECKING:
    from planner.domain.minutes.words import Words
    from planner.domain.reading import ReadPerson, Source

_NUMBERS = re.compile(r"\d{1,3}(?:\s*[-–]\s*\d{1,3})?")


@dataclass(frozen=True)
class Attendance:
    """Those who attend by one clause; `points` are the numbers it speaks of, none for its own item."""

    presenters: tuple[ReadPerson, ...] = ()
    groups: tuple[str, ...] = ()
    mayor: bool | None = None
    absent: bool = False
    points: tuple[int, ...] = ()
    whole_meeting: bool = False


@remembered
def attendances(text: str, words: Words, source: Source) -> tuple[Attendance, ...]:
    """Every statement in the text of who attends."""
    verb = words.pattern("words.attends")
    if not verb.search(text):
        return ()
    found: list[Attendance] = []
    for sentence in sentences(text):
        matches = list(verb.finditer(sentence))
        subject_start = 0
        for n, match in enumerate(matches):
            end = matches[n + 1].start() if n + 1 < len(matches) else len(sentence)
            subject = sentence[subject_start : match.start()].strip(" ,;:-–•")
            rest = sentence[match.end() : end]
            if n + 1 < len(matches):
                cut = _next_subject(rest, words, source)
                subject_start = match.end() + cut
                rest = rest[:cut]
            one = _clause(subject, rest, words, source)
            if one is not None:
                found.append(one)
    return tuple(found)


def is_attendance_only(text: str, words: Words) -> bool:
    """Whether a line says nothing but who attends ("Sekretariatschefer deltager")."""
    short = len(text) < 70 and words.compiled(
        "attendance.only",
        lambda: (
            rf"^[^.:]{{3,50}}\s{words.source('words.attends')}(?:\s+{words.source('words.whole_meeting')}|\s+{words.source('words.attends_scope')})?\W*$"
        ),
    ).match(text)
    return bool(short)


def numbers_in(text: str) -> tuple[int, ...]:
    """As in "2-4 og 7" as the numbers 2, 3, 4, 7."""
    found: list[int] = []
    for part in _NUMBERS.findall(text):
        ends = [int(n) for n in re.findall(r"\d+", part)]
        found.extend(range(ends[0], ends[-1] + 1) if len(ends) == 2 and 0 <= ends[1] - ends[0] < 40 else ends)
    return tuple(dict.fromkeys(found))


def _next_subject(rest: str, words: Words, source: Source) -> int:
    """Where the subject of the next clause begins in the rest of this one."""
    borders = words.compiled(
        "attendance.borders", lambda: rf"(?:,|\.|;|(?<!\w){words.source('words.and')}(?!\w))\s+"
    )
    for match in borders.finditer(rest):
        if rest[match.end() : match.end() + 1].isdigit():
            continue
        people, groups = persons_of(rest[match.end() :], words, source)
        if people or groups or words.says("words.mayor", rest[match.end() :].strip()):
            return match.end()
    return 0


def _clause(subject: str, rest: str, words: Words, source: Source) -> Attendance | None:
    negative = (
        words.compiled("attendance.no", lambda: rf"^\s*(?:\w+\s+)?{words.source('words.no')}\b").match(rest)
        is not None
    )
    scoped = any(words.has(f"words.{name}", rest) for name in ("attends_scope", "online", "standing_under"))
    points = _points(rest, words)
    short = not re.sub(r"[^\w]", "", rest.replace("ikke", ""))
    if subject.split(" ", maxsplit=1)[0].rstrip("s") and words.says("words.mayor", subject):
        return Attendance(mayor=not negative) if scoped or short or negative else None
    people, groups = persons_of(subject, words, source)
    if not people and not groups:
        people, groups = persons_of(_from_title(subject, words), words, source)
    named = people[:1] and words.starts("words.mayor", subject)
    if named and not negative and scoped:
        return Attendance(presenters=people, mayor=True, points=points)
    if not people and not groups:
        return None
    online = words.pattern("words.online").search(rest)
    if online and not negative:
        channel = words.pattern("words.online_channel").search(rest)
        people = tuple(
            replace(p, mode="online", channel=channel.group(0).capitalize() if channel else None)
            for p in people
        )
    whole = words.has("words.whole_meeting", rest)
    if not scoped and not points and not whole and not negative and not short:
        return None
    return Attendance(people, groups, absent=negative, points=points, whole_meeting=whole and not points)


def _from_title(subject: str, words: Words) -> str:
    """The end of the text from its first title on: what stands before may be another line."""
    tokens = subject.split()
    for n, token in enumerate(tokens[1:-1], 1):
        if token[0].isupper() and words.says("names.title", token):
            return " ".join(tokens[n:])
    return ""


def _points(text: str, words: Words) -> tuple[int, ...]:
    match = words.compiled(
        "attendance.points",
        lambda: (
            rf"{words.source('words.item_label')}(?:er|erne|et|s|ene|erna)?\.?\s*((?:\d{{1,3}}(?:\s*[-–]\s*\d{{1,3}})?(?:\s*(?:,|og|and|och|samt)\s*)?)+)"
        ),
    ).search(text)
    return numbers_in(match.group(1)) if match else ()
