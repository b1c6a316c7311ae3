"""Full text: which words of a record are found, and in what order.

One FTS5 table with trigrams, so that "skur" is found inside "nytårskur" and case does not matter.
The seam for another database is this file and the WORDS queries. A row's number is its record's
band and id; walking the numbers downwards gives open items first and newest first, and a search
with a limit stops when it has enough.
"""

from __future__ import annotations

from collections.abc import Iterable

from planner.domain.board import ImportedDocument
from planner.domain.changes import Record
from planner.domain.item import Attachment, FollowUp, Item, Placement
from planner.domain.meeting import Activity, Meeting

SHORTEST = 3  # fewer characters than a trigram cannot be searched for
_BAND = 1 << 40
OPEN_ITEM, OTHER_ITEM = 9, 8
_TABLES = {9: "item", 8: "item", 7: "placement", 6: "followup", 5: "meeting", 4: "activity"}
_TABLES |= {3: "attachment", 2: "document"}
FIRST_ITEM = OTHER_ITEM * _BAND
_LONGEST = 100_000


def number(record: Record) -> int | None:
    """The row of the record in the full text; None for kinds that are not searched."""
    band = _band(record)
    return None if band is None else band * _BAND + record.id


def place(row: int) -> tuple[str, int]:
    """The table and id that a row of the full text is of."""
    return _TABLES[row // _BAND], row % _BAND


def texts(record: Record) -> tuple[str, str]:
    """The title by which the record is known, and the rest of its words."""
    match record:
        case Item():
            names = (record.title, *record.spellings)
            return _joined(names), _joined((record.note, record.case_number, record.waits_for))
        case Placement():
            return _joined((record.label, record.heading)), _joined((record.decision,))
        case FollowUp():
            return "", _joined((record.text, record.owner))
        case Meeting():
            return "", _joined((record.note, record.reason))
        case Activity() | Attachment():
            return _joined((record.title,)), ""
        case ImportedDocument():
            return record.name, _joined(_strings_of(record.reading))
        case _:
            return "", ""


def phrase(text: str, *, only_title: bool = False) -> str:
    """The search for a text as it is written, for MATCH; its quotes mean nothing."""
    quoted = '"' + text.replace('"', '""').replace("\0", "") + '"'
    return f"title : {quoted}" if only_title else quoted


def _joined(parts: Iterable[str | None]) -> str:
    return "\n".join(part for part in parts if part)[:_LONGEST]


def _band(record: Record) -> int | None:
    match record:
        case Item():
            return OPEN_ITEM if record.status == "open" else OTHER_ITEM
        case Placement():
            return 7
        case FollowUp():
            return 6
        case Meeting():
            return 5
        case Activity():
            return 4
        case Attachment():
            return 3
        case ImportedDocument():
            return 2
        case _:
            return None


def _strings_of(reading: str) -> list[str]:
    """Every text in the JSON of a reading once, in order."""
    import json  # noqa: PLC0415 -- only documents need it

    found: dict[str, None] = {}

    def walk(value: object) -> None:
        if isinstance(value, str):
            found[value] = None
        elif isinstance(value, dict):
            for part in value.values():
                walk(part)
        elif isinstance(value, list):
            for part in value:
                walk(part)

    walk(json.loads(reading))
    return list(found)
