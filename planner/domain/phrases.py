"""Danish, Norwegian, Swedish and English phrases for dates and times.

`scan` finds them in running text, `read` understands a phrase that a person typed. Nothing is
guessed in silence: a phrase with several meanings has them as `alternatives`, what was inferred in
a way that is open to doubt says `why`, and numbers that only look like dates (case numbers,
sections, amounts, periods of years) are left alone.
"""

from __future__ import annotations

import re
from dataclasses import replace

from . import phrase_patterns as patterns
from . import phrase_words as words
from .errors import BadUsage
from .phrase_scanner import Scanner
from .phrase_values import Context, DateChoice, Direction, Kind, Phrase, Precision

__all__ = [
    "Context",
    "DateChoice",
    "Direction",
    "Kind",
    "Phrase",
    "Precision",
    "may_begin",
    "read",
    "scan",
    "years",
]

_LONGEST_TYPED = 300
_LONGEST_WORD = 40  # characters of the first word of an expression, and one more
_TIMES = ("time", "time range")
_FILLERS = frozenset(
    ("den", "d.", "d", "på", "i", "til", "dato", "dato:", "the", "on", "om", "pr.", "ved", "mødet", "uge")
)
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_HINT = "Skriv for eksempel 27/11, onsdag, uge 48 eller 20. nov. eller 27. nov."


def scan(text: str, context: Context) -> tuple[Phrase, ...]:
    """Every expression of date or time in running text, in order, with spans that do not overlap."""
    return tuple(Scanner(text, context, typed=False).phrases())


def may_begin(text: str, last: int) -> bool:
    """Whether an expression may begin at one of the first characters, up to the one at `last`; much cheaper than `scan`."""
    found = patterns.start().search(patterns.fold(text[: last + _LONGEST_WORD]))
    return found is not None and found.start() <= last


def read(text: str, context: Context) -> DateChoice:
    """What a typed phrase means; the whole text must be understood.

    Raises BadUsage with a Danish sentence that points at the word not understood, says why a date
    does not exist, or that what was typed is no date.
    """
    typed = text.translate(_INVISIBLE).strip(" \t\r\n\u00a0\u202f\"'“”„»«’‘,;")
    if len(typed) > _LONGEST_TYPED:
        raise BadUsage("Teksten er for lang til at være en dato.", hint=_HINT)
    phrases = list(Scanner(typed, context, typed=True).phrases())
    for phrase in phrases:
        if phrase.state == "unreadable":
            raise BadUsage(phrase.why or "", hint=_HINT, word=phrase.text)
    groups = _joined(phrases, typed)
    for group in groups:
        if group.kind in _TIMES:
            raise BadUsage(f"“{group.text}” er et klokkeslæt, ikke en dato.", hint=_HINT, word=group.text)
        if group.kind == "duration":
            raise BadUsage(f"“{group.text}” er en varighed, ikke en dato.", hint=_HINT, word=group.text)
        if group.kind == "meeting" and not group.dates:
            raise BadUsage(group.why or "", hint="Skriv mødets dato.", word=group.text)
    return DateChoice(text, tuple(groups))


def years(text: str) -> tuple[int, ...]:
    """The years that a heading or sentence names, once each: "Mødekalender 2022", "skoleåret 2018/19".

    Of a period only its first and last year; none from a date in figures or a case number.
    """
    found: list[int] = []
    for match in _years_pattern().finditer(patterns.fold(text)):
        first = int(match["year"])
        found.append(first)
        if match["last"]:
            last = match["last"]
            found.append(int(last) if len(last) == len("2019") else first // 100 * 100 + int(last))
    return tuple(dict.fromkeys(found))


def _years_pattern() -> re.Pattern[str]:
    return re.compile(
        r"(?<![\w./-])(?P<year>(?:19|20)\d\d)(?:[/-](?P<last>(?:19|20)\d\d|\d\d)(?!\d))?(?![\w/-])(?!\.\d)"
    )


def _joined(phrases: list[Phrase], typed: str) -> list[Phrase]:
    """The appointments of a typed text; every word between the phrases must be a known one."""
    groups: list[Phrase] = []
    position = 0
    for phrase in phrases:
        said = _words_between(typed, position, phrase.start)
        if groups and phrase.kind == "week" and typed[position : phrase.start].strip() == "(":
            groups[-1] = _with_week(groups[-1], phrase, typed)
        elif groups and any(word in words.OR for word in said):
            groups[-1] = _either(groups[-1], phrase, typed)
        elif groups and not said and (groups[-1].kind in _TIMES) != (phrase.kind in _TIMES):
            groups[-1] = _with_time(groups[-1], phrase, typed)
        else:
            groups.append(phrase)
        position = phrase.end
    _words_between(typed, position, len(typed), last=True)
    if not groups:
        raise BadUsage(
            "Der står ingen dato." if not typed else f"“{typed}” er ikke en dato.", hint=_HINT, word=typed
        )
    return groups


def _words_between(typed: str, start: int, end: int, *, last: bool = False) -> list[str]:
    gap = patterns.fold(typed[start:end])
    said: list[str] = []
    for match in re.finditer(r"[^\s,;.()]+\.?|[.]", gap):
        word = match[0]
        joins = word in words.OR or word in words.AND
        known = word == "." or word in _FILLERS or (joins and start > 0 and not last)
        if not known and word.rstrip(".") not in _FILLERS:
            written = typed[start + match.start() : start + match.end()]
            alone = written == typed
            raise BadUsage(
                f"“{typed}” er ikke en dato." if alone else f"“{written}” forstås ikke i “{typed}”.",
                hint=_HINT,
                word=written,
                position=start + match.start(),
            )
        if joins:
            said.append(word)
    return said


def _either(one: Phrase, other: Phrase, typed: str) -> Phrase:
    """Two phrases with "eller" between them: one appointment with more alternatives."""
    days = tuple(dict.fromkeys((*(one.alternatives or one.dates), *(other.alternatives or other.dates))))
    spans = [day for phrase in (one, other) for day in (phrase.first, phrase.last) if day]
    doubts = [phrase.why for phrase in (one, other) if phrase.why]
    return replace(
        one, end=other.end, text=typed[one.start : other.end], dates=days, alternatives=days if len(days) > 1 else (),
        first=min(spans, default=None), last=max(spans, default=None), time_start=one.time_start or other.time_start,
        time_end=one.time_end or other.time_end, state="doubtful" if doubts else "sure", why="; ".join(doubts) or None,
    )  # fmt: skip


def _with_week(day: Phrase, week: Phrase, typed: str) -> Phrase:
    """A date with its week in brackets, as the commands echo it."""
    doubts = [phrase.why for phrase in (day, week) if phrase.why]
    return replace(
        day, end=week.end, text=typed[day.start : week.end], state="doubtful" if doubts else "sure",
        why="; ".join(doubts) or None,
    )  # fmt: skip


def _with_time(one: Phrase, other: Phrase, typed: str) -> Phrase:
    """A date with the time typed before or after it."""
    day, at = (other, one) if one.kind in _TIMES else (one, other)
    return replace(
        day,
        start=one.start,
        end=other.end,
        text=typed[one.start : other.end],
        time_start=at.time_start,
        time_end=at.time_end,
    )
