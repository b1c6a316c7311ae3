"""Exchange keeps the promises of every calendar."""

import datetime as dt
import socket

import pytest

from tests.contracts.calendar_gateway import ENTRY, FEATURES, CalendarGatewayContract


class EwsWorld:
    can = FEATURES

    def __init__(self, server, opened):
        self._server, self._opened = server, opened
        self._there = opened()
        self._away = None

    @property
    def gateway(self):
        """The gateway; once, when asked to, one to a server that is not there."""
        away, self._away = self._away, None
        return away or self._there

    def calendar(self, email):
        return {
            item.uid: (item.values["Start"], item.values["End"], item.values["Subject"])
            for item in self._server.mailboxes.of(email)
        }

    def told(self, email):
        return sum(told == email for told, _, _ in self._server.mailboxes.told)

    def misbehave(self, fault):
        if fault == "not_reached":
            self._away = self._opened(endpoint=f"http://127.0.0.1:{unused_port()}/EWS/Exchange.asmx")
        else:
            self._server.misbehave(fault)

    def land(self):
        self._server.land()

    def edited(self, uid):
        box = self._there.access.mailbox
        self._server.mailboxes.edit(box, uid, Start=ENTRY.starts - dt.timedelta(hours=1))

    def lost(self, uid):
        mailboxes = self._server.mailboxes
        mailboxes.remove(mailboxes.by_uid(self._there.access.mailbox, uid))

    def answered(self, uid, email):
        self._server.mailboxes.answer(self._there.access.mailbox, uid, email)


class TestEwsGateway(CalendarGatewayContract):
    @pytest.fixture
    def world(self, server, opened):
        return EwsWorld(server, opened)


def unused_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]
