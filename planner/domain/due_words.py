"""A job's rule as people write it: "torsdag kl. 14", "hverdage kl. 7.30", "hver dag kl. 18", "hvert 5. minut"."""

from __future__ import annotations

from datetime import time
from typing import Literal

from planner.domain.due import ALL_DAYS, EARLIEST, WORKING_DAYS, At, Every, Rule
from planner.domain.errors import BadUsage
from planner.domain.wording import clock, day_name, parse_clock, parse_weekday

_EVERY = {"hver dag": ALL_DAYS, "dagligt": ALL_DAYS, "every day": ALL_DAYS, "daily": ALL_DAYS}
_WORKING = {"hverdage": WORKING_DAYS, "hverdag": WORKING_DAYS, "weekdays": WORKING_DAYS}
_NAMED = {**_EVERY, **_WORKING}
_AND = (" og ", " and ", ",")
_MARKS = (" klokken ", " kl. ", " kl ", " at ")
_MINUTES = ("hvert ", "hver ", "every ")
_UNITS = ("minut", "minutter", "min", "min.", "minute", "minutes")
_NEVER = ("nej", "aldrig", "ingen", "no", "never", "none")
_MOST_MINUTES = 12 * 60
_HINT = "Skriv for eksempel “torsdag kl. 14”, “hverdage kl. 7.30” eller “nej”."


def read_rule(text: str) -> Rule | None:
    """The rule; None for "nej". BadUsage where it is not understood, or lies between 0.00 and 3.00.

    One weekday that is a holiday is moved to the working day before; of several, those are left out.
    """
    words = " ".join(text.lower().split())
    if words in _NEVER:
        return None
    minutes = _minutes(words)
    if minutes is not None:
        if not 1 <= minutes <= _MOST_MINUTES:
            raise BadUsage(f"“{text.strip()}” er ikke fra 1 til {_MOST_MINUTES} minutter.", hint=_HINT)
        return Every(minutes)
    days, at = _halves(words)
    if not days or not at:
        raise BadUsage(f"“{text.strip()}” er ikke et tidspunkt, der kommer igen.", hint=_HINT)
    return At(_clock(at), _days(days), _on_holiday(days))


def rule_words(rule: Rule | None) -> str:
    """The rule as `read_rule` reads it: "torsdag kl. 14.00"."""
    if rule is None:
        return "nej"
    if isinstance(rule, Every):
        return f"hvert {rule.minutes}. minut"
    at = clock(rule.clock)
    if rule.weekdays == ALL_DAYS:
        return f"hver dag kl. {at}"
    if rule.weekdays == WORKING_DAYS:
        return f"hverdage kl. {at}"
    *first, last = (day_name(day) for day in rule.weekdays)
    return f"{', '.join(first)} og {last} kl. {at}" if first else f"{last} kl. {at}"


def _minutes(words: str) -> int | None:
    for start in _MINUTES:
        number, _, unit = words.removeprefix(start).partition(" ")
        number = number.rstrip(".")
        if words.startswith(start) and unit in _UNITS and number.isascii() and number.isdigit():
            return int(number[:6])
    return None


def _halves(words: str) -> tuple[str, str]:
    """The days, and the wall time after them."""
    for mark in _MARKS:
        if mark in words:
            days, _, at = words.partition(mark)
            return days.strip(), at.strip()
    days, _, at = words.rpartition(" ")
    return days.strip(), at


def _days(words: str) -> tuple[int, ...]:
    if words in _NAMED:
        return _NAMED[words]
    for mark in _AND:
        words = words.replace(mark, "\n")
    return tuple(sorted({parse_weekday(word) for word in words.split("\n") if word.strip()}))


def _on_holiday(days: str) -> Literal["before", "skip", "same"]:
    if days in _EVERY:
        return "same"
    return "before" if len(_days(days)) == 1 else "skip"


def _clock(words: str) -> time:
    at = parse_clock(words)
    if at < EARLIEST:
        raise BadUsage(
            f"Kl. {clock(at)} kan ikke bruges: intet køres mellem kl. 0 og 3, hvor urene stilles.",
            hint="Vælg et tidspunkt fra kl. 3.",
        )
    return at
