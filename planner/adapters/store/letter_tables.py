"""The tables of letters: what waits to be mailed, the issues of a list, and who reads it. Loaded as tables.py is."""

from __future__ import annotations

from typing import get_args

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from planner.adapters.store import tables
from planner.adapters.store.constraints import listed, one_of, truth
from planner.domain.issue import Wish
from planner.domain.post import LETTER_OPEN, LetterKind, LetterState

metadata = tables.metadata


OPEN = f"state IN ({listed(LETTER_OPEN)})"

letter_facts = Table(
    "letter_facts",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("facts", Text, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
letter = Table(
    "letter",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("board", Integer, nullable=False),
    Column("person", Integer),
    Column("name", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("audience", Text, nullable=False),
    Column("due", Text, nullable=False),
    Column("useful_until", Text),
    Column("facts", Text, ForeignKey("letter_facts.digest"), nullable=False),
    Column("calendar", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("doubtful", Integer, nullable=False),
    Column("sent_at", Text),
    Column("not_before", Text),
    Column("reason", Text),
    Column("content", LargeBinary),
    one_of("kind", get_args(LetterKind)),
    one_of("state", get_args(LetterState)),
    truth("calendar"),
    truth("doubtful"),
    sqlite_strict=True,
)
issue = Table(
    "issue",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("board", Integer, nullable=False),
    Column("list", Text, nullable=False),
    Column("nominal", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("publication", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("why", Text),
    UniqueConstraint("board", "list", "nominal", "number"),
    sqlite_strict=True,
)
intro = Table(
    "intro",
    metadata,
    Column("board", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    sqlite_strict=True,
)
mail_reader = Table(
    "mail_reader",
    metadata,
    Column("board", Integer, primary_key=True),
    Column("person", Integer, primary_key=True),
    Column("wish", Text, nullable=False),
    Column("calendar", Integer, nullable=False),
    one_of("wish", get_args(Wish)),
    truth("calendar"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

Index("letter_open", letter.c.id, sqlite_where=text(OPEN))
