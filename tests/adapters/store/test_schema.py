from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, time
from importlib import import_module

import pytest

from planner.adapters.store import schema, tables
from planner.adapters.store.readonly import open_reader
from planner.adapters.store.store import make_engine, open_store
from planner.adapters.store.version import APPLICATION, VERSION
from planner.clocks import FixedClock
from planner.domain.board import Board
from planner.domain.errors import Refused, Unreachable
from planner.domain.item import ItemSeries, SeriesPresenter
from planner.domain.meeting import Meeting
from planner.usecases.step import Manner
from planner.usecases.take_back import TakeBack, undo


def shape(path):
    """Every table and index of the database, whether a column came with its table or later."""
    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
        marks = [
            connection.execute(f"PRAGMA {mark}").fetchone() for mark in ("application_id", "user_version")
        ]
        marks.append(connection.execute("SELECT version_num FROM alembic_version").fetchone())
        kinds = {name: tuple(rest) for _, name, *rest in connection.execute("PRAGMA table_list")}
        found = {}
        for kind, name, sql in rows:
            words = " ".join(re.findall(r"\w+|\S", sql or ""))
            if kind == "table":
                columns = connection.execute(f'PRAGMA table_xinfo("{name}")').fetchall()
                referred = connection.execute(f'PRAGMA foreign_key_list("{name}")').fetchall()
                found[kind, name] = (
                    kinds[name][2:],
                    {row[1:] for row in columns},
                    {row[2:] for row in referred},
                    sorted(re.findall(r"CONSTRAINT \w+ CHECK \( .*? \)(?= ,| \)|$)", words)),
                    words.count("DEFERRABLE"),
                )
            else:
                found[kind, name] = words
    return found, marks


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


def test_upgrade_keeps_the_rows_of_the_first_databases(tmp_path):
    path = tmp_path / "gammel.db"
    first = import_module("planner.adapters.store.migrations.versions.2026_11_22_0300_first")
    second = import_module("planner.adapters.store.migrations.versions.2026_11_22_0430_outgoing")
    with closing(sqlite3.connect(path)) as connection:
        for statement in (*first.STATEMENTS, *second.STATEMENTS, tables.BESIDE_THE_TABLES[-1]):
            connection.execute(statement)
        connection.execute("INSERT INTO alembic_version VALUES (?)", (second.revision,))
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute("PRAGMA user_version = 2")
        connection.execute(
            "INSERT INTO board VALUES (1, 'DIR', 'Direktionen', 1, 2, '09:00', '12:00', NULL,"
            " 'Europe/Copenhagen', 'da', 'closed', 10, 30, 30, 1)"
        )
        connection.execute(
            "INSERT INTO meeting VALUES (1, 1, '2031-03-12', '09:00', '12:00', 'planned', NULL, NULL, NULL,"
            " 0, NULL, '[]', NULL, 1, NULL, NULL, 0)"
        )
        connection.commit()
    assert schema.upgrade(path) == path.with_name("gammel.db.udgave-2")
    with open_reader(path) as read:
        plan = read.everything()
    assert plan.boards == {1: Board(1, "DIR", "Direktionen", weekday=2)}
    assert plan.meetings == {1: Meeting(1, 1, date(2031, 3, 12), time(9), time(12))}


def test_upgrade_keeps_the_presenter_of_a_series_and_undo_takes_it_along(tmp_path):
    path = tmp_path / "gammel.db"
    series = {
        "id": 4,
        "board": 1,
        "title": "Økonomi",
        "every": "month",
        "first": "2031-03-01",
        "presenter": 2,
    }
    series |= {"weeks": 1, "point": "primo", "ahead": 4, "skip": ""}
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    schema.run_migrations(make_engine(path), "2026_11_22_1310")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            'INSERT INTO board (id, code, name, own, start, "end", zone, language, unclassified, orientering,'
            " droeftelse, beslutning) VALUES (1, 'DIR', 'Direktionen', 1, '09:00', '12:00', 'Europe/Copenhagen',"
            " 'da', 'closed', 10, 30, 30)"
        )
        connection.execute("INSERT INTO person (id, name, spellings) VALUES (2, 'Karen Holm', '[]')")
        connection.execute(f"INSERT INTO item_series ({', '.join(series)}) VALUES {tuple(series.values())}")  # noqa: S608 -- our own
        connection.execute(
            "INSERT INTO step VALUES (1, 1, '2031-03-05T14:00:00+01:00', 'mette', 'serie', NULL, 'do', NULL, 'done', 0)"
        )
        connection.execute(
            "INSERT INTO change VALUES (1, 0, 'item_series', 4, NULL, ?)", (json.dumps(series),)
        )
        connection.execute("INSERT INTO counter VALUES ('step', 1)")
        connection.execute("PRAGMA user_version = 13")
        connection.commit()
    schema.upgrade(path)
    with open_reader(path) as read:
        plan = read.everything()
    assert [one.title for one in plan.all(ItemSeries).values()] == ["Økonomi"]
    assert list(plan.all(SeriesPresenter).values()) == [SeriesPresenter(4, 1, 4, 2)]
    at = FixedClock(datetime(2031, 3, 6, tzinfo=UTC))
    undo(TakeBack(Manner(plan.boards[1], "mette", "fortryd")), store=open_store(path), clock=at)
    with open_reader(path) as read:
        after = read.everything()
    assert (after.all(ItemSeries), after.all(SeriesPresenter)) == ({}, {})


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
