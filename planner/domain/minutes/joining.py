"""Visual lines joined to paragraphs, by what the layout and the words at their ends show."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, NamedTuple

from planner.domain.minutes.cleaning import joined
from planner.domain.minutes.layout import Para
from planner.domain.minutes.words import remembered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.domain.minutes.words import Words
    from planner.domain.reading import Source

_NUMBERED = re.compile(r"^(?:§+\s*)?(?:\d{1,3}|[a-hA-H])(?:[.):]|\.\d{1,2}\.?)\s+(?=\S)")
_LOWER = re.compile(r"^[a-zæøåäöéü]")
_CLOSED = re.compile(r"[.!?:;]$")
_SHORTENED = re.compile(
    r"(?:^|\s)(?:d|kl|nr|pkt|ca|pr|jf|vedr|ift|evt|incl|inkl|bl\.a|f\.eks|m\.v|\d{1,2})\.$", re.IGNORECASE
)
_DAY_LAST = re.compile(r"(?<![\d.,/])\d{1,2}(?:\.|st|nd|rd|th)?$")
_YEAR_NEXT = re.compile(r"\w+\.?,?\s+(?:19|20)\d\d\b")
_TIME_ROW = re.compile(r"^(?:kl\.?\s*)?\d{1,2}[.:]\d\d\b", re.IGNORECASE)
_SPAN_ROW = re.compile(r"^(?:kl\.?\s*)?\d{1,2}[.:]\d\d\s*[-–]\s*\d{1,2}[.:]\d\d\b", re.IGNORECASE)
FULL = 0.9
_WRAPPED_FROM = 3


class RawLine(NamedTuple):
    """A cleaned line with its layout, before it is joined to its neighbours."""

    text: str
    source: Source
    bullet: bool = False
    depth: int = 0
    heading: int = 0
    bold: bool = False
    struck: bool = False
    gap: bool = False
    alone: bool = False


def usual_width(lines: Sequence[RawLine], *, wrapped: bool) -> int:
    """The number of characters of a full line, or 0 where lines are whole paragraphs."""
    if wrapped:
        lengths = sorted(len(line.text) for line in lines)
        return lengths[int(len(lengths) * 0.95)] if len(lengths) > 1 else 0
    broken = [
        len(one.text)
        for one, two in itertools.pairwise(lines)
        if _LOWER.match(two.text)
        and not _NUMBERED.match(two.text)
        and not two.bullet
        and not _CLOSED.search(one.text)
        and len(one.text) < 130
    ]
    return max(broken) if len(broken) >= _WRAPPED_FROM else 0


def paragraphs(lines: Sequence[RawLine], words: Words, width: int, *, run_on: bool = False) -> list[Para]:
    """The lines as paragraphs; `run_on`: a full line that ends a sentence may be followed by the next one."""
    found: list[Para] = []
    before: RawLine | None = None
    for line in lines:
        if before is not None and found and _goes_on(before, line, words, width, run_on=run_on):
            found[-1] = found[-1]._replace(text=joined(found[-1].text, line.text))
        else:
            text, source, bullet, depth, heading, bold, struck, gap, _ = line
            found.append(Para(text, source, bullet, depth, heading, bold, struck, gap))
        before = line
    return found


def _goes_on(before: RawLine, line: RawLine, words: Words, width: int, *, run_on: bool) -> bool:
    """Whether `line` continues the paragraph that ends with the line `before`."""
    if (
        line.bullet
        or line.alone
        or before.alone
        or line.heading
        or before.heading
        or line.struck != before.struck
    ):
        return False
    text, above = line.text, before.text
    full = (
        width > 0
        and len(above) <= width * 1.05
        and len(above) + 1 + len(text.split(" ", 1)[0]) > width * FULL
    )
    if (
        line.gap
        and not (above.endswith("-") and _LOWER.match(text))
        and not (full and not _CLOSED.search(above))
    ):
        return False
    hyphened = above.endswith("-") and not above.endswith(" -") and (_LOWER.match(text) or text[0].isdigit())
    if hyphened or _cuts_a_date(above, text, words):
        return True
    if is_label(text, words) or above.endswith(":") or is_section(above, words) or is_section(text, words):
        return False
    unfinished = not _CLOSED.search(above) or _SHORTENED.search(above) is not None
    if unfinished and (
        above.endswith(",") or words.ends("words.and", above) or words.ends("words.or", above)
    ):
        return not _NUMBERED.match(text)
    numbered = _NUMBERED.match(text) is not None or _SPAN_ROW.match(text) is not None
    if _LOWER.match(text) and not numbered:
        return unfinished and not (before.bold and not line.bold)
    begins = numbered and not (unfinished and words.ends("words.event_of", above))
    if begins or _TIME_ROW.match(text) or before.bold != line.bold:
        return False
    return full and (unfinished or run_on)


def _cuts_a_date(above: str, text: str, words: Words) -> bool:
    """As in "... held on Tuesday 14th" above "October 2025 at 7.30pm"."""
    ends_in_day = above[-1:].isdigit() or above[-1:] in ".htd"
    return bool(
        ends_in_day
        and _DAY_LAST.search(above[-8:])
        and _YEAR_NEXT.match(text)
        and words.starts("words.month", text)
    )


def is_label(text: str, words: Words) -> bool:
    """Whether the line begins with a known label and a colon ("Sted: ...")."""
    colon = text.find(":")
    return 0 < colon < 45 and _label(words).match(text) is not None


def _label(words: Words) -> re.Pattern[str]:
    """A known label with its colon at the beginning of a line."""
    return words.compiled(
        "joining.label",
        lambda: rf"\W{{0,2}}{words.source(*words.named('fields.', 'sections.'), unordered=True)}\.?\s*:",
    )


@remembered
def is_section(text: str, words: Words) -> bool:
    """Whether the line is nothing but a known heading inside an agenda point."""
    if len(text) > 80:
        return False
    pattern = words.compiled(
        "joining.section",
        lambda: rf"{words.source(*words.named('sections.', 'visibility.'), unordered=True)}[\s.:]*",
    )
    return pattern.fullmatch(text) is not None
