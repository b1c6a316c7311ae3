"""The fast way to read: a command that only shows things loads no SQLAlchemy."""

from __future__ import annotations

import os.path
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from planner.adapters.store.faults import explained
from planner.adapters.store.reader import SqlReader
from planner.adapters.store.version import require_current

if TYPE_CHECKING:
    from planner.adapters.store.jobs import SqlJobs

WAIT_SECONDS = 10.0


@contextmanager
def open_reader(path: object) -> Iterator[SqlReader]:
    """One consistent state of the database in the file `path`, which is not changed."""
    with explained(path), closing(_begun(path)) as connection:
        require_current(connection.execute, path)
        yield SqlReader(connection.execute)


@contextmanager
def open_job_book(path: object) -> Iterator[tuple[SqlReader, SqlJobs]]:
    """The boards and the jobs, each as it is when it is asked for. Nothing can be written."""
    from planner.adapters.store.jobs import SqlJobs  # noqa: PLC0415 -- most commands ask for none

    with explained(path), closing(connect(path)) as connection:
        require_current(connection.execute, path)
        yield SqlReader(connection.execute), SqlJobs(connection.execute, _refused)


def _refused(statement: str, parameters: object) -> int:
    raise TypeError(statement, parameters)


def connect(path: object, *, mode: str = "mode=ro") -> sqlite3.Connection:
    """A plain connection to an existing file; transactions are begun by hand."""
    escaped = str(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return sqlite3.connect(f"file:{escaped}?{mode}", uri=True, isolation_level=None, timeout=WAIT_SECONDS)


def _begun(path: object) -> sqlite3.Connection:
    connection = connect(path)
    try:
        connection.execute("BEGIN")
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1")  # takes the state that is read from here on
    except sqlite3.OperationalError as error:
        connection.close()
        # In a folder where nothing may be made, SQLite cannot make the files that tell of writers.
        protected = error.sqlite_errorname.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN"))
        if not protected or os.path.exists(f"{path}-wal"):  # noqa: PTH110 -- pathlib is slow to load
            raise
        connection = connect(path, mode="immutable=1")
        connection.execute("BEGIN")
    return connection
