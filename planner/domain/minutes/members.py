"""The members of the board: a field in the head, or the page of signatures."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.domain.minutes.absence import FLATTENED, flattened
from planner.domain.minutes.layout import Para, Piece
from planner.domain.minutes.persons import named_loosely, persons_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.domain.minutes.fields import Field
    from planner.domain.minutes.words import Words
    from planner.domain.reading import ReadPerson

_CALLED = "der står kun, hvem der er indkaldt"


def members_of(fields: Sequence[Field], signatures: Sequence[Piece], words: Words) -> tuple[ReadPerson, ...]:
    """The members, each once; doubtful where the layout was lost."""
    found: list[ReadPerson] = []
    for number, one in enumerate(fields):
        if one.name in ("members", "present"):
            for line in one.lines:
                found.extend(named_loosely(line.text, words, line.source)[0])
        elif one.name == "absent" and flattened(fields, number):
            for line in one.lines:
                people = _apart(line, words)
                found.extend(replace(person, state="doubtful", why=FLATTENED) for person in people)
    if not found:
        found = _signed(signatures, words)
    if not found:
        called = [line for one in fields if one.name == "invited" for line in one.lines]
        listed = [one for line in called for one in named_loosely(line.text, words, line.source)[0]]
        found = [replace(person, state="doubtful", why=_CALLED) for person in listed]
    return tuple({person.name: person for person in found}.values())


def _apart(line: Para, words: Words) -> tuple[ReadPerson, ...]:
    """Names with a party after each, without commas."""
    text = line.text.replace(") ", "), ")
    return persons_of(text, words, line.source)[0]


def _signed(signatures: Sequence[Piece], words: Words) -> list[ReadPerson]:
    """Names on the page of signatures; a line of names alone continues the line above."""
    found: list[ReadPerson] = []
    pending: Para | None = None
    lines = [piece for piece in signatures if isinstance(piece, Para)]
    for para in [*lines, None]:
        if para is not None and pending is not None and not _begins_with_title(para, words):
            pending = pending._replace(text=f"{pending.text} {para.text}")
            continue
        if pending is not None:
            found.extend(persons_of(pending.text, words, pending.source)[0])
        pending = para
    return found


def _begins_with_title(para: Para, words: Words) -> bool:
    return words.says("names.title", para.text.split(" ", 1)[0])
