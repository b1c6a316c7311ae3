"""Who presents several items of a meeting does so without waiting: every minute between them costs."""

from __future__ import annotations

from typing import Final

from planner.domain.finding import Level

# How many times the weight of waiting counts at each level. At "block" nobody presents twice on a day unless at once.
TIMES: Final[dict[Level, int]] = {"hint": 1, "warn": 4, "block": 100}


def weight(level: Level | None, waiting: int) -> int:
    """What five minutes of waiting cost at that level; nothing where the rule is off."""
    return 0 if level is None else waiting * TIMES[level]
