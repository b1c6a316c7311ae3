"""A database on disk that holds exactly the records of a test."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from planner.adapters.store.readonly import open_reader
from planner.adapters.store.store import open_store
from planner.domain.changes import TABLES, Record, added

BEGINNING = datetime(2031, 1, 1, tzinfo=UTC)


def store_plan(path: Path, records: Iterable[Record]) -> Path:
    """Write the records as one step of the first board, in an order that keeps references whole."""
    order = list(TABLES.values())
    rows = sorted(records, key=lambda record: order.index(type(record)))
    with open_store(path, create=True).work() as work:
        work.append([added(row) for row in rows], board=1, at=BEGINNING, by="prøve", command="prøve")
        work.commit()
    return path


@contextmanager
def reading(path: Path, records: Iterable[Record]):
    """A reader of a database with these records."""
    with open_reader(str(store_plan(path / "plan.db", records))) as reader:
        yield reader
