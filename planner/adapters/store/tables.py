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

from planner.adapters.store.constraints import one_of, truth
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
    "route": "route",
}
_COMPUTED = {
    "item": (Column("waiting_since", Text),),
    "meeting": (
        Column("starts_utc", Text),
        Column("ends_utc", Text),
        Column("unsettled", Integer, nullable=False, server_default=text("0")),
    ),
}
# Columns that came later than their table, so that rows from before have a value too.
_LATER = {
    "board": (
        *("provisional", "tolerance", "holds", "saturdays", "day_counts", "days_off", "remind_days"),
        "quiet_hours",
    ),
    "meeting": ("stage",),
}
# What reads search by, beside the ids that refer to other tables.
_INDEXES = {
    "meeting": ("board, date", "date"),
    "item": ("board, case_number", "board, status", "officer"),
    "absence": ("board, last", "person, last"),
    "followup": ("board, done, due",),
    "activity": ("board, date",),
    "series_presenter": ("item_series",),
    "document": ("board, name", "board, sha256"),
}


def _choices(annotation: Any) -> tuple[str, ...]:
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    return tuple(value for part in get_args(annotation) for value in _choices(part))


def _column(table: str, field: Field[Any]) -> Column[Any]:
    plain = str(field.type).removesuffix(" | None")
    refers = plain == "int" and field.name in _REFERS_TO
    return Column(
        field.name,
        Integer if plain in ("int", "bool") else Text,
        # Checked at the commit: the changes of a step may stand in any order.
        *([_reference(_REFERS_TO[field.name])] if refers else []),
        primary_key=field.name == "id",
        nullable=str(field.type).endswith(" | None"),
        server_default=_stored(field.default) if field.name in _LATER.get(table, ()) else None,
        unique=True if (table, field.name) == ("board", "code") else None,
    )


def _stored(default: Any) -> Any:
    return default if isinstance(default, str) else text(str(int(default)))


def _reference(table: str) -> ForeignKey:
    return ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED")


def _rules(field: Field[Any], annotation: Any) -> list[CheckConstraint]:
    if choices := _choices(annotation):
        return [one_of(f'"{field.name}"', choices)]
    return [truth(field.name)] if str(field.type).removesuffix(" | None") == "bool" else []


def _table_of(name: str, kind: type[Record]) -> Table:
    hints = get_type_hints(kind)
    columns = [_column(name, field) for field in fields(kind)]
    rules = [rule for field in fields(kind) for rule in _rules(field, hints[field.name])]
    version = Column("version", Integer, nullable=False, server_default=text("1"))
    return Table(name, metadata, *columns, version, *_COMPUTED.get(name, ()), *rules, sqlite_strict=True)


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
    Column("kind", Text, nullable=False),
    Column("of", Integer, ForeignKey("step.id")),
    Column("state", Text, nullable=False),
    Column("founding", Integer, nullable=False),
    one_of('"kind"', ("do", "undo", "redo")),
    one_of('"state"', ("done", "undone", "dropped")),
    truth("founding"),
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
step_board = Table(
    "step_board",
    metadata,
    Column("board", Integer, primary_key=True),
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
# An item of the year wheel is made once for each period, whoever makes it.
Index(
    "item_by_item_series_period",
    metadata.tables["item"].c.item_series,
    metadata.tables["item"].c.period,
    unique=True,
    sqlite_where=text("item_series IS NOT NULL"),
)
Index(
    "meeting_unsettled",
    metadata.tables["meeting"].c.board,
    metadata.tables["meeting"].c.date,
    sqlite_where=text("unsettled > 0"),
)
Index("step_by_board", step.c.board)
Index("step_by_of", step.c.of)
Index("step_board_by_step", step_board.c.step)
Index("step_stands", step.c.board, sqlite_where=text(STANDS))
Index("step_stands_by", step.c.board, step.c.by, sqlite_where=text(STANDS))
Index("step_undone", step.c.board, sqlite_where=text("state = 'undone'"))

# What SQLAlchemy does not know as a table: the full text, and the mark that Alembic keeps.
BESIDE_THE_TABLES = (
    "CREATE VIRTUAL TABLE words USING fts5(title, body, board UNINDEXED, tokenize = 'trigram')",
    (
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL,"
        " CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
    ),
)
