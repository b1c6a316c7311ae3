"""What goes to and fro about one event, written in a few words."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

from planner.domain.calendar import Attendee, CalendarEntry, Mailbox, Reply
from planner.domain.correspondence import Correspondence, Heard, Sent
from planner.domain.entry import Entry, Wanted

ZONE = ZoneInfo("Europe/Copenhagen")
MONDAY = dt.datetime(2031, 3, 3, 8, tzinfo=ZONE)
NINE = dt.datetime(2031, 3, 12, 9, tzinfo=ZONE)
HOUR = dt.timedelta(hours=1)
OFFICE = Mailbox("Sekretariatet", "sekretariat@plan.example")
ADA, BO, ROOM = "ada@plan.example", "Bo.Lind@plan.example", "lokale1@plan.example"
INVITED = (
    Attendee(Mailbox("Ada Ravn", ADA)),
    Attendee(Mailbox("Bo Lind", BO)),
    Attendee(Mailbox("Lokale 1", ROOM), "resource"),
)


def at(hours):
    """So many hours after the first invitation left."""
    return MONDAY + hours * HOUR


def wanted(starts=NINE, attendees=INVITED):
    people = tuple(number for number, one in enumerate(attendees, 1) if one.role != "resource")
    return Wanted(
        "meeting",
        1,
        people,
        (),
        starts,
        starts + HOUR,
        "Europe/Copenhagen",
        "Møde",
        "",
        "",
        (),
        OFFICE,
        attendees,
    )


def sent(sequence, hours, starts=NINE, operation="create", attendees=INVITED, sure=True):
    revision = CalendarEntry(
        "k",
        "k@planner",
        sequence,
        at(hours),
        starts,
        starts + HOUR,
        "Europe/Copenhagen",
        "Møde",
        "",
        OFFICE,
        attendees,
    )
    return Sent(operation, revision, at(hours), sure)


def answer(email, said, hours, sequence=0, **more):
    """Somebody answers, or with "counter" proposes another time."""
    kind = said if said in ("counter", "bounced") else "answer"
    return Reply("k@planner", email, kind, at(hours), None if kind != "answer" else said, sequence, **more)


def by_hand(kind, hours, starts=None):
    return Reply(
        "k@planner", OFFICE.email, kind, at(hours), starts=starts, ends=starts + HOUR if starts else None
    )


def about(*letters, starts=NINE, attendees=INVITED, **fields):
    """The correspondence of one event: revisions that left and replies, in any order."""
    left = [one for one in letters if isinstance(one, Sent)] or [sent(0, 0)]
    left = sorted(left, key=lambda one: (one.revision.sequence, one.revision.stamp))
    heard = [one for one in letters if isinstance(one, Reply)]
    entry = Entry(1, 1, "memory", "k", "k@planner", wanted(starts, attendees), sent=left[-1].revision)
    return Correspondence(
        replace(entry, **fields),
        tuple(left),
        tuple(Heard(number, "memory", reply.at, reply, 1) for number, reply in enumerate(heard, 1)),
    )
