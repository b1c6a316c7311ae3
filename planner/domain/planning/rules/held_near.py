"""An item held on several dates is settled, the sooner the nearer the first of them is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from planner.domain.planning.case import Objection
from planner.domain.wording import short

_NEAR = timedelta(days=7)


def against(item: int, held: Sequence[date], today: date) -> Objection | None:
    """What speaks against leaving the item on these dates; None while there is time."""
    days = sorted(held)
    if len(days) < 2 or days[0] - today > _NEAR:
        return None
    return Objection(f"held_near:#{item}", f"den første af datoerne er allerede {short(days[0])}")
