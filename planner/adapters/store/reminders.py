"""Reminders that were given, over functions that run SQL in one transaction."""

from __future__ import annotations

from datetime import datetime

from planner.adapters.store.entry_rows import instant
from planner.adapters.store.statements import Run, Write
from planner.domain.reminders import Key


class SqlReminders:
    """The port `Reminders`."""

    def __init__(self, run: Run, write: Write) -> None:
        self._run, self._write = run, write

    def given(self, board: int, since: datetime) -> tuple[Key, ...]:
        """What the board's people were reminded of since an instant, the oldest first."""
        rows = self._run(
            'SELECT person, subject, rule, version FROM reminder WHERE board = ? AND "at" >= ? ORDER BY "at"',
            (board, instant(since)),
        )
        return tuple((person, subject, rule, version) for person, subject, rule, version in rows)

    def give(self, key: Key, board: int, at: datetime, letter: str) -> bool:
        """Note that it is given with that letter; False where it has been given."""
        added = self._write(
            'INSERT INTO reminder (person, subject, rule, version, board, "at", letter)'
            " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (*key, board, instant(at), letter),
        )
        return added == 1
