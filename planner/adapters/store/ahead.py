"""Routes, items that come back, and what the journal says of moves: the port `Ahead` in SQL."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeVar

from planner.adapters.store import queries as sql
from planner.adapters.store.rows import from_row
from planner.adapters.store.statements import Run
from planner.domain.board import Board
from planner.domain.changes import Record
from planner.domain.item import Item, ItemSeries, Leg, Route, SeriesPresenter
from planner.domain.meeting import Meeting
from planner.domain.plan import Plan, plan_of

if TYPE_CHECKING:
    from planner.ports.ahead import JournalMove

R = TypeVar("R", bound=Record)


class SqlAhead:
    """The port `Ahead` over `run(sql, parameters) -> rows`."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def routes(self, items: Iterable[int]) -> Plan:
        """The routes of these items."""
        return self._whole(self._by_ids(Route, sql.ROUTE_BY_ITEM, items))

    def routes_at(self, meetings: Iterable[int]) -> Plan:
        """The routes with a leg at one of these meetings."""
        legs = self._by_ids(Leg, sql.LEG_BY_MEETING, meetings)
        return self._whole(self._by_ids(Route, sql.ROUTE_BY_ID, {leg.route for leg in legs}))

    def open_routes(self, board: int, today: date, limit: int = 200) -> Plan:
        """The routes of the board's items that are open, or that have a leg from `today` on; the newest first."""
        found = self._all(Route, sql.ROUTE_OF_OPEN, board, limit)
        return self._whole({*found, *self._all(Route, sql.ROUTE_AHEAD, today.isoformat(), board, limit)})

    def meetings(self, board: int, first: date, last: date) -> tuple[Meeting, ...]:
        """The board's meetings between two days, both included, without what stands on them."""
        return self._all(Meeting, sql.MEETING_BY_RANGE, board, first.isoformat(), last.isoformat())

    def series(self, board: int) -> tuple[ItemSeries, ...]:
        """The items of the board that come back, by title."""
        return self._all(ItemSeries, sql.ITEM_SERIES_BY_BOARD, board)

    def series_presenters(self, series: Iterable[int]) -> tuple[SeriesPresenter, ...]:
        """Who attends the items of these series, in the order in which they came to it."""
        return self._by_ids(SeriesPresenter, sql.SERIES_PRESENTER_BY_SERIES, series)

    def instances(self, series: int, limit: int = 3) -> tuple[Item, ...]:
        """The items that were made of a series, the latest period first."""
        return self._all(Item, sql.ITEM_BY_SERIES, series, limit)

    def moves(self, board: int, steps: int = 2000) -> tuple[JournalMove, ...]:
        """What the latest steps that stand did with placements and meetings that were there, oldest first."""
        import json  # noqa: PLC0415 -- only the journal needs it

        from planner.domain.codec import change_from_plain  # noqa: PLC0415 -- the same
        from planner.ports.ahead import JournalMove  # noqa: PLC0415 -- the ports are slow to import

        return tuple(
            JournalMove(
                step,
                datetime.fromisoformat(at).date(),
                command,
                why,
                change_from_plain(
                    {
                        "table": table,
                        "before": json.loads(before) if before else None,
                        "after": json.loads(after) if after else None,
                    }
                ),
            )
            for step, at, command, why, table, before, after in self._run(
                sql.MOVES, (board, board, board, steps - 1)
            )
        )

    def _whole(self, routes: Iterable[Route]) -> Plan:
        """The routes with their legs, and the boards and meetings of those."""
        found = list(routes)
        if not found:
            return Plan()
        legs = self._by_ids(Leg, sql.LEG_BY_ROUTE, {route.id for route in found})
        meetings = self._by_ids(Meeting, sql.MEETING_BY_ID, {leg.meeting for leg in legs if leg.meeting})
        boards = self._by_ids(Board, sql.BOARD_BY_ID, {leg.board for leg in legs})
        return plan_of([*found, *legs, *meetings, *boards])

    def _by_ids(self, kind: type[R], query: str, ids: Iterable[int]) -> tuple[R, ...]:
        wanted = sorted(ids)
        return self._all(kind, query, f"[{','.join(map(str, wanted))}]") if wanted else ()

    def _all(self, kind: type[R], query: str, *parameters: object) -> tuple[R, ...]:
        return tuple(map(from_row(kind), self._run(query, parameters)))
