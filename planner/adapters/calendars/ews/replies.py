"""What came back: answers, proposed times, and what somebody changed in the calendar by hand.

Answers are read twice, since no server is sure to have both: from the messages in the inbox (which
alone tell of a proposed time and a comment) and from the organizer's event. Each is told once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from exchangelib import HTMLBody, Q
from exchangelib.errors import ErrorInvalidSyncStateData, ResponseMessageError, SOAPError
from exchangelib.items import MeetingResponse
from exchangelib.services import SyncFolderItems

from planner.adapters.calendars.ews import prints
from planner.adapters.calendars.ews.connection import Connection
from planner.adapters.calendars.ews.finding import by_id, is_closed, matching, standing
from planner.adapters.calendars.ews.items import asked, attending, instant, moment, uid_in
from planner.adapters.calendars.ews.remembered import (
    Event,
    Memory,
    is_new_time,
    is_news,
    is_taken_back,
    remembered,
    short,
)
from planner.domain.calendar import Answer, Replies, Reply

ANSWERS: dict[str, Answer] = {"Accept": "accepted", "Tentative": "tentative", "Decline": "declined"}
# The last part of a message's class says the same, also where the field is left empty.
CLASSES: dict[str, Answer] = {"pos": "accepted", "tent": "tentative", "neg": "declined"}
UNANSWERED = ("Unknown", "NoResponseReceived")
MESSAGE = (
    "associated_calendar_item_id",
    "author",
    "body",
    "datetime_sent",
    "datetime_received",
    "global_object_id",
    "item_class",
    "proposed_end",
    "proposed_start",
    "response_type",
    "sender",
    "text_body",
)
CLASS = "IPM.Schedule.Meeting.Resp"
MOST_CHANGES = 500
# A message may come into the inbox later than its time says: so far back it is looked for again.
OVERLAP = dt.timedelta(hours=2)
# How far back the first reading looks for messages.
FIRST = dt.timedelta(days=60)
LONGEST_COMMENT = 1000


@dataclass
class Changes:
    """What the server says has changed: our events that are new or other, and ids that are gone."""

    changed: list[Any] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)


def replies(connection: Connection, state: str | None, now: dt.datetime) -> Replies:
    """News since `state`, and the state to give next time. Two requests when nothing is new."""
    memory = remembered(state)
    changes = _changes(connection, memory)
    ours = by_id(connection, [(item.id, item.changekey) for item in changes.changed])
    _renumbered(memory, changes, ours)
    removed = list(_removed(memory, changes, connection.access.mailbox, now))
    for item in ours:
        memory.events.setdefault(short(item.id), Event(item.uid))
    messages = _messages(connection, memory, now)
    news = [reply for message in messages for reply in _told_by_message(message, memory, now)]
    for item in ours:
        event = memory.events[short(item.id)]
        news += _told_by_event(item, event, connection.access.mailbox, now)
    return Replies(tuple(sorted([*removed, *news], key=lambda reply: reply.at)), str(memory))


def _changes(connection: Connection, memory: Memory) -> Changes:
    begun = memory.sync is None
    try:
        changes = _synced(connection, memory)
    except ErrorInvalidSyncStateData:
        memory.sync, begun = None, True
        changes = _synced(connection, memory)
    except (ResponseMessageError, SOAPError) as error:
        # Not every server keeps a list of changes: then all that stands in the calendar is gone through.
        if is_closed(error):
            raise
        begun, changes = True, Changes(standing(connection))
    if begun:
        there = {short(item.id) for item in changes.changed}
        changes.removed = [id_ for id_ in memory.events if id_ not in there]
    return changes


def _synced(connection: Connection, memory: Memory) -> Changes:
    """Reads on to the end of the server's list. The memory moves only when all of it was read."""
    changes = Changes()
    state, more = memory.sync, True
    while more:
        sync = connection.service(SyncFolderItems)
        page = sync.call(
            folder=connection.calendar,
            shape="IdOnly",
            additional_fields=asked(("planner_key",)),
            sync_state=state,
            ignore=None,
            max_changes_returned=MOST_CHANGES,
            sync_scope=None,
        )
        for change in page:
            if isinstance(change, Exception):
                raise change
            kind, item = change
            if kind == sync.DELETE:
                changes.removed.append(short(item.id))
            elif kind in (sync.CREATE, sync.UPDATE) and (
                getattr(item, "planner_key", None) or short(item.id) in memory.events
            ):
                changes.changed.append(item)
        more = not sync.includes_last_item_in_range and sync.sync_state != state
        state = sync.sync_state
    memory.sync = state
    return changes


def _renumbered(memory: Memory, changes: Changes, ours: list[Any]) -> None:
    """What is remembered of an event that the server has given another id goes on under the new one."""
    now = {item.uid: short(item.id) for item in ours}
    for id_ in changes.removed:
        event = memory.events.get(id_)
        if event is not None and now.get(event.uid, id_) != id_:
            memory.events[now[event.uid]] = memory.events.pop(id_)


