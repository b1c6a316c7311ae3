"""Marks that number an agenda point: "3.", "3)", "Punkt 3:", "§ 12", "Sak 34/24", "3 (Åben)"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from planner.domain.minutes.layout import Para
    from planner.domain.minutes.words import Words

Style = Literal["plain", "worded", "paragraph", "case", "visible"]
_PLAIN = re.compile(r"^(?P<no>\d{1,3})(?:[.):]{1,2}|\.\)|\s*[-–](?=\s+[A-ZÆØÅÄÖ]))\s*(?P<title>\S.*)$")
_SECTION_SIGN = re.compile(r"^§\s*(?P<no>\d{1,4})\s*[.:–-]?\s*(?P<title>.*)$")
_CASE = re.compile(
    r"^(?:[A-ZÆØÅ][A-Za-zÆØÅæøå]{0,4}\.?[- ])?(?P<no>\d{1,3})/(?:20)?\d\d\b[.:–-]?\s+(?P<title>[A-ZÆØÅÄÖ].*)$"
)
_YEAR_FIRST = re.compile(r"^(?:\d\d|20\d\d)/(?P<no>\d{1,4})[.:–-]?\s+(?P<title>[A-ZÆØÅÄÖ].*)$")
_BEGINS_WITH_DAY = re.compile(r"^(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2]):\s")
_BARE = re.compile(r"^(?P<no>\d{1,3})\s+(?P<title>[A-ZÆØÅÄÖ(].*)$")
_NOT_A_TITLE = re.compile(r"^[a-zæøåäö]")
_MONTH = re.compile(
    r"^\s*(?:jan(?:uar[iy]?)?|feb(?:ruar[iy]?)?|mar(?:s|ts|ch)?|apr(?:il)?|ma[jiy]|jun[ei]?|jul[iy]?|aug(?:ust[i]?)?|sep(?:t|tember)?|o[kc]t(?:ober)?|"
    r"nov(?:ember)?|de[cs](?:ember)?)\b(?!\s*[-–]?\s*[a-zæøå])",
    re.IGNORECASE,
)
_KEY = re.compile(r"[\W_]+")
_PEOPLE = (
    "fields.absent",
    "fields.present",
    "fields.members",
    "fields.also",
    "fields.absent_unexcused",
    "fields.minutes_taker",
    "fields.chair",
)
LONGEST_TITLE = 220
_ALIKE = 0.85


@dataclass(frozen=True, slots=True)
class Mark:
    """The number of a heading, how it was written, and the rest of the line."""

    no: int
    label: str
    title: str
    style: Style


def mark_of(para: Para, words: Words) -> Mark | None:
    """The mark at the beginning of the paragraph, if it has one that may number a point."""
    text = para.text
    if not text or (not text[0].isdigit() and not text[0].isalpha() and text[0] != "§"):
        return None
    found = _worded(text, words)
    if found is not None:
        return found
    if text[0] == "§" and (match := _SECTION_SIGN.match(text)):
        return Mark(int(match["no"]), f"§ {match['no']}", match["title"].strip(), "paragraph")
    if (
        "/" in text
        and not _BEGINS_WITH_DAY.match(text)
        and (match := (_CASE.match(text) or _YEAR_FIRST.match(text)))
    ):
        label = text[: match.start("title")].strip(" .:–-")
        return Mark(int(match["no"]), label, match["title"].strip(), "case")
    match = _PLAIN.match(text)
    visible = words.compiled(
        "marks.visible",
        lambda: (
            rf"^(?P<no>\d{{1,3}})\.?\s*\(?(?={words.source('visibility.open', 'visibility.closed')}\)?)(?P<title>.*)$"
        ),
    )
    style: Style = "plain"
    if match is None:
        match = visible.match(text)
        style = "visible" if match else "plain"
        match = match or (_BARE.match(text) if para.heading else None)
    if match is None:
        return None
    title = match["title"].strip()
    field = words.compiled("marks.people", lambda: rf"{words.source(*_PEOPLE)}\s*:").match(title)
    if field or _NOT_A_TITLE.match(title) or _MONTH.match(title) or not any(c.isalpha() for c in title):
        return None
    if len(title) > LONGEST_TITLE or text[len(match["no"]) : len(match["no"]) + 3].strip(".:)")[:1].isdigit():
        return None
    return Mark(int(match["no"]), match["no"], title, style)


def alike(one: str, two: str) -> bool:
    """Whether two titles are the same but for spelling and trailing words."""
    first, second = key(one), key(two)
    if not first or not second:
        return False
    if first == second or (
        min(len(first), len(second)) > 7 and (first.startswith(second) or second.startswith(first))
    ):
        return True
    if 2 * min(len(first), len(second)) < _ALIKE * (len(first) + len(second)):
        return False
    matcher = SequenceMatcher(None, first, second)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


@lru_cache(maxsize=2048)
def key(text: str) -> str:
    """A title as it is compared: letters and digits only, in lower case."""
    return _KEY.sub(" ", text.casefold()).strip()


def _worded(text: str, words: Words) -> Mark | None:
    if not text[0].isalpha():
        return None
    pattern = words.compiled(
        "marks.worded",
        lambda: (
            rf"^{words.source('words.item_label')}\.?\s*(?:nr\.?|no\.?)?\s*(?P<label>[A-Z]?(?P<no>\d{{1,4}})(?:/\d{{2,4}})?(?:\.\d{{1,2}})?)"
            r"(?P<tie>\s*[.:)–-]+\s*(?!\d)|\s+(?=[A-ZÆØÅÄÖ(\"”])|\s*$)(?P<title>.*)$"
        ),
    )
    match = pattern.match(text)
    if match is None or len(match["title"]) > LONGEST_TITLE * 2:
        return None
    return Mark(int(match["no"]), match["label"], match["title"].strip(), "worded")
