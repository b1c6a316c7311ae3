from __future__ import annotations

import re
import sqlite3

import pytest

from planner.adapters.store import schema, tables
from planner.adapters.store.readonly import open_reader
from planner.adapters.store.store import make_engine, open_store
from planner.adapters.store.version import VERSION
from planner.domain.errors import Refused, Unreachable


def shape(path):
    """Every table and index of the database as SQL, however its lines are broken."""
    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
        marks = [
            connection.execute(f"PRAGMA {mark}").fetchone() for mark in ("application_id", "user_version")
        ]
        marks.append(connection.execute("SELECT version_num FROM alembic_version").fetchone())
    return {(kind, name): " ".join(re.findall(r"\w+|\S", sql or "")) for kind, name, sql in rows}, marks


def migrated(path):
    """A database that the migrations alone made."""
    path.touch()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    schema.run_migrations(make_engine(path))
    return path


def test_migrations_arrive_at_the_tables(tmp_path):
    open_store(tmp_path / "fresh.db", create=True)
    fresh, fresh_marks = shape(tmp_path / "fresh.db")
    grown, grown_marks = shape(migrated(tmp_path / "grown.db"))
    assert grown == fresh
    assert grown_marks == fresh_marks


def test_alembic_sees_nothing_left_to_migrate(tmp_path):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with make_engine(migrated(tmp_path / "grown.db")).connect() as connection:
        ours = {"include_object": lambda _, name, kind, *__: kind != "table" or not name.startswith("words")}
        context = MigrationContext.configure(connection, opts=ours)
        assert compare_metadata(context, tables.metadata) == []


def test_every_table_is_strict(store, path):
    with sqlite3.connect(path) as connection:
        rows = connection.execute(
            "SELECT name, strict FROM pragma_table_list WHERE type = 'table'"
        ).fetchall()
    loose = {name for name, strict in rows if not strict}
    assert loose == {"sqlite_schema", "sqlite_temp_schema", "alembic_version"}


def test_value_that_no_record_may_have_is_refused_by_the_database(store):
    with pytest.raises(Refused), store.work() as work:
        work.run("UPDATE item SET status = 'måske' WHERE id = 1 RETURNING id")


def test_upgrade_of_a_current_database_does_nothing(store, path):
    before = path.read_bytes()
    assert schema.upgrade(path) is None
    assert path.read_bytes() == before
    assert list(path.parent.glob("*udgave*")) == []


def test_upgrade_copies_the_old_database_aside_first(store, path):
    with store.reading() as read:
        before = read.everything()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 0")
    aside = schema.upgrade(path)
    assert aside == path.with_name("plan.db.udgave-0")
    assert oct(aside.stat().st_mode & 0o777) == "0o600"
    with open_reader(path) as read:
        assert read.everything() == before
    with sqlite3.connect(aside) as connection:
        assert connection.execute("SELECT count(*) FROM item").fetchone() == (3,)


def test_upgrade_refuses_a_newer_database_and_a_missing_one(store, path):
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    with pytest.raises(Refused):
        schema.upgrade(path)
    with pytest.raises(Unreachable):
        schema.upgrade(path.with_name("ingen.db"))


def test_migration_that_fails_leaves_the_database_as_it_was(tmp_path):
    path = tmp_path / "halv.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE meeting (id)")
    with pytest.raises(Exception, match="meeting already exists"):
        schema.run_migrations(make_engine(path))
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("meeting",)]
        assert connection.execute("PRAGMA user_version").fetchone() == (0,)


def test_empty_file_becomes_a_database(tmp_path):
    (tmp_path / "tom.db").touch()
    open_store(tmp_path / "tom.db", create=True)
    with open_reader(tmp_path / "tom.db") as read:
        assert read.boards() == ()
