"""Is this line of a document an item that the plan already knows?

An item keeps its identity by what was answered before, by case number, by its distinctive words
(with known abbreviations written out) and by the event it is about. Likeness of letters alone never
makes a line *known*; it may only make it *doubtful*.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from planner.domain.item import Item

Verdict = Literal["known", "doubtful", "new"]

# Words that say how an item is treated, not what it is about, and words that bind a sentence.
_ASPECTS = frozenset(
    "program status orientering opsamling forslag udkast forberedelse drøftelse behandling gennemgang godkendelse "
    "beslutning projekt oplæg præsentation evaluering opfølgning visning roller proces sag punkt emne møde indsats "
    "aktuelle aktuelt sager eventuelt meddelelser information discussion update report draft review proposal orientering diskusjon behandling sak "
    "genomgång förslag ärende information".split()
)
_BINDING = frozenset(
    "og i på af til for om den det de en et ved med fra ift vedr vedrørende ad efter under over samt herunder evt "
    "mv m.v mm pr d dag dage kl omkring m fl ult primo medio ultimo som der er at inkl the a an of and on in to with "
    "och av till från å til om ein eit første anden "
    "kommune kommunal kommunes kommunen region direktion udvalg bestyrelse "
    "januar februar marts april maj juni juli august september oktober november december".split()
)
_ENDINGS = ("ernes", "erne", "enes", "ens", "ets", "ene", "en", "et", "es", "er", "s", "e")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


def normal(text: str) -> str:
    """The text for comparing: folded case, one kind of space and dash, no marks at the ends."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("\u2013", "-").replace("\u00ad", "")
    return " ".join(folded.split()).strip(" .,:;-\u2022")


def stem(word: str) -> str:
    """A word without the endings for definiteness, number and case; short words stay whole."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word


def words_of(title: str, abbreviations: Mapping[str, str] | None = None) -> frozenset[str]:
    """The distinctive words of a title, as stems: no aspects, binding words, numbers or years."""
    known = abbreviations or {}
    found: set[str] = set()
    for raw in _WORD.findall(normal(title)):
        for word in known.get(raw, raw).split():
            if word in _BINDING or word in _ASPECTS or stem(word) in _ASPECT_STEMS or word[0].isdigit():
                continue
            found.add(stem(word))
    return frozenset(found)


_ASPECT_STEMS = frozenset(stem(word) for word in _ASPECTS)


def search_words(titles: Iterable[str], abbreviations: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """The words to ask the store for, so that every possible match of these titles is found."""
    found = set().union(*(words_of(title, abbreviations) for title in titles)) if titles else set()
    return tuple(sorted(found))


@dataclass(frozen=True)
class Match:
    """What a line means: the item it is (known), may be (doubtful) or None, and why."""

    verdict: Verdict
    item: Item | None = None
    why: str | None = None


@dataclass(frozen=True)
class Known:
    """What matching may use beside the titles.

    `aliases` maps a normalised line to the item id answered before; `expected` are items promised
    for the date in hand (by a decision); `abbreviations` maps "kb" to its words; `everyday` are
    words that distinguish nothing here, such as the name of the house.
    """

    aliases: Mapping[str, int] = field(default_factory=dict)
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    expected: frozenset[int] = frozenset()
    everyday: frozenset[str] = frozenset()


def match(
    title: str,
    items: Sequence[Item],
    known: Known,
    *,
    case_number: str | None = None,
    event_dates: tuple[date, ...] = (),
) -> Match:
    """Find the item that a line of a document speaks of."""
    answered = known.aliases.get(normal(title))
    for item in items:
        if item.id == answered:
            return Match("known", item, "husket fra tidligere")
    exact = [i for i in items if normal(title) in {normal(t) for t in (i.title, *i.spellings)}]
    if len(exact) == 1:
        return Match("known", exact[0], "samme titel")
    mine = words_of(title, known.abbreviations)
    rare = Counter(word for item in items for word in words_of(item.title, known.abbreviations))
    if case_number:
        same_case = [item for item in items if item.case_number == case_number]
        if len(same_case) == 1 and (
            not mine or _shared(mine, words_of(same_case[0].title, known.abbreviations))
        ):
            return Match("known", same_case[0], f"samme sagsnummer {case_number}")
    ranked = sorted(
        (_judge(title, mine, i, known, rare, event_dates) for i in items), key=_rank, reverse=True
    )
    if not ranked or ranked[0].verdict == "new":
        return Match("new")
    best = ranked[0]
    twin = len(ranked) > 1 and (ranked[1].verdict, ranked[1].why) == ("known", best.why)
    if best.verdict == "known" and twin:
        return Match("doubtful", best.item, "flere punkter ligner")
    return best


def _rank(found: Match) -> tuple[int, int]:
    order = {"known": 2, "doubtful": 1, "new": 0}[found.verdict]
    strength = {"samme ord": 3, "samme begivenhed": 2}.get(found.why or "", 1)
    return (order, strength)


def _judge(
    title: str,
    mine: frozenset[str],
    item: Item,
    known: Known,
    rare: Counter[str],
    event_dates: tuple[date, ...],
) -> Match:
    theirs = words_of(item.title, known.abbreviations)
    shared = _shared(mine, theirs)
    if not shared or (event_dates and item.event_dates and not set(event_dates) & set(item.event_dates)):
        return Match("new")
    left_mine, left_theirs = len(mine) - len(shared), len(theirs) - len(shared)
    if not left_mine and not left_theirs:
        if _years(title) and _years(item.title) and not _years(title) & _years(item.title):
            return Match("doubtful", item, "samme ord, et andet år")
        return Match("known", item, "samme ord")
    telling = shared - _shared(known.everyday, shared)
    distinctive = any(rare[word] == 1 and len(word) >= 6 for word in telling)
    if item.id in known.expected and distinctive and item.event_dates:
        return Match("known", item, "samme begivenhed")
    if len(shared) >= 2 and telling and (not left_mine or not left_theirs):
        return Match("known" if item.id in known.expected else "doubtful", item, "de samme særlige ord")
    if distinctive and 2 * len(shared) >= max(len(mine), len(theirs)):
        return Match("doubtful", item, f"ordet {', '.join(sorted(shared))}")
    return Match("new")


def _shared(mine: frozenset[str], theirs: frozenset[str]) -> frozenset[str]:
    """Words of `theirs` that stand in `mine`, a slip of one letter in a long word allowed."""
    return frozenset(word for word in theirs if any(word == own or _slip(word, own) for own in mine))


def _slip(one: str, other: str) -> bool:
    """The two long words differ by one letter changed, missing, added, or two swapped."""
    if one[:2] != other[:2] or min(len(one), len(other)) < 7 or abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    tail_one, tail_other = one[start:], other[start:]
    return (
        tail_one[1:] == tail_other[1:]
        or tail_one[1:] == tail_other
        or tail_one == tail_other[1:]
        or (tail_one[:2] == tail_other[:2][::-1] and tail_one[2:] == tail_other[2:])
    )


def _years(title: str) -> frozenset[str]:
    return frozenset(re.findall(r"\b(?:19|20)\d\d\b", title))
