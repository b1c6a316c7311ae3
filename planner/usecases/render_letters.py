"""Letters in words: what each reader may see, rendered once for all who may see the same."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from planner.domain.audience import AUDIENCES, Audience, is_closed
from planner.domain.digest_words import digest_words
from planner.domain.forward_words import forward_words, marked, own_words
from planner.domain.letter import Letter, Rendered
from planner.domain.letter_facts import items_in, seen_by
from planner.domain.post import QueuedLetter
from planner.domain.reminder_words import follow_up_words, reminder_words
from planner.ports import Composer, Reader, Renderer

# Kind of letter -> the words that its template is given, made of what the reader may see.
Words = Callable[[Mapping[str, Any], str, Audience], dict[str, Any]]
_OUTSIDE = AUDIENCES["medarbejder"]
_LANGUAGES = ("da", "en")


def words_of_forward_look(facts: Mapping[str, Any], language: str, reader: Audience) -> dict[str, Any]:
    """The secretariat sees all times; the others those that are locked."""
    return forward_words(facts, language, firm=reader.name != "sekretariat")


def plain_words(facts: Mapping[str, Any], language: str, reader: Audience) -> dict[str, Any]:
    """The facts as they are."""
    del language, reader
    return dict(facts)


def words_of_reminder(facts: Mapping[str, Any], language: str, reader: Audience) -> dict[str, Any]:
    """Everybody reads the same words of what they may see."""
    del reader
    return reminder_words(facts, language)


def words_of_digest(facts: Mapping[str, Any], language: str, reader: Audience) -> dict[str, Any]:
    """Only the secretariat reads it."""
    del reader
    return digest_words(facts, language)


def words_of_follow_up(facts: Mapping[str, Any], language: str, reader: Audience) -> dict[str, Any]:
    """What one owner is told after a meeting."""
    del reader
    return follow_up_words(facts, language)


WORDS: dict[str, Words] = {
    "forward_look": words_of_forward_look,
    "reminder": words_of_reminder,
    "digest": words_of_digest,
    "follow_up": words_of_follow_up,
}


class Rendering:
    """Renders letters; the same facts for the same audience in the same language are rendered once."""

    def __init__(self, renderer: Renderer, composer: Composer, words: Mapping[str, Words] = WORDS) -> None:
        self._renderer, self._composer, self._words = renderer, composer, words
        self._known: dict[tuple[str, str, str, str, frozenset[int]], Rendered] = {}

    @property
    def renderer(self) -> Renderer:
        """The templates that it uses."""
        return self._renderer

    @property
    def faults(self) -> tuple[str, ...]:
        """What is wrong with the templates that were used."""
        return self._renderer.faults

    def letter(self, letter: QueuedLetter, closed: frozenset[int], at: datetime) -> Letter:
        """The finished mail; `closed` are the items that have become closed since the facts were frozen."""
        known = _spoken(letter)
        return self._composer(known, self.rendered(known, closed), at)

    def rendered(self, letter: QueuedLetter, closed: frozenset[int]) -> Rendered:
        """The letter in words, its reader's own points marked."""
        letter = _spoken(letter)
        shared = self._shared(letter, closed)
        own = own_words(letter.language)
        return replace(
            shared,
            subject=marked(shared.subject, None, ""),
            text=marked(shared.text, letter.person, f" ({own})"),
            html=marked(shared.html, letter.person, f" <strong>({own})</strong>"),
        )

    def _shared(self, letter: QueuedLetter, closed: frozenset[int]) -> Rendered:
        facts = letter.digest or json.dumps(letter.facts, sort_keys=True)
        key = (letter.kind, letter.audience, letter.language, facts, closed)
        if key not in self._known:
            reader = AUDIENCES[letter.audience]
            words = self._words.get(letter.kind, plain_words)
            seen = seen_by(letter.facts, reader, closed)
            self._known[key] = self._renderer.render(
                letter.kind, words(seen, letter.language, reader), letter.language
            )
        return self._known[key]


def _spoken(letter: QueuedLetter) -> QueuedLetter:
    """The letter in a language that letters are written in: Danish for any other, and it says so."""
    return letter if letter.language in _LANGUAGES else replace(letter, language=_LANGUAGES[0])


def closed_now(facts: Mapping[str, Any], read: Reader) -> frozenset[int]:
    """Ids of the items in the facts that somebody outside may not see now; those that are gone, too."""
    return closed_among(sorted(set(items_in(facts))), read)


def closed_among(items: Sequence[int], read: Reader) -> frozenset[int]:
    """Those of the items that somebody outside may not see now, or that are gone."""
    if not items:
        return frozenset()
    plan = read.items(items)
    return frozenset(
        number
        for number in items
        if number not in plan.items or is_closed(plan, plan.items[number], _OUTSIDE)
    )
