"""Whom a short name means: "Anna" where the document names one Anna in full, "CO" for its unit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.domain.minutes.words import Words
    from planner.domain.reading import ReadFollowUp

_PAIR = re.compile(r"\b([A-ZÆØÅÄÖ][a-zæøåäöé]+) ([A-ZÆØÅÄÖ][a-zæøåäöé’'-]+)\b")
FIRST_NAME = "ordet er forstået som fornavnet på en, der gør noget"
WHY = "navnet er skrevet kort; det fulde navn står andetsteds i dokumentet"


def with_full_owners(
    followups: Iterable[ReadFollowUp], texts: Iterable[str], words: Words
) -> list[ReadFollowUp]:
    """The follow-ups with the owners' full names where the document names exactly one such person."""
    waiting = list(followups)
    if any(one.owner is None for one in waiting):
        waiting = _with_subjects(waiting, {pair for text in texts for pair in _PAIR.findall(text)})
    if not any(_is_short(part, words) for one in waiting for part in _parts(one.owner, words)):
        return waiting
    pairs = {pair for text in texts for pair in _PAIR.findall(text)}
    firsts = {first for first, _ in pairs}
    found = []
    for one in waiting:
        if one.why == FIRST_NAME and one.owner not in firsts:
            continue
        parts = _parts(one.owner, words)
        full = [_full(part, pairs, words) for part in parts]
        if full == parts:
            found.append(one)
        else:
            joiner = f" {words.families['words.and'][0]} "
            found.append(replace(one, owner=joiner.join(full), state="doubtful", why=WHY))
    return found


def _with_subjects(followups: Iterable[ReadFollowUp], pairs: set[tuple[str, str]]) -> list[ReadFollowUp]:
    """As in "Handling: Camilla indgår aftale ...": the deed begins with the name of somebody the document knows."""
    found = []
    for one in followups:
        first, _, rest = one.text.partition(" ")
        known = sorted(f"{name} {last}" for name, last in pairs if name == first)
        if one.owner is None and len(known) == 1 and rest[:1].islower():
            found.append(replace(one, owner=known[0], state="doubtful", why=WHY))
        else:
            found.append(one)
    return found


def _parts(owner: str | None, words: Words) -> list[str]:
    if not owner:
        return []
    pattern = words.compiled("owners.and", lambda: rf"\s+{words.source('words.and')}\s+|,\s*")
    return [part for part in pattern.split(owner) if part]


def _is_short(part: str, words: Words) -> bool:
    return (
        " " not in part
        and part[:1].isupper()
        and not words.says("names.unit", part)
        and not words.says("words.group", part)
    )


def _full(part: str, pairs: set[tuple[str, str]], words: Words) -> str:
    if not _is_short(part, words):
        return part
    if part.isupper() and 1 < len(part) < 4:
        fitting = sorted(f"{one} {two}" for one, two in pairs if one[0] + two[0] == part)
        fitting = [name for name in fitting if any(words.says("names.unit", word) for word in name.split())]
    else:
        fitting = sorted(
            f"{one} {two}" for one, two in pairs if one == part and not words.says("names.unit", two)
        )
    return fitting[0] if len(fitting) == 1 else part
