"""The twin keeps the promises of every calendar."""

import datetime as dt

import pytest

from planner.adapters.calendars.memory import MemoryCalendar
from planner.domain.calendar import Reply
from tests.contracts.calendar_gateway import ADA, ENTRY, FEATURES, STAMP, CalendarGatewayContract


class MemoryWorld:
    can = FEATURES

    def __init__(self):
        self.gateway = MemoryCalendar()
        self.land, self.lost = self.gateway.land, self.gateway.lost

    def calendar(self, email):
        entries = self.gateway.calendars[email]
        return {uid: (entry.starts, entry.ends, entry.subject) for uid, entry in entries.items()}

    def told(self, email):
        return sum(message.email == email for message in self.gateway.messages)

    def misbehave(self, fault):
        self.gateway.faults.append(fault)

    def edited(self, uid):
        self.gateway.edited(uid, starts=ENTRY.starts - dt.timedelta(hours=1))

    def answered(self, uid, email):
        self.gateway.answers.append(Reply(uid, email, "answer", STAMP, "accepted"))


class TestMemoryCalendar(CalendarGatewayContract):
    @pytest.fixture
    def world(self):
        return MemoryWorld()


def test_entry_created_twice_is_two_events():
    calendar = MemoryCalendar()
    calendar.create(ENTRY)
    calendar.create(ENTRY)
    assert len(calendar.events) == 2
    assert [message.email for message in calendar.messages] == [ADA.email, ADA.email]
