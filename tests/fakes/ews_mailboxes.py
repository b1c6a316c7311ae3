"""Mailboxes of a small Exchange: events, invitations delivered to attendees, answers, changes by hand."""

from __future__ import annotations

import base64
import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Any

ATTENDEES = ("RequiredAttendees", "OptionalAttendees", "Resources")
OID = bytes.fromhex("040000008200E00074C5B7101A82E008") + bytes(20)


@dataclass
class Invited:
    """One attendee as the organizer's event keeps it."""

    email: str
    name: str | None = None
    answer: str = "Unknown"
    at: dt.datetime | None = None
    proposed: tuple[dt.datetime, dt.datetime] | None = None


@dataclass
class Item:
    """An event, or an answer to one, in a folder of a mailbox."""

    id: str
    owner: str
    folder: str
    kind: str = "CalendarItem"
    version: int = 1
    values: dict[str, Any] = field(default_factory=dict)
    properties: dict[str, str] = field(default_factory=dict)
    attendees: dict[str, list[Invited]] = field(default_factory=lambda: {name: [] for name in ATTENDEES})
    organizer: str | None = None
    cancelled: bool = False
    sequence: int = 0
    # What it was at first, where the server goes back to that.
    first: tuple[dict[str, Any], dict[str, str]] = field(default_factory=lambda: ({}, {}))

    @property
    def uid(self):
        return self.values.get("UID")

    @property
    def change_key(self):
        return base64.b64encode(f"v{self.version}".encode()).decode()

    def everybody(self):
        return [one for name in ATTENDEES for one in self.attendees[name]]


class Mailboxes:
    """The state of the server. `now` is its clock: it goes forward a second with every change."""

    def __init__(self, *emails):
        self.emails = {email.casefold() for email in emails}
        self.names: dict[str, str] = {}
        self.items: dict[str, Item] = {}
        self.changes: list[tuple[str, str, str, str]] = []
        self.told: list[tuple[str, str, str]] = []
        self.now = dt.datetime(2031, 3, 1, 8, tzinfo=dt.UTC)
        self.answers_in_event = True
        self.puts_back = False
        self._number = 0

    def add(self, owner, folder, kind="CalendarItem", **values):
        self._number += 1
        id_ = base64.b64encode(f"{owner}|{folder}|{self._number}".encode()).decode()
        item = Item(id_, owner, folder, kind, **values)
        self.items[id_] = item
        self.changed(item, "Create")
        return item

    def changed(self, item, how="Update"):
        self.now += dt.timedelta(seconds=1)
        item.values["LastModifiedTime"] = self.now
        item.version += how == "Update"
        self.changes.append((item.owner, item.folder, how, item.id))

    def remove(self, item):
        if self.items.pop(item.id, None) is not None:
            self.changed(item, "Delete")

    def of(self, owner, folder="calendar"):
        return [item for item in self.items.values() if (item.owner, item.folder) == (owner, folder)]

    def by_uid(self, owner, uid):
        return next((item for item in self.of(owner) if item.uid == uid), None)

    def invite(self, event, whom):
        for one in whom:
            self.told.append((one.email.casefold(), "request", event.uid))
            if one.email.casefold() in self.emails:
                copy = self.by_uid(one.email.casefold(), event.uid)
                values = {
                    name: event.values.get(name) for name in ("UID", "Subject", "Start", "End", "Location")
                }
                if copy is None:
                    copy = self.add(one.email.casefold(), "calendar", organizer=event.owner, values=values)
                else:
                    copy.values.update(values)
                    self.changed(copy)
                copy.cancelled = False

    def taken(self, email, starts, lasts):
        """The person is taken by something of their own."""
        return self.add(
            email, "calendar", values={"Start": starts, "End": starts + lasts, "Subject": "Privat"}
        )

    def call_off(self, event, whom):
        for one in whom:
            self.told.append((one.email.casefold(), "cancel", event.uid))
            if copy := self.by_uid(one.email.casefold(), event.uid):
                self.remove(copy)

    def answer(self, organizer, uid, email, answer="Accept", *, sender=None, proposed=None, comment=None):
        """The attendee answers: a message to the organizer's inbox, and (mostly) a note in the event."""
        event = self.by_uid(organizer, uid)
        if self.answers_in_event:
            for one in event.everybody():
                if one.email.casefold() == email.casefold():
                    one.answer, one.at, one.proposed = answer, self.now, proposed
            self.changed(event)
        ending = {"Accept": "Pos", "Decline": "Neg", "Tentative": "Tent"}[answer]
        values = {
            "ItemClass": f"IPM.Schedule.Meeting.Resp.{ending}",
            "Subject": "Svar",
            "From": email,
            "Sender": sender or email,
            "ResponseType": answer,
            "ProposedStart": proposed and proposed[0],
            "ProposedEnd": proposed and proposed[1],
            "Body": comment,
            "Sent": self.now,
            "About": event.id,
            "UID": uid,
        }
        return self.add(organizer, "inbox", "MeetingResponse", values=values)

    def edit(self, owner, uid, **values):
        """Somebody changes an event by hand, in Outlook."""
        item = self.by_uid(owner, uid)
        item.values.update(values)
        self.changed(item)

    def forward(self, owner, uid, email):
        """An attendee forwards the invitation: the server adds the new one to the organizer's event."""
        item = self.by_uid(owner, uid)
        item.attendees["RequiredAttendees"].append(Invited(email))
        self.changed(item)

    def renumbered(self, owner, uid, *, tells=False):
        """The mailbox is moved to another database: its items get new ids. Some servers list that as a removal."""
        item = self.by_uid(owner, uid)
        self.items.pop(item.id)
        if tells:
            self.changed(item, "Delete")
        return self.add(
            owner,
            "calendar",
            **{
                name: getattr(item, name)
                for name in ("values", "properties", "attendees", "organizer", "cancelled", "sequence")
            },
        )

    def snapshot(self, item):
        return replace(item, attendees={name: list(people) for name, people in item.attendees.items()})


def object_id(uid):
    """The UID as Exchange keeps it for searching (MS-OXOCAL 2.2.1.27)."""
    data = b"vCal-Uid\x01\x00\x00\x00" + uid.encode() + b"\x00"
    return base64.b64encode(OID + len(data).to_bytes(4, "little") + data).decode()
