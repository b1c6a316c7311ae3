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
_ENOUGH = 8_000  # characters


def language_of(document: Document, lexicons: Mapping[str, Words]) -> str:
    """The language with most common words in the document; the first lexicon where none has any."""
    counts = Counter(_WORD.findall(_first_part(document).casefold()))
    scores = {
        name: sum([counts.get(word, 0) for word in words.families.get("language_words.common", ())])
        for name, words in lexicons.items()
    }
    return max(scores, key=lambda name: scores[name])


def _first_part(document: Document) -> str:
    """So much of the text as tells its language."""
    found: list[str] = []
    length = 0
    for block in document.blocks:
        if isinstance(block, Line):
            found.append(block.text)
        else:
            found.append("\n".join([line.text for row in block.rows for cell in row.cells for line in cell]))
        length += len(found[-1])
        if length > _ENOUGH:
            break
    return "\n".join(found)
