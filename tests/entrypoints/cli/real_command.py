"""What tests of the real command share: how a board is made, and what a refusal looks like."""

from __future__ import annotations

INIT = "init --board DIR --name Direktionen --weekday onsdag --start 09:00 --end 13:00".split()


def said(done):
    """Exit code and the first line on stderr; a refusal is two lines at most and never a traceback."""
    lines = done.stderr.splitlines()
    assert "Traceback" not in done.stderr
    assert len(lines) <= 2, done.stderr
    return done.returncode, lines[0] if lines else ""
