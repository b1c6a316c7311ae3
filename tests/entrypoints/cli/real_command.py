"""What tests of the real command share: how a board is made, and what a refusal looks like."""

from __future__ import annotations

import subprocess
import sys

INIT = "init --board DIR --name Direktionen --weekday onsdag --start 09:00 --end 13:00".split()


def in_spring(database, *words, code=0):
    """What the command prints, or refuses with, on a Tuesday in the spring plan."""
    command = [sys.executable, "-m", "planner", "--db", str(database), "--now", "2031-03-04T10:00+01:00"]
    done = subprocess.run([*command, *words], capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr if code == 0 and "tabel" not in words else "") == (code, "")
    return done.stdout if code == 0 else done.stderr


def said(done):
    """Exit code and the first line on stderr; a refusal is two lines at most and never a traceback."""
    lines = done.stderr.splitlines()
    assert "Traceback" not in done.stderr
    assert len(lines) <= 2, done.stderr
    return done.returncode, lines[0] if lines else ""
