"""What is planned further ahead: routes through several boards, items that come back, and how items slipped."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from planner.domain.changes import Change
    from planner.domain.item import Item, ItemSeries, SeriesPresenter
    from planner.domain.meeting import Meeting
    from planner.domain.plan import Plan


class JournalMove(NamedTuple):
    """A change of the journal to a placement or a meeting, with the step it was part of and why."""

    step: int
    day: date
    command: str
    why: str | None
    change: Change


class Ahead(Protocol):
    """Questions to the store. Each is bounded: its cost follows what it returns.

    A Plan of routes holds their legs, and the boards and meetings of those; not their items.
    """

    def routes(self, items: Iterable[int]) -> Plan:
        """The routes of these items."""
        ...

    def routes_at(self, meetings: Iterable[int]) -> Plan:
        """The routes with a leg at one of these meetings."""
        ...

    def open_routes(self, board: int, today: date, limit: int = 200) -> Plan:
        """The routes of the board's items that are open, or that have a leg from `today` on; the newest first."""
        ...

    def meetings(self, board: int, first: date, last: date) -> tuple[Meeting, ...]:
        """The board's meetings between two days, both included, without what stands on them."""
        ...

    def series(self, board: int) -> tuple[ItemSeries, ...]:
        """The items of the board that come back, by title."""
        ...

    def series_presenters(self, series: Iterable[int]) -> tuple[SeriesPresenter, ...]:
        """Who attends the items of these series, in the order in which they came to it."""
        ...

    def instances(self, series: int, limit: int = 3) -> tuple[Item, ...]:
        """The items that were made of a series, the latest period first."""
        ...

    def moves(self, board: int, steps: int = 2000) -> tuple[JournalMove, ...]:
        """What the latest steps that stand did with placements and meetings that were there, oldest first."""
        ...
