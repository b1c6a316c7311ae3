"""Finds events: by our key, by UID, by id, by time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from exchangelib import Q
from exchangelib.errors import ErrorServerBusy, ResponseMessageError, SOAPError
from exchangelib.items import CalendarItem
from exchangelib.properties import CalendarView, ItemId
from exchangelib.restriction import Restriction
from exchangelib.services import FindItem, GetFolder, GetItem

from planner.adapters.calendars.ews.connection import Connection
from planner.adapters.calendars.ews.faults import GONE, NO_MAILBOX, NO_RIGHT, THROTTLED
from planner.adapters.calendars.ews.items import KNOWN, asked, moment, object_id
from planner.domain.calendar import CalendarEntry

# Exchange refuses a calendar view of more than two years, and one with more than 1,000 events.
WIDEST = dt.timedelta(days=180)
PAGE = 500
# How far from its own time an event is looked for, where it cannot be searched for.
AROUND = dt.timedelta(days=1)
# Shorter than this, a stretch with too many events to be told of at once is not split.
NARROWEST = dt.timedelta(minutes=15)
TOO_MANY = frozenset({"ErrorCalendarViewRangeTooBig", "ErrorExceededFindCountLimit", "Truncated"})
# Errors that would meet any other question as well.
CLOSED = THROTTLED | NO_RIGHT | NO_MAILBOX | {"ErrorTimeoutExpired"}


def by_entry(connection: Connection, entry: CalendarEntry) -> Any | None:
    """The event with the entry's key, else with its UID; None where there is none.

    Not every server can search for a property: some refuse, some find nothing, and some find everything.
    So what is found is looked at, and at last what stands in the calendar around that time.
    """
    conditions = [Q(planner_key=entry.key)]
    if (data := object_id(entry.uid)) is not None:
        conditions.append(Q(global_object_id=data))
    found: list[Any] = []
    for condition in conditions:
        found = found or _ours(entry, by_id(connection, _searched(connection, condition)))
    found = found or _ours(entry, between(connection, entry.starts - AROUND, entry.ends + AROUND))
    standing = [item for item in found if not item.is_cancelled] or found
    # Somebody may have copied the event in Outlook: the copy has our key, but a UID of its own.
    return next((item for item in standing if item.uid == entry.uid), standing[0] if standing else None)


def _ours(entry: CalendarEntry, found: Iterable[Any]) -> list[Any]:
    return [item for item in found if item.planner_key == entry.key or item.uid == entry.uid]


def _searched(connection: Connection, condition: Any) -> list[Any]:
    try:
        return matching(connection, condition)
    except (ResponseMessageError, SOAPError) as error:
        if is_closed(error):
            raise
        return []


def is_closed(error: Exception) -> bool:
    """Whether the server would refuse any other question too, and not just this one."""
    return type(error).__name__ in CLOSED


def matching(connection: Connection, condition: Any, inside: Any = None) -> list[Any]:
    """The ids of what matches in a folder (the calendar, when not said)."""
    place = inside if inside is not None else connection.calendar
    restriction = Restriction(condition, folders=[place], applies_to=Restriction.ITEMS)
    return _find(connection, place, restriction=restriction, view=None)


def between(connection: Connection, first: dt.datetime, last: dt.datetime) -> list[Any]:
    """Every event that touches the stretch, each once, by its start."""
    ids: dict[str, Any] = {}
    while first < last:
        end = min(first + WIDEST, last)
        ids |= {id_: (id_, version) for id_, version in _viewed(connection, first, end)}
        first = end
    return sorted(by_id(connection, list(ids.values())), key=lambda item: (item.start, item.id))


def standing(connection: Connection) -> list[Any]:
    """Every event in the calendar that has our key, wherever in time it stands."""
    everything = _find(connection, connection.calendar, None, view=None)
    return [item for item in by_id(connection, everything, ("planner_key",)) if item.planner_key]


def _viewed(connection: Connection, first: dt.datetime, last: dt.datetime) -> list[Any]:
    """The ids of a stretch, in halves where the server has more events than it tells of at once."""
    view = CalendarView(start=moment(first), end=moment(last))
    try:
        return _find(connection, connection.calendar, None, view=view)
    except ResponseMessageError as error:
        if type(error).__name__ not in TOO_MANY or last - first < NARROWEST:
            raise
    middle = first + (last - first) / 2
    return _viewed(connection, first, middle) + _viewed(connection, middle, last)


def folder(connection: Connection, asked_for: Any) -> Any:
    """A folder as the server has it: its id, and what may be done there."""
    fields = asked(("effective_rights", "name"), type(asked_for))
    answers = connection.service(GetFolder).call(
        folders=[asked_for], additional_fields=fields, shape="IdOnly"
    )
    (found,) = answers
    if isinstance(found, Exception):
        raise found
    return found


def by_id(
    connection: Connection, ids: Sequence[Any], names: Iterable[str] = KNOWN, kind: Any = CalendarItem
) -> list[Any]:
    """The events with these ids, of that kind only; those that are gone are left out."""
    return list(_got(connection, ids, names, kind)) if ids else []


def _got(connection: Connection, ids: Sequence[Any], names: Iterable[str], kind: Any) -> Iterator[Any]:
    fields = asked(names, kind)
    waiting, size = [ItemId(id=id_, changekey=version) for id_, version in ids], PAGE
    while waiting:
        service = connection.service(GetItem)
        service.chunk_size = size
        portion, rest = waiting[:size], waiting[size:]
        answers = list(service.call(items=portion, additional_fields=fields, shape="IdOnly"))
        too_many = [each for each in answers if isinstance(each, ErrorServerBusy)]
        if too_many and (len(too_many) == len(answers) or len(answers) != len(portion)):
            raise too_many[0]
        if too_many:
            # It reads so many at once and no more, and calls itself busy for each of those beyond.
            size = len(portion) - len(too_many)
            rest = [id_ for id_, each in zip(portion, answers, strict=False) if each in too_many] + rest
        waiting = rest
        for item in answers:
            if isinstance(item, Exception):
                if type(item).__name__ not in GONE and item not in too_many:
                    raise item
            elif isinstance(item, kind):
                yield item


def _find(connection: Connection, place: Any, restriction: Any, view: Any) -> list[Any]:
    found = connection.service(FindItem)
    found.page_size = PAGE
    result = list(
        found.call(
            folders=[place],
            additional_fields=None,
            restriction=restriction,
            order_fields=None,
            shape="IdOnly",
            query_string=None,
            depth="Shallow",
            calendar_view=view,
            max_items=None,
            offset=0,
        )
    )
    for each in result:
        if isinstance(each, Exception):
            raise each
    return result
