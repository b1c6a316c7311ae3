"""Chains of calendar dates: "21. eller 22. august kl. 17 og 18. september kl. 19".

A dash binds tightest, then "eller", then "og". A chain becomes one phrase for each appointment.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from .phrase_times import Times
from .phrase_values import Context, Kind, Phrase
from .phrase_years import Dated, Link, give_dates, impossible

_LONG_RANGE_DAYS = 45


class Slot(NamedTuple):
    """One date of a chain, the time that stands after it, and what joins it to the next."""

    link: Link
    end: int
    times: Times | None = None
    join: str | None = None


class _Unit(NamedTuple):
    """A day, or a range of two days, within a chain."""

    days: tuple[Dated, ...]
    end: int
    times: Times | None
    join: str | None

    @property
    def start(self) -> int:
        return self.days[0].link.start


def phrases_of(slots: Sequence[Slot], text: str, context: Context) -> list[Phrase]:
    """The appointments that the chain names, in order."""
    slots = _dashes_as_list(slots)
    links = [slot.link._replace(dash=True) if slot.join == "dash" else slot.link for slot in slots]
    units = _units(slots, give_dates(links, context))
    phrases: list[Phrase] = []
    for group in _groups(units):
        readable = []
        for unit in group:
            if all(dated.day for dated in unit.days):
                readable.append(unit)
            else:
                phrases.append(_unreadable(unit, text))
        if readable:
            phrases.append(_appointment(readable, text, context))
    return sorted(phrases, key=lambda phrase: phrase.start)


def _dashes_as_list(slots: Sequence[Slot]) -> list[Slot]:
    """Three dates or more with dashes between them are a list: "22/8 - 27/9 - 30/10"."""
    found = list(slots)
    if len(found) < 3:
        return found
    at = 0
    while at < len(found):
        until = at
        while until < len(found) and found[until].join == "dash":
            until += 1
        if until - at >= 2:
            found[at:until] = [slot._replace(join="and") for slot in found[at:until]]
        at = until + 1
    return found


def _units(slots: Sequence[Slot], dated: Sequence[Dated]) -> list[_Unit]:
    units: list[_Unit] = []
    at = 0
    while at < len(slots):
        until = at + 1 if slots[at].join == "dash" and at + 1 < len(slots) else at
        last = slots[until]
        units.append(_Unit(tuple(dated[at : until + 1]), last.end, last.times or slots[at].times, last.join))
        at = until + 1
    return units


def _groups(units: list[_Unit]) -> list[list[_Unit]]:
    """The units of each appointment: split at "og", and at commas that do not lead up to an "eller"."""
    groups: list[list[_Unit]] = []
    segment: list[_Unit] = []
    if len(units) == 1:
        return [units]
    for unit in units:
        segment.append(unit)
        if unit.join in ("and", None):
            groups.extend(_split_at_commas(segment))
            segment = []
    groups.extend(_split_at_commas(segment))
    return groups


def _split_at_commas(segment: list[_Unit]) -> list[list[_Unit]]:
    joins = [unit.join for unit in segment[:-1]]
    leads_to_or = "or" in joins and "comma" not in joins[joins.index("or") :]
    groups: list[list[_Unit]] = []
    current: list[_Unit] = []
    for unit in segment:
        current.append(unit)
        if not (unit.join == "or" or (unit.join == "comma" and leads_to_or)):
            groups.append(current)
            current = []
    return [*groups, current] if current else groups


def _unreadable(unit: _Unit, text: str) -> Phrase:
    why = next(dated.missing for dated in unit.days if dated.day is None)
    return Phrase(
        unit.start, unit.end, text[unit.start : unit.end], "date", "day",
        weekday=unit.days[0].link.weekday, state="unreadable", why=why,
    )  # fmt: skip


def _appointment(units: Sequence[_Unit], text: str, context: Context) -> Phrase:
    dated = [one for unit in units for one in unit.days]
    days = tuple(dict.fromkeys([one.day for one in dated if one.day]))
    firsts = tuple(dict.fromkeys([unit.days[0].day for unit in units if unit.days[0].day]))
    is_range = len(dated) > len(units)
    kind: Kind = "range" if is_range else "date"
    alternatives = firsts if len(firsts) > 1 else ()
    start, end = units[0].start, max([unit.end for unit in units])
    at, time_doubt = _time_of(units)
    doubts = [one.doubt for one in dated if one.doubt]
    if is_range and len(units) == 1:
        doubts.extend(_range_doubts(days))
    doubts.extend(filter(None, (time_doubt,)))
    if len(dated) == 1:
        other = dated[0].other or _american_twin(dated[0], context)
        if other:
            alternatives = (*days, other)
        if other and not doubts:
            doubts.append(f"“{text[start:end]}” kan have dag og måned i omvendt rækkefølge.")
    return Phrase(
        start, end, text[start:end], kind, "day", days, alternatives, min(days), max(days),
        at.start if at else None, at.end if at else None, None, dated[0].link.weekday,
        any(one.inferred for one in dated), any(one.rolled for one in dated),
        "doubtful" if doubts else "sure", "; ".join(dict.fromkeys(doubts)) or None,
    )  # fmt: skip


def _time_of(units: Sequence[_Unit]) -> tuple[Times | None, str | None]:
    """The time of the appointment, written after any of its alternatives; none when they differ."""
    written = list(dict.fromkeys(unit.times for unit in units if unit.times))
    if len(written) > 1:
        return None, "Dagene har hver sit klokkeslæt."
    return (written[0], written[0].doubt) if written else (None, None)


def _range_doubts(days: Sequence[date]) -> Iterable[str]:
    if len(days) == 2 and days[1] < days[0]:
        yield "Perioden slutter, før den begynder."
    elif len(days) == 2 and (days[1] - days[0]).days > _LONG_RANGE_DAYS:
        yield "Det kan være en periode eller to datoer."


def _american_twin(dated: Dated, context: Context) -> date | None:
    """The other reading of 4/5/2024 in an English text, where the month may stand first."""
    link, day = dated.link, dated.day
    if (
        not link.american
        or day is None
        or context.language != "en"
        or impossible(link.month, link.day, day.year)
    ):
        return None
    twin = date(day.year, link.day, link.month)
    return twin if twin != day else None
