"""The table of reminders that were given: each once to a person, of a thing at a time. Loaded as tables.py is."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Table, Text

from planner.adapters.store import tables

metadata = tables.metadata

reminder = Table(
    "reminder",
    metadata,
    Column("person", Integer, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("rule", Text, primary_key=True),
    Column("version", Text, primary_key=True),
    Column("board", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Column("letter", Text, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

Index("reminder_by_board_at", reminder.c.board, reminder.c["at"])
