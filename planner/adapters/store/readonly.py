"""The fast way to read: a command that only shows things loads no SQLAlchemy."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from planner.adapters.store.faults import explained
from planner.adapters.store.reader import SqlReader
from planner.adapters.store.version import require_current

WAIT_SECONDS = 10.0


@contextmanager
def open_reader(path: object) -> Iterator[SqlReader]:
    """One consistent state of the database in the file `path`, which is not changed."""
    with explained(path), closing(connect(path)) as connection:
        connection.execute("BEGIN")
        require_current(connection.execute, path)
        yield SqlReader(connection.execute)


def connect(path: object, *, readonly: bool = True) -> sqlite3.Connection:
    """A plain connection to an existing file; transactions are begun by hand."""
    escaped = str(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    mode = "ro" if readonly else "rw"
    return sqlite3.connect(
        f"file:{escaped}?mode={mode}", uri=True, isolation_level=None, timeout=WAIT_SECONDS
    )
