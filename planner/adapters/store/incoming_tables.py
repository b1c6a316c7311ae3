"""The tables of what came back, and of how far each calendar has been read.

Nothing is stored twice: `mark` is what tells one message from another. Loaded as tables.py is.
"""

from __future__ import annotations

from typing import get_args

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, text

from planner.adapters.store import outgoing_tables
from planner.adapters.store.constraints import one_of
from planner.domain.correspondence import Settled

metadata = outgoing_tables.metadata

reply = Table(
    "reply",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("mark", Text, nullable=False, unique=True),
    Column("backend", Text, nullable=False),
    Column("entry", Integer, ForeignKey("entry.id")),
    Column("heard", Text, nullable=False),
    Column("reply", Text),
    Column("fault", Text),
    Column("settled", Text),
    Column("settled_at", Text),
    Column("settled_by", Text),
    Column("why", Text),
    Column("step", Integer, ForeignKey("step.id")),
    one_of("settled", get_args(Settled)),
    sqlite_strict=True,
)
reading = Table(
    "reading",
    metadata,
    Column("backend", Text, primary_key=True),
    Column("state", Text),
    Column("at", Text, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

Index("reply_by_entry", reply.c.entry)
Index("reply_unusable", reply.c.id, sqlite_where=text("fault IS NOT NULL"))
