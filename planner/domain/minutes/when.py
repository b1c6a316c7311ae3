"""Dates in the text of one document, read with what the document says of its own date."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from planner.domain.phrases import Context, Phrase, scan

if TYPE_CHECKING:
    from datetime import date

_DAYS = ("date", "range")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, eq=False)
class When:
    """The reader of dates; what it has read once it remembers.

    `anchored` is False while nothing says which year a date without one is in: such dates are
    then left unread.
    """

    context: Context
    anchored: bool = True
    _kept: dict[str, tuple[Phrase, ...]] = field(default_factory=dict, repr=False)
    _days: dict[str, tuple[Phrase, ...]] = field(default_factory=dict, repr=False)
    _years: dict[int, When] = field(default_factory=dict, repr=False)
    _dated: dict[date, When] = field(default_factory=dict, repr=False)

    def phrases(self, text: str) -> tuple[Phrase, ...]:
        """Every expression of date or time in the text; none where no digit stands in it."""
        if _DIGIT.search(text) is None:
            return ()
        if text not in self._kept:
            self._kept[text] = scan(text, self.context)
        return self._kept[text]

    def days(self, text: str) -> tuple[Phrase, ...]:
        """The expressions that name one or more whole days."""
        if text not in self._days:
            self._days[text] = tuple(
                phrase
                for phrase in self.phrases(text)
                if phrase.kind in _DAYS
                and phrase.dates
                and phrase.precision == "day"
                and phrase.state != "unreadable"
                and (self.anchored or not phrase.year_inferred)
            )
        return self._days[text]

    def in_year(self, year: int | None) -> When:
        """The same with the year of a heading, which wins over that of the document."""
        if year is None:
            return self
        if year not in self._years:
            self._years[year] = When(replace(self.context, year=year))
        return self._years[year]

    def on(self, day: date) -> When:
        """The reader of dates in a document of that day."""
        if day not in self._dated:
            self._dated[day] = When(replace(self.context, today=day, year=None, weekday=day.weekday()))
        return self._dated[day]

    def first_day(self, text: str) -> date | None:
        """The first day that the text names."""
        days = self.days(text)
        return days[0].dates[0] if days else None

    def all_days(self, text: str) -> tuple[date, ...]:
        """Every day that the text names, once each."""
        return tuple(dict.fromkeys(day for phrase in self.days(text) for day in phrase.dates))
