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
from .phrase_chain import Slot, phrases_of
from .phrase_relative import Span, meeting_after, month_number, read_span, weekday_number
from .phrase_times import Times, length, times
from .phrase_values import Context, DateChoice, Direction, Kind, Phrase, Precision
from .phrase_years import Link

__all__ = ["Context", "DateChoice", "Direction", "Kind", "Phrase", "Precision", "read", "scan"]

_LONGEST_TYPED = 300
_FRACTIONS = frozenset(((1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (24, 7)))
_EARLIEST_BARE_HOUR = 6  # "2.10 Økonomi" is more likely a section than ten past two
_TIMES = ("time", "time range")
_FILLERS = frozenset(("den", "d.", "d", "på", "i", "til", "dato", "dato:", "the", "on", "om", "pr.", "ved", "mødet", "uge"))
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_HINT = "Skriv for eksempel 27/11, onsdag, uge 48 eller 20. nov. eller 27. nov."


def scan(text: str, context: Context) -> tuple[Phrase, ...]:
    """Every expression of date or time in running text, in order, with spans that do not overlap."""
    return tuple(_Scanner(text, context, typed=False).phrases())


def read(text: str, context: Context) -> DateChoice:
    """What a typed phrase means; the whole text must be understood.

    Raises BadUsage with a Danish sentence that points at the word not understood, says why a date
    does not exist, or that what was typed is no date.
    """
    typed = text.translate(_INVISIBLE).strip(" \t\r\n\u00a0\u202f\"'“”„»«’‘,;")
    if len(typed) > _LONGEST_TYPED:
        raise BadUsage("Teksten er for lang til at være en dato.", hint=_HINT)
    phrases = list(_Scanner(typed, context, typed=True).phrases())
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
    """The years that a heading or sentence names ("Mødekalender 2022", "skoleåret 2018/19"), not those of
    a full date or a case number; a period of years names none but its first and last."""
    found: list[int] = []
    for match in _years_pattern().finditer(patterns.fold(text)):
        first = int(match["year"])
        found.append(first)
        if match["last"]:
            last = match["last"]
            found.append(int(last) if len(last) == len("2019") else first // 100 * 100 + int(last))
    return tuple(dict.fromkeys(found))


def _years_pattern() -> re.Pattern[str]:
    return re.compile(r"(?<![\w./-])(?P<year>(?:19|20)\d\d)(?:[/-](?P<last>(?:19|20)\d\d|\d\d)(?!\d))?(?![\w/-])(?!\.\d)")


class _Scanner:
    """One pass over one text."""

    def __init__(self, text: str, context: Context, *, typed: bool) -> None:
        self.text = text
        self.folded = patterns.fold(text)
        self.context = context
        self.typed = typed
        self.english = context.language == "en"

    def phrases(self) -> list[Phrase]:
        """All phrases, left to right."""
        search = patterns.first(english=self.english, typed=self.typed).search
        found: list[Phrase] = []
        position = 0
        while match := search(self.folded, position):
            name = match.lastgroup or ""
            phrases, end = self._chain(match) if name in patterns.CALENDAR else self._single(name, match)
            found.extend(phrases)
            position = max(end, match.start() + 1)
        return found

    def _single(self, name: str, match: re.Match[str]) -> tuple[list[Phrase], int]:
        named = self._parts(name, match.start())
        if name in ("kl", "ampm", "clock"):
            phrase = self._time(name, named)
        elif name == "duration":
            phrase = self._duration(named)
        else:
            return self._span(name, named)
        return ([phrase] if phrase else []), named.end()

    def _parts(self, name: str, start: int) -> re.Match[str]:
        named = patterns.parts(name, english=self.english, typed=self.typed).match(self.folded, start)
        assert named is not None, name
        return named

    def _phrase(self, start: int, end: int, span: Span) -> Phrase:
        return Phrase(
            start, end, self.text[start:end], span.kind, span.precision, span.dates, span.alternatives, span.first,
            span.last, weekday=span.weekday, year_inferred=span.inferred, year_rolled=span.rolled, state=span.state,
            why=span.why,
        )  # fmt: skip

    def _span(self, name: str, named: re.Match[str]) -> tuple[list[Phrase], int]:
        if name in ("month", "season") and not self._is_month_here(named):
            return [], named.end()
        span = read_span(name, named, self.context)
        if span is None:
            return [], named.end()
        end = named.end()
        if name == "meeting" and named["after"]:
            following = patterns.following(english=self.english, typed=self.typed).match(self.folded, end + 1)
            if following and following.lastgroup in patterns.CALENDAR:
                days, after_end = self._chain(following)
                if days and days[0].dates:
                    span, end = meeting_after(days[0].dates[-1], self.context), after_end
        phrase = self._phrase(named.start(), end, span)
        if len(span.dates) == 1 or span.alternatives:
            at, end = self._time_after(end)
            if at:
                phrase = replace(phrase, end=end, text=self.text[phrase.start : end], time_start=at.start, time_end=at.end)
        return [phrase], phrase.end

    def _is_month_here(self, named: re.Match[str]) -> bool:
        """Whether a month or season without a day is one: "May" and "Maj" may be a verb or a person."""
        found = named.groupdict()
        if "month" not in found or found.get("year") or found.get("year2") or found["part"] or self.typed:
            return True
        word = found["month"] or ""
        capital = self.text[named.start("month")].isupper()
        if word in ("may", "march") and not (capital and self.english and self._word_before(named.start(), _PREPOSITIONS)):
            return capital and self._is_alone(named.start(), named.end())
        if capital and word in words.MONTHS_LIKE_NAMES and not self.english:
            return self._is_alone(named.start(), named.end())
        return True

    def _time(self, name: str, named: re.Match[str]) -> Phrase | None:
        at = times(named)
        if at is None or (name == "clock" and self._is_number(named.start(), named.end())):
            return None
        doubt = at.doubt
        if name == "clock" and not at.end and named["mark"] == "." and not self._is_time_cell(named, at):
            doubt = f"“{named[0]}” kan også være et tal."
        return Phrase(
            named.start(), named.end(), self.text[named.start() : named.end()], "time range" if at.end else "time",
            time_start=at.start, time_end=at.end, state="doubtful" if doubt else "sure", why=doubt,
        )  # fmt: skip

    def _is_time_cell(self, named: re.Match[str], at: Times) -> bool:
        if self.typed or self._is_alone(named.start(), named.end()):
            return True
        starts_line = not self._line_before(named.start()).strip(" *•-|")
        return starts_line and at.start is not None and at.start.hour >= _EARLIEST_BARE_HOUR

    def _duration(self, named: re.Match[str]) -> Phrase | None:
        minutes, doubt = length(named)
        if minutes is None:
            return None
        return Phrase(
            named.start(), named.end(), self.text[named.start() : named.end()], "duration", minutes=minutes,
            state="doubtful" if doubt else "sure", why=doubt,
        )  # fmt: skip

    def _chain(self, match: re.Match[str]) -> tuple[list[Phrase], int]:
        """The phrases of the chain of dates that starts with the match, and where it ends."""
        slots: list[Slot] = []
        following = patterns.following(english=self.english, typed=self.typed)
        connector = patterns.connector()
        end = match.end()
        current: re.Match[str] | None = match
        join: str | None = None
        while current and current.lastgroup in patterns.CALENDAR:
            more = self._slots(current.lastgroup or "", current.start(), chained=bool(slots))
            if not more:
                break
            if slots:
                slots[-1] = replace(slots[-1], join=join)
            at, end = self._time_after(current.end())
            more[-1] = replace(more[-1], end=end, times=at)
            slots.extend(more)
            joined = connector.match(self.folded, end)
            if not joined:
                break
            join = joined.lastgroup
            current = following.match(self.folded, joined.end())
        if not slots or self._is_weak_alone(match, slots, end):
            return [], match.end()
        return phrases_of(slots, self.text, self.context), end

    def _slots(self, name: str, start: int, *, chained: bool) -> list[Slot]:
        named = self._parts(name, start)
        found = named.groupdict()
        if self._is_name(name, named) or (found.get("month") is None and name != "typedday"):
            return []
        year = self._year(found)
        month = self._month(found, named)
        weekday = self._weekday(found.get("weekday"), named)
        doubt = self._doubt(name, named, month, chained=chained)
        elements = list(patterns.element().finditer(self.folded, *named.span("days")))
        slots: list[Slot] = []
        for at, element in enumerate(elements):
            whole = named.start() if at == 0 else element.start()
            stop = named.end() if at == len(elements) - 1 else element.end()
            own = weekday_number(element["weekday"]) if element["weekday"] else None
            link = Link(
                whole, stop, int(element["day"]), month, year, weekday if at == 0 and own is None else own,
                doubt=doubt, american=name in ("slash",),
            )  # fmt: skip
            join = None if at == len(elements) - 1 else _join_kind(self.folded[element.end() : elements[at + 1].start()])
            slots.append(Slot(link, stop, None, join))
        return slots

    def _month(self, found: dict[str, str | None], named: re.Match[str]) -> int:
        written = found.get("month")
        if written is None:  # only a day was typed: the next such day
            day, today = int(found["days"] or 1), self.context.today
            return today.month if day >= today.day else today.month % 12 + 1
        return int(written) if written.isdigit() else month_number(written)

    def _year(self, found: dict[str, str | None]) -> int | None:
        if found.get("year"):
            return int(found["year"] or 0)
        short = found.get("short_year")
        return None if short is None else int(short) + (2000 if int(short) < 70 else 1900)

    def _weekday(self, written: str | None, named: re.Match[str]) -> int | None:
        return None if written is None else weekday_number(written)

    def _doubt(self, name: str, named: re.Match[str], month: int, *, chained: bool) -> str | None:
        found = named.groupdict()
        introduced = bool(found.get("the") or found.get("weekday")) or chained or self.typed
        if introduced:
            is_bare_pair = name == "dotpair" and not found["dot"] and not found["the"] and not chained
            return f"“{named[0]}” kan også være et klokkeslæt." if is_bare_pair and not self.typed else None
        if name in ("dashed", "dotted") and found.get("short_year"):
            return f"“{named[0]}” kan også være et nummer."
        day = found["days"] or ""
        is_bare = name == "slash" and not found.get("year") and not found.get("short_year")
        if is_bare and day.isdigit() and (int(day), month) in _FRACTIONS:
            return f"“{named[0]}” kan også være en brøk."
        return None

    def _is_name(self, name: str, named: re.Match[str]) -> bool:
        """Whether "Dag 2 Jan Holm" or "you may 5" only looks like a day and a month."""
        if self.typed or name not in ("named", "monthfirst"):
            return False
        word = (named["month"] or "").rstrip(".")
        capital = self.text[named.start("month")].isupper()
        if name == "monthfirst":
            return word in ("may", "march", "mar") and not capital
        follows = self.text[named.end() : named.end() + 2]
        plain_number = not self.folded[: named.start("month")].rstrip().endswith((".", "th", "st", "nd", "rd"))
        return (
            not self.english and not named["the"] and not named["year"] and capital and plain_number
            and word in words.MONTHS_LIKE_NAMES and follows[:1] == " " and follows[1:].isupper()
        )  # fmt: skip

    def _is_weak_alone(self, match: re.Match[str], slots: list[Slot], end: int) -> bool:
        """Whether numbers that may be anything ("11.1.", "3/4") stand without anything that makes them a date."""
        name = match.lastgroup or ""
        if self.typed or name not in ("dotpair", "slash", "dotted", "dashed"):
            return False
        found = self._parts(name, match.start()).groupdict()
        if found.get("the") or found.get("weekday"):
            return False
        if name in ("dotted", "dashed") and found.get("year"):
            return False
        if self._is_number(match.start(), end):
            return True
        if name != "dotpair" or slots[0].times or len(slots) > 1:
            return False
        return not self._is_alone(match.start(), end)

    def _time_after(self, end: int) -> tuple[Times | None, int]:
        match = patterns.time_after().match(self.folded, end)
        if not match:
            return None, end
        name = match.lastgroup or ""
        named = self._parts(name, match.start(name))
        at = times(named)
        if at is None or (name == "clock" and self._is_number(named.start(), named.end())):
            return None, end
        return at, named.end()

    def _is_number(self, start: int, end: int) -> bool:
        """Whether a numbering word stands before ("pkt. 9.10") or a unit after ("12.50 kr.")."""
        after = self.folded[end : end + 8].lstrip(" .")
        if after.startswith(words.AMOUNTS) and not _goes_on(after):
            return True
        return self._word_before(start, words.NUMBERED)

    def _word_before(self, start: int, candidates: tuple[str, ...]) -> bool:
        before = self.folded[max(0, start - 16) : start].rstrip(" ")
        word = re.split(r"[\s(|]", before)[-1]
        return bool(word) and word in candidates

    def _line_before(self, start: int) -> str:
        return re.split(r"[\n\t|<>]", self.text[max(0, start - 200) : start])[-1]

    def _is_alone(self, start: int, end: int) -> bool:
        """Whether nothing but bullets and punctuation shares the line or table cell."""
        after = re.split(r"[\n\t|<>]", self.text[end : end + 200])[0]
        return not self._line_before(start).strip(" *•·-–:()\uf0b7") and not after.strip(" .,:;()")


_PREPOSITIONS = ("in", "by", "of", "during", "until", "since", "from", "for", "and", "late", "early", "to", "no", "next", "last")


def _goes_on(after: str) -> bool:
    """Whether the unit is only the start of a longer word ("ha" in "har")."""
    unit = max((unit for unit in words.AMOUNTS if after.startswith(unit)), key=len)
    return after[len(unit) : len(unit) + 1].isalpha()


def _join_kind(between: str) -> str:
    said = between.strip().strip(",").strip()
    if said.split(" ")[0] in words.OR or said in words.OR:
        return "or"
    if said in words.DASH:
        return "dash"
    return "and" if said else "comma"


def _joined(phrases: list[Phrase], typed: str) -> list[Phrase]:
    """The appointments of a typed text; every word between the phrases must be a known one."""
    groups: list[Phrase] = []
    position = 0
    for phrase in phrases:
        said = _words_between(typed, position, phrase.start)
        if groups and any(word in words.OR for word in said):
            groups[-1] = _either(groups[-1], phrase, typed)
        elif groups and not said and (groups[-1].kind in _TIMES) != (phrase.kind in _TIMES):
            groups[-1] = _with_time(groups[-1], phrase, typed)
        else:
            groups.append(phrase)
        position = phrase.end
    _words_between(typed, position, len(typed), last=True)
    if not groups:
        raise BadUsage("Der står ingen dato." if not typed else f"“{typed}” er ikke en dato.", hint=_HINT, word=typed)
    return groups


def _words_between(typed: str, start: int, end: int, *, last: bool = False) -> list[str]:
    gap = patterns.fold(typed[start:end])
    said: list[str] = []
    for match in re.finditer(r"[^\s,;.()]+\.?|[.]", gap):
        word = match[0]
        joins = word in words.OR or word in words.AND
        known = word == "." or word in _FILLERS or (joins and 0 < start and not last)
        if not known and word.rstrip(".") not in _FILLERS:
            written = typed[start + match.start() : start + match.end()]
            raise BadUsage(
                f"“{written}” forstås ikke i “{typed}”.", hint=_HINT, word=written, position=start + match.start()
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


def _with_time(one: Phrase, other: Phrase, typed: str) -> Phrase:
    """A date with the time typed before or after it."""
    day, at = (other, one) if one.kind in _TIMES else (one, other)
    return replace(
        day, start=one.start, end=other.end, text=typed[one.start : other.end], time_start=at.time_start, time_end=at.time_end
    )
