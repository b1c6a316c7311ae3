"""A call is over in time, however slowly the server talks, and says whether anything may have been done."""

import socket
import threading
from contextlib import suppress
from time import monotonic

import pytest

from planner.adapters.calendars.ews import gateway as module
from planner.domain.calendar import NotReached, OutcomeUnknown
from planner.domain.outbound import QUIET
from tests.contracts.calendar_gateway import ENTRY, moved

LIMIT = 0.6
AT_MOST = 3.0


class Dripping:
    """A server that sends a byte now and then: within every time-out, and never to an end."""

    def __init__(self, before_answer=b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"):
        self._first = before_answer
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._over = threading.Event()
        self.port = self._listening.getsockname()[1]
        self.heard = []

    def __enter__(self):
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._over.set()
        with suppress(OSError):  # closing alone leaves the thread waiting for the next one
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _serve(self):
        while not self._over.is_set():
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._drip, args=(connection,), daemon=True).start()

    def _drip(self, connection):
        with connection, suppress(OSError):
            self.heard.append(connection.recv(65536))
            connection.sendall(self._first)
            while not self._over.wait(0.05):
                connection.sendall(b"\x16" if not self._first else b"<")


@pytest.fixture(autouse=True)
def _short(opened, monkeypatch):
    """The same with seconds instead of minutes: the limits are read when a call begins."""
    within = module.Connection.within
    monkeypatch.setattr(module.Connection, "within", lambda self, _: within(self, LIMIT))


def took(call, error):
    began = monotonic()
    with pytest.raises(error) as raised:
        call()
    return monotonic() - began, raised.value


def test_limits_leave_room_before_the_quiet_period_is_over():
    assert QUIET.total_seconds() > module.WRITING + 10


@pytest.mark.parametrize("verb", ["create", "create_many", "update", "probe"])
def test_dripping_answer_is_cut(opened, verb):
    with Dripping() as server:
        gateway = opened(endpoint=f"http://127.0.0.1:{server.port}/EWS/Exchange.asmx")
        calls = {
            "create": lambda: gateway.create(ENTRY),
            "create_many": lambda: _first_error(gateway.create_many([ENTRY])),
            "update": lambda: gateway.update(moved(ENTRY), module.Link("id", "v")),
            "probe": lambda: gateway.probe(ENTRY),
        }
        error = OutcomeUnknown if verb.startswith("create") else NotReached
        seconds, _ = took(calls[verb], error)
        assert seconds < AT_MOST
        assert len(server.heard) == 1


def test_dripping_handshake_is_cut_and_nothing_was_sent(opened):
    with Dripping(before_answer=b"") as server:
        gateway = opened(endpoint=f"https://127.0.0.1:{server.port}/EWS/Exchange.asmx")
        seconds, _ = took(lambda: gateway.create(ENTRY), (NotReached, OutcomeUnknown))
    assert seconds < AT_MOST


def test_gateway_can_be_used_again_after_a_call_was_cut(server, opened, monkeypatch):
    gateway = opened()
    original = server.answer
    monkeypatch.setattr(server, "answer", lambda *given: (threading.Event().wait(1.0), original(*given))[1])
    took(lambda: gateway.create(ENTRY), OutcomeUnknown)
    monkeypatch.setattr(server, "answer", original)
    assert [one.what for one in gateway.check() if not one.well] == []


def _first_error(results):
    raise results[0]