def _removed(memory: Memory, changes: Changes, mailbox: str, now: dt.datetime) -> Iterator[Reply]:
    """Events of ours that are gone: by our own cancelling, or by hand; the caller knows which it asked for."""
    back = {item.id and short(item.id) for item in changes.changed}
    for id_ in changes.removed:
        event = memory.events.pop(id_, None) if id_ not in back else None
        if event is not None:
            yield Reply(uid=event.uid, attendee=mailbox, kind="removed", at=now)


def _messages(connection: Connection, memory: Memory, now: dt.datetime) -> list[Any]:
    """Answers in the inbox that were not read before, by when they were sent."""
    since = dt.datetime.fromisoformat(memory.since) if memory.since else now - FIRST
    recent = Q(datetime_received__gte=moment(since))
    try:
        found = matching(connection, Q(item_class__startswith=CLASS) & recent, connection.inbox)
    except (ResponseMessageError, SOAPError) as error:
        if is_closed(error):
            raise
        found = matching(connection, recent, connection.inbox)
    new = [(id_, version) for id_, version in found if short(id_) not in memory.read]
    memory.read = [short(id_) for id_, _ in found]
    memory.since = (now - OVERLAP).astimezone(dt.UTC).isoformat()
    messages = by_id(connection, new, MESSAGE, MeetingResponse)
    return sorted(messages, key=lambda message: _sent(message, now))


def _told_by_message(message: Any, memory: Memory, now: dt.datetime) -> Iterator[Reply]:
    event = _event_of(message, memory)
    author, sender = _address(message.author), _address(message.sender)
    answer = ANSWERS.get(message.response_type or "") or CLASSES.get(
        (message.item_class or "").rpartition(".")[2].casefold()
    )
    attendee = author or sender
    if event is None or attendee is None:
        return
    told: dict[str, Any] = {
        "uid": event.uid,
        "attendee": attendee,
        "at": _sent(message, now),
        "sender": sender if sender and sender.casefold() != attendee.casefold() else None,
        "comment": _comment(message),
    }
    if answer is not None and is_news(event, attendee, answer, told["at"]):
        yield Reply(kind="answer", answer=answer, **told)
    if (proposed := _proposed(message, event, attendee)) is not None:
        yield Reply(kind="counter", answer=answer, starts=proposed[0], ends=proposed[1], **told)


def _told_by_event(item: Any, event: Event, mailbox: str, now: dt.datetime) -> Iterator[Reply]:
    changed = instant(item.last_modified_time) if item.last_modified_time else now
    for one in attending(item):
        address, answer = _address(one.mailbox), ANSWERS.get(one.response_type or "")
        if address is None:
            continue
        told: dict[str, Any] = {
            "uid": event.uid,
            "attendee": address,
            "at": instant(one.last_response_time) if one.last_response_time else changed,
            "answer": answer,
        }
        given = instant(one.last_response_time) if one.last_response_time else None
        if answer is None and one.response_type in UNANSWERED:
            is_taken_back(event, address)
        if answer and is_news(event, address, answer, given):
            yield Reply(kind="answer", **told)
        if (proposed := _proposed(one, event, address)) is not None:
            yield Reply(kind="counter", starts=proposed[0], ends=proposed[1], **told)
    if item.is_cancelled:
        return
    written = prints.read(item.planner_print)
    starts, ends = instant(item.start), instant(item.end)
    at_hand = prints.times(starts, ends)
    if written is None or at_hand == written.visible.times:
        event.moved = None
    elif at_hand != event.moved:
        event.moved = at_hand
        yield Reply(uid=event.uid, attendee=mailbox, kind="moved", at=changed, starts=starts, ends=ends)


def _proposed(answered: Any, event: Event, attendee: str) -> tuple[dt.datetime, dt.datetime] | None:
    """The time somebody proposes, when it was not told before."""
    if not answered.proposed_start or not answered.proposed_end:
        return None
    starts, ends = instant(answered.proposed_start), instant(answered.proposed_end)
    return (starts, ends) if is_new_time(event, attendee, prints.times(starts, ends)) else None


def _event_of(message: Any, memory: Memory) -> Event | None:
    """Our event that the message answers; None when it answers somebody else's."""
    about = message.associated_calendar_item_id
    if about is not None and (event := memory.events.get(short(about.id))):
        return event
    uid = uid_in(message.global_object_id)
    return memory.by_uid(uid) if uid else None


def _sent(message: Any, now: dt.datetime) -> dt.datetime:
    when = message.datetime_sent or message.datetime_received
    return instant(when) if when else now


def _address(mailbox: Any) -> str | None:
    return str(mailbox.email_address) if mailbox is not None and mailbox.email_address else None


def _comment(message: Any) -> str | None:
    text = message.text_body
    if text is None and message.body is not None and not isinstance(message.body, HTMLBody):
        text = str(message.body)
    return (text or "").strip()[:LONGEST_COMMENT] or None
