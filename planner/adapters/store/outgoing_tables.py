"""The tables of what was published and what is on its way out.

The database is the referee: two partial unique indexes see to it that one task waits and one is
under way for each event, whoever writes. Loaded as tables.py is, never by a command.
"""

from __future__ import annotations

from typing import get_args

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, text

from planner.adapters.store import tables
from planner.adapters.store.constraints import listed, one_of, truth
from planner.domain.entry import Operation
from planner.domain.outbound import FOR_A_PERSON, UNDER_WAY, WAITING, State

metadata = tables.metadata


publication = Table(
    "publication",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("board", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("step", Integer, nullable=False),
    Column("until", Text),
    Column("invitations", Integer, nullable=False),
    Column("updates", Integer, nullable=False),
    Column("cancellations", Integer, nullable=False),
    Column("persons", Integer, nullable=False),
    Column("backend", Text),
    sqlite_strict=True,
)
entry = Table(
    "entry",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("board", Integer, nullable=False),
    Column("backend", Text, nullable=False),
    Column("key", Text, nullable=False, unique=True),
    Column("uid", Text, nullable=False, unique=True),
    Column("meeting", Integer, nullable=False),
    Column("wanted", Text, nullable=False),
    Column("stands", Integer, nullable=False),
    Column("sent", Text),
    Column("remote_id", Text),
    Column("remote_version", Text),
    Column("is_over", Integer, nullable=False),
    truth("stands"),
    truth("is_over"),
    sqlite_strict=True,
)
outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("entry", Integer, ForeignKey("entry.id"), nullable=False),
    Column("lane", Text, nullable=False),
    Column("publication", Integer, ForeignKey("publication.id"), nullable=False),
    Column("at", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("operation", Text),
    Column("revision", Text),
    Column("attempts", Integer, nullable=False),
    Column("doubtful", Integer, nullable=False),
    Column("sent_at", Text),
    Column("not_before", Text),
    Column("reason", Text),
    one_of("state", get_args(State)),
    one_of("operation", get_args(Operation)),
    truth("doubtful"),
    sqlite_strict=True,
)
feed = Table(
    "feed",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("board", Integer, nullable=False),
    Column("person", Integer),
    Column("name", Text, nullable=False, unique=True),
    Column("at", Text, nullable=False),
    Column("revoked", Text),
    sqlite_strict=True,
)

Index("publication_by_board", publication.c.board)
Index("entry_by_meeting", entry.c.meeting)
Index("outbox_by_entry", outbox.c.entry)
Index(
    "outbox_one_waiting",
    outbox.c.lane,
    unique=True,
    sqlite_where=text(f"state IN ({listed(WAITING)})"),
)
Index(
    "outbox_one_under_way",
    outbox.c.lane,
    unique=True,
    sqlite_where=text(f"state IN ({listed(UNDER_WAY)})"),
)
Index("outbox_by_state", outbox.c.state)
Index("outbox_due", outbox.c.id, sqlite_where=text(f"state IN ({listed((*WAITING, *UNDER_WAY))})"))
Index(
    "outbox_blocked",
    outbox.c.lane,
    sqlite_where=text(f"state IN ({listed((*UNDER_WAY, *FOR_A_PERSON))})"),
)
