"""Names that one document spells in two ways."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace

from planner.domain.finding import Finding
from planner.domain.reading import Reading, Source
from planner.domain.spelling import is_misspelling, words

# So much more often, and the other form is the mistake.
_OFTEN = 3
_ENDS_A_SENTENCE = (".", ":", ";", "!", "?", "–", "-", "•")


def two_spellings(reading: Reading) -> Iterator[Finding]:
    """A capitalised word stands in two forms one letter apart, at least once inside a sentence.

    Words of different people's names are left alone: Hansen and Hanson are both right.
    """
    lines = _lines(reading)
    counts: Counter[str] = Counter()
    first: dict[str, Source] = {}
    proper: set[str] = set()
    for source in lines:
        for word, is_proper in _capitalised(source.text):
            counts[word] += 1
            first.setdefault(word, source)
            if is_proper:
                proper.add(word)
    different = _name_parts(reading)
    # The document's own head spells the organisation and the members as they want it.
    heads = (reading.organisation, reading.board, reading.location, *(one.name for one in reading.members))
    official = {word for text in heads if text for word in words(text)}
    for one, other in _pairs(sorted(counts)):
        if not {one, other} & proper or (different.get(one) and different.get(other)):
            continue
        right, wrong = sorted((one, other), key=lambda word: (word not in official, -counts[word], word))
        known = right in official or counts[right] >= _OFTEN * counts[wrong]
        yield Finding(
            "two_spellings",
            "hint",
            wrong if known else f"{right}/{wrong}",
            f"skrives også “{right}”" if known else "det samme navn er skrevet på to måder",
            f"two_spellings:{wrong}:{right}",
            source=first[wrong],
            also=(first[right],),
        )


def _pairs(found: list[str]) -> Iterator[tuple[str, str]]:
    """Words that may be one name misspelt: as they begin alike or end alike, few are compared."""
    buckets: dict[str, list[str]] = {}
    for word in found:
        for key in {word[:2], word[-3:]}:
            buckets.setdefault(key, []).append(word)
    seen: set[tuple[str, str]] = set()
    for bucket in buckets.values():
        for number, one in enumerate(bucket):
            for other in bucket[number + 1 :]:
                if (one, other) not in seen and is_misspelling(one, other):
                    seen.add((one, other))
                    yield one, other


def _capitalised(text: str) -> Iterator[tuple[str, bool]]:
    """Words with a capital letter, and whether they stand inside a sentence (so that they are names)."""
    before = ""
    for raw in text.split():
        for word in words(raw):
            if word[0].isupper() and not word.isupper():
                inside = bool(before) and before[0].islower() and not before.endswith(_ENDS_A_SENTENCE)
                yield word, inside
        before = raw


def _name_parts(reading: Reading) -> dict[str, set[str]]:
    """For each word of a person's name, the full names it belongs to."""
    found: dict[str, set[str]] = {}
    for person in reading.people:
        for part in words(person.name):
            found.setdefault(part, set()).add(person.name)
    return found


def _lines(reading: Reading) -> list[Source]:
    """Every line that a fact was read from, in order, no text twice; long texts under the line they began on."""
    found: dict[tuple[int, int], list[str]] = {}
    places: dict[tuple[int, int], Source] = {}
    for text, source in _texts(reading, None):
        if source is None:
            continue
        place = (source.page or 0, source.line)
        places.setdefault(place, source)
        known = found.setdefault(place, [])
        if not any(text in other for other in known):
            known[:] = [*(other for other in known if other not in text), text]
    return [replace(places[place], text=text) for place in sorted(found) for text in found[place]]


def _texts(value: object, source: Source | None) -> Iterator[tuple[str, Source | None]]:
    """The texts of all facts with the line of the fact; a source's own line is a text too."""
    if isinstance(value, Source):
        yield value.text, value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part, source)
    elif is_dataclass(value):
        own = getattr(value, "source", None) or source
        for field in fields(value):
            if field.name in _SPOKEN and isinstance(text := getattr(value, field.name), str):
                yield text, own
            elif field.name not in _SPOKEN:
                yield from _texts(getattr(value, field.name), own)


_SPOKEN = frozenset(("decision", "text", "note"))
