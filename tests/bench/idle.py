"""What the process that stays costs while nothing is due: statements, share of a core, memory."""

from __future__ import annotations

import os
import select
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from planner.adapters.store import readonly
from planner.adapters.store.letters import SqlLetters
from planner.adapters.store.reminders import SqlReminders
from planner.adapters.store.store import open_store
from planner.domain.board import Board
from planner.domain.changes import added
from planner.entrypoints.jobs.table import jobs_of
from planner.settings import Settings

BOARDS = 100
REMINDERS = 10_000  # of each board
LETTERS = 10_000  # that wait until tomorrow
GROW = frozenset(("letter", "l", "letter_facts", "f", "reminder", "job_run", "r", "outbox", "placement"))
WATCHED = 70.0  # seconds: two ticks and more
AT = datetime(2031, 3, 5, 14, tzinfo=UTC)
Counted = Callable[[str, float, float], None]


def idle(folder: Path, counted: Counted) -> None:
    """Count a tick's statements for a hundred boards, then watch the real process do nothing."""
    path = folder / "idle.db"
    boards = [
        Board(number, f"U{number}", f"Udvalg {number}", lock_days=5, reminders="hverdage kl. 8")
        for number in range(1, BOARDS + 1)
    ]
    with open_store(path, create=True).work() as work:
        work.append([added(board) for board in boards], board=1, at=AT, by="x", command="init")
        jobs, _ = jobs_of(Settings(str(path)), boards, AT)
        for job in jobs:
            work.jobs.register(job.key, "hver dag kl. 7.00", AT)
        work.commit()
    remind(path)
    statements = asked(path)
    size = f"{BOARDS} boards, {len(jobs)} jobs, {BOARDS * REMINDERS:,} reminders"
    counted(f"statements of a tick with nothing due, {size}", len(statements), 3)
    counted(
        "of a tick, of reminding and of posting: statements that read what grows without an index",
        len(without_index(path, statements)),
        0,
    )
    config = folder / "idle.toml"
    config.write_text('[run]\nsync_minutes = 480\nstages = "hver dag kl. 3.00"\n', encoding="utf-8")
    command = [sys.executable, "-m", "planner", "--config", str(config), "--db", str(path), "run"]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        if process.stderr is None or not process.stderr.readline():
            raise RuntimeError(command)
        select.select([], [], [], 5.0)  # it meets its jobs
        before = seconds(process.pid)
        select.select([], [], [], WATCHED)
        share = 100 * (seconds(process.pid) - before) / WATCHED
        memory = megabytes(process.pid)
        process.terminate()
    counted("idle daemon, per cent of a core", round(share, 2), 1)
    counted("idle daemon, MB", round(memory), 80)


def remind(path: Path) -> None:
    """Reminders that each board has given, and letters that wait."""
    given, tomorrow = (AT + timedelta(days=days) for days in (0, 1))
    reminders = (
        (number % 400, f"item:{number}", "papers", "2031-03-12", board, given.isoformat(), "reminder")
        for board in range(1, BOARDS + 1)
        for number in range(board * REMINDERS, (board + 1) * REMINDERS)
    )
    letters = (
        (
            number,
            f"reminder:{number}",
            number % BOARDS + 1,
            number % 400,
            given.isoformat(),
            tomorrow.isoformat(),
        )
        for number in range(1, LETTERS + 1)
    )
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO letter_facts VALUES ('none', '{}')")
        connection.executemany("INSERT INTO reminder VALUES (?, ?, ?, ?, ?, ?, ?)", reminders)
        connection.executemany(
            'INSERT INTO letter (id, "key", kind, board, person, name, email, "language", audience, due, facts,'
            " calendar, state, attempts, doubtful, not_before)"
            " VALUES (?, ?, 'reminder', ?, ?, 'x', 'x@plan.example', 'da', 'medlem', ?, 'none', 0, 'wait', 1, 0, ?)",
            letters,
        )
        connection.commit()


def without_index(path: Path, statements: list[str]) -> list[str]:
    """Those of a tick's statements, and of what reminding and posting ask, that go through a whole table that grows."""
    with closing(sqlite3.connect(path)) as connection:
        traced = [*statements]
        connection.set_trace_callback(traced.append)
        letters = SqlLetters(connection.execute, lambda *_: 0)
        letters.queue()
        letters.due(AT, 8)
        letters.open(1)
        SqlReminders(connection.execute, lambda *_: 0).given(1, AT - timedelta(days=120))
        connection.set_trace_callback(None)
        plans = {one: connection.execute(f"EXPLAIN QUERY PLAN {one}").fetchall() for one in traced}
    scans = {
        one: [row[3].split() for row in plan if row[3].startswith("SCAN")] for one, plan in plans.items()
    }
    return [one for one, found in scans.items() if any(w[1] in GROW and "INDEX" not in w for w in found)]


def asked(path: Path) -> list[str]:
    """The statements of a look at the boards and the jobs."""
    statements: list[str] = []
    connect = readonly.connect

    def traced(*args: object, **how: str) -> object:
        connection = connect(*args, **how)
        connection.set_trace_callback(statements.append)
        return connection

    readonly.connect = traced
    try:
        with readonly.open_job_book(path) as (reader, book):
            reader.boards()
            book.known()
    finally:
        readonly.connect = connect
    return [one for one in statements if not one.startswith("--")]


def seconds(process: int) -> float:
    """What a process has used of a core so far."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def megabytes(process: int) -> float:
    """What a process holds in memory."""
    pages = int(Path(f"/proc/{process}/statm").read_text(encoding="utf-8").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
