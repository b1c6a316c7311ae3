"""Subscriptions, and the events that stand in them, over functions that run SQL in one transaction."""

from __future__ import annotations

from datetime import datetime

from planner.adapters.store.entry_rows import instant
from planner.adapters.store.outgoing import ENTRY, entry_from
from planner.adapters.store.statements import Run, Write, next_number
from planner.domain.entry import Entry
from planner.domain.feed import Feed


class SqlFeeds:
    """The port `Feeds`."""

    def __init__(self, run: Run, write: Write) -> None:
        self._run, self._write = run, write

    def active(self) -> tuple[Feed, ...]:
        """Every subscription that has not been revoked, the oldest first."""
        rows = self._run("SELECT id, board, person, name, at FROM feed WHERE revoked IS NULL ORDER BY id", ())
        return tuple(
            Feed(number, board, person, name, datetime.fromisoformat(at))
            for number, board, person, name, at in rows
        )

    def add(self, feed: Feed) -> Feed:
        """Keep a new one under the next number."""
        number = next_number(self._run, "feed")
        self._write(
            "INSERT INTO feed (id, board, person, name, at) VALUES (?, ?, ?, ?, ?)",
            (number, feed.board, feed.person, feed.name, instant(feed.at)),
        )
        return Feed(number, feed.board, feed.person, feed.name, feed.at)

    def revoke(self, feed: Feed, at: datetime) -> None:
        """It is gone from now on."""
        self._write("UPDATE feed SET revoked = ? WHERE id = ?", (instant(at), feed.id))

    def standing(self) -> tuple[Entry, ...]:
        """Every event that stands in somebody's calendar, of all boards."""
        rows = self._run(f"{ENTRY} WHERE is_over = 0 AND stands = 1 AND sent IS NOT NULL ORDER BY id", ())
        return tuple(entry_from(row) for row in rows)
