"""What the tables of one document hold together, and a second agenda among them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.domain.reading import (
        ReadBacklog,
        ReadFollowUp,
        ReadItem,
        ReadMeeting,
        ReadPerson,
        Unreadable,
    )


@dataclass
class Tables:
    """What the tables of the document hold, and how many rows of them were read."""

    timed: list[ReadItem] = field(default_factory=list)
    home: int | None = None
    forward: list[ReadMeeting] = field(default_factory=list)
    scheduled: list[ReadMeeting] = field(default_factory=list)
    points: list[ReadItem] = field(default_factory=list)
    listed: list[ReadPerson] = field(default_factory=list)
    away: list[ReadPerson] = field(default_factory=list)
    tasks: list[ReadFollowUp] = field(default_factory=list)
    lost: list[Unreadable] = field(default_factory=list)
    waiting: list[ReadBacklog] = field(default_factory=list)
    further: list[ReadItem] = field(default_factory=list)
    rows: int = 0
