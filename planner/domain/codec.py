"""Records and changes as plain JSON values, and back. Dates and times are ISO texts.

The journal, the export and the columns of the store all use these forms, so there is one of each.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime, time
from functools import cache
from typing import Any

from planner.domain.changes import TABLES, Change, Record


def to_plain(record: Record) -> dict[str, Any]:
    """Every field of the record as a JSON value, in the order of the class."""
    return {field.name: _down(getattr(record, field.name)) for field in fields(record)}


def from_plain(table: str, values: dict[str, Any]) -> Record:
    """The record again; fields that are missing take their default."""
    kind = TABLES[table]
    up = _readers(table)
    return kind(**{name: up[name](value) for name, value in values.items() if name in up})


def change_to_plain(change: Change) -> dict[str, Any]:
    """A change as {"name", "table", "before", "after"}."""
    return {
        "name": change.name,
        "table": change.table,
        "before": to_plain(change.before) if change.before is not None else None,
        "after": to_plain(change.after) if change.after is not None else None,
    }


def change_from_plain(values: dict[str, Any]) -> Change:
    """The change again; its name is derived, not read."""
    table = values["table"]
    before, after = values["before"], values["after"]
    return Change(from_plain(table, before) if before else None, from_plain(table, after) if after else None)


def _down(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, tuple):
        return [_down(part) for part in value]
    return value


def _up_tuple(part: Any) -> Any:
    return lambda value: tuple(part(one) for one in value)


def _same(value: Any) -> Any:
    return value


_UP: dict[str, Any] = {
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "datetime": datetime.fromisoformat,
    "tuple[str, ...]": tuple,
    "tuple[date, ...]": _up_tuple(date.fromisoformat),
}


@cache
def _readers(table: str) -> dict[str, Any]:
    """For each field the function that reads its JSON value, chosen by its annotation."""
    readers = {}
    for field in fields(TABLES[table]):
        annotation = str(field.type).replace("dt.", "")
        optional = annotation.endswith(" | None")
        read = _UP.get(annotation.removesuffix(" | None"), bool if annotation == "bool" else _same)
        readers[field.name] = _maybe(read) if optional else read
    return readers


def _maybe(read: Any) -> Any:
    return lambda value: None if value is None else read(value)
