"""What the process that stays costs while nothing is due: statements, share of a core, memory."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from planner.adapters.store import readonly
from planner.adapters.store.store import open_store
from planner.domain.board import Board
from planner.domain.changes import added
from planner.entrypoints.jobs.table import jobs_of
from planner.settings import Settings

BOARDS = 100
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
    counted(f"statements of a tick with nothing due, {BOARDS} boards, {len(jobs)} jobs", asked(path), 3)
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


def asked(path: Path) -> int:
    """How many statements a look at the boards and the jobs is."""
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
    return len([one for one in statements if not one.startswith("--")])


def seconds(process: int) -> float:
    """What a process has used of a core so far."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def megabytes(process: int) -> float:
    """What a process holds in memory."""
    pages = int(Path(f"/proc/{process}/statm").read_text(encoding="utf-8").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
