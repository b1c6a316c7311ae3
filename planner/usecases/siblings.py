"""What came of the same series as an item: they keep their distance, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterable

from planner.domain.item import Item
from planner.domain.plan import Plan, plan_of
from planner.ports import Reader

_LATEST = 6


def siblings(read: Reader, items: Iterable[Item]) -> Plan:
    """The series that items came of, and the latest items of each, with where they stand."""
    rows = [(item.board, item.item_series) for item in items if item.item_series is not None]
    if not rows:
        return Plan()
    boards, numbers = {board for board, _ in rows}, {number for _, number in rows}
    series = [one for board in boards for one in read.ahead.series(board) if one.id in numbers]
    kin = {item.id for number in numbers for item in read.ahead.instances(number, _LATEST)}
    return plan_of(series).merged(read.items(sorted(kin)))
