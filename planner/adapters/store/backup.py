"""Copies of a database: taken while it is in use, verified, and brought back.

Only the standard library is used, so that a copy can be taken when nothing else works.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from planner.adapters.store.departures import note_restored
from planner.adapters.store.faults import explained, missing
from planner.adapters.store.reader import SqlReader
from planner.adapters.store.readonly import connect
from planner.adapters.store.version import VERSION, require_current, version_of
from planner.domain.changes import TABLES
from planner.domain.errors import PlannerError, Refused, StalePlan, Unreachable
from planner.domain.journal import replay

_IS_THERE = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
_WAITING_WRONG = """\
SELECT count(*) FROM item WHERE waiting_since IS NOT (
    CASE WHEN status = 'open' AND NOT EXISTS (
        SELECT 1 FROM placement p WHERE p.item = item.id AND p.outcome IS NULL
    ) THEN coalesce(since, '9999-12-31') END)"""
_UNSETTLED_WRONG = """\
SELECT count(*) FROM meeting WHERE unsettled <> (
    SELECT count(*) FROM placement p WHERE p.meeting = meeting.id AND p.outcome IS NULL)"""


@dataclass(frozen=True)
class Copied:
    """A verified copy: where it lies, and how many rows each table of it has."""

    path: Path
    rows: dict[str, int]


def backup(path: Path | str, target: Path | str) -> Copied:
    """Copy the database in `path` to the new file `target` while others use it, and verify the copy."""
    path, target = Path(path), Path(target)
    if not path.exists():
        raise missing(path)
    if target.exists():
        raise Refused(f"{target} findes allerede.", hint="Vælg et andet navn til kopien.")
    with explained(path), closing(connect(path)) as connection:
        version_of(connection.execute, path)
    return Copied(target, copy_database(path, target))


def restore(source: Path | str, path: Path | str) -> Path | None:
    """Put the copy `source` in the place of `path`; the file where the replaced plan is kept, or None.

    The copy is verified before anything is touched. Others may have the database open meanwhile.
    What was sent after the copy is not in it, so nothing more is sent before a person has looked.
    """
    source, path = Path(source), Path(path)
    if not source.exists():
        raise missing(source)
    with explained(source), closing(connect(source)) as connection:
        if version_of(connection.execute, source) > VERSION:
            require_current(connection.execute, source)
        _verify(connection, source)
    if source.resolve() == path.resolve():
        raise Refused("Kopien og planen er den samme fil.", hint="Peg på kopien som den fil, der hentes fra.")
    kept = _put_aside(path) if path.exists() else None
    if path.exists():
        with (
            explained(path),
            closing(connect(source)) as old,
            closing(connect(path, mode="mode=rw")) as new,
        ):
            old.backup(new)
    else:
        copy_database(source, path)
    note_restored(path, _calls_counted(path))
    return kept


def _calls_counted(path: Path) -> int:
    """How many calls that send the database has counted; a copy of an older version has counted none."""
    with explained(path), closing(connect(path)) as connection:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'sending'").fetchone():
            return 0
        return int(connection.execute("SELECT number FROM sending").fetchone()[0])


def check(path: Path | str) -> tuple[str, ...]:
    """What is wrong with the database, a sentence for each fault; nothing when it is whole."""
    path = Path(path)
    with explained(path), closing(connect(path)) as connection:
        connection.execute("BEGIN")
        require_current(connection.execute, path)
        broken = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
        if broken:
            return (f"Filen er beskadiget: {broken[0]}.",)
        faults = [
            f"{row[0]} nr. {row[1]} henviser til noget i {row[2]}, der ikke findes."
            for row in connection.execute("PRAGMA foreign_key_check")
        ]
        if wrong := connection.execute(_WAITING_WRONG).fetchone()[0]:
            faults.append(f"{wrong} punkter er ført forkert under dem, der afventer dato.")
        if wrong := connection.execute(_UNSETTLED_WRONG).fetchone()[0]:
            faults.append(f"{wrong} møder er ført forkert under dem, der mangler afslutning.")
        return (*faults, *_journal_faults(SqlReader(connection.execute)))


def copy_database(path: Path, target: Path) -> dict[str, int]:
    """Copy the database to `target` (replacing it), readable by its owner only; its verified row counts."""
    unfinished = target.with_name(f"{target.name}.ufærdig")
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished.unlink(missing_ok=True)
    try:
        os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        with (
            explained(target),
            closing(connect(path)) as old,
            closing(connect(unfinished, mode="mode=rw")) as new,
        ):
            old.backup(new)
            new.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
            rows = _verify(new, target)
            new.execute("PRAGMA journal_mode = WAL")
        unfinished.replace(target)
    finally:
        for end in ("", "-wal", "-shm"):
            Path(f"{unfinished}{end}").unlink(missing_ok=True)
    return rows


def _put_aside(path: Path) -> Path:
    taken = (path.with_name(f"{path.name}.erstattet-{number}") for number in range(1, 10_000))
    aside = next(name for name in taken if not name.exists())
    try:
        copy_database(path, aside)
    except PlannerError:  # what is replaced is no database: keep its bytes as they are
        path.rename(aside)
        for end in ("-wal", "-shm"):
            Path(f"{path}{end}").unlink(missing_ok=True)
    return aside


def _verify(connection: sqlite3.Connection, path: Path) -> dict[str, int]:
    found = connection.execute("PRAGMA integrity_check").fetchone()[0]
    if found != "ok":
        raise Unreachable(f"Kopien {path} er beskadiget.", hint="Brug en anden kopi.", cause=found)
    return {
        name: int(connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0])  # noqa: S608 -- our own
        for name in (*TABLES, "step", "change")
        if connection.execute(_IS_THERE, (name,)).fetchone()  # an older database lacks the newest tables
    }


def _journal_faults(reader: SqlReader) -> tuple[str, ...]:
    try:
        replayed = replay(reader.journal())
    except StalePlan as fault:
        return (f"Historikken hænger ikke sammen ved {fault.data['record']}.",)
    if replayed != reader.everything():
        return ("Planen svarer ikke til sin historik.",)
    return ()
