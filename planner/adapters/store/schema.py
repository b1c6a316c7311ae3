"""Making a new database, and knowing whether a file is one of ours and of this version."""

from __future__ import annotations

from sqlalchemy import Engine

from planner.adapters.store import tables

APPLICATION = 0x706C616E  # "plan", in the head of the file
VERSION = 1


def create_schema(engine: Engine) -> None:
    """Every table, index and mark of this version in an empty database."""
    with engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        assert raw is not None
        connection.rollback()
        raw.cursor().execute("PRAGMA journal_mode = WAL")
        with connection.begin():
            tables.metadata.create_all(connection)
            connection.exec_driver_sql(tables.WORDS)
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION}")
            connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")
