"""A board to publish: Ada and Bo are members, Carl and Dina present, the mayor is a standing guest."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from itertools import count
from zoneinfo import ZoneInfo

from planner.adapters.calendars.memory import MemoryCalendar
from planner.adapters.store.store import open_store
from planner.domain.board import Board
from planner.domain.calendar import Mailbox
from planner.domain.changes import added
from planner.domain.item import Item, Placement, Presenter
from planner.domain.meeting import Meeting
from planner.domain.people import Membership, Person
from planner.domain.wanted import Sender
from planner.usecases.deliver import deliver
from planner.usecases.publish import NO_CALENDARS, PublishPlan, publish
from tests.fakes.crashing import CrashingCalendar, CrashingStore, Fuse

ZONE = ZoneInfo("Europe/Copenhagen")
NOW = dt.datetime(2031, 3, 5, 14, tzinfo=ZONE)
FIRST, SECOND, THIRD = (dt.date(2031, 3, day) for day in (12, 19, 26))
# Times are exact, and every shift is sent: what is provisional and what is small is for tests of their own.
BOARD = Board(1, "DIR", "Direktionen", start=dt.time(9), end=dt.time(12), place="Mødelokale 1", tolerance=0)
ADA, BO, CARL, DINA, MAYOR, ELLE = 1, 2, 3, 4, 5, 6
PEOPLE = [
    Person(ADA, "Ada Ravn", email="ada@plan.example"),
    Person(BO, "Bo Lind", email="bo@plan.example"),
    Person(CARL, "Carl Holt", email="carl@plan.example"),
    Person(DINA, "Dina Kær", email="dina@plan.example"),
    Person(MAYOR, "Mona Borg", email="mona@plan.example"),
    Person(ELLE, "Elle Uden Adresse"),
]
EMAIL = {person.id: person.email for person in PEOPLE}
RECORDS = [
    *PEOPLE,
    *(
        Meeting(n, 1, day, dt.time(9), dt.time(12), stage="locked")
        for n, day in enumerate((FIRST, SECOND, THIRD), 1)
    ),
    Membership(1, 1, ADA),
    Membership(2, 1, BO),
    Membership(3, 1, MAYOR, role="guest"),
    Item(1, 1, "Klimaplan", minutes=30, visibility="open"),
    Item(2, 1, "Budget", minutes=30, visibility="open"),
    Item(3, 1, "Afsked af KANARIEFUGL", minutes=30, visibility="closed"),
    Item(4, 1, "Skolestart", minutes=30, visibility="open"),
    Placement(1, 1, 1, 1),
    Placement(2, 2, 1, 2, mayor=True),
    Placement(3, 3, 1, 3),
    Placement(4, 4, 2, 1),
    Presenter(1, 1, CARL),
    Presenter(2, 2, CARL),
    Presenter(3, 3, DINA),
    Presenter(4, 4, BO),
]
SENDER = Sender(Mailbox("Sekretariatet", "sekretariat@plan.example"), "87 00 00 00")


class MovingClock:
    """Time that passes only when it is told to."""

    def __init__(self):
        self.at = NOW

    def now(self):
        return self.at

    def passes(self, **how):
        self.at += dt.timedelta(**how)


@dataclass
class Office:
    """A store, a calendar and a clock, with the verbs of the secretariat."""

    store: object
    calendar: MemoryCalendar = field(default_factory=MemoryCalendar)
    clock: MovingClock = field(default_factory=MovingClock)
    keys: object = field(default_factory=lambda: count(1))

    def write(self, *changes):
        with self.store.work() as work:
            work.append(changes, board=1, at=self.clock.now(), by="mette", command="ret")
            work.commit()

    def ask(self, sender=SENDER, calendars=NO_CALENDARS, **how):
        command = PublishPlan(BOARD, "mette", "memory", sender, **how)
        return publish(command, store=self.store, clock=self.clock, new_key=self.new_key, calendars=calendars)

    def publish(self, **how):
        return self.ask(agreed=self.ask(**how).question, **how)

    def sync(self, crash_at=0):
        """Deliver what is queued; Crash where the process is to die at that step."""
        fuse = Fuse(crash_at)
        store, calendar = CrashingStore(self.store, fuse), CrashingCalendar(self.calendar, fuse)
        return deliver(store=store, gateways={"memory": calendar}, clock=self.clock)

    def quiet(self):
        """Everything late has landed, nothing goes wrong any more, and sync has run until nothing is left.

        What waits behind something that a person must decide stays where it is.
        """
        self.calendar.faults.clear()
        self.calendar.land()
        while True:
            self.clock.passes(hours=2)
            done = self.sync()
            if not done.done or not (done.waiting or done.under_way):
                return done

    def new_key(self):
        return f"{next(self.keys):032x}"

    def read(self):
        with self.store.reading() as read:
            return read.everything()

    def has(self, person):
        """What stands in a person's calendar: (start, end, subject), in order of time."""
        entries = self.calendar.calendars[EMAIL[person]].values()
        return sorted((f"{e.starts:%d.%m %H.%M}", f"{e.ends:%H.%M}", e.subject) for e in entries)

    def messages(self):
        """Who has been sent something since last asked: (person, kind), sorted."""
        by_email = {email: person for person, email in EMAIL.items()}
        found = sorted((by_email[message.email], message.kind) for message in self.calendar.messages)
        self.calendar.messages.clear()
        return found


def office_in(folder, records=RECORDS):
    office = Office(open_store(folder / "plan.db", create=True))
    office.write(added(BOARD))
    office.write(*(added(record) for record in records))
    return office
