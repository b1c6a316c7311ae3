"""What a phrase about dates and times means, and what must be known to understand it.

A phrase never holds a silent guess: `alternatives` names every day that may be meant, and
`state` with `why` says when something was inferred in a way that a person should look at.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Literal

Kind = Literal[
    "date",
    "range",
    "week",
    "month",
    "quarter",
    "season",
    "time",
    "time range",
    "duration",
    "relative",
    "meeting",
]
Precision = Literal["day", "week", "part of month", "month", "quarter", "half-year", "season", "year"]
PhraseState = Literal["sure", "doubtful", "unreadable"]
Direction = Literal["future", "past", "near"]


@dataclass(frozen=True)
class Context:
    """What the reader knows before the phrase.

    `today` is the reference: the date of the document, or of the clock. `year` is a year given by
    a heading and wins over `today`. `direction` says where a date without a year lies seen from
    `today`. `meetings` are the known meeting dates ("næste møde"), `weekday` (Monday is 0) the day
    on which the board meets ("uge 48"), `language` one of da, no, sv, en.
    """

    today: date
    year: int | None = None
    direction: Direction = "near"
    meetings: tuple[date, ...] = ()
    weekday: int | None = None
    language: str = "da"


@dataclass(frozen=True)
class Phrase:
    """One expression of date or time, `text[start:end]`, and what it means.

    `dates` are the days named, in the order written. `alternatives` is not empty when only one of
    several days is meant: written with "eller" (then it equals `dates`), or because the phrase can
    be read in several ways (then `state` is doubtful and `dates` holds the likeliest).
    `first` and `last` span the days, weeks or months meant. `time_start` and `time_end` are wall
    time, `minutes` is a length. `year_inferred` is set when the year was not written with the date
    or in its list, `year_rolled` when it also differs from the year of the context.
    State "unreadable" is a date that does not exist, and `why` says so.
    """

    start: int
    end: int
    text: str
    kind: Kind
    precision: Precision | None = None
    dates: tuple[date, ...] = ()
    alternatives: tuple[date, ...] = ()
    first: date | None = None
    last: date | None = None
    time_start: time | None = None
    time_end: time | None = None
    minutes: int | None = None
    weekday: int | None = None
    year_inferred: bool = False
    year_rolled: bool = False
    state: PhraseState = "sure"
    why: str | None = None


@dataclass(frozen=True)
class DateChoice:
    """What a person typed: one phrase for each appointment, all of them wanted.

    An appointment with `alternatives` is held on several dates until one is chosen.
    """

    text: str
    groups: tuple[Phrase, ...]

    @property
    def dates(self) -> tuple[date, ...]:
        """Every day named, in the order written, once each."""
        return tuple(dict.fromkeys(day for group in self.groups for day in group.dates))

    @property
    def is_choice(self) -> bool:
        """Whether the text names one appointment on one of several days."""
        return len(self.groups) == 1 and len(self.groups[0].alternatives) > 1

    @property
    def doubts(self) -> tuple[str, ...]:
        """The reasons to ask before using it, one sentence each."""
        return tuple(group.why for group in self.groups if group.state == "doubtful" and group.why)
