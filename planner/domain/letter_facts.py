"""What a reader may see of a letter's facts. It only takes away: the facts were frozen when it was due.

A part is about an item when it has its id as "item". Whoever is not entitled to closed items sees of a
closed one its public title or "Lukket punkt", and nothing else but when it comes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from planner.domain.audience import CLOSED_ITEM, Audience

# What stays of a hidden part: when it comes and which item it is, never what it is about or whom it concerns.
_STAYS = frozenset(
    "item closed own number start end minutes guessed held change old new since deadline date late rule until"
    " place online link window".split()
)
# Notes of the house, and how to join a meeting: only those entitled to everything read them.
_INSIDE = frozenset(("why", "waits_for", "teams"))
# What is for the secretariat's copy alone.
_SECRETARIAT = frozenset(("missing", "pending"))
# Whole lists from which a hidden item without a public title is left out: it would say nothing but that it is there.
_LISTS_OF_TITLES = frozenset(("waiting", "changes"))


def items_in(facts: Any) -> Iterator[int]:
    """The ids of all items that the facts speak of."""
    if isinstance(facts, Mapping):
        if isinstance(facts.get("item"), int):
            yield facts["item"]
        for value in facts.values():
            yield from items_in(value)
    elif isinstance(facts, list):
        for value in facts:
            yield from items_in(value)


def seen_by(facts: Mapping[str, Any], reader: Audience, closed_now: Collection[int]) -> dict[str, Any]:
    """The facts that are left for a reader. `closed_now` are ids of items that have become closed since."""
    return {
        key: _seen(value, reader, closed_now, key)
        for key, value in facts.items()
        if reader.name == "sekretariat" or key not in _SECRETARIAT
    }


def _seen(value: Any, reader: Audience, closed_now: Collection[int], within: str) -> Any:
    if isinstance(value, list):
        kept = [_seen(one, reader, closed_now, within) for one in value]
        return [one for one in kept if not _says_nothing(one, reader, within)]
    if not isinstance(value, Mapping):
        return value
    if "item" in value and not reader.entitled and (value.get("closed") or value["item"] in closed_now):
        return _hidden(value)
    left = {key: _seen(part, reader, closed_now, key) for key, part in value.items()}
    if not reader.entitled:
        left |= {key: None for key in _INSIDE if key in left}
    if "item" in value:
        left["hidden"] = False
        # Who is entitled is told which are closed, so that it is not passed on by mistake.
        since = value["item"] in closed_now and not value.get("closed")
        left["closed"] = bool(value.get("marked_closed")) or since
    return left


def _hidden(value: Mapping[str, Any]) -> dict[str, Any]:
    left = {key: part if key in _STAYS else _nothing(part) for key, part in value.items()}
    return {**left, "title": value.get("public") or CLOSED_ITEM, "closed": True, "hidden": True}


def _nothing(part: Any) -> Any:
    return [] if isinstance(part, list) else None


def _says_nothing(part: Any, reader: Audience, within: str) -> bool:
    """Whether a hidden part is left out: in a list of titles, and altogether for who takes no part in meetings."""
    if not isinstance(part, dict) or not part.get("hidden"):
        return False
    if part.get("change") == "edited":
        return True
    if part["title"] != CLOSED_ITEM:
        return False
    return within in _LISTS_OF_TITLES or reader.name in ("medarbejder", "åben")
