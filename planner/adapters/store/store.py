"""The store: opening a database, and its transactions.

A database is a SQLite file that only its owner may read. Writers take their turn from the start
(BEGIN IMMEDIATE), so nothing is lost between a read and a write; readers never wait for them (WAL).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from planner.adapters.store.engine import make_engine
from planner.adapters.store.faults import explained, missing
from planner.adapters.store.reader import SqlReader
from planner.adapters.store.readonly import WAIT_SECONDS, connect
from planner.adapters.store.unit_of_work import SqlWork
from planner.adapters.store.version import require_current

if TYPE_CHECKING:
    from planner.ports import Work


class SqlStore:
    """The port `Store` over a SQLAlchemy engine."""

    def __init__(self, path: Path, engine: Engine, before: Callable[[Work], None] | None = None) -> None:
        self._path = path
        self._engine = engine
        self._before = before

    @contextmanager
    def work(self) -> Iterator[SqlWork]:
        """A writing transaction; it rolls back unless committed."""
        with explained(self._path), self._engine.connect() as connection:
            work = SqlWork(connection, self._path, self._before)
            require_current(work.run, self._path)
            yield work

    @contextmanager
    def reading(self) -> Iterator[SqlReader]:
        """A reading transaction: one consistent state."""
        with (
            explained(self._path),
            self._engine.connect().execution_options(readonly=True) as connection,
        ):
            work = SqlWork(connection, self._path)
            require_current(work.run, self._path)
            yield work.read

    @contextmanager
    def held(self) -> Iterator[None]:
        """Many transactions follow one another inside.

        Whoever is the last to close a database tidies it up, which costs far more than a transaction.
        """
        with explained(self._path), closing(connect(self._path)) as connection:
            connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall()  # now it really is open
            yield

    def also(self, before: Callable[[Work], None]) -> SqlStore:
        """The same store, where `before` is done in each writing transaction just before it is made so."""
        return SqlStore(self._path, self._engine, before)


def open_store(path: Path | str, *, create: bool = False, wait: float = WAIT_SECONDS) -> SqlStore:
    """The store in the file `path`; with `create` a new, empty one is made where there is none.

    `wait` is how many seconds a writer waits for its turn.
    """
    path = Path(path)
    if create:
        from planner.adapters.store.schema import create_database  # noqa: PLC0415 -- rare and slow

        with explained(path):
            create_database(path, make_engine(path, wait=wait))
    elif not path.exists():
        raise missing(path)
    return SqlStore(path, make_engine(path, wait=wait))
