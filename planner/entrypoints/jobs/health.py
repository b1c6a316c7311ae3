"""/health and, where it is wanted, /metrics: on a port that only the machine itself reaches; or in a file."""

from __future__ import annotations

import json
import logging
import os
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from planner.entrypoints.jobs.pulse import Pulse

_LOCAL = "127.0.0.1"
Metrics = Callable[[], tuple[bytes, str]]


class Health:
    """Answers until it is closed. `metrics` gives a page and its content type; None: there is none."""

    def __init__(self, port: int, pulse: Pulse, metrics: Metrics | None = None) -> None:
        class Handler(BaseHTTPRequestHandler):
            """Two pages; nothing else can be asked."""

            def do_GET(self) -> None:
                if self.path == "/health":
                    well, told = pulse.report()
                    self._answer(200 if well else 503, json.dumps(told).encode(), "application/json")
                elif self.path == "/metrics" and metrics is not None:
                    self._answer(200, *metrics())
                else:
                    self._answer(404, b"", "text/plain")

            def log_message(self, *_: Any) -> None:
                """A line for whoever looks for a fault, without the words of whoever asked."""
                logging.getLogger(__name__).debug("health asked for")

            def _answer(self, status: int, body: bytes, kind: str) -> None:
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        self._server = ThreadingHTTPServer((_LOCAL, port), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Answer no more."""
        self._server.shutdown()
        self._server.server_close()


def write_health(path: str, pulse: Pulse) -> None:
    """The same as /health in a file, whole at every instant."""
    _, told = pulse.report()
    target = Path(path).expanduser()
    beside = target.with_name(f"{target.name}.ny")
    beside.write_text(json.dumps(told), encoding="utf-8")
    os.replace(beside, target)  # noqa: PTH105 -- the two names of one step
