"""What the decisions of one document lead to, and where a sentence of them stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from planner.domain.reading import (
        Commitment,
        ItemChange,
        ReadBacklog,
        ReadFollowUp,
        ReadMeeting,
        Tentative,
    )


@dataclass
class Decided:
    """What was found; lists in the order of the document."""

    tentative: list[Tentative] = field(default_factory=list)
    meetings: list[ReadMeeting] = field(default_factory=list)
    followups: list[ReadFollowUp] = field(default_factory=list)
    changes: list[ItemChange] = field(default_factory=list)
    backlog: list[ReadBacklog] = field(default_factory=list)
    commitments: list[Commitment] = field(default_factory=list)
    removed_points: set[int] = field(default_factory=set)
    postponed_points: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class Spot:
    """Where a sentence stands: the item it is about, the point, and the date of the document."""

    item: str
    point: int | None
    today: date | None
    decision: bool
