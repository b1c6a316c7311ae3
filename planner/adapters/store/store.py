"""The store: opening a database, and its transactions.

A database is a SQLite file that only its owner may read. Writers take their turn from the start
(BEGIN IMMEDIATE), so nothing is lost between a read and a write; readers never wait for them (WAL).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.pool import NullPool

from planner.adapters.store.reader import SqlReader
from planner.adapters.store.schema import create_schema
from planner.adapters.store.unit_of_work import SqlWork

WAIT_SECONDS = 30.0


class SqlStore:
    """The port `Store` over a SQLAlchemy engine."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def work(self) -> Iterator[SqlWork]:
        """A writing transaction; it rolls back unless committed."""
        with self._engine.connect() as connection:
            yield SqlWork(connection)

    @contextmanager
    def reading(self) -> Iterator[SqlReader]:
        """A reading transaction: one consistent state."""
        with self._engine.connect().execution_options(readonly=True) as connection:
            yield SqlReader(lambda query, values: connection.exec_driver_sql(query, tuple(values)))


def open_store(path: Path | str, *, create: bool = False) -> SqlStore:
    """The store in the file `path`; with `create` a new, empty one is made where there is none."""
    path = Path(path)
    if create and not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        engine = make_engine(path)
        create_schema(engine)
        return SqlStore(engine)
    return SqlStore(make_engine(path))


def make_engine(path: Path) -> Engine:
    """An engine whose transactions are what the head of this file says."""
    engine = create_engine(
        URL.create("sqlite+pysqlite", database=str(path)),
        poolclass=NullPool,
        connect_args={"timeout": WAIT_SECONDS},
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")


def _begin(connection: Connection) -> None:
    readonly = connection.get_execution_options().get("readonly", False)
    connection.exec_driver_sql("BEGIN" if readonly else "BEGIN IMMEDIATE")
