"""A reading as plain values and back; the keys are those of the exchange format for readings."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date, time
from typing import Any

from planner.domain import reading as r

Json = dict[str, Any]


def to_json(reading: r.Reading) -> Json:
    """The reading as JSON values. A key is left out where the document does not speak of it."""
    found = _dict(reading)
    for key in ("rul", "political_upcoming", "activities_past", "activities_upcoming", "commitments"):
        found.pop(key, None)
    political = {"rul": _rows(reading.rul), "upcoming": _rows(reading.political_upcoming)}
    activities = {"past": _rows(reading.activities_past), "upcoming": _rows(reading.activities_upcoming)}
    if any(political.values()):
        found["political_meetings"] = political
    if any(activities.values()):
        found["activities"] = activities
    if reading.commitments:
        found["undated_commitments"] = [_dict(one) for one in reading.commitments]
    for name in (
        "meetings",
        "backlog",
        "tentative",
        "followups",
        "item_changes",
        "attachments",
        "unreadable",
    ):
        found.setdefault(name, [])
    for meeting, row in zip(reading.meetings, found["meetings"], strict=True):
        row.setdefault("date", None)
        row.setdefault("items", [])
        row["absent"] = [_absent(person) for person in meeting.absent]
        for item, entry in zip(meeting.items, row["items"], strict=True):
            entry["presenters"] = [_dict(person) for person in item.presenters]
            if item.no is not None and item.no.isdigit():
                entry["no"] = int(item.no)
    for row in found["attachments"]:
        for key in ("point", "no", "title"):
            row.setdefault(key, None)
    return found


def from_json(found: Json) -> r.Reading:
    """The reading that `to_json` was made of."""
    political, activities = found.get("political_meetings", {}), found.get("activities", {})
    plain = {
        **found,
        "rul": political.get("rul", []),
        "political_upcoming": political.get("upcoming", []),
        "activities_past": activities.get("past", []),
        "activities_upcoming": activities.get("upcoming", []),
        "commitments": found.get("undated_commitments", []),
    }
    return _build(r.Reading, plain)  # type: ignore[no-any-return]


def _rows(rows: tuple[r.DatedRow, ...]) -> list[Json]:
    return [_dict(row) for row in rows]


def _absent(person: r.ReadPerson) -> str | Json:
    return person.name if person.state == "sure" else _dict(person)


def _dict(value: object) -> Json:
    found: Json = {}
    for one in fields(value):  # type: ignore[arg-type]
        content = _plain(getattr(value, one.name))
        if content is None or content == []:
            continue
        found[one.name] = content
    return found


def _plain(value: object) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return _dict(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return value.isoformat() if isinstance(value, date) else value


_NESTED: dict[tuple[type, str], type] = {
    (r.Reading, "count"): r.Count,
    (r.Reading, "members"): r.ReadPerson,
    (r.Reading, "meetings"): r.ReadMeeting,
    (r.Reading, "backlog"): r.ReadBacklog,
    (r.Reading, "tentative"): r.Tentative,
    (r.Reading, "commitments"): r.Commitment,
    (r.Reading, "followups"): r.ReadFollowUp,
    (r.Reading, "item_changes"): r.ItemChange,
    (r.Reading, "attachments"): r.ReadAttachment,
    (r.Reading, "unreadable"): r.Unreadable,
    (r.ReadMeeting, "absent"): r.ReadPerson,
    (r.ReadMeeting, "items"): r.ReadItem,
    (r.ReadMeeting, "agenda_points"): r.ReadPoint,
    (r.ReadItem, "presenters"): r.ReadPerson,
    (r.ReadItem, "officer"): r.ReadPerson,
    (r.ReadItem, "child_sources"): r.Source,
    (r.ReadPoint, "presenters"): r.ReadPerson,
    (r.ReadPoint, "officer"): r.ReadPerson,
    **{
        (r.Reading, name): r.DatedRow
        for name in ("rul", "political_upcoming", "activities_past", "activities_upcoming")
    },
}
_TIMES = {"time", "start", "end"}
_DATES = {
    "date",
    "document_date",
    "due",
    "meeting_date",
    "moved_from",
    "event_dates",
    "refers_to",
    "candidates",
    "dates",
}


def _build(kind: type, found: Json) -> Any:
    values: dict[str, Any] = {}
    for one in fields(kind):
        if one.name not in found or found[one.name] is None:
            if one.name in ("date", "owner", "title", "point", "no") and one.default is not None:
                values[one.name] = None
            continue
        values[one.name] = _value(kind, one.name, found[one.name])
    return kind(**values)


def _value(kind: type, name: str, content: Any) -> Any:
    nested = r.Source if name == "source" else _NESTED.get((kind, name))
    if isinstance(content, list):
        return tuple(_value(kind, name, one) for one in content)
    if nested is r.ReadPerson and isinstance(content, str):
        return r.ReadPerson(content)
    if nested is not None:
        return _build(nested, content)
    if name in _TIMES and isinstance(content, str):
        return time.fromisoformat(content)
    if name in _DATES and isinstance(content, str) and kind is not r.Count:
        return date.fromisoformat(content)
    if kind is r.ReadItem and name == "no":
        return str(content)
    return content
