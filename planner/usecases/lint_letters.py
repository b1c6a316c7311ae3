"""Try every letter on every kind of data before it is used: full, empty and awkward, for each reader and language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from planner.domain.audience import AUDIENCES, AudienceName
from planner.domain.letter_facts import seen_by
from planner.domain.letter_samples import SAMPLES, said_in
from planner.ports import Renderer
from planner.usecases.render_letters import WORDS, plain_words

_READERS: tuple[AudienceName, ...] = ("sekretariat", "medlem", "oplægsholder", "medarbejder")


@dataclass(frozen=True)
class Linted:
    """What was tried, and every fault. As JSON: {"letters": [names], "tried": how many, "faults": [sentences]}."""

    letters: tuple[str, ...]
    tried: int
    faults: tuple[str, ...]


def lint(renderer: Renderer) -> Linted:
    """Render every letter there is; a fault is a sentence."""
    faults: dict[str, None] = {f"{name} er ikke en del af noget brev.": None for name in renderer.strangers}
    tried = 0
    for letter in renderer.letters:
        for facts in SAMPLES.get(letter, ()):
            for reader in _READERS:
                for language in ("da", "en"):
                    tried += 1
                    faults |= dict.fromkeys(_faults(letter, facts, reader, language, renderer))
    return Linted(renderer.letters, tried, (*renderer.faults, *faults))


def unused_templates(renderer: Renderer) -> int:
    """How many templates of the secretariat's own are not used, since they have an error."""
    lint(renderer)
    return len(renderer.faults)


def _faults(
    letter: str, facts: Mapping[str, Any], reader: AudienceName, language: str, renderer: Renderer
) -> Iterator[str]:
    audience = AUDIENCES[reader]
    words = WORDS.get(letter, plain_words)(seen_by(facts, audience, ()), language, audience)
    rendered = renderer.render(letter, words, language)
    if not rendered.subject:
        yield f"{letter}: emnet er tomt."
    for title in said_in(words):
        if (title in rendered.text) != (title in rendered.html.replace("&amp;", "&")):
            yield f"{letter}: teksten og HTML siger ikke det samme (“{title[:40]}” mangler i en af dem)."
