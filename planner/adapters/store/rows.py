"""Records as rows, and back: the one place that knows how a field is written in a column.

Dates, times and instants are ISO texts, tuples JSON texts, truth 0 or 1. Only the standard library
is loaded, and of that only what a row needs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import date, datetime, time
from functools import cache
from typing import Any, TypeVar, cast

from planner.domain.changes import TABLE_OF, TABLES, Record

Row = Sequence[Any]
R = TypeVar("R", bound=Record)


def columns(kind: type[Record]) -> tuple[str, ...]:
    """The columns that hold a record of that kind, in the order of its fields."""
    return tuple(field.name for field in fields(kind))


def column_list(kind: type[Record], of: str = "") -> str:
    """The same as SQL: quoted, for several of the names are words of SQL. `of` is the table's name in a join."""
    return ", ".join(f'{of}{"." if of else ""}"{name}"' for name in columns(kind))


def table(kind: type[Record]) -> str:
    """The table of that kind of record."""
    return TABLE_OF[kind]


def from_row(kind: type[R]) -> Callable[[Row], R]:
    """The function that makes a record of a row; columns after those of the record are ignored."""
    return cast("Callable[[Row], R]", _reader(TABLE_OF[cast("type[Record]", kind)]))


@cache
def _reader(table: str) -> Callable[[Row], Record]:
    kind = TABLES[table]
    found = fields(kind)
    width = len(found)
    ups = [(at, _UP[plain]) for at, field in enumerate(found) if (plain := _plain(field.type)) in _UP]

    def read(row: Row) -> Record:
        values = list(row[:width])
        for at, up in ups:
            if values[at] is not None:
                values[at] = up(values[at])
        return kind(*values)

    return read


def to_row(record: Record) -> tuple[Any, ...]:
    """The values of the record's columns, in order."""
    return tuple(_down(value) for value in vars(record).values())


def _plain(annotation: Any) -> str:
    return str(annotation).replace("dt.", "").removesuffix(" | None")


def _texts(text: str) -> tuple[str, ...]:
    if text == "[]":
        return ()
    import json  # noqa: PLC0415 -- most rows have none

    return tuple(json.loads(text))


def _dates(text: str) -> tuple[date, ...]:
    return tuple(date.fromisoformat(one) for one in _texts(text))


_UP: dict[str, Callable[[Any], Any]] = {
    "bool": bool,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "datetime": datetime.fromisoformat,
    "tuple[str, ...]": _texts,
    "tuple[date, ...]": _dates,
}


def _down(value: Any) -> Any:
    if isinstance(value, (str, int)) or value is None:
        return int(value) if isinstance(value, bool) else value
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, date):  # an instant is a date too
        return value.isoformat()
    if value == ():
        return "[]"
    import json  # noqa: PLC0415 -- most rows have none

    return json.dumps([_down(part) for part in value], ensure_ascii=False)
