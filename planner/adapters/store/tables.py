"""The tables: one for each kind of record, derived from its fields, and those of the journal.

A record's columns are its fields. Beside them stand `version` (bumped by every write) and columns
that are computed on writing so that a read can search an index: `waiting_since` of an item that
awaits a date, `unsettled` of a meeting (its placements without an outcome), and a meeting's
instants in UTC. Loaded only to create, migrate and check a database, never by a command.
"""

from __future__ import annotations

from dataclasses import Field, fields
from typing import Any, Literal, get_args, get_origin, get_type_hints

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, MetaData, Table, Text, text

from planner.domain.changes import TABLES, Record

metadata = MetaData()

# A field of this name holds the id of a row in that table.
_REFERS_TO = {
    "board": "board",
    "person": "person",
    "responsible": "person",
    "item": "item",
    "replaced_by": "item",
    "meeting": "meeting",
    "under": "standing",
    "series": "series",
}
_COMPUTED = {
    "item": (Column("waiting_since", Text),),
    "meeting": (
        Column("starts_utc", Text),
        Column("ends_utc", Text),
        Column("unsettled", Integer, nullable=False, server_default=text("0")),
    ),
}
# What reads search by, beside the ids that refer to other tables.
_INDEXES = {
    "meeting": ("board, date", "date"),
    "item": ("board, case_number", "board, status"),
    "absence": ("board, last", "person, last"),
    "activity": ("board, date",),
    "document": ("board, name", "board, sha256"),
}


def _choices(annotation: Any) -> tuple[str, ...]:
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    return tuple(value for part in get_args(annotation) for value in _choices(part))


def _column(table: str, field: Field[Any], annotation: Any) -> Column[Any]:
    plain = str(field.type).removesuffix(" | None")
    number = plain in ("int", "bool")
    rules: list[Any] = []
    if plain == "int" and field.name in _REFERS_TO:
        rules.append(ForeignKey(f"{_REFERS_TO[field.name]}.id", deferrable=True, initially="DEFERRED"))
    elif choices := _choices(annotation):
        listed = ", ".join(f"'{choice}'" for choice in choices)
        rules.append(CheckConstraint(f'"{field.name}" IN ({listed})', name=f"{table}_{field.name}_known"))
    elif plain == "bool":
        rules.append(CheckConstraint(f'"{field.name}" IN (0, 1)', name=f"{table}_{field.name}_true_or_not"))
    optional = str(field.type).endswith(" | None")
    return Column(
        field.name,
        Integer if number else Text,
        *rules,
        primary_key=field.name == "id",
        nullable=optional,
        unique=True if (table, field.name) == ("board", "code") else None,
    )


def _table_of(name: str, kind: type[Record]) -> Table:
    hints = get_type_hints(kind)
    columns = [_column(name, field, hints[field.name]) for field in fields(kind)]
    version = Column("version", Integer, nullable=False, server_default=text("1"))
    return Table(name, metadata, *columns, version, *_COMPUTED.get(name, ()), sqlite_strict=True)


for _name, _kind in TABLES.items():
    _made = _table_of(_name, _kind)
    _listed = [tuple(names.split(", ")) for names in _INDEXES.get(_name, ())]
    for _column_name in _REFERS_TO:
        if _column_name in _made.c and not any(names[0] == _column_name for names in _listed):
            _listed.append((_column_name,))
    for _names in _listed:
        Index(f"{_name}_by_{'_'.join(_names)}", *(_made.c[_one] for _one in _names))

STANDS = "kind = 'do' AND state = 'done' AND founding = 0"

step = Table(
    "step",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("board", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("command", Text, nullable=False),
    Column("why", Text),
    Column("kind", Text, CheckConstraint("kind IN ('do', 'undo', 'redo')", name="step_kind_known"), nullable=False),
    Column("of", Integer, ForeignKey("step.id")),
    Column(
        "state",
        Text,
        CheckConstraint("state IN ('done', 'undone', 'dropped')", name="step_state_known"),
        nullable=False,
    ),
    Column("founding", Integer, CheckConstraint("founding IN (0, 1)", name="step_founding_true_or_not"), nullable=False),
    sqlite_strict=True,
)
change = Table(
    "change",
    metadata,
    Column("step", Integer, ForeignKey("step.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("table", Text, nullable=False),
    Column("record", Integer, nullable=False),
    Column("before", Text),
    Column("after", Text),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
step_item = Table(
    "step_item",
    metadata,
    Column("item", Integer, primary_key=True),
    Column("step", Integer, ForeignKey("step.id"), primary_key=True),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
counter = Table(
    "counter",
    metadata,
    Column("name", Text, primary_key=True),
    Column("last", Integer, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

Index(
    "item_waiting",
    metadata.tables["item"].c.board,
    metadata.tables["item"].c.waiting_since,
    sqlite_where=text("waiting_since IS NOT NULL"),
)
Index(
    "meeting_unsettled",
    metadata.tables["meeting"].c.board,
    metadata.tables["meeting"].c.date,
    sqlite_where=text("unsettled > 0"),
)
Index("step_by_board", step.c.board)
Index("step_by_of", step.c.of)
Index("step_stands", step.c.board, sqlite_where=text(STANDS))
Index("step_stands_by", step.c.board, step.c.by, sqlite_where=text(STANDS))
Index("step_undone", step.c.board, sqlite_where=text("state = 'undone'"))

# Not a table that SQLAlchemy knows: FTS5 keeps tables of its own behind it.
WORDS = "CREATE VIRTUAL TABLE words USING fts5(title, body, board UNINDEXED, tokenize = 'trigram')"
