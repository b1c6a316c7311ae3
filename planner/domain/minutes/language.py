"""Which language a document is written in: the lexicon whose common words it uses most."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from planner.domain.document import Line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.domain.document import Document
    from planner.domain.minutes.words import Words

_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH = 4000


def language_of(document: Document, lexicons: Mapping[str, Words]) -> str:
    """The language with most common words in the document; the first lexicon where none has any."""
    counts = Counter(_first_words(document))
    scores = {
        name: sum(counts[word] for word in words.families.get("language_words.common", ()))
        for name, words in lexicons.items()
    }
    return max(scores, key=lambda name: scores[name])


def _first_words(document: Document) -> list[str]:
    found: list[str] = []
    for block in document.blocks:
        lines = (
            [block]
            if isinstance(block, Line)
            else [line for row in block.rows for cell in row.cells for line in cell]
        )
        for line in lines:
            found.extend(_WORD.findall(line.text.casefold()))
        if len(found) > _ENOUGH:
            break
    return found
