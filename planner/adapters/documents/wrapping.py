"""Visual lines and paragraphs: whether lines are wrapped, and how two halves are put together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from planner.domain.document import Line

_END_HYPHEN = re.compile(r"([^\W\d_]+)-$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# After these a hyphen at a line's end stands for the missing half: "Budget- og Planudvalget".
_CONJUNCTIONS = frozenset("og eller samt och eller and or til".split())
# After these a name or a noun must follow.
_LEADING = frozenset(
    "og eller samt i på af til for med om fra ved under via over efter mellem mod hos den det de en et at som der skal kan vil er har v/ pr. d. kl."
    " och i av till för med om från vid en ett att och för"
    " and or of to for with from by at in on the a an under".split()
)
_MARK = re.compile(r"(?:^|\s)(?:\d{1,2}|[a-z])\)$")
_ORDINAL = re.compile(r"\b\d{1,2}\.$")
_LONGEST_WORD = 80
_FEW_LINES = 40
_HYPHENATED_SHARE = 0.02
_NARROWEST = 45


class Hyphens:
    """Tells a hyphen that only breaks a line from one that belongs to the word.

    The rest of the document is the witness: a word that stands there whole was only broken, and
    in a long document where almost no line ends in a hyphen nobody hyphenates, so those few are real.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._words: set[str] = set()
        lines = ends = 0
        for text in texts:
            self._words.update(_WORD.findall(text.lower()))
            lines += len(text) >= _NARROWEST / 2
            ends += _cut_half(text) is not None
        self._nobody_hyphenates = lines >= _FEW_LINES and ends < lines * _HYPHENATED_SHARE

    def join(self, first: str, second: str) -> str:
        """Two halves of one paragraph as one text."""
        half, rest = _cut_half(first), _FIRST_WORD.match(second)
        if half is None:
            glue = "" if first.endswith("-") and second[:1].isdigit() else " "
            return f"{first}{glue}{second}".strip()
        if rest is None:
            return f"{first} {second}".strip()
        if rest[0] in _CONJUNCTIONS:
            return f"{first} {second}"
        if self._belongs(half[1], rest[0]):
            return first + second
        return first[:-1] + second

    def _belongs(self, half: str, rest: str) -> bool:
        if half.isupper() or not rest[0].islower():
            return True
        if (half + rest).lower() in self._words:
            return False
        if f"{half}-{rest}".lower() in self._words:
            return True
        return self._nobody_hyphenates


def _cut_half(text: str) -> re.Match[str] | None:
    """The half word at the end of a text that ends in a hyphen."""
    return _END_HYPHEN.search(text, max(len(text) - _LONGEST_WORD, 0)) if text.endswith("-") else None


def continues(first: str, second: str) -> bool:
    """Whether the second text plainly goes on where the first was cut: in small letters, after no full stop."""
    return bool(second) and second[0].islower() and is_open(first)


def is_open(text: str) -> bool:
    """Whether a text ends within its sentence; the full stop of an ordinal ("den 6.") ends none."""
    return bool(text) and (text[-1] not in ".:;!?" or _ORDINAL.search(text) is not None)


def expects_more(text: str) -> bool:
    """Whether something must follow: the text ends in a comma, a small word, a dash, a list number or within brackets."""
    if text.endswith((",", "-", "–", "/", "&")) or text.count("(") > text.count(")") or _MARK.search(text):
        return True
    return text.rsplit(None, 1)[-1].lower() in _LEADING if text else False


def mended(lines: Sequence[Line], hyphens: Hyphens) -> list[Line]:
    """The lines with words put together that a hyphen cut at the end of a line."""
    done: list[Line] = []
    for line in lines:
        if done and line.kind == "text" and _cut_half(done[-1].text) and line.text[:1].islower():
            done[-1] = replace(done[-1], text=hyphens.join(done[-1].text, line.text))
        else:
            done.append(line)
    return done


def append(lines: Sequence[Line], more: Sequence[Line], hyphens: Hyphens) -> tuple[Line, ...]:
    """The lines of a cell that was cut in two, the sentence that was cut made whole."""
    if lines and more and more[0].kind == "text" and continues(lines[-1].text, more[0].text):
        whole = replace(lines[-1], text=hyphens.join(lines[-1].text, more[0].text))
        return (*lines[:-1], whole, *more[1:])
    return (*lines, *more)


def is_wrapped(texts: Sequence[str]) -> bool:
    """Whether these lines are visual lines, measured on lines that stand after one another.

    A line that goes on in small letters was cut. Where the next word would not have fitted before
    the right edge, the edge cut it. Three such cuts, and most of all cuts, make a wrapped document;
    the edge is the length that nine of ten lines stay within.
    """
    lengths = sorted(len(text) for text in texts if text)
    if len(lengths) < 2:
        return False
    edge = lengths[len(lengths) * 9 // 10]
    cuts = at_edge = 0
    for first, second in pairwise(texts):
        if continues(first, second):
            cuts += 1
            at_edge += len(first) + 1 + len(second.split(" ", 1)[0]) >= edge * 0.9
    return edge >= _NARROWEST and at_edge >= 3 and at_edge * 2 >= cuts
