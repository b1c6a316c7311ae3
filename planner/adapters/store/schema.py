"""Making a new database, and bringing an old one forward.

A new one is made from the tables at once and stamped with the newest migration; a test proves that
the migrations, run one by one, arrive at the same.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Engine

from planner.adapters.store import (
    incoming_tables,
    job_tables,
    letter_tables,
    reminder_table,
    sending_table,
    tables,
)
from planner.adapters.store.backup import copy_database
from planner.adapters.store.engine import make_engine
from planner.adapters.store.faults import explained, missing
from planner.adapters.store.readonly import connect
from planner.adapters.store.version import APPLICATION, VERSION, require_current, version_of

REVISION = "2026_11_22_1810"  # the newest migration


def create_database(path: Path, engine: Engine) -> None:
    """A new database where there is no file, or an empty one; an existing database is left alone."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        if path.is_file() and not path.stat().st_size:
            _build(path, engine)
        return
    try:
        _build(path, engine)
    except BaseException:
        for name in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
            name.unlink(missing_ok=True)
        raise


def upgrade(path: Path | str) -> Path | None:
    """Bring the database forward; the copy that was taken first, or None when it was current."""
    path = Path(path)
    if not path.exists():
        raise missing(path)
    with explained(path):
        with closing(connect(path)) as connection:
            version = version_of(connection.execute, path)
            if version == VERSION:
                return None
            if version > VERSION:
                require_current(connection.execute, path)
        aside = path.with_name(f"{path.name}.udgave-{version}")
        copy_database(path, aside)
        run_migrations(make_engine(path))
    return aside


def run_migrations(engine: Engine, until: str = "head") -> None:
    """Every migration that the database lacks up to a revision, all or none of them."""
    from alembic import command  # noqa: PLC0415 -- slow import
    from alembic.config import Config  # noqa: PLC0415 -- slow import

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, until)
        _mark(connection)
        connection.commit()


def _build(path: Path, engine: Engine) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    with engine.begin() as connection:
        if connection.exec_driver_sql("PRAGMA user_version").scalar():
            return  # somebody else made it while we waited
        for made in (incoming_tables, job_tables, letter_tables, reminder_table):
            made.metadata.create_all(connection)
        for statement in (*tables.BESIDE_THE_TABLES, sending_table.FIRST_ROW):
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (REVISION,))
        _mark(connection)


def _mark(connection: Connection) -> None:
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION}")
    connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")
