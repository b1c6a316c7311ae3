"""One deadline for all that a call of the gateway does, however slowly the server talks.

A time-out for each reading is not enough: a server that sends a byte a second never meets it. What
has not ended when the time is up is cut at the socket, and nothing more is sent.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Timer
from typing import Any
from weakref import WeakSet

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError


class Line:
    """The connections of one gateway. `has_ended` says that the time of the present call is up."""

    def __init__(self) -> None:
        self.has_ended = False
        self._connections: WeakSet[Any] = WeakSet()

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """What is done inside is over after so long."""
        self.has_ended = False
        timer = Timer(seconds, self._cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def pools(self) -> dict[str, type[Any]]:
        """Kinds of connection pools, by scheme, whose connections can be cut."""
        plain, encrypted = self._cuttable(HTTPConnection), self._cuttable(HTTPSConnection)
        return {
            "http": type("Pool", (HTTPConnectionPool,), {"ConnectionCls": plain}),
            "https": type("TlsPool", (HTTPSConnectionPool,), {"ConnectionCls": encrypted}),
        }

    def _cuttable(self, kind: type[Any]) -> type[Any]:
        line = self

        class Cuttable(kind):
            handshake: socket.socket | None = None

            def _new_conn(self) -> Any:
                made = super()._new_conn()
                # While the encryption is agreed upon, no one but the library holds the socket.
                self.handshake = made.dup()
                line._connections.add(self)
                return made

            def connect(self) -> None:
                try:
                    super().connect()
                finally:
                    if self.handshake is not None:
                        self.handshake.close()
                        self.handshake = None
                if line.has_ended:
                    self.close()
                    raise ConnectTimeoutError

        return Cuttable

    def _cut(self) -> None:
        self.has_ended = True
        for connection in list(self._connections):
            for watched in (connection.handshake, connection.sock):
                if watched is not None:
                    with suppress(OSError):  # closed meanwhile
                        # The plain socket's shutdown: the TLS one would drop its state under the reader's feet.
                        socket.socket.shutdown(watched, socket.SHUT_RDWR)
