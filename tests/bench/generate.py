"""A database of any size, for the benchmarks: `python tests/bench/generate.py FILE ITEMS`.

What lies ahead is the same whatever the size (six weekly meetings with five items each, twenty items
that await a date); all the rest is history: items that were treated, twenty to a meeting, with the
steps that put them there. So a read that costs more in a larger database follows what is stored.
"""

from __future__ import annotations

import datetime as dt
import itertools
import json
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from planner.adapters.store import words
from planner.adapters.store.queries import STEP_COLUMNS
from planner.adapters.store.rows import columns, to_row
from planner.adapters.store.store import open_store
from planner.domain.board import Board, Standing
from planner.domain.changes import TABLE_OF, TABLES, added
from planner.domain.codec import to_plain
from planner.domain.item import Item, Placement, Presenter
from planner.domain.meeting import Meeting
from planner.domain.people import Membership, Person

NOW = dt.datetime(2024, 11, 6, 14, tzinfo=dt.UTC)
AHEAD = 6
ON_EACH = 5
WAITING = 20
TREATED_ON_EACH = 20
_SUBJECTS = "Budget,Trivsel,Beredskab,Sygefravær,Digitalisering,Byggeri,Dagtilbud,Kultur,Klima,Indkøb".split(
    ","
)
_WHATS = "opfølgning på,plan for,status for,rammer for,høring om,evaluering af,temadrøftelse om".split(",")


def generate(path, items):
    """Make a valid database with that many items; the item ids that stand on the first meeting ahead."""
    store = open_store(path, create=True)
    with store.work() as work:
        work.append(list(map(added, _founding())), board=1, at=NOW, by="mette", command="init")
        work.commit()
    open_items = AHEAD * ON_EACH + WAITING
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        _write_history(connection, items - open_items)
        connection.execute("COMMIT")
    ahead = _ahead(first_item=items - open_items + 1, first_meeting=items)
    with store.work() as work:
        work.append(list(map(added, ahead)), board=1, at=NOW, by="mette", command="import")
        work.commit()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return [record.item for record in ahead if isinstance(record, Placement)][:ON_EACH]


def _founding():
    yield Board(1, "DIR", "Direktionen", weekday=2, start=dt.time(9), end=dt.time(13))
    yield Standing(1, 1, "Beslutningsprotokoller og dagsordener", start=dt.time(9), minutes=60)
    yield Standing(2, 1, "Frokost", "break", start=dt.time(12), minutes=30)
    for number in range(1, 9):
        yield Person(number, f"Person {number}", title=f"Chef {number}")
        yield Membership(number, 1, number)


def _title(number):
    what, subject = _WHATS[number % len(_WHATS)], _SUBJECTS[number // 7 % len(_SUBJECTS)]
    return f"{subject}: {what} sag {number}"


def _ahead(first_item, first_meeting):
    records = []
    numbers = itertools.count(first_item)
    for week in range(AHEAD):
        day = NOW.date() + dt.timedelta(weeks=week + 1)
        records.append(Meeting(first_meeting + week, 1, day, dt.time(9), dt.time(13)))
        for position in range(1, ON_EACH + 1):
            item = next(numbers)
            records.append(Item(item, 1, _title(item), kind="orientering"))
            records.append(Placement(item, item, first_meeting + week, position))
            records.append(Presenter(item, item, item % 8 + 1))
    for waited in range(WAITING):
        item = next(numbers)
        since = NOW.date() - dt.timedelta(days=waited)
        records.append(Item(item, 1, _title(item), since=since, waits_on="økonomi"))
    return records


def _write_history(connection, items):
    """Meetings back in time, one a day, each with the items it treated and the step that said so."""
    steps = -(-items // TREATED_ON_EACH)
    for first in range(0, steps, 500):
        _write_steps(connection, range(first, min(first + 500, steps)), items)
    connection.executemany(
        "INSERT INTO counter VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET last = excluded.last",
        [("item", items), ("placement", items), ("meeting", steps), ("step", steps + 1)],
    )


def _write_steps(connection, chunk, items):
    records, journal, changes, touched = [], [], [], []
    for past in chunk:
        step, day = past + 2, NOW.date() - dt.timedelta(days=past + 1)
        numbers = range(past * TREATED_ON_EACH + 1, min((past + 1) * TREATED_ON_EACH, items) + 1)
        on_it = [Meeting(past + 1, 1, day, dt.time(9), dt.time(13), status="closed")]
        for position, number in enumerate(numbers, 1):
            on_it.append(Item(number, 1, _title(number), status="done", since=day))
            on_it.append(Placement(number, number, past + 1, position, outcome="treated"))
        at = f"{day}T14:00:00+00:00"
        journal.append((step, 1, at, "mette", "import", None, "do", None, "done", 0))
        changes += [
            (step, position, TABLE_OF[type(r)], r.id, json.dumps(to_plain(r), ensure_ascii=False))
            for position, r in enumerate(on_it)
        ]
        touched += [(number, step) for number in numbers]
        records += on_it
    for kind in TABLES.values():
        if rows := [to_row(record) for record in records if type(record) is kind]:
            names = ", ".join(f'"{name}"' for name in columns(kind))
            marks = ", ".join("?" * len(rows[0]))
            connection.executemany(f"INSERT INTO {TABLE_OF[kind]} ({names}) VALUES ({marks})", rows)  # noqa: S608 -- names of our own tables
    connection.executemany(
        f"INSERT INTO step ({STEP_COLUMNS}, founding) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 -- names of our own tables
        journal,
    )
    connection.executemany(
        'INSERT INTO change (step, position, "table", record, "after") VALUES (?, ?, ?, ?, ?)', changes
    )
    connection.executemany("INSERT INTO step_item (step, item) VALUES (?, ?)", [(s, i) for i, s in touched])
    connection.executemany(
        "INSERT INTO words (rowid, title, body, board) VALUES (?, ?, ?, 1)",
        [(words.number(r), *words.texts(r)) for r in records if isinstance(r, Item)],
    )


if __name__ == "__main__":
    generate(Path(sys.argv[1]), int(sys.argv[2]))
