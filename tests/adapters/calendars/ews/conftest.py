"""A small Exchange with three mailboxes, and the gateway to the secretariat's."""

import datetime as dt

import pytest

from planner.adapters.calendars.ews.access import EwsAccess
from planner.adapters.calendars.ews.gateway import EwsGateway
from tests.contracts.calendar_gateway import ADA, BO
from tests.fakes.ews_server import EwsServer

BOX = "sekretariat@plan.example"


class ServerClock:
    def __init__(self, server):
        self._server = server

    def now(self):
        return self._server.mailboxes.now + dt.timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def server():
    with EwsServer(BOX, ADA.email, BO.email) as running:
        yield running
    assert running.unfit == []


@pytest.fixture
def opened(server):
    """Gateways to the server, as configured; closed at the end."""
    made = []

    def gateway(**changed):
        given = {
            "mailbox": BOX,
            "user": "planner",
            "secret": server.secret,
            "endpoint": server.endpoint,
            "sign_in": "basic",
            "timeout": 5.0,
        }
        made.append(EwsGateway(EwsAccess(**(given | changed)), ServerClock(server)))
        return made[-1]

    yield gateway
    for one in made:
        one.close()


@pytest.fixture
def gateway(opened):
    return opened()
