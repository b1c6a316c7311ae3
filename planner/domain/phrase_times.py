"""Clock times and lengths: the parts of a match turned into values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time

from . import phrase_words as words

_NOON = 12
_QUARTERS = ("00", "25", "50", "75")  # "1,25 time" is a length, "19.30 hrs" is a time
_LONGEST = 7 * 24 * 60  # minutes


@dataclass(frozen=True)
class Times:
    """A start and perhaps an end, in wall time; `doubt` says why the reading is not certain."""

    start: time | None
    end: time | None = None
    doubt: str | None = None


def times(match: re.Match[str]) -> Times | None:
    """The times of a match of any clock pattern; None when there is no such time."""
    found = match.groupdict()
    if found.get("four1"):
        return _ordered(
            _four_digits(found["four1"]), _four_digits(found["four2"]) if found["four2"] else None
        )
    first, second = _wall(found, 1), _wall(found, 2)
    if found.get("hour2") and found.get("ampm2") and not found.get("ampm1") and first and second:
        first = _same_half(first, second, found["ampm2"])
    if first is None:
        return Times(second) if second and not found.get("hour1") else None
    if found.get("hour2") and second is None:
        return None
    return _ordered(first, second)


def _four_digits(digits: str) -> time:
    return time(int(digits[:2]), int(digits[2:]))


def _wall(found: dict[str, str | None], number: int) -> time | None:
    hour_text = found.get(f"hour{number}")
    if not hour_text:
        return None
    hour, minute = int(hour_text), int(found.get(f"minute{number}") or 0)
    half = found.get(f"ampm{number}")
    if half:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if "p" in half else 0)
    if hour == 24:  # midnight as the end of the day
        return time(0) if minute == 0 else None
    return time(hour, minute)


def _same_half(first: time, second: time, half: str) -> time:
    """In "2-4pm" the start is pm too, in "11-1pm" it is not."""
    if "p" not in half or first.hour >= _NOON:
        return first
    later = first.replace(hour=first.hour + _NOON)
    return later if later < second else first


def _ordered(start: time, end: time | None) -> Times:
    if end is not None and end <= start and end != time(0):
        return Times(start, end, "Sluttidspunktet ligger før starten.")
    return Times(start, end)


def length(match: re.Match[str]) -> tuple[int | None, str | None]:
    """The minutes of a match of the pattern for lengths, and why they are not certain."""
    found = match.groupdict()
    amount = _amount(found["amount"].rstrip(" -"))
    per_unit = _unit_minutes(found["unit"])
    if amount is None:
        return None, None
    total = amount * per_unit + int(found["amount2"] or 0)
    if total != int(total) or not 0 < total <= _LONGEST:
        return None, None
    doubt = f"Varigheden er skrevet som {match[0]}." if found["low"] else None
    return int(total), doubt


def _unit_minutes(unit: str) -> int:
    if unit.startswith("kvarter"):
        return 15
    return 1 if unit.startswith("m") else 60


def _amount(written: str) -> float | None:
    if written in words.HALVES:
        return words.HALVES[written]
    if written in words.NUMBERS:
        return words.NUMBERS[written]
    for mark, fraction in (("½", 0.5), ("¼", 0.25), ("¾", 0.75), (" 1/2", 0.5)):
        if written.endswith(mark):
            return int(written.removesuffix(mark)) + fraction
    whole, mark, decimals = written.replace(",", ".").partition(".")
    if len(decimals) == 2 and decimals not in _QUARTERS:
        return None
    return float(f"{whole}.{decimals}") if mark else int(whole)
