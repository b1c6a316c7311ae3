"""The table of how far the sending has come: one row. Loaded as tables.py is, never by a command."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Integer, Table, Text

from planner.adapters.store import tables
from planner.adapters.store.constraints import truth

metadata = tables.metadata
FIRST_ROW = "INSERT INTO sending (id, number, review) VALUES (1, 0, 0)"

sending = Table(
    "sending",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text),
    Column("number", Integer, nullable=False),
    Column("stopped", Text),
    Column("review", Integer, nullable=False),
    CheckConstraint("id = 1", name="one_row"),
    truth("review"),
    sqlite_strict=True,
)
