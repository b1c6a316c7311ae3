"""The real `planner run` across both changes of the clock in 2027, on a machine whose time goes faster.

`python -m tests.proof.clock_changes`: needs libfaketime; says so and does nothing where it is not there.
"""

from __future__ import annotations

import os
import select
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parents[2]
LIBRARIES = (
    "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1",
    "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1",
    "/usr/lib64/faketime/libfaketimeMT.so.1",
)
ZONE = ZoneInfo("Europe/Copenhagen")
# From before midnight to after four, as a clock on the wall shows it; summer time begins, and ends.
NIGHTS = (("2027-03-27 22:40:00", 4.0), ("2027-10-30 21:40:00", 6.0))
SPEED = 150
SYNC = timedelta(minutes=10)
CONFIG = '[run]\nsync_minutes = 10\nbackup = "hver dag kl. 3"\nbackup_directory = "{folder}/copies"\n'


def main() -> int:
    """Run both nights; 1 where a due time is missing, double, or between 0 and 3."""
    found = library()
    if found is None:
        print("  libfaketime is not on this machine: not tried")
        return 0
    for start, hours in NIGHTS:
        with TemporaryDirectory() as folder:
            runs = night(Path(folder), found, start, hours)
        wrong = faults(runs)
        print(f"  {start[:10]}: {len(runs)} due times, {len(wrong)} wrong")
        if wrong:
            print(*wrong, sep="\n", file=sys.stderr)
            return 1
    return 0


def library() -> str | None:
    """What makes time go faster for a process; None where this machine has none."""
    return next((path for path in LIBRARIES if Path(path).exists()), None)


def night(folder: Path, faster: str, start: str, hours: float) -> list[tuple[str, datetime, str]]:
    """Let the real process live through so many hours: job, due time and state of each."""
    (folder / "planner.toml").write_text(CONFIG.format(folder=folder), encoding="utf-8")
    base = [
        sys.executable,
        "-m",
        "planner",
        "--config",
        str(folder / "planner.toml"),
        "--db",
        str(folder / "plan.db"),
    ]
    init = ["init", "--board", "DIR", "--name", "Direktionen", "--weekday", "onsdag"]
    quiet = {"cwd": ROOT, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run([*base, *init, "--start", "9", "--end", "12"], check=True, **quiet)
    fake = {
        **os.environ,
        "TZ": "UTC",
        "LD_PRELOAD": faster,
        "FAKETIME": f"@{start} x{SPEED}",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",  # what is waited for is waited for in earnest
    }
    with subprocess.Popen([*base, "run"], env=fake, **quiet) as process:
        select.select([], [], [], hours * 3600 / SPEED)
        process.send_signal(signal.SIGTERM)
        if process.wait(30):
            raise RuntimeError(process.returncode)
    with closing(sqlite3.connect(folder / "plan.db")) as connection:
        rows = connection.execute("SELECT job, due, state FROM job_run ORDER BY due").fetchall()
    return [(job, datetime.fromisoformat(due), state) for job, due, state in rows]


def faults(runs: list[tuple[str, datetime, str]]) -> list[str]:
    """Every due time that should not be there, and every one that is missing between the first and the last."""
    syncs = [due for job, due, _ in runs if job == "sync"]
    backups = [due.astimezone(ZONE).isoformat() for job, due, _ in runs if job == "backup"]
    wrong = [f"{job} {due} {state}" for job, due, state in runs if state != "done"]
    wrong += [f"{due} at night" for due in syncs if due.astimezone(ZONE).hour < 3]
    due, expected = syncs[0], []
    while due <= syncs[-1]:
        if due.astimezone(ZONE).hour >= 3:
            expected.append(due)
        due += SYNC
    wrong += [f"{due} is not {other}" for due, other in zip(syncs, expected, strict=False) if due != other]
    if len(syncs) != len(expected) or len(backups) != 1 or backups[0][11:16] != "03:00":
        wrong.append(f"{len(syncs)} of {len(expected)}, backups {backups}")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
