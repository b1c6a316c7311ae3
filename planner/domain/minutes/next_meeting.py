"""What is put off to "næste møde", and the items listed for it, on the next meeting that the document dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from planner.domain.minutes.backlog import NUMBER
from planner.domain.minutes.fields import label_of
from planner.domain.minutes.joining import is_section
from planner.domain.minutes.layout import Para, Piece
from planner.domain.minutes.marks import alike
from planner.domain.minutes.sentences import sentences
from planner.domain.minutes.titles import title_of
from planner.domain.reading import ReadItem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.domain.minutes.outline import Outline
    from planner.domain.minutes.when import When
    from planner.domain.minutes.words import Words
    from planner.domain.reading import ReadMeeting

_WHY = "“næste møde” er forstået som det næste møde, dokumentet nævner med dato"
_LONGEST_LEAD = 4
_LONGEST_LINE = 120
_LONGEST_PARAGRAPH = 400
_FARTHEST = 91  # days; a plan for next year does not say when the next meeting is


def items_for_next(outline: Outline, when: When, words: Words) -> list[ReadItem]:
    """The items that the text sends to the next meeting, without its date."""
    found: list[ReadItem] = []
    for point in outline.points:
        title = title_of(point.title, words, point.para.source).text
        if words.says("words.other_business", title):
            continue
        for piece in point.pieces:
            if (
                isinstance(piece, Para)
                and len(piece.text) < _LONGEST_PARAGRAPH
                and words.has("words.next_meeting", piece.text)
            ):
                found.extend(
                    ReadItem(title, replace(piece.source, text=sentence), state="doubtful", why=_WHY)
                    for sentence in sentences(piece.text)
                    if _is_put_off(sentence, when, words)
                )
    return [*found, *_listed(outline.everything, words)]


def with_next(
    meetings: Sequence[ReadMeeting], items: Sequence[ReadItem], own: date | None
) -> tuple[ReadMeeting, ...]:
    """The meetings with these items on the first one after the document's own that is not cancelled."""
    coming = [m for m in meetings if own and m.date and m.date > own and m.status != "cancelled"]
    if not coming or not items or len({m.board for m in coming}) > 1:
        return tuple(meetings)
    target = min(coming, key=lambda m: m.date or date.max)
    if own is None or target.date is None or (len(coming) > 1 and (target.date - own).days > _FARTHEST):
        return tuple(meetings)
    kept = list(target.items)
    for item in items:
        if not any(alike(item.title, one.title) for one in kept):
            kept.append(item)
    return tuple(replace(m, items=tuple(kept)) if m is target else m for m in meetings)


def _is_put_off(sentence: str, when: When, words: Words) -> bool:
    """As in "Udsat til næste møde" and "Punktet drøftes igen på næste møde", not "N.N. inviterer til næste møde"."""
    following = words.pattern("words.next_meeting").search(sentence)
    if following is None or when.days(sentence):
        return False
    verb = words.pattern("words.postponed", "words.returns").search(sentence[: following.start()])
    return verb is not None and len(sentence[: verb.start()].split()) < _LONGEST_LEAD


def _listed(pieces: Sequence[Piece], words: Words) -> list[ReadItem]:
    """The short lines under "Punkter til næste møde"."""
    found: list[ReadItem] = []
    reading = bulleted = False
    for piece in pieces:
        if not isinstance(piece, Para):
            reading = False
            continue
        head, colon, rest = NUMBER.sub("", piece.text).partition(":")
        if words.says("sections.next_items", head) and not piece.bullet:
            reading, bulleted = not rest.strip(), False
            found.extend(
                _item(piece._replace(text=part), words) for part in rest.split(";") if part.strip()
            ) if colon else None
        elif reading and (
            piece.heading
            or bulleted
            and not piece.bullet
            or label_of(piece, words)
            or is_section(piece.text, words)
        ):
            reading = False
        elif reading and not words.says("words.none", piece.text):
            reading = piece.bullet or len(piece.text) < _LONGEST_LINE and not piece.text.endswith((".", ":"))
            bulleted = piece.bullet
            if reading:
                found.append(_item(piece, words))
    return found


def _item(para: Para, words: Words) -> ReadItem:
    title = title_of(para.text, words, para.source)
    return ReadItem(title.text, para.source, presenters=title.presenters, state="doubtful", why=_WHY)
