"""The fast way to read: a command that only shows things loads no SQLAlchemy."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from planner.adapters.store.reader import SqlReader


@contextmanager
def open_reader(path: str) -> Iterator[SqlReader]:
    """One consistent state of the database in the file `path`, read-only."""
    escaped = str(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    connection = sqlite3.connect(f"file:{escaped}?mode=ro", uri=True, isolation_level=None)
    with closing(connection):
        connection.execute("BEGIN")
        yield SqlReader(connection.execute)
