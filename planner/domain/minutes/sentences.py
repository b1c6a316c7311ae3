"""Running text cut into sentences, with the dots of abbreviations, dates and initials left alone."""

from __future__ import annotations

import re

# Begins with the white space itself, which is found much faster than what must stand before it.
_END = re.compile(r"\s(?<=[.!?]\s)\s*(?=[\"“»(]?[A-ZÆØÅÄÖÉ])")
_NOT_END = re.compile(
    r"(?:^|[\s(])(?:\d{1,2}|[A-ZÆØÅ]|d|kl|nr|pkt|ca|pr|jf|vedr|ift|evt|inkl|incl|bl\.a|f\.eks|m\.v|mv|mm|m\.m|dr|prof|hhv|max|maks|min|"
    r"st|mr|mrs|ms|no|para|bl|jr|sr|ang|kap|ph\.d|cand|sst|tlf|udg|iht|vha|mht|pga|ult)\.$",
    re.IGNORECASE,
)

_LONG_LAST = re.compile(r"\d{3,}\.$|\b(?:min|mm|mv|m\.v|m\.m)\.$", re.IGNORECASE)


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph, in order."""
    if "." not in text and "!" not in text and "?" not in text:
        return [text.strip()] if text.strip() else []
    found: list[str] = []
    for part in _END.split(text):
        if found and _NOT_END.search(found[-1][-8:]) and not _long_word_before(found[-1]):
            found[-1] = f"{found[-1]} {part}"
        elif part.strip():
            found.append(part.strip())
    return found


def _long_word_before(text: str) -> bool:
    """As in "... den 6." does not end a sentence, "... punktet. " does; a year or length does."""
    return _LONG_LAST.search(text) is not None
