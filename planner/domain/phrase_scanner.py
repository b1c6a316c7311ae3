"""Finds the phrases in a text: the patterns say what can be one, the surroundings whether it is one."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from . import phrase_patterns as patterns
from . import phrase_words as words
from .phrase_chain import Slot, phrases_of
from .phrase_relative import Span, meeting_after, month_number, read_span, weekday_number
from .phrase_surroundings import Surroundings
from .phrase_times import Times, length, times
from .phrase_values import Context, Phrase
from .phrase_years import Link, impossible
from .wording import day_month_year

_FRACTIONS = frozenset(((1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (24, 7)))
_EARLIEST_BARE_HOUR = 6  # "2.10 Økonomi" is more likely a section than ten past two


class Scanner:
    """One pass over one text. `typed` allows the short forms that only a person at a prompt writes."""

    def __init__(self, text: str, context: Context, *, typed: bool) -> None:
        self.text = text
        self.folded = patterns.fold(text)
        self.around = Surroundings(text, self.folded)
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
            if name in patterns.CALENDAR:
                phrases, end = self._chain(match)
            elif name == "week" and found and self._is_note_on(found[-1], match.start()):
                phrases, end = self._week_of(found[-1], match)
            else:
                phrases, end = self._single(name, match)
            if phrases and found and self._announces(found[-1], phrases[0]):
                found.pop()
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

    def _announces(self, meeting: Phrase, day: Phrase) -> bool:
        """Whether the meeting's date is written after it: "Næste møde: onsdag den 11. december"."""
        may_announce = (
            meeting.kind == "meeting" and day.kind == "date" and day.state != "unreadable" and not self.typed
        )
        between = self.folded[meeting.end : day.start]
        return may_announce and bool(patterns.announcement().fullmatch(between))

    def _is_note_on(self, previous: Phrase, start: int) -> bool:
        """Whether a week stands in brackets after its day: "27. november 2024 (uge 48)"."""
        between = self.folded[previous.end : start].strip(" ,")
        return previous.kind == "date" and len(previous.dates) == 1 and between == "("

    def _week_of(self, previous: Phrase, match: re.Match[str]) -> tuple[list[Phrase], int]:
        day = previous.dates[0]
        seen_from = replace(self.context, today=day, year=None, direction="near", meetings=(), weekday=None)
        span = read_span("week", self._parts("week", match.start()), seen_from)
        if span is None:
            return [], match.end()
        week = replace(self._phrase(match.start(), match.end(), span), year_inferred=False, year_rolled=False)
        if week.first and week.last and not week.first <= day <= week.last:
            why = f"{day_month_year(day)} ligger i uge {day.isocalendar()[1]}, ikke i {week.text}"
            week = replace(week, state="doubtful", why=why)
        return [week], match.end()

    def _parts(self, name: str, start: int) -> re.Match[str]:
        named = patterns.parts(name, english=self.english, typed=self.typed).match(self.folded, start)
        if named is None:  # the alternation is made of the same patterns
            raise AssertionError(name)
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
            span, end = self._meeting_after(end)
        phrase = self._phrase(named.start(), end, span)
        if len(span.dates) == 1 or span.alternatives:
            at, end = self._time_after(end)
            if at:
                phrase = replace(
                    phrase, end=end, text=self.text[phrase.start : end], time_start=at.start, time_end=at.end
                )
        return [phrase], phrase.end

    def _meeting_after(self, end: int) -> tuple[Span, int]:
        """The first meeting after the date that follows: "førstkommende møde efter 12. december"."""
        following = self._following(end + 1)
        if following and following.lastgroup in patterns.CALENDAR:
            days, after_end = self._chain(following)
            if days and days[0].dates:
                return meeting_after(days[0].dates[-1], self.context), after_end
        return meeting_after(date.max, self.context), end

    def _is_month_here(self, named: re.Match[str]) -> bool:
        """Whether a month or season without a day is one: "May" and "Maj" may be a verb or a person."""
        found = named.groupdict()
        if "month" not in found or found.get("year") or found.get("year2") or found["part"] or self.typed:
            return True
        if self.around.is_after_number(named.start()):
            return False
        word = found["month"] or ""
        capital = self.text[named.start("month")].isupper()
        if word in ("may", "march") and not (
            capital and self.english and self.around.follows(named.start(), words.PREPOSITIONS)
        ):
            return capital and self.around.is_alone(named.start(), named.end())
        if capital and word in words.MONTHS_LIKE_NAMES and not self.english:
            return self.around.is_alone(named.start(), named.end())
        return True

    def _time(self, name: str, named: re.Match[str]) -> Phrase | None:
        at = times(named)
        if at is None or (name == "clock" and self.around.is_number(named.start(), named.end())):
            return None
        doubt = at.doubt
        if name == "clock" and not at.end and named["mark"] == "." and not self._is_time_cell(named, at):
            doubt = f"“{named[0]}” kan også være et tal."
        return Phrase(
            named.start(), named.end(), self.text[named.start() : named.end()], "time range" if at.end else "time",
            time_start=at.start, time_end=at.end, state="doubtful" if doubt else "sure", why=doubt,
        )  # fmt: skip

    def _is_time_cell(self, named: re.Match[str], at: Times) -> bool:
        if self.typed or self.around.is_alone(named.start(), named.end()):
            return True
        starts_line = self.around.starts_line(named.start())
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
        connector = patterns.connector()
        end = match.end()
        current: re.Match[str] | None = match
        join: str | None = None
        while current and current.lastgroup in patterns.CALENDAR:
            more = self._slots(current.lastgroup or "", current.start(), chained=bool(slots))
            if not more:
                break
            if slots:
                slots[-1] = slots[-1]._replace(join=join)
            at, end = self._time_after(current.end())
            if at is not None:
                more[-1] = more[-1]._replace(end=end, times=at)
            slots.extend(more)
            joined = connector.match(self.folded, end)
            if not joined:
                break
            join = joined.lastgroup
            if join == "dash" and "-" not in joined[0] and self.around.is_moving(match.start()):
                join = "and"
            current = self._following(joined.end())
        if not slots or self._is_weak_alone(match, slots, end):
            return [], match.end()
        return phrases_of(slots, self.text, self.context), end

    def _following(self, start: int) -> re.Match[str] | None:
        return patterns.following(english=self.english, typed=self.typed).match(self.folded, start)

    def _slots(self, name: str, start: int, *, chained: bool) -> list[Slot]:
        named = self._parts(name, start)
        found = named.groupdict()
        if self._is_name(name, named) or (found.get("month") is None and name != "typedday"):
            return []
        year = self._year(found)
        month = self._month(found)
        doubt = self._doubt(name, named, month, chained=chained)
        elements = list(patterns.element().finditer(self.folded, *named.span("days")))
        weekdays = self._weekdays(named, elements)
        slots: list[Slot] = []
        skipped = self._is_numbered(named, elements)
        for at, element in enumerate(elements):
            if at < skipped:
                continue
            whole = named.start() if at == 0 else element.start()
            stop = named.end() if at == len(elements) - 1 else element.end()
            link = Link(
                whole, stop, int(element["day"]), month, year, weekdays[at],
                doubt=doubt, american=name == "slash",
            )  # fmt: skip
            join = (
                None
                if at == len(elements) - 1
                else _join_kind(self.folded[element.end() : elements[at + 1].start()])
            )
            slots.append(Slot(link, stop, None, join))
        return slots

    def _is_numbered(self, named: re.Match[str], elements: list[re.Match[str]]) -> int:
        """1 where the first of several numbers counts meetings ("møde nr. 6, den 15. maj"), 0 where it is a day."""
        found = named.groupdict()
        if len(elements) < 2 or found.get("the") or found.get("weekday"):
            return 0
        between = self.folded[elements[0].end() : elements[1].start()]
        if _join_kind(between) != "comma":
            return 0
        first, second = elements[0], elements[1]
        bare, led = not first[0].endswith("."), second[0][: second.start("day") - second.start()].strip()
        return int(self.around.follows(named.start(), words.NUMBERED) or bool(bare and led))

    def _weekdays(self, named: re.Match[str], elements: list[re.Match[str]]) -> list[int | None]:
        """The weekday of each day of a list; two that stand before it belong to the first and the last."""
        own = [weekday_number(element["weekday"]) if element["weekday"] else None for element in elements]
        written = named.groupdict().get("weekday")
        if not written:
            return own
        before = self.folded[max(0, named.start() - 20) : named.start()]
        pair = patterns.weekday_before().search(before) if len(own) > 1 and own[-1] is None else None
        if pair:
            own[0], own[-1] = weekday_number(pair["weekday"]), weekday_number(written)
        elif own[0] is None:
            own[0] = weekday_number(written)
        return own

    def _month(self, found: dict[str, str | None]) -> int:
        written = found.get("month")
        if written is None:  # only a day was typed: the next such day
            return _next_month_with(int(found["days"] or 1), self.context.today)
        return int(written) if written.isdigit() else month_number(written)

    def _year(self, found: dict[str, str | None]) -> int | None:
        if found.get("year"):
            return int(found["year"] or 0)
        short = found.get("short_year")
        return None if short is None else int(short) + (2000 if int(short) < 70 else 1900)

    def _doubt(self, name: str, named: re.Match[str], month: int, *, chained: bool) -> str | None:
        found = named.groupdict()
        introduced = bool(found.get("the") or found.get("weekday")) or chained or self.typed
        if introduced:
            is_bare_pair = name == "dotpair" and not found["dot"] and not found["the"] and not chained
            return f"“{named[0]}” kan også være et klokkeslæt." if is_bare_pair and not self.typed else None
        if name in ("dashed", "dotted") and found.get("short_year"):
            return f"“{named[0]}” kan også være et nummer."
        day = found["days"] or ""
        is_day = self.around.follows(named.start(), words.BEFORE_DAYS)
        is_bare = name == "slash" and not is_day and not found.get("year") and not found.get("short_year")
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
        plain_number = (
            not self.folded[named.start() : named.start("month")]
            .rstrip()
            .endswith((".", "th", "st", "nd", "rd"))
        )
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
        if self.around.is_number(match.start(), end):
            return True
        if name != "dotpair" or slots[0].times or len(slots) > 1:
            return False
        return not self.around.is_alone(match.start(), end)

    def _time_after(self, end: int) -> tuple[Times | None, int]:
        match = patterns.time_after().match(self.folded, end) if end < len(self.folded) else None
        if not match:
            return None, end
        name = match.lastgroup or ""
        named = self._parts(name, match.start(name))
        at = times(named)
        if at is None or (name == "clock" and self.around.is_number(named.start(), named.end())):
            return None, end
        if name == "clock" and self._is_next_day(end, named.end()):
            return None, end
        return at, named.end()

    def _is_next_day(self, end: int, after: int) -> bool:
        """Whether "3.11." follows a day written in the same way: "6.10., 3.11. og 1.12."."""
        dotted = patterns.dotted_pair().search(self.folded[max(0, end - 7) : end])
        return dotted is not None and self.folded[after : after + 1] == "."


def _next_month_with(day: int, today: date) -> int:
    """The month, from today on, in which the day comes next."""
    month = today.month if day >= today.day else today.month % 12 + 1
    while impossible(day, month, None):
        month = month % 12 + 1
    return month


def _join_kind(between: str) -> str:
    said = between.strip().strip(",").strip()
    if said.split(" ")[0] in words.OR or said in words.OR:
        return "or"
    if said in words.DASH:
        return "dash"
    return "and" if said else "comma"
